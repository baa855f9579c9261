using System.Globalization;
using System.Text.RegularExpressions;

namespace MultiDial.Verification;

/// <summary>How large packets may be that go through a line, in bytes.</summary>
/// <param name="Device">What the device takes; 0 if that is not known.</param>
/// <param name="IsAnswered">Whether a packet of that size was answered.</param>
/// <param name="Learned">What a router on the way has asked for; null if none has.</param>
internal readonly partial record struct PathSize(int Device, bool IsAnswered, int? Learned)
{
    /// <summary>The largest that is known to come through; null if none is.</summary>
    internal int? Found => IsAnswered ? Device : Learned;

    internal static PathSize Parse(string? output)
    {
        string[] lines = (output ?? "").Split('\n', 2);
        Match learned = Mtu().Match(lines[^1]);
        return int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out int device)
            ? new PathSize(device, Ping.Parse(lines[^1]).LossPercent < 100, learned.Success ? int.Parse(learned.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null)
            : default;
    }

    [GeneratedRegex(@"\bmtu (?:lock )?(\d{1,5})\b")]
    private static partial Regex Mtu();
}
