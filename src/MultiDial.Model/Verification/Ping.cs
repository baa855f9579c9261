using System.Globalization;
using System.Text.RegularExpressions;

namespace MultiDial.Verification;

/// <summary>What a ping on the router found: busybox and iputils print the same two lines at the end.</summary>
/// <param name="LossPercent">0 to 100; 100 where ping said nothing.</param>
/// <param name="LatencyMs">The mean round trip time in milliseconds; null without an answer.</param>
internal readonly partial record struct Ping(double LossPercent, double? LatencyMs)
{
    internal static Ping Parse(string? output)
    {
        Match loss = Loss().Match(output ?? string.Empty);
        Match latency = Latency().Match(output ?? string.Empty);
        return new Ping(
            Number(loss) is { } percent and <= 100 ? percent : 100,
            Number(latency));
    }

    private static double? Number(Match match) =>
        double.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : null;

    [GeneratedRegex(@"([0-9.]+)% packet loss")]
    private static partial Regex Loss();

    [GeneratedRegex(@"(?:round-trip|rtt) min/avg/max(?:/mdev)? = [0-9.]+/([0-9.]+)/")]
    private static partial Regex Latency();
}
