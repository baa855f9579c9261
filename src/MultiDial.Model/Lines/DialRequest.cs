namespace MultiDial.Lines;

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

    /// <summary>DNS servers of new lines; null for none, or for static lines those of the line before.</summary>
    internal string[]? Dns { get; init; }

    /// <summary>The lines that have IPv6; null for what is there, or the first line.</summary>
    internal MultiDialIPv6? IPv6 { get; init; }

    /// <summary>The networks that mwan3 keeps its hands off; null for those that are there.</summary>
    internal string[]? DirectNetwork { get; init; }

    internal string? Policy { get; init; }

    internal bool ReplaceMwan3 { get; init; }

    /// <summary>Whether HTTPS keeps to a line; null for what is there.</summary>
    internal bool? StickyHttps { get; init; }

    internal bool Adopt { get; init; }

    /// <summary>How long to wait for new lines; null for as long as their number takes.</summary>
    internal TimeSpan? Timeout { get; init; }

    /// <summary>What is given for a line, by its place from 0.</summary>
    internal Func<int, DialLine> At { get; init; } = _ => new DialLine();

    /// <summary>What is given for a line that Set-MultiDial adds, by its place from 0 among those.</summary>
    internal Func<int, DialLine> Further { get; init; } = _ => new DialLine();
}
