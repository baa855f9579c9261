namespace MultiDial.Verification;

/// <summary>How long the answers took that came through a line, one ping after the other.</summary>
/// <param name="Target">The address that was pinged.</param>
/// <param name="Interval">How far apart the pings were.</param>
/// <param name="Milliseconds">The round trip time of each ping; null where no answer came.</param>
internal sealed record Latency(string Target, TimeSpan Interval, IReadOnlyList<double?> Milliseconds)
{
    /// <summary>The pings without an answer.</summary>
    internal int Lost => Milliseconds.Count(time => time is null);

    /// <summary>The longest round trip time; null without an answer.</summary>
    internal double? Longest => Milliseconds.Max();

    /// <summary>The round trip time that half of the answers stayed below; null without an answer.</summary>
    internal double? Median => Milliseconds.OfType<double>().Order().ToArray() is { Length: > 0 } times ? times[times.Length / 2] : null;
}
