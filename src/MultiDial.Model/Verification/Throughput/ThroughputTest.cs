using System.Globalization;
using MultiDial.Network;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Verification.Throughput;

/// <summary>Measures each line alone, and then all that gave something together.</summary>
internal sealed class ThroughputTest
{
    // What of the gain over one line must be there.
    private const double LeastGain = 0.5;

    private const int HighestWeight = 10;

    // How long a slow router is silent while downloads begin.
    private static readonly TimeSpan s_begin = TimeSpan.FromSeconds(60);

    /// <summary>Where to download from, in turn.</summary>
    internal required Uri[] Uris { get; init; }

    /// <summary>How long a measurement lasts.</summary>
    internal required TimeSpan Duration { get; init; }

    /// <summary>How many downloads run at the same time through each line.</summary>
    internal required int Connections { get; init; }

    /// <summary>How many bytes all measurements may take together.</summary>
    internal required long MaximumBytes { get; init; }

    /// <summary>Measures lines. Those that are down are not measured.</summary>
    internal async Task<IReadOnlyList<WanThroughput>> RunAsync(RouterState state, IReadOnlyList<WanInterface> lines, CancellationToken cancellation)
    {
        WanInterface[] up = [.. lines.Where(line => line is { Up: true, L3Device: not null, Address: not null } && OfIPv4(line.Address) is not null)];
        Dictionary<string, Measurement> alone = [];
        foreach (WanInterface line in up)
        {
            Tell(Text.ProgressMeasuring.With(line.Name), alone.Count + 1, up.Length + 1);
            alone.Add(line.Name, await MeasureAsync(state, [line], MaximumBytes / 2 / up.Length, cancellation).ConfigureAwait(false));
        }

        WanInterface[] fast = [.. up.Where(line => alone[line.Name].Rates[0] > 0)];
        Measurement? together = null;
        if (fast.Length > 1)
        {
            Tell(Text.ProgressMeasuringTogether, up.Length + 1, up.Length + 1);
            together = await MeasureAsync(state, fast, MaximumBytes / 2, cancellation).ConfigureAwait(false);
        }

        return Judge(state.Session, lines, alone, fast, together);
    }

    private static void Tell(string words, int number, int total) => RemoteTrace.Current?.Progress(new RouterProgress(words, number, total));

    private async Task<Measurement> MeasureAsync(RouterState state, WanInterface[] lines, long bytes, CancellationToken cancellation)
    {
        string marker = RouterReader.NewMarker();
        ILookup<string, Link> riding = Link.Read(state).Values.Where(link => link.Kind == Link.Macvlan).ToLookup(link => link.Parent);
        RouterScript script = RouterReader.Begin(marker).Use("measure").Call(
            "measure_run",
            [
                Number((long)Math.Ceiling(Duration.TotalSeconds)), Number(bytes), Number(Connections),
                string.Join(' ', Uris.Select(uri => uri.AbsoluteUri)), string.Join(' ', Uris.Select(uri => uri.IdnHost).Distinct()),
                .. lines.SelectMany(line => new[]
                {
                    line.Name, line.L3Device!, OfIPv4(line.Gateway) ?? "-", OfIPv4(line.Address)!, string.Join(' ', riding[line.L3Device!].Select(link => link.Name)),
                }),
            ]).Call("read_part", "end");
        RemoteResult result = await state.Session.RunAsync(script, s_begin, cancellation).ConfigureAwait(false);
        RouterAnswer answer = RouterAnswer.ReadWhole(state.Session, marker, result, Text.ErrorTestingFailed.With(state.Session.Name));
        answer.ThrowIfFailed(state.Session, result);
        return Measurement.Read(answer, [.. lines.Select(line => line.Name)]);
    }

    internal static WanThroughput[] Judge(OpenWrtSession session, IReadOnlyList<WanInterface> lines, Dictionary<string, Measurement> alone, WanInterface[] fast, Measurement? together)
    {
        long best = fast.Length == 0 ? 0 : fast.Max(line => alone[line.Name].Rates[0]);
        double? factor = together is null ? null : (double)together.Rates.Sum() / best;
        double ideal = fast.Sum(line => (double)alone[line.Name].Rates[0]) / Math.Max(best, 1);
        WanThroughputVerdict? verdict = factor is null ? null : factor - 1 >= (ideal - 1) * LeastGain ? WanThroughputVerdict.Stacks : WanThroughputVerdict.Limited;
        Dictionary<string, int> weights = Weights(fast.ToDictionary(line => line.Name, line => alone[line.Name].Rates[0]));
        return [.. lines.Select(line =>
        {
            int index = Array.IndexOf(fast, line);
            Measurement? own = alone.GetValueOrDefault(line.Name);
            return new WanThroughput(session, line.Name)
            {
                Device = line.L3Device ?? line.Device,
                BitsPerSecondAlone = own?.Rates[0],
                BitsPerSecondTogether = index < 0 ? null : together?.Rates[index],
                StackingFactor = factor is { } number ? Math.Round(number, 2) : null,
                Verdict = verdict,
                SuggestedWeight = weights.TryGetValue(line.Name, out int weight) ? weight : null,
                ReceivedBytes = (own?.Bytes[0] ?? 0) + (index < 0 ? 0 : together?.Bytes[index] ?? 0),
                Reason = own is null ? LineVerdict.WhyDown(line)
                    : index < 0 ? Text.ReasonNothingReceived.With(own.Words[0])
                    : own.IsProcessorBusy || together?.IsProcessorBusy == true ? Text.ReasonProcessorBusy
                    : null,
            };
        })];
    }

    // Small numbers in the same proportion: mwan3 itself does not split finer than by thousandths.
    private static Dictionary<string, int> Weights(Dictionary<string, long> rates)
    {
        var weights = rates.ToDictionary(rate => rate.Key, rate => Math.Max(1, (int)Math.Round(rate.Value * (double)HighestWeight / rates.Values.Max())));
        int common = weights.Values.Aggregate(0, Divisor);
        return weights.ToDictionary(weight => weight.Key, weight => weight.Value / common);

        static int Divisor(int one, int other) => other == 0 ? one : Divisor(other, one % other);
    }

    // The ways that are opened are of IPv4.
    private static string? OfIPv4(string? address) => address?.Contains(':') == false ? address.Split('/')[0] : null;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
