using System.Management.Automation;

namespace MultiDial.Tests.Whole;

/// <summary>What the watch does while nobody is connected, and what it leaves alone.</summary>
public sealed class WatchTests(MultiDialFixture router) : WatchedRouterTests(router)
{
    // The device goes down, and netifd waits for its link.
    private const string KillLink = "ip link set mvwan2 down";

    [Fact]
    public async Task A_killed_line_is_back_within_one_interval_with_no_client_and_after_a_reboot_too()
    {
        MultiDialWatch watch = Watch($"Register-MultiDialWatch -Interval {Interval}s");
        Assert.Equal(["wan", "wan2", "wan3"], watch.Line);
        Assert.True(watch is { MinimumOnline: Lines, Running: true, Simultaneous: false, LinesUp: Lines, Interval.TotalSeconds: Interval }, watch.ToString());
        Router.Leave();
        await ReviveAsync(Kill);
        await ReviveAsync(KillLink);
        await Router.Lab.Router.RebootAsync(Cancelled);
        await Router.Lab.Router.WaitUntilReadyAsync(s_deadline, Cancelled);
        await UntilAsync(IsBack, "the lines are up after the boot");
        await ReviveAsync(Kill);

        Router.Connect();
        watch = Watch("Get-MultiDialWatch");
        Assert.True(watch.Running);
        Assert.Contains("enough lines are online again", watch.LastEvent, StringComparison.Ordinal);
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
    public async Task An_exclusive_test_is_not_disturbed()
    {
        Watch(Register);
        string log = await LogAsync(), setups = await Router.TruthAsync("logread -e 'setting up'");
        using PowerShell shell = Router.Engine.Shell("Test-WanConnectivity wan2 -Exclusive -Count 20");
        IAsyncResult test = shell.BeginInvoke();
        await UntilAsync("[ -L /var/run/multidial/dialling ] && ! ubus call network.interface.wan status | grep -q '\"up\": true'", "the others are stopped");

        // That takes as long as the watch needs to dial twice.
        await UntilAsync("! [ -L /var/run/multidial/dialling ]", "the test is over");
        Assert.True(Assert.IsType<WanConnectivity>(shell.EndInvoke(test).Single().BaseObject).Online);
        Assert.DoesNotContain("dialling", (await LogAsync())[log.Length..], StringComparison.Ordinal);
        await Router.OnlineAsync(Lines);

        // Each of the two others once: the test itself has started them.
        string after = await Router.TruthAsync("logread -e 'setting up'");
        Assert.Equal(2, after[setups.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
