using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using MultiDial.Testing;

namespace MultiDial.Tests.Pppoe;

/// <summary>
/// Dialling at the same moment, for providers that let an account in several times only then. MULTIDIAL_TEST_DIALS says
/// how many dials there are for each window (2).
/// </summary>
[Collection(PppoeFixture.Collection)]
public sealed class SimultaneousTests(PppoeFixture router)
{
    private const int OneInTen = 10;
    private const string LeftBehind = "ls -d /var/run/multidial/dial*; grep -e pppd -e multidial /proc/mounts; ip rule | grep '^901:'";

    // The stand-in has Debian's pppd, which keeps a database, unlike OpenWrt's: before they dial all of them wait for its locks.
    private static readonly TimeSpan s_mostSpread = TimeSpan.FromMilliseconds(new PppoeLabOptions().RootFileSystem is null ? 100 : 20);
    private static readonly TimeSpan s_watched = TimeSpan.FromMinutes(4);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static int Dials => int.TryParse(Environment.GetEnvironmentVariable("MULTIDIAL_TEST_DIALS"), CultureInfo.InvariantCulture, out int dials) ? dials : 2;

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(200, OneInTen)]
    public async Task All_lines_are_in_before_the_window_closes(int window, int mayFail)
    {
        var policy = new IspPolicy { Window = TimeSpan.FromMilliseconds(window) };
        await router.DialAsync();
        var padi = new List<double>();
        int complete = 0;
        for (int dial = 1; dial <= Dials; dial++)
        {
            await router.StopAsync(policy);
            WanInterface[] lines = Dial("-Retry 9");
            complete += lines.All(line => line.Up) ? 1 : 0;
            PppoeDial[] last = [.. (await router.Lab.Isp.DialsAsync(Cancelled)).Reverse().DistinctBy(one => one.Mac)];
            padi.Add(Spread(last, one => one.DiscoveredAt ?? one.RequestedAt));
            PppoeFixture.Write($"window {window} ms, dial {dial}: {lines.Count(line => line.Up)} up after {Session.LastDial.Length} tries; PADI within {padi[^1] * 1000:0} ms, authentication within {Spread(last, one => one.DecidedAt) * 1000:0} ms, by the router {Session.LastDial[^1]}");
        }

        PppoeFixture.Write($"window {window} ms: {complete} of {Dials} dials with all lines; median of the PADIs' spread {Median(padi) * 1000:0} ms");
        Assert.True(complete >= Dials - (mayFail == 0 ? 0 : Dials / mayFail), $"{complete} of {Dials}");
        Assert.True(Median(padi) < s_mostSpread.TotalSeconds, $"{Median(padi)} s");

        await router.StopAsync(policy);
        int naive = router.Run("Get-MultiDial | ForEach-Object { Start-WanInterface $_ -Timeout 15 -ErrorAction SilentlyContinue } | Where-Object Up").Length;
        PppoeFixture.Write($"window {window} ms, one Start-WanInterface after the other: {naive} up");
    }

    [Fact]
    public async Task A_limit_of_three_sessions_is_enough_for_three_and_not_for_four()
    {
        await router.DialAsync();
        await router.StopAsync(new IspPolicy { SessionLimit = 3 });
        Assert.Equal(3, Start("-MinimumOnline 3").Count(line => line.Up));
        string warning = Assert.Single(router.Engine.Warnings, text => text.Contains("which is enough", StringComparison.Ordinal));
        Assert.Contains("AUTH_TOPEER_FAILED", warning, StringComparison.Ordinal);

        Dial("-MinimumOnline 4 -Retry 1");
        ErrorRecord error = Assert.Single(router.Engine.Errors);
        Assert.StartsWith("DialFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("AUTH_TOPEER_FAILED", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, Session.LastDial.Length);
    }

    [Fact]
    public async Task A_line_that_leads_nowhere_does_not_count()
    {
        await router.DialAsync();
        await router.StopAsync(new IspPolicy { SessionLimit = 3, Captive = true });
        Assert.Equal(PppoeFixture.Count, Start("-MinimumOnline 3").Count(line => line.Up));
        Assert.Contains("nothing answers through it", Assert.Single(router.Engine.Warnings, text => text.Contains("which is enough", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_named()
    {
        await router.DialAsync();
        await router.StopAsync(new IspPolicy());
        await router.Lab.Isp.AnswerAsync(false, Cancelled);
        Dial("-Retry 0 -Timeout 60");
        await router.Lab.Isp.AnswerAsync(true, Cancelled);
        ErrorRecord error = Assert.Single(router.Engine.Errors);
        Assert.StartsWith("DialFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("The provider's access concentrator does not answer", error.Exception.Message, StringComparison.Ordinal);
        await router.UntilUpAsync(PppoeFixture.Count);
    }

    [Fact]
    public async Task The_watch_dials_all_together_where_one_alone_is_not_let_in()
    {
        await router.DialAsync();
        await router.StopAsync(new IspPolicy { Window = TimeSpan.FromSeconds(2) });
        Assert.All(Start(""), line => Assert.True(line.Up, line.Name));
        router.Run("Register-MultiDialWatch -Simultaneous -Interval 30s");
        IPAddress dropped = IPAddress.Parse(router.Lines()[1].Address!);
        await router.Lab.Isp.ClearAsync(Cancelled);
        await router.Lab.Isp.DropAsync(dropped, Cancelled);
        await Poll.UntilAsync(
            async () => (await router.Lab.Isp.DialsAsync(Cancelled)) is { } dials && dials.Any(dial => dial.Reason == "too late")
                && dials.Where(dial => dial.Verdict == DialVerdict.Accepted).DistinctBy(dial => dial.Mac).Count() == PppoeFixture.Count,
            s_watched,
            "it was refused alone, and then all were let in");
        await router.UntilUpAsync(PppoeFixture.Count);
        PppoeFixture.Write($"{await router.TruthAsync("logread -e multidial-watch:")}");
        router.Run("Unregister-MultiDialWatch");
        Assert.Equal("", await router.TruthAsync(LeftBehind));
    }

    // Nobody is left who could open the gate, so it opens by itself.
    [Fact]
    public async Task Lines_come_up_if_the_script_that_holds_them_is_killed()
    {
        await router.DialAsync();
        await router.StopAsync(new IspPolicy());
        Task<Collection<PSObject>> start = Task.Run(() => router.Engine.Run("Get-MultiDial | Start-WanInterface -Simultaneous"), Cancelled);
        await Poll.UntilAsync(async () => (await router.TruthAsync("ls /var/run/multidial/dial/at.1.*")).Length > 0, TimeSpan.FromSeconds(60), "a line at the gate");
        await router.TruthAsync("owner=$(readlink /var/run/multidial/dialling); kill -9 ${owner%:*}");
        await router.UntilUpAsync(PppoeFixture.Count);
        await start;
        Start("");
        Assert.Equal("", await router.TruthAsync(LeftBehind));
    }

    [Fact]
    public async Task Nothing_stays_behind_and_lines_that_are_not_named_live_on()
    {
        await router.DialAsync();
        await router.StopAsync(new IspPolicy());
        Assert.True(Assert.IsType<WanInterface>(Assert.Single(router.Run("Start-WanInterface wan")).BaseObject).Up);
        string foreign = await router.TruthAsync("pgrep -f 'ipparam wan '");
        Start("", "Get-MultiDial | Where-Object Name -ne wan");
        Assert.Equal(foreign, await router.TruthAsync("pgrep -f 'ipparam wan '"));
        Assert.Equal("", await router.TruthAsync(LeftBehind));
    }

    private OpenWrtSession Session => (OpenWrtSession)router.Run("Get-OpenWrtSession pppoe")[0].BaseObject;

    // One that must not fail.
    private WanInterface[] Start(string more, string lines = "Get-MultiDial")
    {
        WanInterface[] started = Dial(more, lines);
        Assert.Empty(router.Engine.Errors);
        return started;
    }

    private WanInterface[] Dial(string more, string lines = "Get-MultiDial")
    {
        router.Engine.Clear();
        return [.. router.Engine.Run($"{lines} | Start-WanInterface -Simultaneous -RetryInterval 1 {more}").Select(line => Assert.IsType<WanInterface>(line.BaseObject))];
    }

    private static double Spread(PppoeDial[] dials, Func<PppoeDial, double> time) => dials.Length == 0 ? 0 : dials.Max(time) - dials.Min(time);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
