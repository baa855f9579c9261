namespace MultiDial.Tests.Scripts;

/// <summary>guard.sh: what becomes of a change that is confirmed, not confirmed, broken off, or struck by a power cut.</summary>
public sealed class GuardScriptTests : GuardTestsInSandbox
{
    [Fact]
    public async Task A_change_that_is_confirmed_stays_and_leaves_nothing_behind()
    {
        string output = await Router.RunAsync($"{Apply(60, last: "read_part end")} {Confirm} && sh /look");
        Assert.Equal(["applied:", "end:", "state: confirmed", "kept:", "end:", "state: confirmed", "end:"], Parts(output));
        Assert.Equal(New, Router.Read(Network));
        AssertNoTraces();
        Assert.Equal("confirmed", await OutcomeAsync());
        Assert.Equal(["network reload", "after confirm"], Router.Calls);
    }

    [Fact]
    public async Task A_change_that_nobody_confirms_is_rolled_back()
    {
        string output = await Router.RunAsync($"chmod 600 {Network}; {Apply(1)} sh /look; {UntilOver} {Confirm}");
        Assert.Equal(["applied:", "state: applied", "end:", "state: rolledback", "end:"], Parts(output));
        AssertAsBefore();
        Assert.Equal("600\n", await Router.RunAsync($"stat -c %a {Network}"));
        Assert.Equal(["network reload", "logger -t multidial A change was not confirmed and is rolled back.", "network reload"], Router.Calls);
    }

    [Fact]
    public async Task A_change_that_cuts_what_it_does_not_name_is_rolled_back_whoever_confirms_it()
    {
        string[] parts = Parts(await Router.RunAsync($"echo wan2 >/lost; {Apply(100000)} {Confirm}; {UntilOver} {Confirm}"));
        Assert.Equal(["applied:", "rejected: wan2"], parts[..2]);
        Assert.Equal(["state: rolledback", "end:"], parts[^2..]);
        AssertAsBefore();
    }

    [Fact]
    public async Task A_change_that_is_held_waits_for_as_long_as_the_user_says()
    {
        string[] parts = Parts(await Router.RunAsync($"{Apply(2)} sh /hold 100; ls {Run} | grep until; /bin/sleep 3; {Confirm}"));
        Assert.Equal(["applied:", "held:", "state: applied", "end: until"], parts[..4].Select(part => part.Split('.')[0]));
        Assert.Equal(["state: confirmed", "kept:", "end:"], parts[4..]);
    }

    [Fact]
    public async Task A_change_that_is_held_is_rolled_back_if_nobody_says_anything()
    {
        await Router.RunAsync($"{Apply(100000)} sh /hold 1; {UntilOver}");
        AssertAsBefore();
    }

    [Fact]
    public async Task A_recalled_change_is_rolled_back_at_once()
    {
        Assert.Equal("applied:", Parts(await Router.RunAsync($"{Apply(100000)} sh /recall; {UntilOver}"))[0]);
        AssertAsBefore();
        Assert.Equal("rolledback", await OutcomeAsync());
    }

    [Fact]
    public async Task A_step_that_fails_after_the_change_began_has_it_rolled_back_at_once()
    {
        Assert.Equal(["failed: command false"], Parts(await Router.RunAsync(Apply(100000, "apply_run false"))));
        AssertAsBefore();
        Assert.Equal("rolledback", await OutcomeAsync());
    }

    [Fact]
    public async Task A_step_that_fails_before_touches_nothing()
    {
        Assert.Equal(["failed: command false"], Parts(await Router.RunAsync($"{Begin} guard_arm 100000; apply_run false; {End}")));
        AssertAsBefore();
        Assert.Equal("", await OutcomeAsync());
        Assert.Empty(Router.Calls);
    }

    [Fact]
    public async Task A_step_that_fails_while_it_is_rolled_back_does_not_end_that()
    {
        string broken = "guard_roll_back() { apply_run false; flash_restore; guard_reload network; }; ";
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
        string output = await Router.RunAsync($"{before} {Begin} guard_arm 100000; {meanwhile} guard_touched; flash_commit; {End}");
        Assert.StartsWith("failed: " + reason, Parts(output).Single(), StringComparison.Ordinal);
        Assert.StartsWith("old\n", Router.Read(Network), StringComparison.Ordinal);
        AssertNoTraces();
    }

    [Fact]
    public async Task Two_changes_do_not_come_at_the_same_time_and_who_waits_is_told_for_whom()
    {
        string output = await Router.RunAsync($"{Apply(100000)} {Apply(100000).Replace("begin t1", "begin t2", StringComparison.Ordinal)} {Confirm}; cat {Network}");
        Assert.Matches("^applied:; failed: busy (99999|100000) somebody@desk; state: confirmed; kept:; end: new$", string.Join("; ", Parts(output)));
    }

    [Fact]
    public async Task A_turn_that_a_killed_script_has_left_does_not_hold_up_the_next_one()
    {
        Router.Write("/early", "multidial() {\n. /open\nturn_open t0 somebody; turn_take t0; kill -9 $$\n}\nmultidial\n");
        Assert.Equal(["applied:", "state: confirmed", "kept:", "end:"], Parts(await Router.RunAsync($"sh /early 2>/dev/null; {Apply(100000)} {Confirm}")));
        AssertNoTraces();
    }

    [Fact]
    public async Task A_folder_that_is_not_ours_stops_everything()
    {
        string output = await Router.RunAsync($"mkdir -p /elsewhere /var/run/multidial; ln -s /elsewhere {Room}; {Apply(100000)} ls -A /elsewhere");
        Assert.StartsWith("failed: command Making /var/run/multidial/change", Parts(output).Single(), StringComparison.Ordinal);
        Assert.Equal("old\n", Router.Read(Network));
    }

    [Fact]
    public async Task A_configuration_file_that_is_a_link_is_not_replaced_by_a_file()
    {
        Assert.Equal(["failed: link network"], Parts(await Router.RunAsync($"mv {Network} /elsewhere; ln -s /elsewhere {Network}; {Apply(100000)}")));
        Assert.Equal("old\n", await Router.RunAsync($"[ -L {Network} ] && cat /elsewhere"));
        AssertNoTraces();
    }

    [Theory]
    [InlineData("cmp", "failed: command cmp /etc/config/network")]
    [InlineData("md5sum", "failed: full /var/run/multidial")]
    public async Task A_router_without_a_program_that_is_needed_is_not_called_changed(string program, string failure)
    {
        Assert.StartsWith(failure, Parts(await Router.RunAsync($"rm /bin/{program}; {Apply(100000)}"))[0], StringComparison.Ordinal);
        AssertAsBefore();
    }

    [Fact]
    public async Task Who_was_told_that_nothing_came_of_it_is_not_belied_later()
    {
        Assert.Equal(["state: unknown", "end:", "failed: stopped"], Parts(await Router.RunAsync($"sh /look; {Apply(100000)} ")));
        Assert.Equal("old\n", Router.Read(Network));
    }

    // Its shell is dead by then, and the client has been told that the change will not begin.
    [Fact]
    public async Task What_a_command_that_comes_late_has_left_goes_with_the_next_change()
    {
        await Router.RunAsync($"sh /look; ln -s 3 {Run}/seconds; mkfifo {Run}/pipe; {Apply(100000).Replace("begin t1", "begin t2", StringComparison.Ordinal)}");
        Assert.Equal(["worker.1"], Router.List(Run));
    }

    [Fact]
    public async Task After_a_power_cut_the_boot_puts_the_old_files_back()
    {
        Assert.Equal(["applied:"], Parts(await Router.RunAsync(Apply(100000))));
        Assert.Equal(New, Router.Read(Network));
        await Router.RunAsync("rm -rf /var/run/multidial; ( . /etc/uci-defaults/00-multidial-t1 ) && rm /etc/uci-defaults/00-multidial-t1");
        AssertAsBefore();
        Assert.Equal("rolledback", await OutcomeAsync());
        Assert.Equal(["network reload", "at boot", "logger -t multidial A change was under way when the power went: rolledback"], Router.Calls);
    }

    [Fact]
    public async Task A_power_cut_before_the_files_were_changed_changes_nothing()
    {
        await Router.RunAsync($"{Begin} guard_arm 100000; kill -9 $$; {End}");
        await Router.RunAsync("rm -rf /var/run/multidial; ( . /etc/uci-defaults/00-multidial-t1 ) && rm /etc/uci-defaults/00-multidial-t1");
        AssertAsBefore();
        Assert.Equal("", await OutcomeAsync());
    }

    [Theory]
    [InlineData("rm {0}/until.*", "rolledback", "network reload")]
    [InlineData("rm {0}/until.*; ln -s - {0}/until.1", "rolledback", "network reload")]
    [InlineData("ln -s - {0}/recalled", "rolledback", "network reload")]
    [InlineData("rm /etc/multidial/t1/open", "rolledback", "network reload")]
    [InlineData("rm /etc/multidial/t1/open {0}/touched", "unknown")]
    [InlineData("rm /etc/multidial/t1/open; ln -s confirmed {0}/outcome", "confirmed")]
    [InlineData("mv /etc/multidial/t1/open /etc/multidial/t1/kept", "confirmed", "after confirm")]
    public async Task A_change_whose_script_and_timer_were_killed_is_ended_by_whoever_asks(string state, string outcome, params string[] calls)
    {
        Assert.Equal(["applied:"], Parts(await Router.RunAsync(Apply(100000))));
        Assert.Equal([$"state: {outcome}", "end:"], Parts(await Router.RunAsync($"rm /calls; {state.Replace("{0}", Run, StringComparison.Ordinal)}; sh /look")));
        AssertNoTraces();
        Assert.Equal(calls, Router.Calls.Where(call => !call.StartsWith("logger", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_timer_that_was_killed_while_the_change_waits_is_started_anew_by_whoever_asks()
    {
        Assert.Equal(["applied:"], Parts(await Router.RunAsync(Apply(3))));
        Assert.Equal(["state: applied", "end:"], Parts(await Router.RunAsync($"sh /look; {UntilOver}")));
        AssertAsBefore();
    }

    [Fact]
    public async Task A_reload_that_hangs_is_given_up()
    {
        Router.Program("/etc/init.d/network", "[ -e /again ] || { : >/again; exec /bin/sleep 100; }");
        string output = await Router.RunAsync($"sed -i 's/CHANGE_PATIENCE=180/CHANGE_PATIENCE=1/' /library; {Apply(100000)} {Confirm}");
        Assert.Equal(["warning: network reload: no end within 1 s", "applied:", "state: confirmed", "kept:", "end:"], Parts(output));
    }

    [Fact]
    public async Task A_script_that_hangs_is_ended_and_its_change_rolled_back()
    {
        string output = await Router.RunAsync($"sed -i 's/CHANGE_PATIENCE=180/CHANGE_PATIENCE=1/' /library; {Apply(100000, "/bin/sleep 100")} {UntilOver}");
        Assert.Empty(Parts(output));
        AssertAsBefore();
        Assert.Equal("rolledback", await OutcomeAsync());
    }

    [Fact]
    public async Task Reload_config_finds_nothing_left_to_do()
    {
        Router.Program("uci", "case $* in 'show network') echo shown with what is pending ;; '-c /var/run/multidial/change/of.t1 show saved_network') echo saved_network.wan=interface ;; esac");
        Router.Write("/var/run/config.md5", "0  /var/run/config.check/network\n0  /var/run/config.check/system\n");
        const string Sum = "echo shown with what is pending | md5sum; echo network.wan=interface | md5sum; cat /var/run/config.md5";
        string[] reloaded = (await Router.RunAsync($"{Apply(100000)} {Sum}")).Split('\n')[^5..];
        Assert.Equal([$"{reloaded[0].Split(' ')[0]}  /var/run/config.check/network", "0  /var/run/config.check/system"], reloaded[2..4]);
        await Router.RunAsync($"sh /recall; {UntilOver}");
        string[] quiet = (await Router.RunAsync($"{Apply(100000, quiet: "network")} {Sum}")).Split('\n')[^5..];
        Assert.Equal($"{quiet[1].Split(' ')[0]}  /var/run/config.check/network", quiet[2]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_put_back_is_tried_again_and_not_given_up()
    {
        Router.Write("/sbin/mv", "#!/bin/sh\ncase $1 in */old/network) n=$(cat /tries 2>/dev/null)x; echo $n >/tries; [ ${#n} -gt 15 ] || exit 1 ;; esac\nexec /bin/mv \"$@\"\n");
        Assert.Equal(["failed: command false"], Parts(await Router.RunAsync($"{Apply(100000, "apply_run false")} {UntilOver}")));
        AssertAsBefore();
        Assert.Equal("rolledback", await OutcomeAsync());
    }

    [Fact]
    public async Task A_reload_that_fails_is_a_warning()
    {
        Router.Program("/etc/init.d/network", "echo no such device; exit 1");
        Assert.Equal(["warning: network reload: no such device", "applied:"], Parts(await Router.RunAsync(Apply(100000))));
    }
}
