namespace MultiDial;

/// <summary>One of the lines that New-MultiDial has made, with all that belongs to it.</summary>
public sealed class MultiDialLine : RouterObject
{
    internal MultiDialLine(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The place among the lines, from 1: the line that was there before.</summary>
    public int Index { get; internal init; }

    /// <summary>How the line gets its address (<c>proto</c>).</summary>
    public WanProtocol Protocol { get; internal init; }

    /// <summary>The device that the line sits on: a macvlan, except for the first line.</summary>
    public string? Device { get; internal init; }

    /// <summary>The device below the macvlan (<c>ifname</c>); null for the first line.</summary>
    public string? Parent { get; internal init; }

    /// <summary>The MAC address of the device (<c>macaddr</c>).</summary>
    public string? MacAddress { get; internal init; }

    /// <summary>The metric of the line's routes (<c>metric</c>).</summary>
    public int? Metric { get; internal init; }

    /// <summary>The line's part of the traffic, in proportion to the other lines' (<c>weight</c> of the member).</summary>
    public int? Weight { get; internal init; }

    /// <summary>The line's part of the traffic when all lines are online, in percent, by the weights; null if it is not in the policy.</summary>
    public double? WantedShare { get; internal init; }

    /// <summary>The line's part of the traffic now, in percent, by the kernel's chain of the policy; null where the kernel has none.</summary>
    public double? Share { get; internal init; }

    /// <summary>The member of mwan3 that stands for the line in the policy; null if somebody removed it.</summary>
    public string? Member { get; internal init; }

    /// <summary>The policy that spreads traffic over the lines.</summary>
    public string? Policy { get; internal init; }

    /// <summary>The addresses that tell whether the line works (<c>track_ip</c>).</summary>
    public string[] TrackIp { get; internal init; } = [];

    /// <summary>Whether the line is up.</summary>
    public bool Up { get; internal init; }

    /// <summary>The address; null while the line is down.</summary>
    public string? Address { get; internal init; }

    /// <summary>Whether the line is set up to bring IPv6.</summary>
    public bool IPv6 { get; internal init; }

    /// <summary>What mwan3 says of the line.</summary>
    public Mwan3LineStatus Status { get; internal init; }

    /// <summary>What is wrong with the line and what helps; null if nothing is.</summary>
    public string? Problem { get; internal init; }
}
