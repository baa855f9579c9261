using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>What is wrong with the device of an interface that does not come up: netifd only says that there is no link.</summary>
internal static class DeviceTrouble
{
    /// <summary>What is to be seen of it among the kernel's devices; null for nothing, or if they were not read.</summary>
    internal static string? Of(RouterState state, UciSection line)
    {
        if (!state.Parts.Contains(Link.Part) || Link.Read(state) is not { Count: > 0 } links || InterfaceDevice.Written(line) is not { } device || device is ['@' or '/', ..])
        {
            return null;
        }

        Link? link = links.GetValueOrDefault(device);
        UciSection? macvlan = MacvlanDevices.Section(state.Network, device);
        return (macvlan is null ? null : OfMacvlan(device, macvlan.Get((MacvlanDevice value) => value.Parent), link, links))
            ?? (link is null ? (macvlan is null ? Text.ReasonDeviceMissing.With(device) : Text.ReasonMacvlanMissing.With(device, line.Id))
            : link.Up ? null
            : Text.ReasonDeviceDown.With(device));
    }

    private static string? OfMacvlan(string device, string? parent, Link? link, IReadOnlyDictionary<string, Link> links) =>
        parent is null ? Text.ReasonNoParent.With(device)
        : links.GetValueOrDefault(parent) is not { } below ? Text.ReasonParentMissing.With(device, parent)
        : !below.Up ? Text.ReasonParentDown.With(device, parent)
        : link is not null && links.Values.FirstOrDefault(other => other != link && other.MacAddress == link.MacAddress && (other.Name == parent || other.Parent == parent)) is { } twin
            ? Text.ReasonSameMacAddress.With(device, twin.Name, link.MacAddress, MacAddresses.Derive($"{link.MacAddress}/{device}", address => links.Values.Any(other => other.MacAddress == address)))
        : null;
}
