namespace MultiDial;

/// <summary>The way that a packet of a new connection takes through mwan3.</summary>
public sealed class Mwan3Route : RouterObject
{
    internal Mwan3Route(OpenWrtSession session, string destinationAddress)
        : base(session, destinationAddress)
    {
    }

    /// <summary>Where the packet goes.</summary>
    public string DestinationAddress => Name;

    /// <summary>The port that it goes to; null if none was given.</summary>
    public int? DestinationPort { get; internal init; }

    /// <summary>Where it comes from; null if that was not given.</summary>
    public string? SourceAddress { get; internal init; }

    /// <summary>The port that it comes from; null if none was given.</summary>
    public int? SourcePort { get; internal init; }

    /// <summary>Its protocol; tcp if only ports were given, null if nothing was.</summary>
    public string? Protocol { get; internal init; }

    /// <summary>The rule that takes it; null if none does.</summary>
    public string? Rule { get; internal init; }

    /// <summary>The rule's policy (<c>use_policy</c>), or <c>default</c>, <c>unreachable</c>, <c>blackhole</c>; null without a rule.</summary>
    public string? Policy { get; internal init; }

    /// <summary>
    /// The lines that it may take, each with its share, by the kernel's chain; by metric and weight of the lines that are online where
    /// the kernel could not be asked, or in a transaction. Empty where no line is chosen.
    /// </summary>
    public Mwan3Share[] Share { get; internal init; } = [];

    /// <summary>What becomes of it where a rule takes it and no line is chosen; null else.</summary>
    public Mwan3LastResort? LastResort { get; internal init; }

    /// <summary>Why, in sentences.</summary>
    public string Why { get; internal init; } = "";
}
