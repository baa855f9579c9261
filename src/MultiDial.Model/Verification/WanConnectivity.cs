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

    /// <summary>Whether the firewall that runs masquerades what leaves by this line; without it no LAN host gets an answer.</summary>
    public bool Masqueraded { get; internal init; }

    /// <summary>Why the line is not online, or what else is wrong; null if all is well.</summary>
    public string? Reason { get; internal init; }
}
