namespace MultiDial;

/// <summary>What a test of a line found, seen from the router.</summary>
public sealed class WanConnectivity : RouterObject
{
    internal WanConnectivity(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The line's name.</summary>
    public string Interface => Name;

    /// <summary>The layer 3 device that the line's traffic leaves by, as <c>veth0</c> or <c>pppoe-wan</c>.</summary>
    public string? Device { get; internal init; }

    /// <summary>The line's own IPv4 address.</summary>
    public string? SourceAddress { get; internal init; }

    /// <summary>The line's IPv4 gateway; null on point-to-point lines.</summary>
    public string? Gateway { get; internal init; }

    /// <summary>Whether there is something at the other end of the device's cable; null if the device is not there, or switched off.</summary>
    public bool? Carrier { get; internal init; }

    /// <summary>
    /// Whether the gateway answers a ping through the line or, where it keeps silent when pinged, has just told its hardware address; null if the line
    /// has no gateway, or if that cannot be told.
    /// </summary>
    public bool? GatewayAnswers { get; internal init; }

    /// <summary>The address that a server on the internet sees; null if none could be asked through the line.</summary>
    public string? PublicAddress { get; internal init; }

    /// <summary>Whether at least one target answered through this line.</summary>
    public bool Online { get; internal init; }

    /// <summary>The target that answered best; null if none answered.</summary>
    internal string? BestTarget { get; init; }

    /// <summary>The mean round trip time of the best target, in milliseconds.</summary>
    public double? LatencyMs { get; internal init; }

    /// <summary>The loss to the best target, in percent.</summary>
    public double LossPercent { get; internal init; } = 100;

    /// <summary>Whether the line's DNS server resolved a name; null if the line has none.</summary>
    public bool? DnsOk { get; internal init; }

    /// <summary>
    /// Whether the router's own resolver, which hosts of the LAN ask, has an answer, by whichever line; the same for all lines. Null if it has none
    /// and the router has no dnsmasq: then hosts may well ask somebody else.
    /// </summary>
    public bool? ResolverOk { get; internal init; }

    /// <summary>
    /// Whether somebody else answers in place of a web server whose answer is known to be empty, as a portal does where one has to log in first;
    /// null if nobody answers, or if the router has no program to ask with.
    /// </summary>
    public bool? CaptivePortal { get; internal init; }

    /// <summary>
    /// The largest packet that the way through the line takes, in bytes: the device's own size if such a packet was answered, or a smaller one
    /// if a router on the way asked for it. Null if neither happened, since many a target leaves large packets unanswered. Nothing smaller is tried.
    /// </summary>
    public int? Mtu { get; internal init; }

    /// <summary>The other lines of the test that the internet sees under the same address.</summary>
    public string[] SharesPublicAddress { get; internal set; } = [];

    /// <summary>Whether the firewall that runs masquerades what leaves by this line; without it no LAN host gets an answer.</summary>
    public bool Masqueraded { get; internal init; }

    /// <summary>
    /// Whether what hosts of the LAN send gets out by the line, and answers find back; null if the line is down, or if there is no LAN. The router cannot send
    /// in a host's place, so most of this is looked up: whether the router forwards, whether a rule of the firewall drops it, whether mwan3 runs and its
    /// chains, rules, policies and tables lead there, and what the kernel itself says to where it would send a packet of a LAN host that has
    /// the line's mark. Only the way back is tried, with a ping from the router's address in the LAN.
    /// </summary>
    public bool? LanOk { get; internal init; }

    /// <summary>
    /// The first thing that is wrong on the way from the cable to a host of the LAN, and what helps: device, address, gateway, targets, DNS, the router's
    /// resolver, web servers, packet size, masquerading, forwarding, and mwan3's rules, policies and tables. Null if all is well.
    /// </summary>
    public string? Reason { get; internal set; }
}
