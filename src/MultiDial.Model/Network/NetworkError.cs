using MultiDial.Errors;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The errors that only the network knows.</summary>
internal static class NetworkError
{
    internal static MultiDialException DeviceInUse(string name, IReadOnlyList<UciSection> users) =>
        new(ErrorId.InUse, Text.ErrorDeviceInUse.With(name, string.Join(", ", users.Select(Devices.Named))), name, Remove(users));

    // A bridge or a VLAN on it is no thing of the module.
    private static string Remove(IReadOnlyList<UciSection> users)
    {
        string interfaces = Names(users.Where(user => user.Type == InterfaceSettings.SectionType)), macvlans = Names(users.Where(MacvlanDevices.IsMacvlan));
        string[] cures = [.. interfaces.Length > 0 ? (string[])[Text.CureDeviceInUse.With(interfaces)] : [], .. macvlans.Length > 0 ? (string[])[Text.CureDeviceInUseByMacvlan.With(macvlans)] : []];
        return cures.Length > 0 ? string.Join("; ", cures) : Text.CureDeviceInUseElsewhere;
    }

    private static string Names(IEnumerable<UciSection> users) => string.Join(", ", users.Select(Devices.Named));
}
