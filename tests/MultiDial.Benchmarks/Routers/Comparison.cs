namespace MultiDial.Benchmarks;

/// <summary>
/// Runs contenders one after the other, over and over, so that what the computer does besides hits all of them; and gives the
/// ratios to the first of them, round by round.
/// </summary>
internal sealed class Comparison(int rounds)
{
    /// <summary>Runs them, and prints a line of a Markdown table for each.</summary>
    /// <param name="title">What they do.</param>
    /// <param name="prepare">Done before each, and not timed.</param>
    /// <param name="contenders">What they do, and how long it took; the first is what the others are compared with.</param>
    internal Task RunAsync(string title, Func<Task> prepare, params (string Name, Func<Task<TimeSpan>> Work)[] contenders) =>
        RunAsync(title, [.. contenders.Select(contender => (contender.Name, prepare, contender.Work))]);

    /// <summary>The same for contenders that begin in different ways.</summary>
    internal async Task RunAsync(string title, params (string Name, Func<Task> Prepare, Func<Task<TimeSpan>> Work)[] contenders)
    {
        double[][] seconds = [.. contenders.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                await contenders[i].Prepare();
                seconds[i][round] = (await contenders[i].Work()).TotalSeconds;
            }
        }

        for (int i = 0; i < contenders.Length; i++)
        {
            double[] ratios = [.. seconds[i].Select((time, round) => time / seconds[0][round])];
            Console.WriteLine($"| {title} | {contenders[i].Name} | {Spread(seconds[i], "F1")} s | {(i == 0 ? "1" : Spread(ratios, "F2"))} |");
        }
    }

    // The one in the middle, and from the least to the most.
    private static string Spread(double[] values, string format)
    {
        double[] ordered = [.. values.Order()];
        return FormattableString.Invariant($"{ordered[ordered.Length / 2].ToString(format)} ({ordered[0].ToString(format)} … {ordered[^1].ToString(format)})");
    }
}
