namespace MultiDial.Tests.Scripts;

/// <summary>mwan3.sh and mwan3-status.sh: whether mwan3 runs, and whether the kernel has what it should.</summary>
public sealed class Mwan3StateScriptTests : Mwan3Sandbox
{
    [Theory]
    [InlineData(Hotplug, "", "1", true)]
    [InlineData(Hotplug, "", "0", false)]
    [InlineData(Hotplug, Chains, "0", true)]
    [InlineData(Procd, "", "1", false)]
    [InlineData(Procd, Chains, "", true)]
    public async Task It_runs_if_it_has_its_hook_or_says_so_where_it_makes_that_late(string generation, string chains, string enabled, bool runs)
    {
        Generation(generation);
        Router.Write("/chains", chains);
        Router.Program("uci", $"echo {enabled}");
        Router.Program("/etc/init.d/mwan3");
        Router.Program("/etc/rc.d/S19mwan3");
        string[] expected = runs ? ["mwan3-service: enabled running", "mwan3-status: {\"interfaces\":{}}", "end:"] : ["mwan3-service: enabled", "end:"];
        Assert.Equal(expected, Parts(await Router.RunAsync("mwan3-status", "mw_status_read; read_part end")));
    }

    [Fact]
    public async Task Where_it_is_not_installed_nothing_is_read() =>
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3-status", "mw_status_read; read_part end")));

    [Theory]
    [InlineData(Hotplug)]
    [InlineData(Procd)]
    public async Task While_it_is_stopped_it_is_started_and_nothing_else_is_done(string generation)
    {
        Generation(generation);
        Router.Write("/chains", "");
        Router.Program("/etc/init.d/mwan3", "[ $1 != start ] || echo '-N mwan3_hook' >/chains");
        Router.Program("/etc/rc.d/S19mwan3");
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3", "mw_leave wan2; mw_track wan2; mw_forget https; mw_drop_policies gone; mw_verify gone; mw_write wan2; read_part end")));
        Assert.Equal(["mwan3 start"], Done);
    }

    [Fact]
    public async Task One_that_does_not_start_is_a_failure()
    {
        Generation(Procd);
        Router.Write("/chains", "");
        Router.Program("/etc/init.d/mwan3");
        Router.Program("/etc/rc.d/S19mwan3");
        Assert.Equal(["failed: command Starting mwan3"], Parts(await Router.RunAsync("mwan3", "mw_restart; read_part end")));
    }

    [Fact]
    public async Task One_that_is_disabled_is_a_warning()
    {
        Generation(Procd);
        Router.Write("/chains", "");
        Router.Program("/etc/init.d/mwan3");
        Assert.StartsWith("warning: mwan3 is disabled on the router", Parts(await Router.RunAsync("mwan3", "mw_write; read_part end"))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("balance", "end:")]
    [InlineData("balance a_name_that_is_too_long", "end:")]
    [InlineData("balance gone", "failed: command Writing the policies and rules of mwan3 iptables has nothing in the chain mwan3_policy_gone.")]
    public async Task The_kernel_must_have_the_policies(string policies, string expected)
    {
        Generation(Procd);
        Assert.Equal(expected, Parts(await Router.RunAsync("mwan3", $"mw_verify {policies}; read_part end"))[^1].Replace(" rules of mwan3iptables", " rules of mwan3 iptables", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_is_empty_for_a_moment_gets_a_second_look()
    {
        Generation(Procd);
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3", "( sleep 1; sleep 1; echo '-A mwan3_policy_gone -j MARK' >>/chains ) & mw_verify gone; read_part end")));
    }

    [Fact]
    public async Task A_deleted_policy_goes_with_its_chain()
    {
        Generation(Procd);
        Router.Program("iptables", "case \"$*\" in *-S*) cat /chains ;; *-X*) exit 1 ;; esac");
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3", "mw_drop_policies gone; read_part end")));
        Assert.Equal(["iptables -t mangle -w -F mwan3_policy_gone", "iptables -t mangle -w -X mwan3_policy_gone"], Done);
    }

    [Fact]
    public async Task An_interface_that_is_up_must_be_heard_of()
    {
        Generation(Procd);
        Router.Write("/var/run/mwan3track/wan2/STATUS", "online\n");
        Router.Write("/var/run/mwan3track/wan3/STATUS", "disabled\n");
        Assert.Equal("0\n", await Router.RunAsync("mwan3", "mw_wait_heard 1 wan2 wan3 wan9; echo $?"));
        foreach (string state in new[] { "disabled", "connecting" })
        {
            Router.Write("/var/run/mwan3track/wan2/STATUS", state + "\n");
            Assert.Equal("1\n", await Router.RunAsync("mwan3", "mw_wait_heard 1 wan2; echo $?"));
        }
    }
}
