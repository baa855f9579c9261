using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>A value that New-MultiDial would give to a line that is there, but leaves to the cmdlets that change lines.</summary>
/// <param name="Parameter">The parameter of New-MultiDial that has it.</param>
/// <param name="Cmdlet">The cmdlet that gives it.</param>
/// <param name="Target">The line or the device; null for all lines.</param>
/// <param name="Arguments">How it is given.</param>
/// <param name="Place">Where the value is, for a sentence; null for all lines.</param>
internal sealed record LinesDifference(string Parameter, string Cmdlet, string? Target, string Arguments, string? Place)
{
    private LinesDifference(string parameter, string cmdlet, string? target, string arguments)
        : this(parameter, cmdlet, target, arguments, target)
    {
    }

    private const string SetLines = "Set-MultiDial";
    private const string SetInterface = "Set-WanInterface";
    private const string SetDevice = "Set-MacvlanDevice";

    private static readonly string[] s_ofProtocol = ["username", "password", "ipaddr", "netmask", "gateway"];

    /// <summary>What some changes of a draft would have given.</summary>
    internal static LinesDifference[] Of(RouterDraft draft, IReadOnlyList<UciDifference> changes)
    {
        HashSet<string> dialled = [.. changes.Where(change => change is { Package: ConfigurationFiles.Network, Option: "proto" }).Select(change => change.Section)];
        return [.. changes.Where(change => !(dialled.Contains(change.Section) && s_ofProtocol.Contains(change.Option)))
            .Select(change => Of(draft, change)).OfType<LinesDifference>().Distinct()];
    }

    /// <summary>The parameters, and the lines that have other values of each.</summary>
    internal static string Words(IEnumerable<LinesDifference> differences) => string.Join(", ", differences.GroupBy(one => one.Parameter)
        .Select(group => group.First().Place is null ? group.Key : $"{group.Key} ({string.Join(", ", group.Select(one => one.Place))})"));

    /// <summary>The commands that give the values.</summary>
    internal static string Commands(IEnumerable<LinesDifference> differences) => string.Join("; ", differences.GroupBy(one => (one.Cmdlet, one.Arguments))
        .Select(group => group.First().Target is null ? $"{group.Key.Cmdlet} {group.Key.Arguments}"
            : $"{group.Key.Cmdlet} {string.Join(", ", group.Select(one => one.Target))} {group.Key.Arguments}"));

    private static LinesDifference? Of(RouterDraft draft, UciDifference change) =>
        draft.Package(change.Package).Find(change.Section) is not { } section ? null
        : change.Package == ConfigurationFiles.Mwan3 ? OfMwan3(section, change.Option)
        : section.Type == InterfaceSettings.SectionType ? OfInterface(draft, section, change.Option)
        : section.Type == DeviceSettings.SectionType ? OfDevice(draft, section, change.Option)
        : section.Type == LinesRecord.Type && change.Option == "direct" ? OfNetworks(draft, LinesRecord.Find(draft.Network)!.Direct)
        : null;

    private static LinesDifference OfNetworks(RouterDraft draft, string[] rules)
    {
        string networks = string.Join(", ", rules.Select(rule => draft.Mwan3.Find(rule).Get((Mwan3Rule value) => value.DestinationAddress)));
        return new("-DirectNetwork", SetLines, null, $"-DirectNetwork {(networks.Length == 0 ? "@()" : networks)}");
    }

    private static LinesDifference? OfMwan3(UciSection section, string? option) => (section.Type, option) switch
    {
        ("member", "weight") => new("-Weight", SetLines, section.Get((Mwan3Member value) => value.Interface), $"-Weight {section.Get(option)}"),
        ("interface", "track_ip") => new("-TrackIp", SetLines, section.Id, $"-TrackIp {string.Join(", ", section.GetList(option))}"),
        ("rule", null) when section.Id == LineNames.StickyRule => new("-StickyHttps", SetLines, null, "-StickyHttps"),
        _ => null,
    };

    private static LinesDifference? OfInterface(RouterDraft draft, UciSection line, string? option)
    {
        InterfaceSettings settings = UciCodec.Read<InterfaceSettings>(line);
        return option switch
        {
            "proto" => new("-Protocol", SetInterface, line.Id, settings.Protocol switch
            {
                WanProtocol.Pppoe => Text.CureWithAccount.With(settings.UserName),
                WanProtocol.Static => Text.CureWithAddress.With(settings.Address, settings.Gateway),
                var other => $"-Protocol {other}",
            }),
            "username" or "password" => new("-Credential", SetLines, line.Id, $"-Credential {settings.UserName}"),
            "ipaddr" or "netmask" => new("-Address", SetInterface, line.Id, $"-Address {settings.Address}"),
            "gateway" => new("-Gateway", SetInterface, line.Id, $"-Gateway {settings.Gateway}"),
            "dns" => new("-Dns", SetInterface, line.Id, $"-Dns {string.Join(", ", settings.Dns)}"),
            "mtu" => Mtu(draft, line),
            _ => null,
        };
    }

    private static LinesDifference? OfDevice(RouterDraft draft, UciSection device, string? option) => option switch
    {
        "macaddr" => new("-MacAddress", SetDevice, Devices.NameOf(device), $"-MacAddress {device.Get(option)}"),
        "ifname" => new("-Parent", SetDevice, Devices.NameOf(device), $"-Parent {device.Get(option)}"),
        "mtu" => Mtu(draft, device),
        _ => null,
    };

    // No cmdlet has it.
    private static LinesDifference Mtu(RouterDraft draft, UciSection section) =>
        new("-Mtu", "ssh", draft.Before.Session.Login, Text.CureWithMtu.With(section.Id, section.Get("mtu")), Devices.Named(section));
}
