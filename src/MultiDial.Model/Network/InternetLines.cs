using MultiDial.Firewall;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>
/// Which interfaces are lines: ways to the internet. A line has or would have a default route, and its zone is on the outside: it
/// masquerades, and does not itself lead on to another zone that does. What mwan3 balances is a line in any case, since there are
/// ways whose routes netifd does not know (OpenVPN).
/// </summary>
internal static class InternetLines
{
    private const string Wireguard = "wireguard";
    private static readonly string[] s_everywhere = ["0.0.0.0/0", "::/0", "0.0.0.0", "::"];

    // What has no way of its own: netifd does nothing for them, or they lead into the network of another interface.
    private static readonly string[] s_wayless = ["none", "unmanaged", "relay", "batadv_hardif", "gre", "gretap", "vxlan"];

    private static readonly string s_protocol = UciCodec.Option((InterfaceSettings settings) => settings.Protocol);

    /// <summary>The names of the lines, in the order of the file.</summary>
    internal static IReadOnlyList<string> Names(RouterState state) => Names(InterfaceStatus.Read(state), state.Network, state.Firewall, state.Find(ConfigurationFiles.Mwan3));

    /// <summary>The same for a draft.</summary>
    internal static IReadOnlyList<string> Names(RouterDraft draft) =>
        Names(InterfaceStatus.Read(draft.Before), draft.Network, draft.Firewall, draft.Before.Find(ConfigurationFiles.Mwan3));

    /// <summary>The same for configurations.</summary>
    /// <param name="status">What netifd says of the interfaces, as far as that is known.</param>
    /// <param name="network">The network's.</param>
    /// <param name="firewall">The firewall's.</param>
    /// <param name="mwan3">mwan3's; null if there is none.</param>
    internal static IReadOnlyList<string> Names(IReadOnlyDictionary<string, InterfaceStatus> status, UciPackage network, UciPackage firewall, UciPackage? mwan3)
    {
        string[] ways = [.. WanInterfaces.Sections(network).Where(section => HasWay(section, network, status)).Select(section => section.Id)];
        HashSet<string> outside = [.. FirewallZones.Outside(firewall, ways.ToHashSet())], balanced = [.. Balanced(mwan3)];
        return [.. WanInterfaces.Sections(network).Select(section => section.Id).Where(name => balanced.Contains(name) || (outside.Contains(name) && ways.Contains(name)))];
    }

    // Whether it has or would have a default route, of whichever family.
    private static bool HasWay(UciSection section, UciPackage network, IReadOnlyDictionary<string, InterfaceStatus> all)
    {
        InterfaceStatus[] known = InterfaceStatus.WithChildren(all, section.Id);
        return Array.Exists(known, status => status.HasDefaultRoute())
            || (section.Get((InterfaceSettings settings) => settings.DefaultRoute) != false
                && (Array.Exists(known, status => status.HasInactiveDefaultRoute()) || HasRouteSection(network, section.Id) || WouldHaveWay(section, network, known[0])));
    }

    private static bool WouldHaveWay(UciSection section, UciPackage network, InterfaceStatus status) => section.Get(s_protocol) switch
    {
        "static" => section.Has("gateway") || section.Has("ip6gw"),
        Wireguard => network.OfType($"{Wireguard}_{section.Id}").Any(peer => UciWords.IsTrue(peer.Get("route_allowed_ips")) && Leads(peer.GetList("allowed_ips"))),
        null => false,
        var protocol when s_wayless.Contains(protocol) => false,
        // Whoever is up and was given none has none: the access to a modem, for one.
        _ => !status.Up,
    };

    private static bool HasRouteSection(UciPackage network, string name) =>
        network.OfType("route").Concat(network.OfType("route6")).Any(route => route.Get("interface") == name && Leads(route.GetList("target")));

    private static bool Leads(IEnumerable<string> targets) => targets.SelectMany(target => target.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Any(s_everywhere.Contains);

    private static IEnumerable<string> Balanced(UciPackage? mwan3) =>
        (mwan3?.OfType(InterfaceSettings.SectionType) ?? []).Where(section => UciWords.IsTrue(section.Get("enabled"))).Select(section => section.Id);
}
