namespace MultiDial.Tests.Scripts;

/// <summary>mwan3.sh and mwan3-status.sh: whether mwan3 runs, and whether the kernel has what it should.</summary>
public sealed class Mwan3StateScriptTests : Mwan3Sandbox
{
    private const string Incompatible = "echo \"iptables: table \\`mangle' is incompatible, use 'nft' tool.\" >&2; exit 1";

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

    // Another program's rule in its chain is one that iptables does not know; and of all signs one must do.
    [Theory]
    [InlineData("nft", "[ \"$*\" = 'list chain ip mangle mwan3_hook' ]", "running")]
    [InlineData("ip", "[ \"$*\" != rule ] || printf '0:\\tfrom all lookup local\\n2003:\\tfrom all fwmark 0x300/0x3f00 lookup 3\\n'", "running")]
    [InlineData("ip", "[ \"$*\" != rule ] || printf '2003:\\tfrom all fwmark 0x300/0x3f00 lookup 4\\n2005:\\tfrom 10.0.0.1 lookup 5\\n'", "")]
    [InlineData("ubus", "echo '{\"mwan3\":{\"instances\":{\"track_wan\":{\"running\":true,\"pid\":7}}}}'", "running")]
    [InlineData("ubus", "echo '{\"mwan3\":{\"instances\":{\"track_wan\":{\"running\":false}}}}'", "")]
    public async Task It_runs_though_iptables_cannot_list_its_chain(string program, string does, string expected)
    {
        Generation(Procd);
        Router.Write("/chains", "");
        Router.Program("/etc/init.d/mwan3");
        Router.Program("iptables", Incompatible);
        Router.Program(program, does);
        Assert.StartsWith($"mwan3-service: {expected}".TrimEnd(), Parts(await Router.RunAsync("mwan3-status", "mw_status_read; read_part end"))[0], StringComparison.Ordinal);
        Assert.Equal(expected.Length > 0, (await Router.RunAsync("mwan3-status", "! mw_status_runs || echo yes")).Length > 0);
    }

    [Fact]
    public async Task What_iptables_cannot_list_is_listed_chain_by_chain()
    {
        Generation(Procd, Functions + "mwan3_set_user_rules() { $IPT4 -S >/seen; }\n");
        Router.Program("iptables", "case $* in *'-S mwan3_policy_balance') echo '-N mwan3_policy_balance'; echo '-A mwan3_policy_balance -j MARK' ;; *) " + Incompatible + " ;; esac");
        Router.Program("nft", "printf 'table ip mangle {\\n\\tchain mwan3_hook {\\n\\t\\tcounter return\\n\\t}\\n\\n\\tchain mwan3_policy_balance {\\n\\t}\\n\\n\\tchain mwan3_rules {\\n\\t}\\n}\\n'");
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3", "mw_write; mw_verify balance; read_part end")));
        Assert.Equal("-N mwan3_hook\n-N mwan3_policy_balance\n-A mwan3_policy_balance -j MARK\n-N mwan3_rules\n", Router.Read("/seen"));
        Assert.Contains("nothing in the chain mwan3_policy_gone", Parts(await Router.RunAsync("mwan3", "mw_verify gone; read_part end"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_back_is_written_all_the_same_and_said()
    {
        Generation(Procd);
        Router.Program("iptables", Incompatible);
        Router.Program("nft");
        string[] said = Parts(await Router.RunAsync("mwan3", "mw_write; mw_verify balance; read_part end"));
        Assert.Equal(["warning: What mwan3 has written cannot be read back: iptables: table `mangle' is incompatible, use 'nft' tool.", "end:"], said);
        Assert.Equal(["policies", "rules"], Done.Where(call => call is "policies" or "rules"));
        Assert.DoesNotContain(Router.Calls, call => call.StartsWith("mwan3 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_it_runs_without_its_hook_that_is_a_failure()
    {
        Generation(Procd);
        Router.Program("iptables", "[ \"$*\" != '-t mangle -w -S mwan3_hook' ]");
        Router.Program("ip", "[ \"$*\" != rule ] || printf '2003:\\tfrom all fwmark 0x300/0x3f00 lookup 3\\n'");
        Assert.Contains("iptables has no chain mwan3_hook.", Parts(await Router.RunAsync("mwan3", "mw_verify balance; read_part end"))[^1], StringComparison.Ordinal);
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
        Assert.Equal(["mwan3 start"], Done.Where(call => call is not ("ip rule" or "ubus call service list {\"name\":\"mwan3\"}")));
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
