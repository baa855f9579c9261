using System.Text.RegularExpressions;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The interface that carries the very connection by which the router is managed.</summary>
internal static partial class ManagementPath
{
    internal static readonly StatePart<ManagementDevice> Part = new("net_read_client", "network", state =>
        new(Device().Match(state.Said("client") ?? "") is { Success: true } path ? path.Groups[1].Value : null));

    /// <summary>Warns if the interface carries the connection and is to be stopped.</summary>
    internal static void Warn(RouterDraft draft, string name)
    {
        if (IsOn(draft.Before, name))
        {
            draft.Warn(Text.WarningStopsConnection.With(name));
        }
    }

    /// <summary>Whether the interface carries the connection.</summary>
    internal static bool IsOn(RouterState state, string name) => InterfaceStatus.Read(state, name).L3Device is { } device && device == Path(state);

    /// <summary>What the user should know if a draft changes the interface that carries the connection, its device or its firewall zone.</summary>
    internal static string? Warning(RouterDraft draft)
    {
        string? device = Path(draft.Before);
        string[] names = [.. Names(draft.Before, device)];
        bool isTouched = names.Length > 0 && draft.Changes.Any(change => change.Package switch
        {
            ConfigurationFiles.Network => names.Contains(change.Section) || (Section(draft, ConfigurationFiles.Network, change) is { } section && Devices.NameOf(section) == device),
            ConfigurationFiles.Firewall => Section(draft, ConfigurationFiles.Firewall, change) is { } zone && zone.Get((FirewallZone value) => value.Network).Any(names.Contains),
            _ => false,
        });
        return !isTouched ? null : Text.WarningChangesConnection.With(string.Join("', '", names), Math.Round(draft.Before.Session.RollbackTimeout.TotalSeconds));
    }

    // As it was: what takes the connection away is what is there now.
    private static UciSection? Section(RouterDraft draft, string package, UciDifference change) => draft.Before.Package(package).Find(change.Section);

    private static string? Path(RouterState state) => state.Get(Part).Name;

    private static IEnumerable<string> Names(RouterState state, string? device) =>
        InterfaceStatus.Read(state).Where(entry => entry.Value.L3Device is { } name && name == device).Select(entry => entry.Key);

    [GeneratedRegex(@"\bdev (\S+)")]
    private static partial Regex Device();
}

/// <summary>The device that carries the connection; null if it cannot be told.</summary>
internal sealed record ManagementDevice(string? Name);
