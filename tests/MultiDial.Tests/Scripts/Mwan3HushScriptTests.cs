namespace MultiDial.Tests.Scripts;

/// <summary>mwan3-hush.sh, and what mwan3.sh makes of it.</summary>
public sealed class Mwan3HushScriptTests : SandboxTests
{
    private const string State = "mwan3.globals.enabled='1'\nmwan3.globals.iface_max='60'\n";
    private const string Shown = "mwan3.wan2=interface\nmwan3.wan2.enabled='1'\nmwan3.wan3=interface\nmwan3.wan3.enabled='on'\n";
    private const string Service = "ubus call service add {\"name\":\"multidial\",\"instances\":{\"mwan3.7\":{\"command\":[\"/bin/sh\",\"-c\",\". /var/run/multidial/mwan3.7/library; mw_settle_late mwan3.7\"],\"respawn\":[\"3600\",\"1\",\"20\"]}}}";
    private const string Change = "TURN_ROOM=/change; mkdir -p /change/of.7; echo functions >/change/of.7/library; MW_LATER=mwan3.7 CHANGE_TOKEN=7;";

    [Fact]
    public async Task Lines_are_passed_over_until_netifds_events_have_gone_by()
    {
        Assert.Equal(["end:"], Parts(await Router.RunAsync("mwan3", $"{Change} hush_begin wan2 wan3; hush_await wan2 wan3; mw_settle; read_part end")));
        Assert.Equal(State + "mwan3.wan2.enabled='0'\nmwan3.wan3.enabled='0'\n", Router.Read("/var/state/mwan3"));
        Assert.Equal("functions\n", Router.Read("/var/run/multidial/mwan3.7/library"));
        Assert.Equal(Service, Router.Calls[^1]);

        Router.Program("pgrep", "echo >>/looks; [ \"$(wc -l </looks)\" -le 3 ]");
        await Router.RunAsync("mwan3", $"{Change} mw_settle_late mwan3.7");
        Assert.Equal(State, Router.Read("/var/state/mwan3"));
        Assert.Equal(5, Router.Calls.Count(call => call == "pgrep -f /sbin/hotplug-call"));
        Assert.Contains(Router.Calls, call => call.StartsWith("ubus call service add {\"name\":\"mwan3\",\"instances\":{\"rtmon_ipv4\"", StringComparison.Ordinal));
        Assert.Equal("ubus call service delete {\"name\":\"multidial\",\"instance\":\"mwan3.7\"}", Router.Calls[^1]);
        Assert.False(Router.Has("/var/run/multidial/mwan3.7"));
    }

    [Fact]
    public async Task Where_procd_does_not_see_to_it_the_script_waits_itself()
    {
        Router.Program("ubus", "exit 1");
        await Router.RunAsync("mwan3", $"{Change} hush_begin wan2; mw_settle");
        Assert.Equal(State, Router.Read("/var/state/mwan3"));
    }

    [Fact]
    public async Task One_that_does_not_come_up_is_not_waited_for_for_long_and_mwan3_hears_of_it_when_it_does()
    {
        Router.Program("ubus", """echo '{"interface":[{"interface":"wan2","up":true},{"interface":"wan3","up":false}]}'""");
        Assert.Equal(["progress: 1 Waiting until they are up: wan2 wan3", "progress: 1 Waiting until they are up, 1 of 2 are: wan2 wan3", "end:"], AllParts(await Router.RunAsync("mwan3-hush", "hush_begin wan2 wan3; hush_await wan2 wan3; read_part end")));
        Assert.Equal(7, Router.Calls.Count(call => call.StartsWith("ubus", StringComparison.Ordinal)));
        Assert.Equal(State + "mwan3.wan2.enabled='0'\n", Router.Read("/var/state/mwan3"));
    }

    // uci takes nothing out of a file with a line that it cannot read.
    [Fact]
    public async Task None_is_passed_over_for_good_because_somebody_has_spoiled_the_file()
    {
        const string Spoiled = "mwan3.x\u001b[2J.enabled=\"0\n";
        await Router.RunAsync("mwan3-hush", "hush_begin wan2 wan3");
        Router.Write("/var/state/mwan3", Router.Read("/var/state/mwan3") + Spoiled);
        Router.Program("uci");
        await Router.RunAsync("mwan3-hush", "hush_end wan2");
        Assert.Equal(State + "mwan3.wan3.enabled='0'\n" + Spoiled, Router.Read("/var/state/mwan3"));
        await Router.RunAsync("mwan3-hush", "hush_end");
        Assert.Equal(State + Spoiled, Router.Read("/var/state/mwan3"));
    }

    // An event of netifd that comes late would have mwan3's hotplug script take it into use again.
    [Fact]
    public async Task One_that_is_taken_out_is_passed_over_until_the_configuration_has_it_no_more_and_the_others_still_are()
    {
        Router.Write("/lib/mwan3/mwan3.sh", "");
        await Router.RunAsync("mwan3", "hush_begin wan3; mw_leave wan2");
        Assert.Equal(State + "mwan3.wan3.enabled='0'\nmwan3.wan2.enabled='0'\n", Router.Read("/var/state/mwan3"));

        Router.Write("/shown", Shown.Replace("mwan3.wan2.enabled='1'", "mwan3.wan2.enabled='0'", StringComparison.Ordinal));
        await Router.RunAsync("mwan3-hush", "hush_begin");
        Assert.Equal(State + "mwan3.wan3.enabled='0'\n", Router.Read("/var/state/mwan3"));
    }

    [Fact]
    public async Task The_lines_of_the_change_before_are_still_passed_over()
    {
        await Router.RunAsync("mwan3-hush", "hush_begin wan2");
        await Router.RunAsync("mwan3-hush", "hush_begin wan3");
        Assert.Equal(State + "mwan3.wan2.enabled='0'\nmwan3.wan3.enabled='0'\n", Router.Read("/var/state/mwan3"));
    }

    [Fact]
    public async Task While_another_change_is_under_way_nothing_is_taken_in_beside_it()
    {
        Router.Program("pgrep", "echo >>/looks; [ \"$(wc -l </looks)\" -gt 1 ] || mkdir -p /change/now; [ \"$(wc -l </looks)\" -gt 1 ] || ln -s yes /change/now/8; exit 1");
        Router.Program("sleep", "echo >>/pauses; [ \"$(wc -l </pauses)\" -lt 4 ] || rm -f /change/now/8; usleep 20000");
        await Router.RunAsync("mwan3", $"{Change} hush_begin wan2; mw_settle_late");
        Assert.Equal(2, Router.Calls.Count(call => call == "pgrep -f /sbin/hotplug-call"));
        Assert.True(Router.Read("/pauses").Length >= 4);
        Assert.Equal(State, Router.Read("/var/state/mwan3"));
    }

    [Fact]
    public async Task The_way_back_ends_what_was_begun_on_the_way_there()
    {
        await Router.RunAsync("mwan3-hush", "hush_begin wan2 wan3");
        Router.Write("/shown", "mwan3.wan=interface\nmwan3.wan.enabled='1'\n");
        await Router.RunAsync("mwan3", "hush_begin; mw_settle");
        Assert.Equal(State, Router.Read("/var/state/mwan3"));
    }

    [Fact]
    public async Task Where_nothing_is_passed_over_nothing_is_run()
    {
        await Router.RunAsync("mwan3", "hush_begin; mw_settle");
        Assert.Empty(Router.Calls);
    }

    [Theory]
    [InlineData("# only words\n\n", "")]
    [InlineData("# words\n[ \"$ACTION\" = ifup ] && logger up\n", "ifup wan2 veth0\nifup wan3 veth0\n")]
    public async Task A_script_of_the_user_hears_of_each_line(string script, string heard)
    {
        Router.Write("/etc/mwan3.user", script);
        Router.Program("/etc/hotplug.d/iface/16-mwan3-user", "echo \"$ACTION $INTERFACE $DEVICE\" >>/heard");
        await Router.RunAsync("mwan3", $">/heard; {Change} hush_begin wan2 wan3; mw_settle_late");
        Assert.Equal(heard, Router.Read("/heard"));
    }

    [Fact]
    public async Task Of_one_that_has_gone_meanwhile_mwan3_hears()
    {
        Router.Program("ubus", """case $* in *wan2\ status) echo '{"up":false}' ;; *status) echo '{"up":true,"l3_device":"veth0"}' ;; esac""");
        Router.Program("/etc/hotplug.d/iface/15-mwan3", "echo \"$ACTION $INTERFACE\" >>/heard");
        await Router.RunAsync("mwan3", $"{Change} hush_begin wan2 wan3; mw_settle_late");
        Assert.Equal("ifdown wan2\n", Router.Read("/heard"));
    }

    [Fact]
    public async Task One_that_mwan3_has_lost_because_somebody_has_started_it_anew_joins_again()
    {
        Router.Program("iptables", "case $* in *wan3) exit 1 ;; esac");
        Router.Program("ip6tables", "exit 1");
        Router.Write("/lib/mwan3/mwan3.sh", "mwan3_lock() { :; }\nmwan3_unlock() { :; }\nmwan3_init() { :; }\nmwan3_set_policies_iptables() { echo policies >>/heard; }\nmwan3_set_user_rules() { :; }\n");
        Router.Write("/lib/functions.sh", "config_load() { :; }\n");
        Router.Write("/lib/functions/network.sh", "");
        Router.Program("/etc/hotplug.d/iface/15-mwan3", "echo \"$ACTION $INTERFACE\" >>/heard");
        await Router.RunAsync("mwan3", $"{Change} hush_begin wan2 wan3; mw_settle_late");
        Assert.Equal("ifup wan3\npolicies\n", Router.Read("/heard"));
    }

    private protected override void Prepare()
    {
        Router.Write("/var/state/mwan3", State);
        Router.Program("ubus", """case $* in *status) echo '{"up":true,"l3_device":"veth0"}' ;; *) echo '{"interface":[{"interface":"wan2","up":true},{"interface":"wan3","up":true}]}' ;; esac""");
        Router.Program("pgrep", "exit 1");
        Router.Program("iptables");

        // As uci keeps its changes: a line for each.
        Router.Write("/shown", Shown);
        Router.Program("uci", """
            case $* in *show*) exec cat /shown ;; esac
            while read -r command change; do
            	case $command in
            	set) echo "${change%%=*}='${change#*=}'" >>/var/state/mwan3 ;;
            	revert) sed -i "/^$change=/d" /var/state/mwan3 ;;
            	esac
            done
            """);
    }
}
