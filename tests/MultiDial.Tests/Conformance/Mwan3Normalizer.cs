using System.Text.RegularExpressions;

namespace MultiDial.Tests.Conformance;

/// <summary>What differs from run to run in mwan3's reports, on top of what <see cref="Normalizer"/> knows.</summary>
internal static partial class Mwan3Normalizer
{
    private static readonly (Regex What, string By)[] s_always =
    [
        (PacketCounters(), "N N "),
        (PolicyCounters(), "N packets, N bytes"),
        (Age(), "\"$1\": N"),
        (SinceThen(), "\"$1\": N"),
        (LineNumber(), "line N:"),
        (Peer(), "@ifN"),
        (LostPings(), "Lost N ping(s)"),
        (TrackerOfEitherLine(), "$1: $2 X"),
    ];

    internal static string Apply(string answer)
    {
        foreach ((Regex what, string by) in s_always)
        {
            answer = what.Replace(answer, by);
        }

        return new Normalizer().Apply(Networks().Replace(answer, Sort));
    }

    // A set has no order: the kernel's hash differs from boot to boot.
    private static string Sort(Match networks) => string.Concat(networks.Value
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.TrimEnd(',') + "\n")
        .Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^ *\d+[KMG]? +\d+[KMG]? +(?=\S)", RegexOptions.Multiline)]
    private static partial Regex PacketCounters();

    [GeneratedRegex(@"\d+ packets, \d+ bytes")]
    private static partial Regex PolicyCounters();

    [GeneratedRegex(@"""(age|uptime|turn|lost)"": \d+")]
    private static partial Regex Age();

    // Zero says that the line is not in that state.
    [GeneratedRegex(@"""(online|offline)"": [1-9]\d*")]
    private static partial Regex SinceThen();

    [GeneratedRegex(@"line \d+:")]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"@if\d+")]
    private static partial Regex Peer();

    [GeneratedRegex(@"Lost \d+ ping\(s\)")]
    private static partial Regex LostPings();

    // The trackers of the two lines start and stop side by side.
    [GeneratedRegex(@"(mwan3track\[\d+\]): (Stopping mwan3track for interface|Interface) (?:""\w+""(?=\.)|\w+ \([\w.]+\)(?= is online))")]
    private static partial Regex TrackerOfEitherLine();

    [GeneratedRegex(@"(?:^\t*""?[0-9a-f]+[.:][0-9a-f.:]+(?:/\d+)?""?,?\n){2,}", RegexOptions.Multiline)]
    private static partial Regex Networks();
}
