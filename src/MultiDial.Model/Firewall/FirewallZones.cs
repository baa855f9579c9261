using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Firewall;

/// <summary>The operations on firewall zones. A zone is found by its name; its place in the file says nothing.</summary>
internal static class FirewallZones
{
    internal const string Label = "firewall zone";

    private const string Option = "network";
    private static readonly string[] s_true = ["1", "on", "true", "yes", "enabled"];

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

    /// <summary>The interfaces of the zones that masquerade: the lines to the outside.</summary>
    internal static IEnumerable<string> MasqueradedNetworks(UciPackage firewall) =>
        Zones(firewall).Where(zone => s_true.Contains(zone.Get("masq"))).SelectMany(Networks);

    internal static bool HasNetwork(UciPackage firewall, string zone, string network) =>
        Zones(firewall).Any(section => section.Get("name") == zone && Networks(section).Contains(network));

    /// <summary>The zone that has the interface; null if none has.</summary>
    internal static string? ZoneOf(UciPackage firewall, string network) => Zones(firewall).FirstOrDefault(zone => Networks(zone).Contains(network))?.Get("name");

    /// <summary>Adds an interface to a zone; nothing to do if it is there already.</summary>
    /// <exception cref="MultiDialException">NotFound: no such zone. InUse: another zone has it.</exception>
    internal static void AddNetwork(RouterDraft draft, string zone, string network)
    {
        UciSection section = Find(draft.Firewall, zone);
        if (Zones(draft.Firewall).FirstOrDefault(other => other != section && Networks(other).Contains(network)) is { } owner)
        {
            throw Error.InUse("interface", network, $"the firewall zone '{owner.Get("name")}'", $"Remove-FirewallZoneNetwork {owner.Get("name")} -Network {network}");
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
            throw Error.NotFound($"interface in the firewall zone '{zone}'", network, $"Get-FirewallZone {zone}");
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
        Zones(firewall).FirstOrDefault(zone => zone.Get("name") == name) ?? throw Error.NotFound(Label, name, "Get-FirewallZone");

    private static IEnumerable<UciSection> Zones(UciPackage firewall) => firewall.OfType("zone").Where(zone => zone.Has("name"));

    private static IEnumerable<string> Networks(UciSection zone) =>
        zone.GetList(Option).SelectMany(names => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // One string with all names ('wan wan6') stays one string: as an item of a list fw4 would take it for one name.
    private static bool IsString(UciSection zone) => zone.Options.Any(option => option is { Name: Option, IsList: false });

    private static void Add(UciSection zone, string network)
    {
        if (IsString(zone))
        {
            zone.Set(Option, zone.Get(Option) + " " + network);
        }
        else
        {
            zone.SetList(Option, [.. Networks(zone), network]);
        }
    }

    // The blanks between the names that stay are left alone, so that a name that comes and goes leaves no trace.
    private static void Remove(UciSection zone, string network)
    {
        if (IsString(zone))
        {
            string name = Regex.Escape(network);
            zone.Set(Option, Regex.Replace(zone.Get(Option)!, $@"^{name}(?!\S)\s*|\s+{name}(?!\S)", string.Empty));
        }
        else
        {
            zone.SetList(Option, Networks(zone).Where(other => other != network));
        }
    }

    private static FirewallZone Make(OpenWrtSession session, UciSection zone, UciSection? defaults) => new(session, zone.Get("name")!)
    {
        Network = [.. Networks(zone)],
        Masquerade = s_true.Contains(zone.Get("masq")),
        MtuFix = s_true.Contains(zone.Get("mtu_fix")),
        Input = Policy(zone, defaults, "input"),
        Output = Policy(zone, defaults, "output"),
        Forward = Policy(zone, defaults, "forward"),
    };

    private static FirewallPolicy? Policy(UciSection zone, UciSection? defaults, string option) =>
        Enum.TryParse(zone.Get(option) ?? defaults?.Get(option), ignoreCase: true, out FirewallPolicy policy) ? policy : null;
}
