using System.Diagnostics;
using System.Globalization;

namespace MultiDial.Tests.Whole;

/// <summary>Tests on a router with three lines that its watch keeps, which are online at the beginning.</summary>
[Collection(Collection)]
public abstract class WatchedRouterTests(MultiDialFixture router) : IAsyncLifetime
{
    internal const string Collection = "One watched router";

    private protected const int Lines = 3;
    // In seconds, the longest that is registered here: a line is back within it.
    private protected const int Interval = 30;
    private protected const string Register = "Register-MultiDialWatch -Interval 10s";

    private protected const string Traces = """
        ls -d /var/run/multidial/dial* /var/run/multidial/watch /tmp/multidial* /etc/multidial /etc/uci-defaults/*multidial* 2>/dev/null
        find /var/run/multidial/change -name whose -o -path '*/now/*' 2>/dev/null
        ps w | grep '[m]ultidial-watch'
        ubus call service list | grep '[m]ultidial-watch'
        ip rule | grep -E '^90[0-9]:'
        """;

    // The address goes and netifd does not notice: the line is up, and leads nowhere.
    private protected const string Kill = "ip -4 addr flush dev mvwan2";
    private protected const string IsBack = "ip -4 -o addr show up dev mvwan2 | grep -q 'inet 100[.]64'";

    private protected static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(20);

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private protected MultiDialFixture Router => router;

    public async ValueTask InitializeAsync()
    {
        router.Connect();
        if (router.Run("Get-MultiDial").Length == 0)
        {
            router.Run($"Clear-Mwan3Configuration; New-MultiDial -Line {Lines} -Protocol Dhcp");
        }

        await router.OnlineAsync(Lines);
    }

    // A test that failed must not fail the others.
    public async ValueTask DisposeAsync()
    {
        router.Lab.Relay.Accept();
        router.Connect();
        router.Engine.Run("Get-MultiDialWatch | Unregister-MultiDialWatch; Get-MultiDial | Start-WanInterface");
        router.Engine.Clear();
        await GoneAsync();
    }

    private protected async Task ReviveAsync(string kill)
    {
        string log = await LogAsync();
        await router.TruthAsync(kill);
        var clock = Stopwatch.StartNew();
        await UntilAsync(IsBack, "the line is back");
        TimeSpan time = clock.Elapsed;
        await UntilAsync(async () => (await LogAsync())[log.Length..].Contains("enough lines are online again", StringComparison.Ordinal), "the watch rests");
        string told = (await LogAsync())[log.Length..];
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kill}: back after {time.TotalSeconds:0.0} s\n{told}"));
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(Interval));
    }

    private protected async Task GoneAsync()
    {
        string left = "";
        await Poll.UntilAsync(async () => (left = await router.TruthAsync(Traces)).Length == 0, s_short, () => $"nothing of the watch is left, but there is {left}");
    }

    private protected Task LoggedAsync(string words) => UntilAsync(async () => (await LogAsync()).Contains(words, StringComparison.Ordinal), words);

    private protected Task<string> LogAsync() => router.TruthAsync("logread -e multidial-watch:");

    private protected MultiDialWatch Watch(string script) => Assert.IsType<MultiDialWatch>(Assert.Single(router.Run(script)).BaseObject);

    private protected Task UntilAsync(string condition, string expectation) =>
        UntilAsync(async () => (await router.Lab.Router.RunAsync(condition, Cancelled)).ExitCode == 0, expectation);

    private protected static Task UntilAsync(Func<Task<bool>> condition, string expectation) => Poll.UntilAsync(condition, s_deadline, expectation);
}
