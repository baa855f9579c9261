namespace MultiDial.Tests.Scripts;

/// <summary>guard.sh: what becomes of a change that is confirmed, not confirmed, broken off, or struck by a power cut.</summary>
public sealed class GuardScriptTests : GuardTestsInSandbox
{
    [Fact]
    public async Task A_change_that_is_confirmed_stays_and_leaves_nothing_behind()
    {
        string output = await Router.RunAsync($"{Apply(60, last: "read_part end")} {Confirm} && sh /look");
        Assert.Equal(["applied:", "end:", "state: confirmed", "end:", "state: confirmed", "end:"], Parts(output));
        Assert.Equal(New, Router.Read(Network));
        AssertNoTraces();
        Assert.Equal("t1 confirmed\n", Router.Read("/tmp/multidial.last"));
        Assert.Equal(["network reload", "after confirm"], Router.Calls);
    }

    [Fact]
    public async Task A_change_that_nobody_confirms_is_rolled_back()
    {
        string output = await Router.RunAsync($"chmod 600 {Network}; {Apply(10)} sh /look; {UntilOver} {Confirm}");
        Assert.Equal(["applied:", "state: applied", "end:", "state: rolledback", "end:"], Parts(output));
        AssertAsBefore();
        Assert.Equal("600\n", await Router.RunAsync($"stat -c %a {Network}"));
        Assert.Equal(["network reload", "network reload", "logger -t multidial A change that was not confirmed was rolled back."], Router.Calls);
    }

    [Fact]
    public async Task A_recalled_change_is_rolled_back_at_once()
    {
        Assert.Equal(["applied:", "end:"], Parts(await Router.RunAsync($"{Apply(100000)} sh /recall; {UntilOver}")));
        AssertAsBefore();
        Assert.Equal("t1 rolledback\n", Router.Read("/tmp/multidial.last"));
    }

    [Fact]
    public async Task A_step_that_fails_after_the_change_began_has_it_rolled_back_at_once()
    {
        Assert.Equal(["failed: command false"], Parts(await Router.RunAsync(Apply(100000, "apply_run false"))));
        AssertAsBefore();
        Assert.Equal("t1 rolledback\n", Router.Read("/tmp/multidial.last"));
    }

    [Fact]
    public async Task A_step_that_fails_before_touches_nothing()
    {
        Assert.Equal(["failed: command false"], Parts(await Router.RunAsync($"{Begin} guard_arm 100000; apply_run false; {End}")));
        AssertAsBefore();
        Assert.Equal("t1 void\n", Router.Read("/tmp/multidial.last"));
        Assert.Empty(Router.Calls);
    }

    [Fact]
    public async Task A_step_that_fails_while_it_is_rolled_back_does_not_end_that()
    {
        string broken = "guard_roll_back() { apply_run false; guard_restore; guard_reload network; }; ";
        Assert.Equal(["failed: command true false"], Parts(await Router.RunAsync(Apply(100000, broken + "apply_do 'true false' false"))));
        AssertAsBefore();
        Assert.Contains("logger -t multidial Rolling back, but this failed: command false", Router.Calls);
    }

    [Fact]
    public async Task A_stopped_script_rolls_back_what_it_began()
    {
        Assert.Equal(["failed: stopped"], Parts(await Router.RunAsync(Apply(100000, "kill -TERM $$; sleep 1; read_part end"))));
        AssertAsBefore();
    }

    [Theory]
    [InlineData("echo more >>/etc/config/network;", "", "changed network")]
    [InlineData("", "echo more >>/etc/config/network;", "changed network")]
    [InlineData("rm -rf /etc/uci-defaults; : >/etc/uci-defaults;", "", "full")]
    public async Task What_cannot_be_changed_is_not_changed(string before, string meanwhile, string reason)
    {
        string output = await Router.RunAsync($"{before} {Begin} guard_arm 100000; {meanwhile} guard_touched; guard_commit; {End}");
        Assert.StartsWith("failed: " + reason, Parts(output).Single(), StringComparison.Ordinal);
        Assert.StartsWith("old\n", Router.Read(Network), StringComparison.Ordinal);
        Assert.False(Router.Has("/etc/multidial") || Router.Has("/tmp/multidial"));
    }

    [Fact]
    public async Task Two_changes_do_not_come_at_the_same_time()
    {
        string output = await Router.RunAsync($"mkdir /tmp/multidial; echo $$ >/tmp/multidial/owner; echo t0 >/tmp/multidial/token; {Apply(100000)} rm -r /tmp/multidial; {Apply(100000)}");
        Assert.Equal(["failed: busy", "applied:"], Parts(output));
    }

    [Fact]
    public async Task Who_was_told_that_nothing_came_of_it_is_not_belied_later()
    {
        Assert.Equal(["state: unknown", "end:", "failed: stopped"], Parts(await Router.RunAsync($"sh /look; {Apply(100000)}")));
        AssertAsBefore();
    }

    [Fact]
    public async Task After_a_power_cut_the_boot_puts_the_old_files_back()
    {
        Assert.Equal(["applied:"], Parts(await Router.RunAsync(Apply(100000))));
        Assert.Equal(New, Router.Read(Network));
        await Router.RunAsync("rm -rf /tmp/*; ( . /etc/uci-defaults/00-multidial ) && rm /etc/uci-defaults/00-multidial");
        AssertAsBefore();
        Assert.Equal("t1 rolledback\n", Router.Read("/tmp/multidial.last"));
        Assert.Equal(["network reload", "at boot", "logger -t multidial A change was under way when the power went: rolledback"], Router.Calls);
    }

    [Fact]
    public async Task A_power_cut_before_the_files_were_changed_changes_nothing()
    {
        await Router.RunAsync($"{Begin} guard_arm 100000; kill -9 $$; {End}");
        await Router.RunAsync("rm -rf /tmp/*; ( . /etc/uci-defaults/00-multidial ) && rm /etc/uci-defaults/00-multidial");
        AssertAsBefore();
        Assert.Equal("t1 void\n", Router.Read("/tmp/multidial.last"));
    }

    [Theory]
    [InlineData("", "rolledback", "network reload", "after rollback")]
    [InlineData("mv /tmp/multidial/armed /tmp/multidial/kept;", "confirmed", "after confirm")]
    [InlineData("rm /tmp/multidial/armed;", "void")]
    public async Task A_change_whose_script_and_timer_were_killed_is_cleared_up_by_the_next_one(string state, string outcome, params string[] calls)
    {
        await Router.RunAsync(Apply(100000));
        string output = await Router.RunAsync($"rm /calls; {state} rm /tmp/multidial/applied; sh /look; cat /tmp/multidial.last");
        Assert.Contains("state: running", Parts(output));
        Assert.EndsWith($"t1 {outcome}\n", output, StringComparison.Ordinal);
        AssertNoTraces();
        Assert.Equal(calls, Router.Calls.Where(call => !call.StartsWith("logger", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reload_config_finds_nothing_left_to_do()
    {
        Router.Program("uci", "case $* in 'show network') echo shown with what is pending ;; '-c /tmp/multidial show saved_network') echo saved_network.wan=interface ;; esac");
        Router.Write("/var/run/config.md5", "0  /var/run/config.check/network\n0  /var/run/config.check/system\n");
        const string Sum = "echo shown with what is pending | md5sum; echo network.wan=interface | md5sum; cat /var/run/config.md5";
        string[] reloaded = (await Router.RunAsync($"{Apply(100000)} {Sum}")).Split('\n')[^5..];
        Assert.Equal([$"{reloaded[0].Split(' ')[0]}  /var/run/config.check/network", "0  /var/run/config.check/system"], reloaded[2..4]);
        await Router.RunAsync("sh /look");
        string[] quiet = (await Router.RunAsync($"{Apply(100000, quiet: "network")} {Sum}")).Split('\n')[^5..];
        Assert.Equal($"{quiet[1].Split(' ')[0]}  /var/run/config.check/network", quiet[2]);
    }

    [Fact]
    public async Task A_reload_that_fails_is_a_warning()
    {
        Router.Program("/etc/init.d/network", "echo no such device; exit 1");
        Assert.Equal(["warning: network reload: no such device", "applied:"], Parts(await Router.RunAsync(Apply(100000))));
    }
}
