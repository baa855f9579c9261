namespace MultiDial.Tests.Scripts;

/// <summary>dial.sh and its entry for cmdlets, with a netifd and a provider of files.</summary>
public sealed class DialScriptTests : SandboxTests
{
    // An interface is up while its file is there; it comes up when called, unless the provider refuses it so many times.
    private const string Netifd = """
        state() { [ -e "/up/$1" ] && echo true || echo false; }
        case $* in
        *dump) echo "{\"interface\":[{\"interface\":\"wan\",\"proto\":\"dhcp\",\"up\":$(state wan)},{\"interface\":\"wan2\",\"proto\":\"pppoe\",\"up\":$(state wan2)}]}" ;;
        *status) name=${2#network.interface.}; echo "{\"l3_device\":\"dev-$name\",\"route\":[{\"target\":\"0.0.0.0\",\"nexthop\":\"100.64.0.1\"}]}" ;;
        *up)
        	name=${2#network.interface.} left=$(cat "/refuse.${2#network.interface.}" 2>/dev/null || echo 0)
        	if [ "$left" -gt 0 ]; then echo $((left - 1)) >"/refuse.$name"; else : >"/up/$name"; fi
        	;;
        *down) rm -f "/up/${2#network.interface.}" ;;
        esac
        """;

    private string[] Actions => [.. Router.Calls.Where(call => call.EndsWith(" up", StringComparison.Ordinal) || call.EndsWith(" down", StringComparison.Ordinal)).Select(call => call.Replace("ubus call network.interface.", "", StringComparison.Ordinal))];

    [Fact]
    public async Task What_is_online_is_left_alone()
    {
        Router.Write("/up/wan", "");
        Router.Write("/up/wan2", "");
        Assert.Equal(["dial: online wan wan2 silent", "end:"], await DialAsync("0 2 3 1 5"));
        Assert.Empty(Actions);
        Assert.Contains("ping -I dev-wan2 -c 2 -W 2 1.1.1.1", Router.Calls);
        Assert.Equal(["ip route add default via 100.64.0.1 dev dev-wan table 15900", "ip rule add pref 901 iif lo oif dev-wan lookup 15900"], Router.Calls.Where(call => call.Contains("15900", StringComparison.Ordinal)).Take(2));
        Assert.Equal(2, Router.Calls.Count(call => call.StartsWith("ip route flush table 1590", StringComparison.Ordinal)));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task The_first_try_takes_what_is_missing_and_the_next_one_all()
    {
        Router.Write("/up/wan", "");
        Router.Write("/refuse.wan2", "1\n");
        Assert.Equal(["dial: try 1 - 1 try 2 - 2 online wan wan2 silent", "end:"], await DialAsync("1 2 3 1 2"));
        Assert.Equal(["wan2 down", "wan2 up", "wan down", "wan2 down", "wan up", "wan2 up"], Actions);
    }

    [Fact]
    public async Task It_gives_up_after_so_many_tries_and_waits_twice_as_long_between_them()
    {
        Router.Write("/refuse.wan2", "9\n");
        Router.Program("sleep", "exec usleep 2000");
        Assert.Equal(["dial: try 1 - 1 try 2 - 1 try 3 - 1 online wan silent", "end:"], await DialAsync("1 2 3 40 0"));
        Assert.Equal(["sleep 40", "sleep 60"], Router.Calls.Where(call => call is "sleep 40" or "sleep 60" or "sleep 80"));
    }

    [Fact]
    public async Task It_tells_how_far_it_is()
    {
        Router.Write("/up/wan", "");
        Router.Write("/refuse.wan2", "1\n");
        Assert.Equal(
            ["progress: 1 Dialling wan wan2", "progress: 1 Dialling, try 1 of 3, 1 of 2 online: wan wan2", "progress: 1 Dialling, try 2 of 3, 1 of 2 online: wan wan2"],
            AllParts(await Router.RunAsync("dial-start", "dial_start 1.1.1.1 1 2 3 1 2 wan wan2"))[..3]);
    }

    [Fact]
    public async Task Enough_is_enough()
    {
        Router.Write("/up/wan", "");
        Assert.Equal(["dial: online wan silent", "end:"], await DialAsync("0 1 3 1 5"));
    }

    [Fact]
    public async Task One_through_which_nobody_answers_does_not_count_if_somebody_does_through_another()
    {
        Router.Write("/up/wan", "");
        Router.Write("/up/wan2", "");
        Router.Program("ping", "[ \"$2\" = dev-wan ]");
        Assert.Equal("dial: online wan silent wan2", (await DialAsync("0 1 1 1 5"))[0]);
        Router.Program("ping", "exit 1");
        Assert.Equal("dial: online wan wan2 silent", (await DialAsync("0 1 1 1 5"))[0]);
        Router.Program("ip", "case $* in *addr*dev-wan2) ;; *addr*) echo inet ;; *del*) exit 1 ;; esac");
        Assert.Equal("dial: online wan silent", (await DialAsync("0 1 1 1 5"))[0]);
    }

    [Fact]
    public async Task Somebody_else_who_dials_is_not_disturbed()
    {
        string script = Sandbox.Script("dial-start", "dial_start 1.1.1.1 0 2 1 1 1 wan wan2; read_part end");
        Assert.Equal(["failed: busy"], Parts(await Router.RunAsync($"{SomebodyDials} cat >/dial <<'EOF'\n{script}EOF\nsh /dial")));
        Assert.Empty(Actions);
    }

    [Fact]
    public async Task A_dial_that_is_stopped_leaves_nothing_down()
    {
        Router.Write("/up/wan", "");
        Router.Write("/refuse.wan2", "2\n");
        string script = Sandbox.Script("dial-start", "dial_start 1.1.1.1 1 2 3 1 100000 wan wan2; read_part end");
        await Router.RunAsync($"cat >/dial <<'EOF'\n{script}EOF\nsh /dial & for i in $(seq 500); do grep -q 'wan2 up' /calls && break; sleep 1; done; kill $!; wait $!; echo $? >/status");
        Assert.Equal("143\n", Router.Read("/status"));
        Assert.Equal(["wan2 down", "wan2 up", "wan2 up"], Actions);
        AssertNothingIsLeft();
    }

    private protected override void Prepare()
    {
        Router.Write("/up/none", "");
        Router.Program("ubus", Netifd);
        Router.Program("ip", "case $* in *addr*) echo inet ;; *del*) exit 1 ;; esac");
        Router.Program("ping");
    }

    private void AssertNothingIsLeft() => Assert.DoesNotContain(Router.List("/var/run/multidial"), name => name.StartsWith("dial", StringComparison.Ordinal));

    private async Task<string[]> DialAsync(string arguments) =>
        Parts(await Router.RunAsync("dial-start", $"dial_start 1.1.1.1 {arguments} wan wan2; read_part end"));
}
