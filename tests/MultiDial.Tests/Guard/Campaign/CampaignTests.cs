using System.Collections.Concurrent;
using System.Globalization;

namespace MultiDial.Tests.Guard.Campaign;

/// <summary>What is judged by the time that it takes has the machine for itself.</summary>
[CollectionDefinition(CampaignTests.Alone, DisableParallelization = true)]
public sealed class CampaignGroup;

/// <summary>
/// The guard's protocol with a fault at each of the programs that its scripts run, and power cuts that leave in the flash what
/// was written until any moment since the last sync. MULTIDIAL_TEST_CAMPAIGN=all does all of it (half an hour on two cores), a
/// number so many at random; MULTIDIAL_TEST_SEED chooses the same ones again.
/// </summary>
[Collection(Alone)]
public sealed class CampaignTests(ITestOutputHelper output)
{
    // Most of the time they wait, so there are more of them than processors.
    private const int Routers = 8;
    internal const string Alone = "Campaign";

    private const int AtRandom = 60;

    private static readonly string[] s_scenarios = ["confirmed", "single", "unconfirmed", "recalled", "failing", "attempts", "waiting"];

    // The shell is killed before a program, after it, or the program comes when the shell has been dead for a while; the timer
    // is killed, or both; a fork fails; a program fails.
    private static readonly string[] s_faults = ["before", "after", "orphan", "timer", "both", "fork", "fails"];

    private readonly ConcurrentBag<string> _failures = [];
    private readonly ConcurrentDictionary<string, int> _pairs = new();

    [Fact]
    public async Task Whatever_fails_wherever_the_files_are_as_before_or_as_asked()
    {
        string? wanted = Environment.GetEnvironmentVariable("MULTIDIAL_TEST_CAMPAIGN");
        int seed = Number(Environment.GetEnvironmentVariable("MULTIDIAL_TEST_SEED")) ?? Random.Shared.Next(1_000_000);
        var routers = new ConcurrentBag<CampaignRouter>(await Task.WhenAll(Enumerable.Range(0, Routers).Select(_ => CampaignRouter.CreateAsync())));
        try
        {
            var records = new ConcurrentDictionary<string, CampaignRecord>();
            await WithRoutersAsync(routers, s_scenarios, async (router, scenario) => records[scenario] = await router.RecordAsync(scenario));
            foreach ((string scenario, CampaignRecord record) in records)
            {
                Check(scenario, "no fault", record.Report);
            }

            var all = s_scenarios.SelectMany(scenario => Items(scenario, records[scenario])).ToList();
            int count = all.Count;
            if (wanted != "all")
            {
                var random = new Random(seed);
                all = [.. all.OrderBy(_ => random.Next()).Take(Number(wanted) ?? AtRandom)];
                output.WriteLine($"MULTIDIAL_TEST_SEED={seed}: {all.Count} of {count}");
            }

            await WithRoutersAsync(routers, all, (router, item) => item(router));
        }
        finally
        {
            foreach (CampaignRouter router in routers)
            {
                router.Dispose();
            }
        }

        foreach ((string kind, int number) in _pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{number,5}  {kind}");
        }

        output.WriteLine($"{_pairs.Values.Sum(),5}  faults in all, {_failures.Count} that the guard did not stand");
        Assert.True(_failures.IsEmpty, string.Join("\n\n", _failures.Order(StringComparer.Ordinal)));
    }

    private IEnumerable<Func<CampaignRouter, Task>> Items(string scenario, CampaignRecord record)
    {
        foreach (string fault in s_faults)
        {
            foreach (int number in Enumerable.Range(1, record.Programs))
            {
                yield return async router =>
                {
                    CampaignReport report = await router.StrikeAsync(scenario, number, fault);
                    if (report.IsStruck)
                    {
                        Count($"{scenario}, {fault}");
                    }

                    Check(scenario, string.Create(CultureInfo.InvariantCulture, $"{number} {fault}"), report);
                };
            }
        }

        foreach (int state in Enumerable.Range(0, record.States.Length))
        {
            yield return router => CutAsync(router, scenario, state);
        }
    }

    // The states are found anew, since each router has but its own. A few programs more or less may run this time.
    private async Task CutAsync(CampaignRouter router, string scenario, int index)
    {
        CampaignRecord record = await router.RecordAsync(scenario);
        if (index >= record.States.Length)
        {
            return;
        }

        CampaignReport report;
        int number = 0;
        do
        {
            number++;
            report = await router.CutAsync(record.States[index], number);
            Count($"{scenario}, power cut");
            Check(scenario, string.Create(CultureInfo.InvariantCulture, $"power cut {record.States[index]}, {number}"), report);
        }
        while (report.IsStruck);
    }

    private void Count(string kind) => _pairs.AddOrUpdate(kind, 1, (_, number) => number + 1);

    private void Check(string scenario, string fault, CampaignReport report)
    {
        foreach (string wrong in report.Judge(scenario))
        {
            _failures.Add($"{scenario}, {fault}: {wrong}\n{report}");
        }
    }

    private static async Task WithRoutersAsync<T>(ConcurrentBag<CampaignRouter> routers, IEnumerable<T> items, Func<CampaignRouter, T, Task> work) =>
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Routers, CancellationToken = TestContext.Current.CancellationToken }, async (item, _) =>
        {
            Assert.True(routers.TryTake(out CampaignRouter? router));
            try
            {
                await work(router, item);
            }
            finally
            {
                routers.Add(router);
            }
        });

    private static int? Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out int number) ? number : null;
}
