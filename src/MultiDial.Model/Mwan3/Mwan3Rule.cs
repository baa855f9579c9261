using MultiDial.Uci;

namespace MultiDial;

/// <summary>Which traffic takes which policy: a section <c>rule</c> of /etc/config/mwan3. The first rule that fits wins.</summary>
public sealed class Mwan3Rule : RouterObject
{
    internal Mwan3Rule(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The place among the rules, from 1.</summary>
    public int Position { get; internal set; }

    /// <summary>The policy (<c>use_policy</c>), or <c>default</c>, <c>unreachable</c>, <c>blackhole</c>.</summary>
    [UciOption("use_policy")]
    public string? Policy { get; internal set; }

    /// <summary>The address family (<c>family</c>).</summary>
    [UciOption("family", Default = "any")]
    public Mwan3Family? Family { get; internal set; }

    /// <summary>The protocol by the name in /etc/protocols (<c>proto</c>).</summary>
    [UciOption("proto", Default = "all")]
    public string? Protocol { get; internal set; }

    /// <summary>The source address or network (<c>src_ip</c>).</summary>
    [UciOption("src_ip")]
    public string? SourceAddress { get; internal set; }

    /// <summary>The source ports, as <c>80</c>, <c>80,443</c> or <c>1024:2048</c> (<c>src_port</c>).</summary>
    [UciOption("src_port")]
    public string? SourcePort { get; internal set; }

    /// <summary>The destination address or network (<c>dest_ip</c>).</summary>
    [UciOption("dest_ip")]
    public string? DestinationAddress { get; internal set; }

    /// <summary>The destination ports (<c>dest_port</c>).</summary>
    [UciOption("dest_port")]
    public string? DestinationPort { get; internal set; }

    /// <summary>The name of an ipset of destinations (<c>ipset</c>).</summary>
    [UciOption("ipset")]
    public string? IpSet { get; internal set; }

    /// <summary>The netifd interface that the traffic comes in by (<c>src_iface</c>); mwan3 2.7 and later.</summary>
    [UciOption("src_iface")]
    public string? SourceInterface { get; internal set; }

    /// <summary>Whether a client stays on its interface (<c>sticky</c>).</summary>
    [UciOption("sticky", Default = "0")]
    public bool? Sticky { get; internal set; }

    /// <summary>For how long it stays (<c>timeout</c>, seconds).</summary>
    [UciOption("timeout", Default = "600", Min = 1, Max = 1000000)]
    public TimeSpan? StickyTimeout { get; internal set; }

    /// <summary>Whether the rule writes to the log (<c>logging</c>); needs Logging of the globals too.</summary>
    [UciOption("logging", Default = "0")]
    public bool? Logging { get; internal set; }
}
