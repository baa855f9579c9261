using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace MultiDial.Tests.Whole;

/// <summary>The watch on a router with three lines: what it does while nobody is connected, and that it goes without a trace.</summary>
public sealed class WatchTests(MultiDialFixture router) : IClassFixture<MultiDialFixture>, IAsyncLifetime
{
    private const int Lines = 3;
    private const int Interval = 30;
    private const string Register = "Register-MultiDialWatch -Interval 10s";

    // All files of the router with their links and folders, but not what programs write as they run.
    private const string Files = """
        cd /
        find . -xdev -type f -exec ls -i -l {} + -exec md5sum {} + | sort
        find etc usr lib -xdev -type l -exec ls -l {} + | sort
        find etc usr lib -xdev -type d | sort
        uci export
        """;

    private const string Traces = """
        ls -d /tmp/multidial* /etc/multidial /etc/uci-defaults/*multidial* 2>/dev/null | grep -v -x -e /tmp/multidial.last -e /tmp/multidial.void
        ps w | grep '[m]ultidial-watch'
        ubus call service list | grep '[m]ultidial-watch'
        ip rule | grep -E '^90[0-9]:'
        """;

    private const string Running = "ubus call service list '{\"name\":\"multidial-watch\"}' | jsonfilter -e '@[\"multidial-watch\"].instances[*].pid'; ls -i /usr/sbin/multidial-watch /etc/config/network";

    // The address goes and netifd does not notice: the line is up, and leads nowhere.
    private const string Kill = "ip -4 addr flush dev mvwan2";

    // The device goes down, and netifd waits for its link.
    private const string KillLink = "ip link set mvwan2 down";
    private const string IsBack = "ip -4 -o addr show up dev mvwan2 | grep -q 'inet 100[.]64'";

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

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

    [Fact]
    public async Task A_killed_line_is_back_within_one_interval_with_no_client_and_after_a_reboot_too()
    {
        MultiDialWatch watch = Watch($"Register-MultiDialWatch -Interval {Interval}s");
        Assert.Equal(["wan", "wan2", "wan3"], watch.Line);
        Assert.True(watch is { MinimumOnline: Lines, Running: true, Simultaneous: false, LinesUp: Lines, Interval.TotalSeconds: Interval }, watch.ToString());
        router.Leave();
        await ReviveWithinIntervalAsync(Kill);
        await ReviveWithinIntervalAsync(KillLink);
        await router.Lab.Router.RebootAsync(Cancelled);
        await router.Lab.Router.WaitUntilReadyAsync(s_deadline, Cancelled);
        await UntilAsync(IsBack, "the lines are up after the boot");
        await ReviveWithinIntervalAsync(Kill);

        router.Connect();
        watch = Watch("Get-MultiDialWatch");
        Assert.True(watch.Running);
        Assert.Contains("enough lines are online again", watch.LastEvent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unregister_leaves_no_trace_and_a_second_run_writes_nothing()
    {
        string before = await router.TruthAsync(Files);
        Watch(Register);
        string made = await router.TruthAsync(Files), running = await router.TruthAsync(Running);
        Assert.NotEqual(before, made);
        Assert.Contains("/usr/sbin/multidial-watch", await router.TruthAsync("cat /lib/upgrade/keep.d/multidial-watch"), StringComparison.Ordinal);
        Watch(Register);
        Assert.Equal(made, await router.TruthAsync(Files));
        Assert.Equal(running, await router.TruthAsync(Running));
        Watch("'wan2', 'wan3' | Register-MultiDialWatch -MinimumOnline 1 -Interval 20");
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 20 1 0 .* wan2 wan3'", "it runs with other settings");

        // What somebody has broken is mended.
        await router.TruthAsync("echo exit >/usr/sbin/multidial-watch");
        Watch(Register);
        await router.TruthAsync("rm /etc/rc.d/S99multidial-watch");
        Watch(Register);
        Assert.Equal(Whole(made), Whole(await router.TruthAsync(Files)));

        router.Run("Unregister-MultiDialWatch");
        await GoneAsync();
        Assert.Equal(Whole(before), Whole(await router.TruthAsync(Files)));
        Assert.Empty(router.Run("Get-MultiDialWatch"));
    }

    [Fact]
    public async Task What_if_writes_nothing()
    {
        string before = await router.TruthAsync(Files);
        router.Run(Register + " -WhatIf");
        Assert.Equal(before, await router.TruthAsync(Files));
        Assert.Empty(await router.TruthAsync(Traces));
        Assert.Contains("write the files of the watch", router.Engine.Host.Text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_was_stopped_is_left_alone()
    {
        Watch(Register);
        router.Run("Stop-WanInterface wan3");
        await LoggedAsync("wan3 was stopped and is left alone");
        await ReviveAsync(Kill);
        Assert.DoesNotContain("\"up\": true", await router.TruthAsync("ubus call network.interface.wan3 status"), StringComparison.Ordinal);
        Assert.DoesNotContain("dialling wan3", await LogAsync(), StringComparison.Ordinal);
        router.Run("Start-WanInterface wan3");
        await LoggedAsync("wan3 is back");
    }

    [Fact]
    public async Task Unregister_waits_for_the_end_of_a_dial()
    {
        Watch(Register);
        (await router.Lab.Isp.RunAsync("ip link set port2 down", Cancelled)).Require();
        try
        {
            await UntilAsync("[ -L /tmp/multidial.dialling ]", "it dials");
            router.Run("Unregister-MultiDialWatch");
            Assert.Equal("", await router.TruthAsync(Traces));
        }
        finally
        {
            (await router.Lab.Isp.RunAsync("ip link set port2 up", Cancelled)).Require();
        }
    }

    [Fact]
    public async Task An_exclusive_test_is_not_disturbed()
    {
        Watch(Register);
        string log = await LogAsync(), setups = await router.TruthAsync("logread -e 'setting up'");
        using PowerShell shell = router.Engine.Shell("Test-WanConnectivity wan2 -Exclusive -Count 20");
        IAsyncResult test = shell.BeginInvoke();
        await UntilAsync("[ -L /tmp/multidial.dialling ] && ! ubus call network.interface.wan status | grep -q '\"up\": true'", "the others are stopped");

        // That takes as long as the watch needs to dial twice.
        await UntilAsync("! [ -L /tmp/multidial.dialling ]", "the test is over");
        Assert.True(Assert.IsType<WanConnectivity>(shell.EndInvoke(test).Single().BaseObject).Online);
        Assert.DoesNotContain("dialling", (await LogAsync())[log.Length..], StringComparison.Ordinal);
        await router.OnlineAsync(Lines);

        // Each of the two others once: the test itself has started them.
        string after = await router.TruthAsync("logread -e 'setting up'");
        Assert.Equal(2, after[setups.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task It_follows_the_lines()
    {
        router.Run("Remove-MultiDial");
        string before = await router.TruthAsync(Files);
        router.Run($"New-MultiDial -Line {Lines} -Protocol Dhcp");
        Watch(Register);
        router.Run("Set-MultiDial -Line 4");
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 10 0 0 .* wan wan2 wan3 wan4'", "four lines are watched");
        router.Run("Set-MultiDial -Line 2");
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 10 0 0 .* wan wan2$'", "two lines are watched");
        router.Run("Remove-MultiDial");
        await GoneAsync();
        Assert.Equal(Whole(before), Whole(await router.TruthAsync(Files)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registration_that_is_not_confirmed_leaves_nothing(bool losesPower)
    {
        string before = await router.TruthAsync(Files);
        await RollBackAsync(Register, losesPower);
        await GoneAsync();
        Assert.Equal(Whole(before), Whole(await router.TruthAsync(Files)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_removal_that_is_not_confirmed_brings_the_watch_back(bool losesPower)
    {
        Watch(Register);
        string before = await router.TruthAsync(Files);
        await RollBackAsync("Remove-MultiDial", losesPower);
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 10 0 0 .* wan wan2 wan3'", "it runs again");
        Assert.Equal(Whole(before), Whole(await router.TruthAsync(Files)));
        await UntilAsync(IsBack, "the lines are up again");
        await ReviveAsync(Kill);
    }

    // Nobody confirms a change: its time runs out, or the power goes before.
    private async Task RollBackAsync(string script, bool losesPower)
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

    private async Task ReviveWithinIntervalAsync(string kill) => Assert.InRange(await ReviveAsync(kill), TimeSpan.Zero, TimeSpan.FromSeconds(Interval));

    private async Task<TimeSpan> ReviveAsync(string kill)
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
    private static string Whole(string files) => string.Join('\n', files.Split('\n')
        .Where(line => !line.Contains(" root ", StringComparison.Ordinal) || line.Contains(" -> ", StringComparison.Ordinal))
        .Select(line => line.Contains(" -> ", StringComparison.Ordinal) ? string.Join(' ', line.Split(' ')[^3..]) : line)
        .Order(StringComparer.Ordinal));

    private async Task GoneAsync()
    {
        string left = "";
        await Poll.UntilAsync(async () => (left = await router.TruthAsync(Traces)).Length == 0, s_short, () => $"nothing of the watch is left, but there is {left}");
    }

    private Task LoggedAsync(string words) => UntilAsync(async () => (await LogAsync()).Contains(words, StringComparison.Ordinal), words);

    private Task<string> LogAsync() => router.TruthAsync("logread -e multidial-watch:");

    private MultiDialWatch Watch(string script) => Assert.IsType<MultiDialWatch>(Assert.Single(router.Run(script)).BaseObject);

    private Task UntilAsync(string condition, string expectation) =>
        UntilAsync(async () => (await router.Lab.Router.RunAsync(condition, Cancelled)).ExitCode == 0, expectation);

    private static Task UntilAsync(Func<Task<bool>> condition, string expectation) => Poll.UntilAsync(condition, s_deadline, expectation);
}
