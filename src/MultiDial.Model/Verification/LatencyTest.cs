using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Verification;

/// <summary>Watches for a while how long answers take through lines: one remote command, which tells them as they come.</summary>
internal static partial class LatencyTest
{
    // More could be neither seen in a picture nor be worth a slow router's time.
    private const int MostPings = 600;

    // So that a connectivity test may run meanwhile; it has tables of its own from 15800 on.
    private const string Preference = "901";
    private const string Table = "15900";

    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(2);

    /// <summary>Runs the test.</summary>
    /// <param name="session">The router's session.</param>
    /// <param name="lines">Lines that can be asked (<see cref="ConnectivityTest.CanBeAsked"/>), each with the address to ping.</param>
    /// <param name="duration">How long; a second or more.</param>
    /// <param name="cancellation">Ends the test.</param>
    /// <returns>What came, by the lines' names.</returns>
    internal static async Task<IReadOnlyDictionary<string, Latency>> RunAsync(
        OpenWrtSession session, IReadOnlyList<(WanInterface Line, string Target)> lines, TimeSpan duration, CancellationToken cancellation)
    {
        int interval = (int)Math.Ceiling(duration.TotalSeconds / MostPings), count = Math.Max(1, (int)duration.TotalSeconds / interval);
        string marker = RouterReader.NewMarker();
        RouterScript script = RouterReader.Begin(marker)
            .Use("latency")
            .Set("PROBE_PREFERENCE", Preference)
            .Set("PROBE_TABLE", Table)
            .Call("probe_begin", "", Number(count), Number((int)s_answer.TotalSeconds), Number(lines.Count))
            .Call("latency_run", [Number(interval), .. lines.SelectMany(pair => ConnectivityTest.Words(pair.Line, pair.Target, null))])
            .Call("probe_end")
            .Call("read_part", "end");

        // It says something each second; and the extra time of a silence makes the longest time of a command more than long enough.
        RemoteResult result = await session.RunAsync(script, duration / 10, cancellation, Progress((int)duration.TotalSeconds)).ConfigureAwait(false);
        RouterAnswer answer = RouterAnswer.ReadWhole(session, marker, result, Text.ErrorTestingFailed.With(session.Name));
        answer.ThrowIfFailed(session, result);
        ILookup<string, Match> answers = Answer().Matches(answer["latency"] ?? "").ToLookup(match => match.Groups[1].Value);
        return lines.ToDictionary(
            pair => pair.Line.Name,
            pair => new Latency(pair.Target, TimeSpan.FromSeconds(interval), Times(answers[pair.Line.Name], count)));
    }

    private static Action<ReadOnlyMemory<byte>> Progress(int seconds)
    {
        RemoteTrace? trace = RemoteTrace.Current;
        var clock = Stopwatch.StartNew();
        return _ => trace?.Progress(new RouterProgress(Text.ProgressPinging, Math.Min(seconds, (int)clock.Elapsed.TotalSeconds + 1), seconds));
    }

    // Of an answer that comes twice the first counts.
    private static double?[] Times(IEnumerable<Match> answers, int count)
    {
        var times = new double?[count];
        foreach (Match answer in answers)
        {
            if (int.TryParse(answer.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < count)
            {
                times[number] ??= double.Parse(answer.Groups[3].ValueSpan, CultureInfo.InvariantCulture);
            }
        }

        return times;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\w+) (\d+) (\d{1,7}(?:\.\d{1,6})?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Answer();
}
