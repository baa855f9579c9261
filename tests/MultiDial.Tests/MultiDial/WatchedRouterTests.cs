using System.Diagnostics;
using System.Globalization;

namespace MultiDial.Tests.Whole;

/// <summary>Tests on a router with three lines that its watch keeps, which are online at the beginning.</summary>
public abstract class WatchedRouterTests(MultiDialFixture router) : IAsyncLifetime
{
    private protected const int Lines = 3;
    private protected const string Register = "Register-MultiDialWatch -Interval 10s";

    // All files of the router with their links and folders, but not what programs write as they run.
    private protected const string Files = """
        cd /
        find . -xdev -type f -exec ls -i -l {} + -exec md5sum {} + | sort
        find etc usr lib -xdev -type l -exec ls -l {} + | sort
        find etc usr lib -xdev -type d | sort
        uci export
        """;

    private protected const string Traces = """
        ls -d /tmp/multidial* /etc/multidial /etc/uci-defaults/*multidial* 2>/dev/null | grep -v -x -e /tmp/multidial.last -e /tmp/multidial.void
        ps w | grep '[m]ultidial-watch'
        ubus call service list | grep '[m]ultidial-watch'
        ip rule | grep -E '^90[0-9]:'
        """;

    // The address goes and netifd does not notice: the line is up, and leads nowhere.
    private protected const string Kill = "ip -4 addr flush dev mvwan2";

    private protected const string IsBack = "ip -4 -o addr show up dev mvwan2 | grep -q 'inet 100[.]64'";

    private protected static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(90);
    private protected static readonly TimeSpan s_short = TimeSpan.FromSeconds(20);

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

    // Nobody confirms a change: its time runs out, or the power goes before.
    private protected async Task RollBackAsync(string script, bool losesPower)
    {
        router.Connect($"-ConnectTimeout 3 -RollbackTimeout {(losesPower ? 600 : 5)}");

        // What became of an earlier change.
        await router.TruthAsync("rm -f /tmp/multidial.last");
        router.Lab.Relay.Refuse();
        Task work = Task.Run(() => router.Engine.Run(script), Cancelled);
        await UntilAsync("[ -f /tmp/multidial/applied ]", "the change is made");
        if (losesPower)
        {
            await router.Lab.Router.RebootAsync(Cancelled);
        }

        await UntilAsync("grep -q rolledback /tmp/multidial.last", "the change is taken back");
        router.Lab.Relay.Accept();
        await router.Lab.Router.WaitUntilReadyAsync(s_deadline, Cancelled);
        await work;
        Assert.StartsWith("RolledBack,", Assert.Single(router.Engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private protected async Task<TimeSpan> ReviveAsync(string kill)
    {
        string log = await LogAsync();
        await router.TruthAsync(kill);
        var clock = Stopwatch.StartNew();
        await UntilAsync(IsBack, "the line is back");
        TimeSpan time = clock.Elapsed;
        await UntilAsync(async () => (await LogAsync())[log.Length..].Contains("enough lines are online again", StringComparison.Ordinal), "the watch rests");
        string told = (await LogAsync())[log.Length..];
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kill}: back after {time.TotalSeconds:0.0} s\n{told}"));
        return time;
    }

    // What was written anew is another file with the same bytes, and a link of another time.
    private protected static string Whole(string files) => string.Join('\n', files.Split('\n')
        .Where(line => !line.Contains(" root ", StringComparison.Ordinal) || line.Contains(" -> ", StringComparison.Ordinal))
        .Select(line => line.Contains(" -> ", StringComparison.Ordinal) ? string.Join(' ', line.Split(' ')[^3..]) : line)
        .Order(StringComparer.Ordinal));

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
