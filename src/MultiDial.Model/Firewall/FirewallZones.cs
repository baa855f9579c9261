using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Firewall;

/// <summary>The operations on firewall zones. A zone is found by its name; its place in the file says nothing.</summary>
internal static class FirewallZones
{
    private const string Everywhere = "*";

    private static readonly string s_network = UciCodec.Option((FirewallZone zone) => zone.Network);

    internal static IEnumerable<FirewallZone> Read(RouterState state)
    {
        UciPackage firewall = state.Firewall;
        UciSection? defaults = firewall.Find("@defaults[0]");
        return Zones(firewall).Select(zone => Make(state.Session, zone, defaults));
    }

    /// <summary>The zone of each interface that is in one.</summary>
    internal static IReadOnlyDictionary<string, FirewallZone> ByNetwork(RouterState state)
    {
        var zones = new Dictionary<string, FirewallZone>(StringComparer.Ordinal);
        foreach (FirewallZone zone in Read(state))
        {
            Array.ForEach(zone.Network, network => zones.TryAdd(network, zone));
        }

        return zones;
    }

    internal static FirewallZone? Read(RouterState state, string name) => Read(state).FirstOrDefault(zone => zone.Name == name);

    /// <summary>
    /// The interfaces of the zones on the outside: those that masquerade, and do not lead on to another one that does. Many tick
    /// that of the LAN, too.
    /// </summary>
    /// <param name="firewall">The configuration.</param>
    /// <param name="ways">The interfaces that have a way to the internet; a zone without any leads nowhere.</param>
    internal static IEnumerable<string> Outside(UciPackage firewall, IReadOnlySet<string> ways)
    {
        UciSection[] masquerading = [.. Zones(firewall).Where(zone => zone.Get((FirewallZone value) => value.Masquerade))];
        HashSet<string?> leading = [.. masquerading.Where(zone => Networks(zone).Any(ways.Contains)).Select(NameOf)];
        HashSet<string?> inside = [.. firewall.OfType("forwarding").Where(way => leading.Contains(way.Get("dest")) && way.Get("src") != way.Get("dest")).Select(way => way.Get("src"))];
        return masquerading.Where(zone => !inside.Contains(NameOf(zone))).SelectMany(Networks);
    }

    internal static bool HasNetwork(UciPackage firewall, string zone, string network) =>
        Zones(firewall).Any(section => NameOf(section) == zone && Networks(section).Contains(network));

    /// <summary>The zone that has the interface; null if none has.</summary>
    internal static string? ZoneOf(UciPackage firewall, string network) =>
        Zones(firewall).Where(zone => Networks(zone).Contains(network)).Select(NameOf).FirstOrDefault();

    /// <summary>Whether what comes from one zone may go on to another.</summary>
    internal static bool LeadsTo(UciPackage firewall, string from, string to) => firewall.OfType("forwarding").Any(way =>
        (way.Get("enabled") is not { } enabled || UciWords.IsTrue(enabled)) && way.Get("family") != "ipv6"
        && (way.Get("src") == from || way.Get("src") == Everywhere) && (way.Get("dest") == to || way.Get("dest") == Everywhere));

    /// <summary>Adds an interface to a zone; nothing to do if it is there already.</summary>
    /// <exception cref="MultiDialException">NotFound: no such zone. InUse: another zone has it.</exception>
    internal static void AddNetwork(RouterDraft draft, string zone, string network)
    {
        UciSection section = Find(draft.Firewall, zone);
        if (Zones(draft.Firewall).FirstOrDefault(other => other != section && Networks(other).Contains(network)) is { } owner)
        {
            throw FirewallError.NetworkInOtherZone(network, NameOf(owner)!);
        }

        if (!Networks(section).Contains(network))
        {
            Add(section, network);
        }
    }

    /// <exception cref="MultiDialException">NotFound: no such zone, or the interface is not in it.</exception>
    internal static void RemoveNetwork(RouterDraft draft, string zone, string network)
    {
        UciSection section = Find(draft.Firewall, zone);
        if (!Networks(section).Contains(network))
        {
            throw FirewallError.NetworkNotInZone(network, zone);
        }

        Remove(section, network);
    }

    /// <summary>Puts an interface into a zone and takes it out of all others; null for no zone at all.</summary>
    internal static void MoveNetwork(RouterDraft draft, string? zone, string network)
    {
        UciSection? target = zone is null ? null : Find(draft.Firewall, zone);
        foreach (UciSection section in Zones(draft.Firewall).Where(section => section != target && Networks(section).Contains(network)))
        {
            Remove(section, network);
        }

        if (zone is not null)
        {
            AddNetwork(draft, zone, network);
        }
    }

    private static UciSection Find(UciPackage firewall, string name) =>
        Zones(firewall).FirstOrDefault(zone => NameOf(zone) == name) ?? throw Error.NotFound(Text.KindFirewallZone, name, Text.CureListFirewallZones);

    internal static IEnumerable<UciSection> Zones(UciPackage firewall) => firewall.OfType(ZoneSettings.SectionType).Where(zone => NameOf(zone) is not null);

    internal static string? NameOf(UciSection zone) => zone.Get((ZoneSettings settings) => settings.Name);

    internal static string[] Networks(UciSection zone) => zone.Get((FirewallZone value) => value.Network);

    // One string with all names ('wan wan6') stays one string: as an item of a list fw4 would take it for one name.
    private static bool IsString(UciSection zone) => zone.Options.Any(option => option.Name == s_network && !option.IsList);

    private static void Add(UciSection zone, string network)
    {
        if (IsString(zone))
        {
            zone.Set(s_network, zone.Get(s_network) + " " + network);
        }
        else
        {
            zone.Set((FirewallZone value) => value.Network, [.. Networks(zone), network]);
        }
    }

    // The blanks between the names that stay are left alone, so that a name that comes and goes leaves no trace.
    private static void Remove(UciSection zone, string network)
    {
        if (IsString(zone))
        {
            string name = Regex.Escape(network);
            zone.Set(s_network, Regex.Replace(zone.Get(s_network)!, $@"^{name}(?!\S)\s*|\s+{name}(?!\S)", string.Empty));
        }
        else
        {
            zone.Set((FirewallZone value) => value.Network, [.. Networks(zone).Where(other => other != network)]);
        }
    }

    private static FirewallZone Make(OpenWrtSession session, UciSection section, UciSection? defaults)
    {
        FirewallZone zone = UciCodec.Fill(new FirewallZone(session, NameOf(section)!), section);
        zone.Input ??= defaults.Get((FirewallZone value) => value.Input);
        zone.Output ??= defaults.Get((FirewallZone value) => value.Output);
        zone.Forward ??= defaults.Get((FirewallZone value) => value.Forward);
        return zone;
    }
}
