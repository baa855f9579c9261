namespace MultiDial.Lines;

/// <summary>What a user asks of New-MultiDial. It never changes.</summary>
internal sealed record LinesRequest
{
    /// <summary>How many lines there shall be; null for as many as there are.</summary>
    internal int? Count { get; init; }

    /// <summary>What is asked for each line, in order.</summary>
    internal IReadOnlyList<LineRequest> Lines { get; init; } = [];

    /// <summary>What is asked for the lines after those.</summary>
    internal LineRequest Others { get; init; } = LineRequest.Nothing;

    /// <summary>The protocol of new lines that have no other; null for that of the line before.</summary>
    internal WanProtocol? Protocol { get; init; }

    /// <summary>The devices to spread new lines over; none for the first line's device.</summary>
    internal string[] Parents { get; init; } = [];

    /// <summary>The addresses to track; null for those that are there, or the usual.</summary>
    internal string[]? TrackIp { get; init; }

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

    /// <summary>What is asked for a line, by its place from 0.</summary>
    internal LineRequest this[int index] => index < Lines.Count ? Lines[index] : Others;

    /// <summary>What is asked for each of these lines, which are the first ones.</summary>
    internal IEnumerable<(string Name, LineRequest Line)> Of(IEnumerable<string> lines) => lines.Select((name, index) => (name, this[index]));
}
