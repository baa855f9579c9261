namespace MultiDial;

/// <summary>How fast a line downloads, alone and together with the others.</summary>
public sealed class WanThroughput : RouterObject
{
    internal WanThroughput(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The line; the same as <see cref="RouterObject.Name"/>.</summary>
    public string Interface => Name;

    /// <summary>The layer 3 device whose bytes were counted.</summary>
    public string? Device { get; internal init; }

    /// <summary>What it received in bit/s while the other lines were idle; null if it was not measured.</summary>
    public long? BitsPerSecondAlone { get; internal init; }

    /// <summary>What it received in bit/s while all lines were downloading; null if there were not several.</summary>
    public long? BitsPerSecondTogether { get; internal init; }

    /// <summary>
    /// What all lines received together, as a multiple of what the fastest received alone: 2 for two equal lines that do not hinder each
    /// other, 1 if one line would do. The same for all lines; null if there were not several.
    /// </summary>
    public double? StackingFactor { get; internal init; }

    /// <summary>
    /// Stacks if the lines together gave at least half of what the others could add to the fastest one, by their rates alone. The same for
    /// all lines; null if there were not several.
    /// </summary>
    public WanThroughputVerdict? Verdict { get; internal init; }

    /// <summary>The weight among the lines that fits their rates alone, for mwan3 (<c>weight</c>), 1 to 10; null if nothing was received.</summary>
    public int? SuggestedWeight { get; internal init; }

    /// <summary>How many bytes the line received for the test.</summary>
    public long ReceivedBytes { get; internal init; }

    /// <summary>Why nothing was measured, or what besides the line was the limit; null if all is well.</summary>
    public string? Reason { get; internal init; }
}

/// <summary>Whether several lines are worth more than one.</summary>
public enum WanThroughputVerdict
{
    /// <summary>The rates of the lines add up.</summary>
    Stacks,

    /// <summary>Something limits all lines together, such as the provider's port or the router.</summary>
    Limited,
}
