using System.Globalization;
using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The operations on lines.</summary>
internal static class WanInterfaces
{
    // How long a line that was up may take to come back after it was changed.
    private static readonly TimeSpan s_comeBack = TimeSpan.FromSeconds(15);

    private static readonly StateView<Dictionary<string, WanInterface>> s_all = new(state => ReadAll(state).ToDictionary(line => line.Name));

    /// <summary>All interfaces of the configuration, those of masquerading zones and others.</summary>
    internal static IEnumerable<WanInterface> Read(RouterState state) => state.Get(s_all).Values;

    internal static WanInterface? Read(RouterState state, string name) => state.Get(s_all).GetValueOrDefault(name);

    internal static IEnumerable<UciSection> Sections(UciPackage network) =>
        network.OfType(LineOptions.SectionType).Where(section => section.Name is not null);

    /// <exception cref="MultiDialException">NotFound.</exception>
    internal static UciSection Find(UciPackage network, string name) =>
        network.Find(name) is { Name: not null, Type: LineOptions.SectionType } section ? section : throw Error.NotFound(LineName.Label, name, "Get-WanInterface");

    /// <summary>Adds a line, and adds it to its firewall zone; nothing to do if it is there with these values.</summary>
    internal static void Add(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values, string zone)
    {
        if (Sections(draft.Network).FirstOrDefault(line => line.Id == name)?.IsAlready(line => Write(draft, line, values)) == true
            && FirewallZones.HasNetwork(draft.Firewall, zone, name))
        {
            return;
        }

        LineName.CheckNew(draft, name);
        UciSection section = Ownership.AddSection(draft.Network, LineOptions.SectionType, name);
        Write(draft, section, values);
        FirewallZones.AddNetwork(draft, zone, name);
        LineChecks.Warn(draft, section);
    }

    internal static void Set(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values)
    {
        UciSection section = Find(draft.Network, name);
        Write(draft, section, values);
        if (values.TryGetValue(LineOptions.Zone, out object? zone))
        {
            FirewallZones.MoveNetwork(draft, zone as string, name);
        }

        if (values.ContainsKey(LineOptions.Metric) || values.ContainsKey(LineOptions.Device))
        {
            LineChecks.Warn(draft, section);
        }

        AwaitReturn(draft, [name]);
    }

    /// <summary>Gives the lines that were up the time to come back after what was changed.</summary>
    internal static void AwaitReturn(RouterDraft draft, IEnumerable<string> lines)
    {
        foreach (string line in lines.Where(line => InterfaceStatus.Read(draft.Before, line).Up))
        {
            draft.WaitFor(InterfaceWait.Up, line, s_comeBack, ifChanged: true);
        }
    }

    /// <summary>Removes a line, and takes it out of its firewall zone.</summary>
    internal static void Remove(RouterDraft draft, string name)
    {
        UciSection section = Find(draft.Network, name);
        draft.Network.Remove(section);
        FirewallZones.MoveNetwork(draft, null, name);
    }

    private static void Write(RouterDraft draft, UciSection section, IReadOnlyDictionary<string, object?> values)
    {
        LineOptions.Write(draft, section, values);
        LineName.CheckProtocol(section);
    }

    private static IEnumerable<WanInterface> ReadAll(RouterState state)
    {
        IReadOnlyDictionary<string, InterfaceStatus> status = InterfaceStatus.Read(state);
        IReadOnlyDictionary<string, FirewallZone> zones = FirewallZones.ByNetwork(state);
        IReadOnlyDictionary<string, Link> links = Link.Read(state);
        ILookup<string, Link> riding = links.Values.Where(link => link.Kind == Link.Macvlan).ToLookup(link => link.Parent);
        return Sections(state.Network).Select(section => Make(
            state.Session, section, status.GetValueOrDefault(section.Id), zones.GetValueOrDefault(section.Id), links, riding));
    }

    private static WanInterface Make(OpenWrtSession session, UciSection section, InterfaceStatus status, FirewallZone? zone, IReadOnlyDictionary<string, Link> links, ILookup<string, Link> macvlans)
    {
        string? device = Device(section, status);
        Link? carrying = status.L3Device is { } name ? links.GetValueOrDefault(name) : null;
        Link[] riding = [.. macvlans[carrying?.Name ?? ""]];
        return new WanInterface(session, section.Id)
        {
            Device = device,
            L3Device = status.L3Device,
            Protocol = section.Get("proto") switch { "dhcp" => WanProtocol.Dhcp, "pppoe" => WanProtocol.Pppoe, "static" => WanProtocol.Static, _ => WanProtocol.Other },
            Metric = int.TryParse(section.Get("metric"), CultureInfo.InvariantCulture, out int metric) ? metric : null,
            Zone = zone?.Name,
            Masqueraded = zone?.Masquerade ?? false,
            Up = status.Up,
            Address = status.Address ?? section.Get("ipaddr")?.Split('/', ' ')[0],
            Gateway = status.Gateway ?? section.Get("gateway"),
            Dns = status.Up ? status.Dns : [.. section.GetList("dns").SelectMany(servers => servers.Split(' '))],
            MacAddress = device is null ? null : links.GetValueOrDefault(device)?.MacAddress,
            Uptime = status.Uptime,
            DialError = status.Error(),
            ReceivedBytes = carrying is null ? null : Math.Max(0, carrying.Received - riding.Sum(link => link.Received)),
            SentBytes = carrying is null ? null : Math.Max(0, carrying.Sent - riding.Sum(link => link.Sent)),
            Reason = status.Reason(),
        };
    }

    // An alias (@wan) and the members of an old-style bridge are no device; netifd knows what became of them.
    private static string? Device(UciSection section, InterfaceStatus status) =>
        LineOptions.WrittenDevice(section) is { } written && !written.StartsWith('@') && section.Get("type") != "bridge"
            ? written
            : status.Device;
}
