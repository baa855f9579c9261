using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>
/// Reads durations as users type them: a TimeSpan, a number of seconds (10, '10', 1.5), or 500ms, 30s, 5m, 2h. The
/// engine would take a number for ticks.
/// </summary>
internal sealed partial class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? data = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        TimeSpan? time = data switch
        {
            null or "" => null,
            TimeSpan given => given,
            string text => Read(text),
            IConvertible number when number is not (bool or char or DateTime) => TimeSpan.FromSeconds(number.ToDouble(CultureInfo.InvariantCulture)),
            _ => throw Refuse(data),
        };
        return time < TimeSpan.Zero ? throw Refuse(data!) : time;
    }

    private static TimeSpan Read(string text)
    {
        Match match = Duration().Match(text);
        if (!match.Success)
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) ? time : throw Refuse(text);
        }

        double number = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups[2].Value.ToUpperInvariant() switch
        {
            "MS" => TimeSpan.FromMilliseconds(number),
            "M" => TimeSpan.FromMinutes(number),
            "H" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    private static ArgumentTransformationMetadataException Refuse(object value) =>
        new(Text.ErrorNotDuration.With(value));

    [GeneratedRegex(@"\A\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h)?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Duration();
}
