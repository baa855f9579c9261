using System.Collections.Concurrent;
using System.Globalization;

namespace MultiDial.Tests.Guard;

/// <summary>
/// Random sequences of changes, each with a fault at a random moment. MULTIDIAL_TEST_SEQUENCES says how many (24),
/// MULTIDIAL_TEST_SEED runs one again.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int Labs = 3;

    private static int Sequences => Number("MULTIDIAL_TEST_SEQUENCES") ?? 24;

    [Fact]
    public async Task Whatever_breaks_the_router_is_as_before_or_as_asked()
    {
        Assert.SkipWhen(new Testing.LabOptions().RootFileSystem is not null, "The faults are those of the lab's own router.");
        ConcurrentQueue<int> seeds = Number("MULTIDIAL_TEST_SEED") is { } seed ? new([seed]) : new(Enumerable.Range(Random.Shared.Next(1_000_000), Sequences));
        ConcurrentBag<string> failures = [], outcomes = [];
        await Task.WhenAll(Enumerable.Range(1, Math.Min(Labs, seeds.Count)).Select(number => Task.Run(() => WorkAsync(number, seeds, failures, outcomes))));
        foreach (IGrouping<string, string> outcome in outcomes.GroupBy(outcome => outcome).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{outcome.Count(),4}  {outcome.Key}");
        }

        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
    }

    private static async Task WorkAsync(int number, ConcurrentQueue<int> seeds, ConcurrentBag<string> failures, ConcurrentBag<string> outcomes)
    {
        FaultyRouter? router = null;
        string last = "";
        while (seeds.TryDequeue(out int seed))
        {
            router ??= await FaultyRouter.StartAsync($"faulty{number}");
            var sequence = new FaultSequence(router, seed);
            try
            {
                outcomes.Add(await sequence.RunAsync());
                last = $"{seed}\n{sequence}";
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failures.Add($"MULTIDIAL_TEST_SEED={seed}\n{sequence}\n{exception}\nThe sequence before on this router:\n{last}");
                await router.DisposeAsync();
                router = null;
            }
        }

        if (router is not null)
        {
            await router.DisposeAsync();
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;
}
