using System.Globalization;
using System.Text.RegularExpressions;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Verification.Throughput;

/// <summary>What a measurement found for each of its lines.</summary>
/// <param name="Rates">What each received, in bit/s; 0 if no download of it came to anything.</param>
/// <param name="Bytes">The bytes of each.</param>
/// <param name="Words">What the last download of each said at its end; empty for nothing.</param>
/// <param name="IsProcessorBusy">Whether a core of the router had no time left.</param>
internal sealed partial record Measurement(long[] Rates, long[] Bytes, string[] Words, bool IsProcessorBusy)
{
    // The sample when all downloads have begun. They take a moment more to get to their speed, where there is time for that.
    private const int Begun = 1;
    private const int SamplesForThat = 4;

    private const double Idle = 0.03;
    private const int BitsPerByte = 8;
    private const int IdleField = 3;
    private const int WaitField = 4;

    /// <summary>Reads the answer of measure.sh.</summary>
    internal static Measurement Read(RouterAnswer answer, IReadOnlyList<string> lines)
    {
        Sample[] samples = [.. (answer["samples"] ?? "").Split('\n').Select(line => line.Split(' ')).Where(words => words.Length == lines.Count + 1).Select(Read).OfType<Sample>()];
        if (samples.Length <= Begun + 1)
        {
            return new([.. lines.Select(_ => 0L)], [.. lines.Select(_ => 0L)], [.. lines.Select(line => Said(answer, line))], false);
        }

        Sample first = samples[samples.Length > SamplesForThat ? Begun + 1 : Begun], last = samples[^1];
        double seconds = Math.Max(last.Time - first.Time, 0.01);
        return new(
            [.. lines.Select((line, index) => answer["well/" + line] is null ? 0 : (long)(Math.Max(0, last.Bytes[index] - first.Bytes[index]) * BitsPerByte / seconds))],
            [.. lines.Select((_, index) => Math.Max(0, last.Bytes[index] - samples[0].Bytes[index]))],
            [.. lines.Select(line => Said(answer, line))],
            IsBusy(answer["processor"] ?? ""));
    }

    private static Sample? Read(string[] words)
    {
        long?[] bytes = [.. words.Skip(1).Select(word => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : (long?)null)];
        return double.TryParse(words[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double time) && bytes.All(number => number is not null)
            ? new(time, [.. bytes.Select(number => number!.Value)])
            : null;
    }

    // A bar that grows is drawn over and over on the same line.
    private static string Said(RouterAnswer answer, string line) =>
        VisibleText.Line(ByteText.ToText(answer["said/" + line] ?? "").Split('\r', '\n').LastOrDefault(text => text.Trim().Length > 0)?.Trim() ?? "");

    // One core can be what limits all.
    private static bool IsBusy(string said)
    {
        return Core().Matches(said).GroupBy(core => core.Groups[1].Value, core => Ticks(core.Groups[2].Value)).Any(core => core.ToArray() is [var before, var after] && IsBusy(before, after));

        static double[] Ticks(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ticks => double.Parse(ticks, CultureInfo.InvariantCulture))];
    }

    private static bool IsBusy(double[] before, double[] after) => after.Length == before.Length && after.Length > WaitField && after.Sum() - before.Sum() is var all and > 0
        && (after[IdleField] + after[WaitField] - before[IdleField] - before[WaitField]) / all < Idle;

    [GeneratedRegex(@"^cpu(\d+)((?: \d{1,15})+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Core();

    private sealed record Sample(double Time, long[] Bytes);
}
