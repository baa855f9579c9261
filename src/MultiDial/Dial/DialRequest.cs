namespace MultiDial.Dial;

/// <summary>What a user asks of New-MultiDial or Set-MultiDial.</summary>
internal sealed record DialRequest
{
    /// <summary>How many lines there shall be; null for as many as there are.</summary>
    internal int? Count { get; init; }

    internal WanProtocol? Protocol { get; init; }

    /// <summary>The devices to spread new lines over; none for the first line's device.</summary>
    internal string[] Parents { get; init; } = [];

    /// <summary>The addresses to track; null for those that are there, or the usual.</summary>
    internal string[]? TrackIp { get; init; }

    internal string? Policy { get; init; }

    internal bool ReplaceMwan3 { get; init; }

    /// <summary>Whether HTTPS keeps to a line; null for what is there.</summary>
    internal bool? StickyHttps { get; init; }

    internal bool Adopt { get; init; }

    /// <summary>How long to wait for new lines; null for as long as their number takes.</summary>
    internal TimeSpan? Timeout { get; init; }

    /// <summary>What is given for a line, by its place from 0.</summary>
    internal Func<int, DialLine> At { get; init; } = _ => new DialLine();
}
