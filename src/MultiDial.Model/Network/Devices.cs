using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The network devices of a router: the kernel's and those of the configuration. netifd also lists some that are gone.</summary>
internal static class Devices
{
    internal const string SectionType = "device";

    private static readonly string[] s_lowerOptions = ["device", "ifname", "ports"];

    internal static IEnumerable<string> Names(RouterState state) =>
        Configured(state.Network).Concat(Link.Read(state).Keys).Distinct();

    /// <summary>Whether there is such a device, or will be once the draft is applied.</summary>
    internal static bool Exists(RouterDraft draft, string name) =>
        Configured(draft.Network).Contains(name) || Link.Read(draft.Before).ContainsKey(name) || MacvlanDevices.IsStaged(draft, name);

    /// <summary>The names of the interfaces and devices that use a device.</summary>
    internal static IReadOnlyList<string> Users(UciPackage network, string device) =>
        [.. network.Sections.Where(section => Lower(section).Contains(device)).Select(section => section.Get("name") ?? section.Id)];

    internal static UciSection? Section(UciPackage network, string name) =>
        network.OfType(SectionType).FirstOrDefault(section => section.Get("name") == name);

    private static IEnumerable<string> Lower(UciSection section) => section.Type is SectionType or LineOptions.SectionType
        ? s_lowerOptions.SelectMany(section.GetList).SelectMany(names => names.Split(' '))
        : [];

    private static IEnumerable<string> Configured(UciPackage network) =>
        network.OfType(SectionType).Select(section => section.Get("name")).OfType<string>();
}
