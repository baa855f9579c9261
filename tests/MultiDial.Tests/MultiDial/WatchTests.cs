using System.Management.Automation;

namespace MultiDial.Tests.Whole;

/// <summary>The watch: what it does while nobody is connected, and that it goes without a trace.</summary>
public sealed class WatchTests(MultiDialFixture router) : WatchedRouterTests(router), IClassFixture<MultiDialFixture>
{
    private const int Interval = 30;

    private const string Running = "ubus call service list '{\"name\":\"multidial-watch\"}' | jsonfilter -e '@[\"multidial-watch\"].instances[*].pid'; ls -i /usr/sbin/multidial-watch /etc/config/network";

    // The device goes down, and netifd waits for its link.
    private const string KillLink = "ip link set mvwan2 down";

    [Fact]
    public async Task A_killed_line_is_back_within_one_interval_with_no_client_and_after_a_reboot_too()
    {
        MultiDialWatch watch = Watch($"Register-MultiDialWatch -Interval {Interval}s");
        Assert.Equal(["wan", "wan2", "wan3"], watch.Line);
        Assert.True(watch is { MinimumOnline: Lines, Running: true, Simultaneous: false, LinesUp: Lines, Interval.TotalSeconds: Interval }, watch.ToString());
        Router.Leave();
        await ReviveWithinIntervalAsync(Kill);
        await ReviveWithinIntervalAsync(KillLink);
        await Router.Lab.Router.RebootAsync(Cancelled);
        await Router.Lab.Router.WaitUntilReadyAsync(s_deadline, Cancelled);
        await UntilAsync(IsBack, "the lines are up after the boot");
        await ReviveWithinIntervalAsync(Kill);

        Router.Connect();
        watch = Watch("Get-MultiDialWatch");
        Assert.True(watch.Running);
        Assert.Contains("enough lines are online again", watch.LastEvent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unregister_leaves_no_trace_and_a_second_run_writes_nothing()
    {
        string before = await Router.TruthAsync(Files);
        Watch(Register);
        string made = await Router.TruthAsync(Files), running = await Router.TruthAsync(Running);
        Assert.NotEqual(before, made);
        Assert.Contains("/usr/sbin/multidial-watch", await Router.TruthAsync("cat /lib/upgrade/keep.d/multidial-watch"), StringComparison.Ordinal);
        Watch(Register);
        Assert.Equal(made, await Router.TruthAsync(Files));
        Assert.Equal(running, await Router.TruthAsync(Running));
        Watch("'wan2', 'wan3' | Register-MultiDialWatch -MinimumOnline 1 -Interval 20");
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 20 1 0 .* wan2 wan3'", "it runs with other settings");

        // What somebody has broken is mended.
        await Router.TruthAsync("echo exit >/usr/sbin/multidial-watch");
        Watch(Register);
        await Router.TruthAsync("rm /etc/rc.d/S99multidial-watch");
        Watch(Register);
        Assert.Equal(Whole(made), Whole(await Router.TruthAsync(Files)));

        Router.Run("Unregister-MultiDialWatch");
        await GoneAsync();
        Assert.Equal(Whole(before), Whole(await Router.TruthAsync(Files)));
        Assert.Empty(Router.Run("Get-MultiDialWatch"));
    }

    [Fact]
    public async Task What_if_writes_nothing()
    {
        string before = await Router.TruthAsync(Files);
        Router.Run(Register + " -WhatIf");
        Assert.Equal(before, await Router.TruthAsync(Files));
        Assert.Empty(await Router.TruthAsync(Traces));
        Assert.Contains("write the files of the watch", Router.Engine.Host.Text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_was_stopped_is_left_alone()
    {
        Watch(Register);
        Router.Run("Stop-WanInterface wan3");
        await LoggedAsync("wan3 was stopped and is left alone");
        await ReviveAsync(Kill);
        Assert.DoesNotContain("\"up\": true", await Router.TruthAsync("ubus call network.interface.wan3 status"), StringComparison.Ordinal);
        Assert.DoesNotContain("dialling wan3", await LogAsync(), StringComparison.Ordinal);
        Router.Run("Start-WanInterface wan3");
        await LoggedAsync("wan3 is back");
    }

    [Fact]
    public async Task Unregister_waits_for_the_end_of_a_dial()
    {
        Watch(Register);
        (await Router.Lab.Isp.RunAsync("ip link set port2 down", Cancelled)).Require();
        try
        {
            await UntilAsync("[ -L /tmp/multidial.dialling ]", "it dials");
            Router.Run("Unregister-MultiDialWatch");
            Assert.Equal("", await Router.TruthAsync(Traces));
        }
        finally
        {
            (await Router.Lab.Isp.RunAsync("ip link set port2 up", Cancelled)).Require();
        }
    }

    [Fact]
    public async Task An_exclusive_test_is_not_disturbed()
    {
        Watch(Register);
        string log = await LogAsync(), setups = await Router.TruthAsync("logread -e 'setting up'");
        using PowerShell shell = Router.Engine.Shell("Test-WanConnectivity wan2 -Exclusive -Count 20");
        IAsyncResult test = shell.BeginInvoke();
        await UntilAsync("[ -L /tmp/multidial.dialling ] && ! ubus call network.interface.wan status | grep -q '\"up\": true'", "the others are stopped");

        // That takes as long as the watch needs to dial twice.
        await UntilAsync("! [ -L /tmp/multidial.dialling ]", "the test is over");
        Assert.True(Assert.IsType<WanConnectivity>(shell.EndInvoke(test).Single().BaseObject).Online);
        Assert.DoesNotContain("dialling", (await LogAsync())[log.Length..], StringComparison.Ordinal);
        await Router.OnlineAsync(Lines);

        // Each of the two others once: the test itself has started them.
        string after = await Router.TruthAsync("logread -e 'setting up'");
        Assert.Equal(2, after[setups.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task It_follows_the_lines()
    {
        Router.Run("Remove-MultiDial");
        string before = await Router.TruthAsync(Files);
        Router.Run($"New-MultiDial -Line {Lines} -Protocol Dhcp");
        Watch(Register);
        Router.Run("Set-MultiDial -Line 4");
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 10 0 0 .* wan wan2 wan3 wan4'", "four lines are watched");
        Router.Run("Set-MultiDial -Line 2");
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 10 0 0 .* wan wan2$'", "two lines are watched");
        Router.Run("Remove-MultiDial");
        await GoneAsync();
        Assert.Equal(Whole(before), Whole(await Router.TruthAsync(Files)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registration_that_is_not_confirmed_leaves_nothing(bool losesPower)
    {
        string before = await Router.TruthAsync(Files);
        await RollBackAsync(Register, losesPower);
        await GoneAsync();
        Assert.Equal(Whole(before), Whole(await Router.TruthAsync(Files)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_removal_that_is_not_confirmed_brings_the_watch_back(bool losesPower)
    {
        Watch(Register);
        string before = await Router.TruthAsync(Files);
        await RollBackAsync("Remove-MultiDial", losesPower);
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 10 0 0 .* wan wan2 wan3'", "it runs again");
        Assert.Equal(Whole(before), Whole(await Router.TruthAsync(Files)));
        await UntilAsync(IsBack, "the lines are up again");
        await ReviveAsync(Kill);
    }

    private async Task ReviveWithinIntervalAsync(string kill) => Assert.InRange(await ReviveAsync(kill), TimeSpan.Zero, TimeSpan.FromSeconds(Interval));
}
