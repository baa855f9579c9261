namespace MultiDial;

/// <summary>How an interface of mwan3 is at the moment.</summary>
public sealed class Mwan3Status : RouterObject
{
    internal Mwan3Status(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The interface; the same as <see cref="RouterObject.Name"/>.</summary>
    public string Interface => Name;

    /// <summary>Whether the interface carries traffic.</summary>
    public Mwan3LineStatus Status { get; internal set; }

    /// <summary>What its tracker does.</summary>
    public Mwan3Tracking Tracking { get; internal set; }

    /// <summary>Whether mwan3 uses the interface (<c>enabled</c>).</summary>
    public bool Enabled { get; internal set; }

    /// <summary>For how long the network interface is up; null if it is down.</summary>
    public TimeSpan? Uptime { get; internal set; }

    /// <summary>For how long mwan3 has counted the interface as online; null if it does not, or does not tell (2.6).</summary>
    public TimeSpan? OnlineTime { get; internal set; }

    /// <summary>The tracked addresses.</summary>
    public Mwan3Target[] Target { get; internal set; } = [];

    /// <summary>What part of each policy's traffic the interface gets now, by the kernel's chains; where the kernel has none, by metric and weight.</summary>
    public Mwan3PolicyShare[] Share { get; internal set; } = [];

    /// <summary>What is wrong with the interface and what helps; null if nothing is.</summary>
    public string? Problem { get; internal set; }
}

/// <summary>A tracked address.</summary>
/// <param name="Address">The address or host name.</param>
/// <param name="Status">What it said last.</param>
/// <param name="LatencyMs">Its latency in milliseconds; null where mwan3 does not measure it (it does with CheckQuality).</param>
/// <param name="LossPercent">Its loss in percent; null where mwan3 does not measure it.</param>
public sealed record Mwan3Target(string Address, Mwan3TargetStatus Status, int? LatencyMs, int? LossPercent)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Address} {Status}";
}

/// <summary>The part of a policy's traffic that an interface gets.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Percent">0 to 100, rounded to a tenth.</param>
public sealed record Mwan3PolicyShare(string Policy, double Percent)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Policy} {Percent:0.#}%");
}
