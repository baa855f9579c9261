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

    /// <summary>Those that a macvlan can lead out by: wires and VLANs that are in no bridge.</summary>
    internal static IEnumerable<string> Parents(RouterState state)
    {
        IReadOnlyDictionary<string, Link> links = Link.Read(state);
        HashSet<string> bridged = [.. state.Network.Sections.Where(section => section.Get((DeviceSettings settings) => settings.Type) == "bridge").SelectMany(section => Lower(section).Append(NameOf(section) ?? $"br-{section.Id}"))];
        return links.Values.Where(link => link.Name != "lo" && link.Kind is not ("bridge" or Link.Macvlan) && !link.Name.StartsWith("pppoe-", StringComparison.Ordinal) && !bridged.Contains(link.Name))
            .Select(link => link.Name);
    }

    /// <summary>Whether there is such a device, or will be once the draft is applied.</summary>
    internal static bool Exists(RouterDraft draft, string name) =>
        Link.Read(draft.Before).ContainsKey(name) || Configured(draft.Network).Contains(name) || MacvlanDevices.IsStaged(draft, name);

    /// <summary>The interfaces and devices that use a device.</summary>
    internal static IReadOnlyList<UciSection> Users(UciPackage network, string device) => [.. network.Sections.Where(section => Lower(section).Contains(device))];

    /// <summary>What a user calls the interface or the device of a section.</summary>
    internal static string Named(UciSection section) => NameOf(section) ?? section.Id;

    /// <summary>The name of a device that a section describes; its own name has fewer characters.</summary>
    internal static string? NameOf(UciSection section) => section.Get((DeviceSettings settings) => settings.Name);

    private static IEnumerable<string> Lower(UciSection section) => section.Type is DeviceSettings.SectionType or InterfaceSettings.SectionType
        ? s_lowerOptions.SelectMany(section.GetList).SelectMany(names => names.Split(' '))
        : [];

    private static IEnumerable<string> Configured(UciPackage network) =>
        network.OfType(DeviceSettings.SectionType).Select(NameOf).OfType<string>();
}
