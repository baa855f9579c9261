using System.Management.Automation;
using System.Net;
using MultiDial.Testing;
using MultiDial.Tests.Whole;

namespace MultiDial.Tests.Verification;

/// <summary>Two lines on the lab: what they give together where each has its own rate, and where the provider limits the port.</summary>
public sealed class WanThroughputLabTests(MultiDialFixture router) : IClassFixture<MultiDialFixture>
{
    private const string Measure = "Measure-WanThroughput -Duration 4 -Uri http://203.0.113.80/bytes/";
    private const string Small = "300000";
    private const string Large = "100000000";

    // What a measurement makes on the router: rules, routes, processes, a folder.
    private const string Left = "ip rule | grep -E '^90[34]:'; ip route show table all | grep 'table 162'; ps w | grep '[w]get -4'; ls /var/run/multidial | grep measure";

    [Fact]
    public async Task Rates_add_up_until_the_port_is_the_limit()
    {
        Isp isp = router.Lab.Isp;
        router.Lines("New-MultiDial -Line 2 -Protocol Dhcp -ReplaceMwan3");
        await router.OnlineAsync(2);

        // Downloads that end early begin anew.
        WanThroughput[] equal = Run(Measure + Small);
        Assert.Equal(["wan", "wan2"], equal.Select(line => line.Interface));
        Assert.All(equal, line => Assert.InRange(line.BitsPerSecondAlone!.Value, MultiDialFixture.Rate * 0.85, MultiDialFixture.Rate * 1.1));
        Assert.All(equal, line => Assert.InRange(line.BitsPerSecondTogether!.Value, MultiDialFixture.Rate * 0.85, MultiDialFixture.Rate * 1.1));
        Assert.All(equal, line => Assert.Equal((WanThroughputVerdict.Stacks, 1), (line.Verdict, line.SuggestedWeight)));
        Assert.InRange(equal[0].StackingFactor!.Value, 1.9, 2.1);
        await AssertNothingIsLeftAsync();

        await isp.SetPortRateAsync(MultiDialFixture.Rate, TestContext.Current.CancellationToken);
        WanThroughput[] limited = Run(Measure + Large);
        await isp.SetPortRateAsync(null, TestContext.Current.CancellationToken);
        Assert.All(limited, line => Assert.Equal(WanThroughputVerdict.Limited, line.Verdict));
        Assert.InRange(limited[0].StackingFactor!.Value, 0.8, 1.1);

        IPAddress second = IPAddress.Parse(router.Lines("Get-MultiDial wan2").Single().Address!);
        await isp.SetRateAsync(second, MultiDialFixture.Rate / 2, TestContext.Current.CancellationToken);
        WanThroughput[] uneven = Run(Measure + Large + ", http://203.0.113.80/nosuch");
        Assert.Equal([2, 1], uneven.Select(line => line.SuggestedWeight!.Value));
        Assert.Equal(WanThroughputVerdict.Stacks, uneven[0].Verdict);
        await isp.SetRateAsync(second, MultiDialFixture.Rate, TestContext.Current.CancellationToken);
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Little_is_downloaded_where_little_may_be_and_Ctrl_C_leaves_nothing()
    {
        router.Lines("New-MultiDial -Line 2 -Protocol Dhcp -ReplaceMwan3");
        await router.OnlineAsync(2);
        Assert.InRange(Run(Measure + Large + " -MaximumBytes 1500000").Sum(line => line.ReceivedBytes), 300_000, 2_000_000);
        WanThroughput nothing = Assert.Single(Run("Measure-WanThroughput wan2 -Duration 2 -Uri http://203.0.113.80/nosuch"));
        Assert.Equal((0, null, null), (nothing.BitsPerSecondAlone, nothing.Verdict, nothing.SuggestedWeight));
        Assert.Contains("404", nothing.Reason, StringComparison.Ordinal);

        using (PowerShell shell = router.Engine.Shell("Measure-WanThroughput -Duration 5m -Uri http://203.0.113.80/bytes/" + Large))
        {
            IAsyncResult running = shell.BeginInvoke();
            await Poll.UntilAsync(async () => await router.TruthAsync("ps w | grep '[w]get -4'; ip rule | grep '^903:'") != "", TimeSpan.FromSeconds(30), "downloads run");
            await Task.Run(shell.Stop, TestContext.Current.CancellationToken);
            Assert.True(running.IsCompleted);
        }

        await Poll.UntilAsync(async () => await router.TruthAsync(Left) == "", TimeSpan.FromSeconds(20), "nothing is left on the router");
    }

    private async Task AssertNothingIsLeftAsync() => Assert.Equal("", await router.TruthAsync(Left));

    private WanThroughput[] Run(string script) => [.. router.Run(script).Select(line => (WanThroughput)line.BaseObject)];
}
