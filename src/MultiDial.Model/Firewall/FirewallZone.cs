namespace MultiDial;

/// <summary>A firewall zone: a section <c>zone</c> of /etc/config/firewall.</summary>
public sealed class FirewallZone : RouterObject
{
    internal FirewallZone(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The interfaces that the zone covers (<c>network</c>).</summary>
    public string[] Network { get; internal init; } = [];

    /// <summary>Whether traffic that leaves by the zone gets the line's address (<c>masq</c>).</summary>
    public bool Masquerade { get; internal init; }

    /// <summary>Whether TCP segments are cut to what fits the line (<c>mtu_fix</c>), as PPPoE needs.</summary>
    public bool MtuFix { get; internal init; }

    /// <summary>What happens to traffic to the router itself (<c>input</c>).</summary>
    public FirewallPolicy? Input { get; internal init; }

    /// <summary>What happens to traffic of the router itself (<c>output</c>).</summary>
    public FirewallPolicy? Output { get; internal init; }

    /// <summary>What happens to traffic between the networks of the zone (<c>forward</c>).</summary>
    public FirewallPolicy? Forward { get; internal init; }
}
