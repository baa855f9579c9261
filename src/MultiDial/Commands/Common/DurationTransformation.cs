using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace MultiDial.Commands;

/// <summary>
/// Lets a TimeSpan parameter take a number of seconds (<c>10</c>, <c>'10'</c>) or <c>30s</c>, <c>5m</c>, <c>1h</c>.
/// PowerShell itself would take 10 for 10 ticks and '10' for 10 days.
/// </summary>
internal sealed partial class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            TimeSpan time => time,
            string text when string.IsNullOrWhiteSpace(text) => null,
            string text => Parse(text.Trim()),
            IConvertible number => Seconds(System.Convert.ToDouble(number, CultureInfo.InvariantCulture)),
            var other => throw Unreadable(other),
        };

    private static TimeSpan Parse(string text)
    {
        Match match = NumberAndUnit().Match(text);
        if (match.Success && double.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            return Seconds(number * match.Groups[2].Value switch { "ms" => 0.001, "m" => 60, "h" => 3600, "d" => 86400, _ => 1 });
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time)
            ? time
            : throw Unreadable(text);
    }

    private static TimeSpan Seconds(double seconds) => Math.Abs(seconds) <= int.MaxValue ? TimeSpan.FromSeconds(seconds) : throw Unreadable(seconds);

    private static ArgumentTransformationMetadataException Unreadable(object value) =>
        new($"'{value}' is no duration: give a TimeSpan, a number of seconds, or a number with ms, s, m, h or d as in 30s.");

    [GeneratedRegex(@"\A([0-9]+(?:\.[0-9]+)?)\s*(ms|s|m|h|d)?\z")]
    private static partial Regex NumberAndUnit();
}
