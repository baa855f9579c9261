using System.Text.RegularExpressions;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The interface that carries the very connection by which the router is managed.</summary>
internal static partial class ManagementPath
{
    internal static readonly StatePart<ManagementDevice> Part = new("net_read_client", "network", state =>
        new(Device().Match(state.Said("client") ?? "") is { Success: true } path ? path.Groups[1].Value : null));

    /// <summary>Warns if the line carries the connection and is to be stopped.</summary>
    internal static void Warn(RouterDraft draft, string line)
    {
        if (IsOn(draft.Before, line))
        {
            draft.Warn($"The line '{line}' carries the connection of this session: without it the router may not be reachable from here.");
        }
    }

    /// <summary>Whether the line carries the connection.</summary>
    internal static bool IsOn(RouterState state, string line) => Names(state, Path(state)).Contains(line);

    /// <summary>What the user should know if a draft changes the interface that carries the connection, its device or its firewall zone.</summary>
    internal static string? Warning(RouterDraft draft)
    {
        string? device = Path(draft.Before);
        string[] names = [.. Names(draft.Before, device)];
        bool isTouched = names.Length > 0 && draft.Changes.Any(change => change.Package switch
        {
            ConfigurationFiles.Network => names.Contains(change.Section) || Section(draft, ConfigurationFiles.Network, change)?.Get("name") == device,
            ConfigurationFiles.Firewall => Section(draft, ConfigurationFiles.Firewall, change)?.GetList("network").Any(networks => names.Intersect(networks.Split(' ')).Any()) == true,
            _ => false,
        });
        return !isTouched ? null : FormattableString.Invariant(
            $"The change concerns '{string.Join("', '", names)}', which carries the connection of this session. If the router cannot be reached after it, the router takes it back after {draft.Before.Session.RollbackTimeout.TotalSeconds:0} s.");
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
