using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The network devices of a router: the kernel's and those of the configuration. netifd also lists some that are gone.</summary>
internal static class Devices
{
    // What an interface or a device sits on, in the old and the new names of the options.
    private static readonly string[] s_lowerOptions = ["device", "ifname", "ports"];

    internal static IEnumerable<string> Names(RouterState state) =>
        Configured(state.Network).Concat(Link.Read(state).Keys).Distinct();

    /// <summary>Whether there is such a device, or will be once the draft is applied.</summary>
    internal static bool Exists(RouterDraft draft, string name) =>
        Link.Read(draft.Before).ContainsKey(name) || Configured(draft.Network).Contains(name) || MacvlanDevices.IsStaged(draft, name);

    /// <summary>The names of the interfaces and devices that use a device.</summary>
    internal static IReadOnlyList<string> Users(UciPackage network, string device) =>
        [.. network.Sections.Where(section => Lower(section).Contains(device)).Select(section => NameOf(section) ?? section.Id)];

    /// <summary>The name of a device that a section describes; its own name has fewer characters.</summary>
    internal static string? NameOf(UciSection section) => section.Get((DeviceSettings settings) => settings.Name);

    private static IEnumerable<string> Lower(UciSection section) => section.Type is DeviceSettings.SectionType or InterfaceSettings.SectionType
        ? s_lowerOptions.SelectMany(section.GetList).SelectMany(names => names.Split(' '))
        : [];

    private static IEnumerable<string> Configured(UciPackage network) =>
        network.OfType(DeviceSettings.SectionType).Select(NameOf).OfType<string>();
}
