using MultiDial.Uci;

namespace MultiDial;

/// <summary>A firewall zone: a section <c>zone</c> of /etc/config/firewall.</summary>
public sealed class FirewallZone : RouterObject
{
    internal FirewallZone(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The interfaces that the zone covers (<c>network</c>).</summary>
    [UciOption("network", IsWords = true)]
    public string[] Network { get; internal set; } = [];

    /// <summary>Whether traffic that leaves by the zone gets the interface's address (<c>masq</c>).</summary>
    [UciOption("masq", Default = "0")]
    public bool Masquerade { get; internal set; }

    /// <summary>Whether TCP segments are cut to what fits the interface (<c>mtu_fix</c>), as PPPoE needs.</summary>
    [UciOption("mtu_fix", Default = "0")]
    public bool MtuFix { get; internal set; }

    /// <summary>What happens to traffic to the router itself (<c>input</c>).</summary>
    [UciOption("input", IgnoresCase = true)]
    public FirewallPolicy? Input { get; internal set; }

    /// <summary>What happens to traffic of the router itself (<c>output</c>).</summary>
    [UciOption("output", IgnoresCase = true)]
    public FirewallPolicy? Output { get; internal set; }

    /// <summary>What happens to traffic between the networks of the zone (<c>forward</c>).</summary>
    [UciOption("forward", IgnoresCase = true)]
    public FirewallPolicy? Forward { get; internal set; }
}
