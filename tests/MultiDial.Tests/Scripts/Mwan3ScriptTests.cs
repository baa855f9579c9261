namespace MultiDial.Tests.Scripts;

/// <summary>mwan3.sh on both generations of mwan3.</summary>
public sealed class Mwan3ScriptTests : Mwan3Sandbox
{
    // A hotplug script that comes late is to see it before it has the lock.
    private const string PassedOver = "uci -q -P /var/state batch";

    private const string Delete = "ubus call service delete {\"name\":\"mwan3\",\"instance\":\"track_wan2\"}";
    private const string List = "ubus call service list {\"name\":\"mwan3\"}";
    private const string Add = "ubus call service add {\"name\":\"mwan3\",\"instances\":{\"track_wan2\":{\"command\":[\"/usr/sbin/mwan3track\",\"wan2\"],\"respawn\":[\"3600\",\"5\",\"5\"]}}}";

    private const string AddBoth = "ubus call service add {\"name\":\"mwan3\",\"instances\":{\"track_wan2\":{\"command\":[\"/usr/sbin/mwan3track\",\"wan2\"],\"respawn\":[\"3600\",\"5\",\"5\"]},\"track_wan3\":{\"command\":[\"/usr/sbin/mwan3track\",\"wan3\"],\"respawn\":[\"3600\",\"5\",\"5\"]}}}";
    private const string AddMonitor = "ubus call service add {\"name\":\"mwan3\",\"instances\":{\"rtmon_ipv4\":{\"command\":[\"/usr/sbin/mwan3rtmon\",\"ipv4\"],\"respawn\":[\"3600\",\"5\",\"5\"]}}}";

    private const string Dropped = """
        *mangle
        -D mwan3_ifaces_in -m mark --mark 0x0/0x3f00 -j mwan3_iface_in_wan2
        -F mwan3_iface_in_wan2
        -X mwan3_iface_in_wan2
        COMMIT

        """;

    private static readonly string[] s_out = ["policies", "forget wan2", "delete rules wan2", "delete route wan2", "flush wan2 ifdown ifdown"];

    [Theory]
    [InlineData(Hotplug, "lock multidial mwan3", "load mwan3", "init", "policies", "rules", "unlock multidial mwan3")]
    [InlineData(Procd, "lock of /etc/init.d/mwan3", "load mwan3", "init", "policies", "rules")]
    public async Task Policies_and_rules_are_written_by_its_own_functions_under_its_lock(string generation, params string[] calls)
    {
        Generation(generation);
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3", "mw_write; read_part end")));
        Assert.Equal(calls, Done);
    }

    [Theory]
    [InlineData(Hotplug)]
    [InlineData(Procd)]
    public async Task What_breaks_off_is_a_failure_and_the_lock_is_free(string generation)
    {
        Generation(generation, "mwan3_init() { :; }\nmwan3_set_user_rules() { :; }\nmwan3_set_policies_iptables() { echo no such table >&2; exit 1; }\n");
        string output = await Router.RunAsync("mwan3", "mw_write; read_part end");
        Assert.Contains("failed: command Writing the policies and rules of mwan3", Parts(output)[0], StringComparison.Ordinal);
        Assert.EndsWith("no such table\n", output, StringComparison.Ordinal);
        Assert.Equal(generation == Hotplug, Done.Contains("unlock multidial mwan3"));
    }

    [Theory]
    [InlineData("", "failed: command Writing the policies and rules of mwan3")]
    [InlineData("exit 1", "end:")]
    public async Task What_the_kernel_refuses_is_a_failure_unless_it_knows_no_IPv6_anyway(string ip6tables, string expected)
    {
        Router.Program("ip6tables", ip6tables);
        Generation(Procd, "mwan3_init() { :; }\nmwan3_set_policies_iptables() { :; }\nmwan3_set_user_rules() { LOG error \"set_user_rules (ipv4): line 3 failed\"; }\n");
        string output = await Router.RunAsync("mwan3", "mw_write; read_part end");
        Assert.StartsWith(expected, Parts(output).Single(), StringComparison.Ordinal);
        Assert.Contains("logger -t mwan3 -p error set_user_rules (ipv4): line 3 failed", Done);
    }

    [Theory]
    [InlineData(Hotplug)]
    [InlineData(Procd)]
    public async Task One_whose_functions_are_not_known_is_restarted(string generation)
    {
        Generation(generation, "mwan3_init() { :; }\n");
        Router.Program("/etc/init.d/mwan3");
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3", "mw_leave wan2; mw_write; read_part end")));
        Assert.Equal("mwan3 restart", Done[^1]);
    }

    [Fact]
    public async Task An_interface_leaves_the_older_one()
    {
        Generation(Hotplug);
        Router.Write("/var/run/mwan3track/wan2/STATUS", "online\n");
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3", "mw_leave wan2; read_part end")));
        Assert.Equal(
            [PassedOver, "lock multidial mwan3", "load mwan3", "init", .. s_out, "unlock multidial mwan3", "iptables-restore -T mangle -w -n", "pgrep -f mwan3track wan2 "],
            Done);
        Assert.Equal(Dropped.ReplaceLineEndings("\n"), Router.Read("/restored"));
        Assert.False(Router.Has("/var/run/mwan3track/wan2"));
    }

    [Fact]
    public async Task An_interface_leaves_the_newer_one()
    {
        Generation(Procd);
        await Router.RunAsync("mwan3", "mw_leave wan2");
        Assert.Equal([PassedOver, "lock of /etc/init.d/mwan3", "load mwan3", "init", .. s_out, "iptables-restore -T mangle -w -n", Delete], Done);
        Assert.Equal(Dropped.ReplaceLineEndings("\n"), Router.Read("/restored"));
    }

    [Theory]
    [InlineData(Hotplug)]
    [InlineData(Procd)]
    public async Task Before_one_of_many_goes_no_policy_leads_to_any_of_them(string generation)
    {
        Router.Write("/var/run/mwan3/iface_state/wan", "online\n");
        Router.Write("/var/run/mwan3/iface_state/wan2", "online\n");
        Generation(generation, Functions + "mwan3_set_policies_iptables() { cat /var/run/mwan3/iface_state/* >>/states; }\n");
        string output = await Router.RunAsync("mwan3", "mw_leave wan wan2; read_part end");
        Assert.Equal("offline\noffline\n", Router.Read("/states"));
        Assert.Equal(["progress: 1 Taking wan out of use in mwan3", "progress: 2 Taking wan2 out of use in mwan3", "end:"], AllParts(output));
    }

    [Fact]
    public async Task Interfaces_join_the_older_one_by_its_hotplug_scripts()
    {
        Generation(Hotplug);
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3", "mw_write wan2 wan3; read_part end")));
        Assert.Equal(["15-mwan3", "15 ifup wan2 veth0", "16-mwan3", "lock multidial mwan3", "load mwan3", "init", "policies", "rules", "unlock multidial mwan3"], Done);
    }

    [Fact]
    public async Task Interfaces_join_the_newer_one_together()
    {
        Generation(Procd);
        string output = await Router.RunAsync("mwan3", "mw_write wan2 wan3; read_part end");
        Assert.Equal(["progress: 1 Taking wan2 into use in mwan3", "progress: 2 Taking wan3 into use in mwan3", "progress: 3 Writing the policies and rules of mwan3", "end:"], AllParts(output));
        Assert.Equal(
            [
                "lock of /etc/init.d/mwan3", "load mwan3", "init", "chain wan2 veth0", "ip rules wan2 veth0", "state wan2 online", "flush wan2 ifup", "connected ipv4", "ip -4 -force -batch -",
                "policies", "rules", List, AddBoth,
            ],
            Done);
    }

    [Fact]
    public async Task The_monitors_of_routes_rest_while_lines_come_up()
    {
        Generation(Procd);
        string monitor = Delete.Replace("track_wan2", "rtmon_ipv4", StringComparison.Ordinal);
        await Router.RunAsync("mwan3", "mw_expect wan2");
        Assert.Contains(monitor, Done);
        Assert.DoesNotContain(AddMonitor, Done);
        await Router.RunAsync("mwan3", "mw_settle wan2");
        Assert.Equal([List, monitor, AddMonitor], Done[^3..]);
    }

    [Fact]
    public async Task They_do_not_begin_while_mwan3_is_stopped()
    {
        Generation(Procd);
        Router.Write("/chains", "");
        await Router.RunAsync("mwan3", "mw_settle wan2");
        Assert.DoesNotContain(AddMonitor, Done);
    }

    [Fact]
    public async Task Each_has_its_own_routes_and_those_of_nobody_but_no_other_way_to_the_internet()
    {
        Generation(Procd);
        await Router.RunAsync("mwan3", "mw_write wan2");
        Assert.Equal(
            """
            route replace table 2 10.0.0.0/24 dev veth0 scope link
            route replace table 2 192.168.1.0/24 dev br-lan
            route replace table 2 default via 10.0.0.1 dev veth0

            """.ReplaceLineEndings("\n"),
            Router.Read("/routes"));
    }

    [Theory]
    [InlineData(Hotplug)]
    [InlineData(Procd)]
    public async Task One_that_does_not_join_is_a_failure(string generation)
    {
        Generation(generation, Functions + "mwan3_create_iface_iptables() { LOG error no such set; }\n");
        Router.Program("/etc/hotplug.d/iface/15-mwan3", "exit 1");
        Assert.StartsWith("failed: command Taking wan2 into use in mwan3", Parts(await Router.RunAsync("mwan3", "mw_write wan2; read_part end"))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Hotplug, "online", "15-mwan3", "15 ifup wan2 veth0", "16-mwan3")]
    [InlineData(Procd, "online", Delete, List, Add)]
    [InlineData(Procd, "offline", Delete, "mwan3 ifup wan2", List, Add)]
    public async Task A_tracker_starts_anew(string generation, string state, params string[] calls)
    {
        Generation(generation);
        Router.Write("/var/run/mwan3/iface_state/wan2", state + "\n");
        Router.Write("/var/run/mwan3track/wan2/TRACK_1.1.1.1", "up\n");
        await Router.RunAsync("mwan3", "mw_track wan2");
        Assert.Equal(calls, Done);
        Assert.False(Router.Has("/var/run/mwan3track/wan2/TRACK_1.1.1.1"));
    }

    [Theory]
    [InlineData(Hotplug, "mwan3_sticky_https", "mwan3_sticky_v4_https", "mwan3_sticky_v6_https")]
    [InlineData(Procd, "mwan3_rule_ipv4_https")]
    public async Task The_memory_of_a_sticky_rule_goes_the_list_before_what_it_holds(string generation, params string[] sets)
    {
        Generation(generation);
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3", "mw_forget https; read_part end")));
        Assert.Equal(["iptables -t mangle -w -F mwan3_rules", "iptables -t mangle -w -F mwan3_rule_https", "iptables -t mangle -w -X mwan3_rule_https"], Done[..3]);
        Assert.Equal(sets.Select(set => "ipset -q destroy " + set), Done.Where(call => call.Contains("destroy", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_verb_is_spoken_by_both_generations() => Assert.Equal("", await Router.RunAsync("mwan3", """
        for verb in call write track monitor unmonitor stop sets; do
        	for generation in mw_hotplug mw_procd; do command -v "${generation}_$verb" >/dev/null || echo "${generation}_$verb"; done
        done
        """));
}
