using MultiDial.Uci;

namespace MultiDial;

/// <summary>
/// An interface as mwan3 tracks it: a section <c>interface</c> of /etc/config/mwan3, named as the netifd interface. Values
/// that the section does not have show mwan3's defaults.
/// </summary>
public sealed class Mwan3Interface : RouterObject
{
    internal Mwan3Interface(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>Whether mwan3 uses the interface (<c>enabled</c>).</summary>
    [UciOption("enabled", Default = "0")]
    public bool? Enabled { get; internal set; }

    /// <summary>The one address family of the interface (<c>family</c>).</summary>
    [UciOption("family", Default = "ipv4")]
    public Mwan3Family? Family { get; internal set; }

    /// <summary>What the interface counts as before tracking has an answer (<c>initial_state</c>).</summary>
    [UciOption("initial_state", Default = "online")]
    public Mwan3InitialState? InitialState { get; internal set; }

    /// <summary>The addresses or host names that are asked (<c>track_ip</c>); with none the interface always counts as online.</summary>
    [UciOption("track_ip")]
    public string[] TrackIp { get; internal set; } = [];

    /// <summary>How they are asked (<c>track_method</c>).</summary>
    [UciOption("track_method", Default = "ping")]
    public Mwan3TrackMethod? TrackMethod { get; internal set; }

    /// <summary>How many of them must answer (<c>reliability</c>); more than there are means never online.</summary>
    [UciOption("reliability", Default = "1", Min = 1, Max = 100)]
    public int? Reliability { get; internal set; }

    /// <summary>Requests a round (<c>count</c>).</summary>
    [UciOption("count", Default = "1", Min = 1)]
    public int? Count { get; internal set; }

    /// <summary>Bytes of a ping (<c>size</c>).</summary>
    [UciOption("size", Default = "56", Min = 1, Max = 65507)]
    public int? Size { get; internal set; }

    /// <summary>The TTL of a ping (<c>max_ttl</c>).</summary>
    [UciOption("max_ttl", Default = "60", Min = 1, Max = 255)]
    public int? MaxTtl { get; internal set; }

    /// <summary>How long an answer may take, in whole seconds (<c>timeout</c>).</summary>
    [UciOption("timeout", Default = "4", Min = 1)]
    public TimeSpan? Timeout { get; internal set; }

    /// <summary>The time between two rounds (<c>interval</c>).</summary>
    [UciOption("interval", Default = "10", Min = 1)]
    public TimeSpan? Interval { get; internal set; }

    /// <summary>The time between two rounds while the interface fails (<c>failure_interval</c>); null: as <see cref="Interval"/>.</summary>
    [UciOption("failure_interval", Min = 1)]
    public TimeSpan? FailureInterval { get; internal set; }

    /// <summary>The time between two rounds while the interface recovers (<c>recovery_interval</c>); null: as <see cref="Interval"/>.</summary>
    [UciOption("recovery_interval", Min = 1)]
    public TimeSpan? RecoveryInterval { get; internal set; }

    /// <summary>Whether the failure interval is kept while the interface is offline (<c>keep_failure_interval</c>).</summary>
    [UciOption("keep_failure_interval", Default = "0")]
    public bool? KeepFailureInterval { get; internal set; }

    /// <summary>After how many failed rounds the interface is offline (<c>down</c>).</summary>
    [UciOption("down", Default = "5", Min = 1)]
    public int? Down { get; internal set; }

    /// <summary>After how many good rounds the interface is online again (<c>up</c>).</summary>
    [UciOption("up", Default = "5", Min = 1)]
    public int? Up { get; internal set; }

    /// <summary>Whether latency and loss count too (<c>check_quality</c>).</summary>
    [UciOption("check_quality", Default = "0")]
    public bool? CheckQuality { get; internal set; }

    /// <summary>The latency in milliseconds from which a round fails (<c>failure_latency</c>).</summary>
    [UciOption("failure_latency", Default = "1000", Min = 1)]
    public int? FailureLatency { get; internal set; }

    /// <summary>The loss in percent from which a round fails (<c>failure_loss</c>).</summary>
    [UciOption("failure_loss", Default = "40", Min = 0, Max = 100)]
    public int? FailureLoss { get; internal set; }

    /// <summary>The latency in milliseconds up to which a round is good (<c>recovery_latency</c>).</summary>
    [UciOption("recovery_latency", Default = "500", Min = 1)]
    public int? RecoveryLatency { get; internal set; }

    /// <summary>The loss in percent up to which a round is good (<c>recovery_loss</c>).</summary>
    [UciOption("recovery_loss", Default = "10", Min = 0, Max = 100)]
    public int? RecoveryLoss { get; internal set; }

    /// <summary>Whether httping uses TLS (<c>httping_ssl</c>).</summary>
    [UciOption("httping_ssl", Default = "0")]
    public bool? HttpingSsl { get; internal set; }

    /// <summary>
    /// The events (ifup, ifdown, connected, disconnected) after which mwan3 forgets ALL connections of the router,
    /// those of other interfaces too (<c>flush_conntrack</c>).
    /// </summary>
    [UciOption("flush_conntrack")]
    public string[] FlushConntrack { get; internal set; } = [];
}
