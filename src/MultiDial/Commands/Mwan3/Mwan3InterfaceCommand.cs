using System.Management.Automation;

namespace MultiDial.Commands;

/// <summary>The options of an interface that Add-Mwan3Interface and Set-Mwan3Interface share.</summary>
public abstract class Mwan3InterfaceCommand : ChangeCommand
{
    /// <summary>Whether mwan3 uses the interface (<c>enabled</c>); Add-Mwan3Interface takes true.</summary>
    [Parameter]
    public bool? Enabled { get; set; }

    /// <summary>The one address family of the interface, IPv4 or IPv6 (<c>family</c>, IPv4).</summary>
    [Parameter]
    public Mwan3Family? Family { get; set; }

    /// <summary>What the interface counts as before tracking has an answer (<c>initial_state</c>, Online).</summary>
    [Parameter]
    public Mwan3InitialState? InitialState { get; set; }

    /// <summary>The addresses or host names that are asked (<c>track_ip</c>); with none the interface always counts as online.</summary>
    [Parameter]
    public string[]? TrackIp { get; set; }

    /// <summary>How they are asked (<c>track_method</c>, Ping). All but Ping need a package of their own on the router.</summary>
    [Parameter]
    public Mwan3TrackMethod? TrackMethod { get; set; }

    /// <summary>How many of them must answer, 1 to 100 (<c>reliability</c>, 1).</summary>
    [Parameter]
    public int? Reliability { get; set; }

    /// <summary>Requests a round (<c>count</c>, 1).</summary>
    [Parameter]
    public int? Count { get; set; }

    /// <summary>Bytes of a ping, 1 to 65507 (<c>size</c>, 56).</summary>
    [Parameter]
    public int? Size { get; set; }

    /// <summary>The TTL of a ping, 1 to 255 (<c>max_ttl</c>, 60); mwan3 2.7 and later.</summary>
    [Parameter]
    public int? MaxTtl { get; set; }

    /// <summary>How long an answer may take, in whole seconds (<c>timeout</c>, 4 s).</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>The time between two rounds, in whole seconds (<c>interval</c>, 10 s).</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    /// <summary>The time between two rounds while the interface fails (<c>failure_interval</c>, as Interval).</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? FailureInterval { get; set; }

    /// <summary>The time between two rounds while the interface recovers (<c>recovery_interval</c>, as Interval).</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RecoveryInterval { get; set; }

    /// <summary>Whether the failure interval is kept while the interface is offline (<c>keep_failure_interval</c>, false).</summary>
    [Parameter]
    public bool? KeepFailureInterval { get; set; }

    /// <summary>After how many failed rounds the interface is offline (<c>down</c>, 5).</summary>
    [Parameter]
    public int? Down { get; set; }

    /// <summary>After how many good rounds the interface is online again (<c>up</c>, 5).</summary>
    [Parameter]
    public int? Up { get; set; }

    /// <summary>Whether latency and loss count too (<c>check_quality</c>, false).</summary>
    [Parameter]
    public bool? CheckQuality { get; set; }

    /// <summary>The latency in milliseconds from which a round fails (<c>failure_latency</c>, 1000).</summary>
    [Parameter]
    public int? FailureLatency { get; set; }

    /// <summary>The loss in percent from which a round fails (<c>failure_loss</c>, 40).</summary>
    [Parameter]
    public int? FailureLoss { get; set; }

    /// <summary>The latency in milliseconds up to which a round is good (<c>recovery_latency</c>, 500).</summary>
    [Parameter]
    public int? RecoveryLatency { get; set; }

    /// <summary>The loss in percent up to which a round is good (<c>recovery_loss</c>, 10).</summary>
    [Parameter]
    public int? RecoveryLoss { get; set; }

    /// <summary>Whether httping uses TLS (<c>httping_ssl</c>, false); mwan3 2.7 and later.</summary>
    [Parameter]
    public bool? HttpingSsl { get; set; }

    /// <summary>
    /// The events (ifup, ifdown, connected, disconnected) after which mwan3 forgets ALL connections of the router,
    /// those of other interfaces too (<c>flush_conntrack</c>, none).
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(Mwan3FlushCompleter))]
    public string[]? FlushConntrack { get; set; }
}
