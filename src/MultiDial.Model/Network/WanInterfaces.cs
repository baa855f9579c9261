using System.Runtime.CompilerServices;
using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The operations on interfaces.</summary>
internal static class WanInterfaces
{
    // How long an interface that was up may take to come back after it was changed.
    private static readonly TimeSpan s_comeBack = TimeSpan.FromSeconds(15);

    // Cmdlets ask for one interface after the other.
    private static readonly ConditionalWeakTable<RouterState, IReadOnlyDictionary<string, WanInterface>> s_read = [];

    /// <summary>All interfaces of the configuration, those of masquerading zones and others.</summary>
    internal static IEnumerable<WanInterface> Read(RouterState state) => ByName(state).Values;

    internal static WanInterface? Read(RouterState state, string name) => ByName(state).GetValueOrDefault(name);

    internal static IEnumerable<UciSection> Sections(UciPackage network) =>
        network.OfType(InterfaceSettings.SectionType).Where(section => section.Name is not null);

    /// <summary>The section of an interface; null if there is none.</summary>
    internal static UciSection? TryFind(UciPackage network, string name) =>
        network.Find(name) is { Name: not null, Type: InterfaceSettings.SectionType } section ? section : null;

    /// <exception cref="MultiDialException">NotFound.</exception>
    internal static UciSection Find(UciPackage network, string name) => TryFind(network, name)
        ?? throw Error.NotFound(Text.KindInterface, name, Owner(network, name) is { } owner ? Text.CureInterfaceOfNetifd.With(name, owner.Id) : Text.CureListInterfaces);

    /// <summary>The interfaces that netifd may make of one, without a section: protocols with two families make wan_4 and wan_6 of wan.</summary>
    internal static string[] Children(string name) => [name + "_4", name + "_6"];

    /// <summary>The section that an interface comes from: its own, or that of the one of which netifd has made it.</summary>
    internal static UciSection? Owner(UciPackage network, string name) =>
        TryFind(network, name) ?? (name.Length > 2 && Children(name[..^2]).Contains(name) ? TryFind(network, name[..^2]) : null);

    /// <summary>Adds an interface, and adds it to its firewall zone; nothing to do if it is there with these values.</summary>
    internal static void Add(RouterDraft draft, string name, UciPatch<InterfaceSettings> patch, string zone)
    {
        if (TryFind(draft.Network, name)?.IsAlready(section => Write(draft, section, patch)) == true
            && FirewallZones.HasNetwork(draft.Firewall, zone, name))
        {
            return;
        }

        InterfaceName.CheckNew(draft, name);
        UciSection section = Ownership.AddSection(draft.Network, InterfaceSettings.SectionType, name);
        Write(draft, section, patch);
        FirewallZones.AddNetwork(draft, zone, name);
        InterfaceChecks.Warn(draft, section);
    }

    internal static void Set(RouterDraft draft, string name, UciPatch<InterfaceSettings> patch)
    {
        UciSection section = Find(draft.Network, name);
        Write(draft, section, patch);
        if (patch.Has(settings => settings.Metric) || patch.Has(settings => settings.Device))
        {
            InterfaceChecks.Warn(draft, section);
        }

        AwaitReturn(draft, [name]);
    }

    /// <summary>Moves an interface to another firewall zone; null for none.</summary>
    /// <exception cref="MultiDialException">NotFound: no such interface or zone.</exception>
    internal static void SetZone(RouterDraft draft, string name, string? zone) =>
        FirewallZones.MoveNetwork(draft, zone, Find(draft.Network, name).Id);

    /// <summary>Gives the interfaces that were up the time to come back after what was changed.</summary>
    internal static void AwaitReturn(RouterDraft draft, IEnumerable<string> names)
    {
        foreach (string name in names.Where(name => InterfaceStatus.Read(draft.Before, name).Up))
        {
            draft.WaitFor(InterfaceWait.Up, name, s_comeBack, ifChanged: true);
        }
    }

    /// <summary>What the user should know of interfaces whose default routes are lost; null if none is.</summary>
    internal static string? LostRoutes(RouterState state)
    {
        string[] lost = [.. Read(state).Where(line => line.HasLostDefaultRoute).Select(line => Text.ProblemRouteLost.With(line.Name))];
        return lost.Length == 0 ? null : string.Join(' ', lost);
    }

    /// <summary>Removes an interface.</summary>
    internal static void Remove(RouterDraft draft, string name) => draft.Network.Remove(Find(draft.Network, name));

    private static void Write(RouterDraft draft, UciSection section, UciPatch<InterfaceSettings> patch)
    {
        InterfaceOptions.Write(draft, section, patch);
        InterfaceName.CheckProtocol(section);
    }

    private static IReadOnlyDictionary<string, WanInterface> ByName(RouterState state) => s_read.GetValue(state, static state =>
    {
        IReadOnlyDictionary<string, InterfaceStatus> status = InterfaceStatus.Read(state);
        IReadOnlyDictionary<string, FirewallZone> zones = FirewallZones.ByNetwork(state);
        IReadOnlyDictionary<string, Link> links = Link.Read(state);
        HashSet<string> lines = [.. InternetLines.Names(state)];
        ILookup<string, Link> riding = links.Values.Where(link => link.Kind == Link.Macvlan).ToLookup(link => link.Parent);
        return new OrderedDictionary<string, WanInterface>(Sections(state.Network).Select(section => KeyValuePair.Create(section.Id, Make(
            state.Session, section, InterfaceStatus.WithChildren(status, section.Id), zones.GetValueOrDefault(section.Id), links, riding, lines.Contains(section.Id)))));
    });

    private static WanInterface Make(
        OpenWrtSession session, UciSection section, InterfaceStatus[] known, FirewallZone? zone, IReadOnlyDictionary<string, Link> links, ILookup<string, Link> macvlans, bool isLine)
    {
        InterfaceStatus status = known[0];
        InterfaceSettings settings = UciCodec.Read<InterfaceSettings>(section);
        string? device = Device(section, settings, status), l3Device = known.Select(one => one.L3Device).FirstOrDefault(one => one is not null);
        Link? carrying = l3Device is null ? null : links.GetValueOrDefault(l3Device);
        Link[] riding = [.. macvlans[carrying?.Name ?? ""]];
        return new WanInterface(session, section.Id)
        {
            Device = device,
            L3Device = l3Device,
            Protocol = settings.Protocol ?? WanProtocol.Other,
            Metric = settings.Metric,
            Zone = zone?.Name,
            Masqueraded = zone?.Masquerade ?? false,
            Up = status.Up,
            Address = known.Select(one => one.Address).FirstOrDefault(one => one is not null) ?? settings.Address?.Split('/', ' ')[0],
            Gateway = known.Select(one => one.Gateway).FirstOrDefault(one => one is not null) ?? settings.Gateway,
            Dns = status.Up ? [.. known.SelectMany(one => one.Dns).Distinct()] : settings.Dns,
            MacAddress = device is null ? null : links.GetValueOrDefault(device)?.MacAddress,
            Uptime = status.Uptime,
            DialError = status.Error(),
            ReceivedBytes = carrying is null ? null : Math.Max(0, carrying.Received - riding.Sum(link => link.Received)),
            SentBytes = carrying is null ? null : Math.Max(0, carrying.Sent - riding.Sum(link => link.Sent)),
            IsLine = isLine,
            HasLostDefaultRoute = known.Any(one => one.HasLostDefaultRoute),
            IsUnmanaged = InterfaceStatus.IsUnmanaged(section),
            IsIPv6 = InterfaceChecks.IsIPv6(section),
            Reason = status.Reason(),
        };
    }

    // An alias (@wan), a modem (/dev/ttyUSB0, /sys/…) and the members of an old-style bridge are no device; netifd knows what became
    // of them.
    private static string? Device(UciSection section, InterfaceSettings settings, InterfaceStatus status) =>
        InterfaceDevice.Written(section) is { } written and not ['@' or '/', ..] && settings.Type != "bridge"
            ? written
            : status.Device ?? status.L3Device;
}
