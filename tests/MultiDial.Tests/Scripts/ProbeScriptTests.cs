namespace MultiDial.Tests.Scripts;

/// <summary>probe.sh, the script of Test-WanConnectivity.</summary>
public sealed class ProbeScriptTests : SandboxTests
{
    private const int Rounds = 100;

    private const string Begin = "probe_begin '1.1.1.1 8.8.8.8' 'ip.example' 1 2 1;";

    [Fact]
    public async Task Everything_goes_through_the_interface_that_is_tested()
    {
        Assert.Equal(
            ["ping/wan/1.1.1.1: 1.1.1.1 answers", "ping/wan/8.8.8.8: 8.8.8.8 answers", "masquerade/wan: oifname \"eth0.2\" masquerade -A POSTROUTING -o eth0.2 -j MASQUERADE",
                "dns/wan: 203.0.113.5", "public/wan: 198.51.100.7", "end:"],
            Parts(await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 100.64.0.1 100.64.0.53; probe_end; read_part end")));
        Assert.Equal(["ip route add default via 100.64.0.1 dev eth0.2 table 15800", "ip rule add pref 900 iif lo oif eth0.2 lookup 15800"], Router.Calls[..2]);
        Assert.Equal(
            ["ip rule add pref 900 iif lo to 100.64.0.53 lookup 15800", "nslookup ip.example 100.64.0.53", "ip rule add pref 900 iif lo to 203.0.113.5 lookup 15800", "wget -T 2 -q -O - http://ip.example/",
                "ip rule del pref 900 lookup 15800", "ip route flush table 15800", "ip route add default via 100.64.0.1 dev eth0.2 table 15800", "ip rule add pref 900 iif lo oif eth0.2 lookup 15800",
                "ip rule del pref 900 lookup 15800", "ip route flush table 15800"],
            Router.Calls.SkipWhile(call => !call.Contains(" to ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_a_gateway_and_a_name_server_there_is_less_to_ask()
    {
        Assert.Equal(["ping/wan/1.1.1.1: 1.1.1.1 answers", "ping/wan/8.8.8.8: 8.8.8.8 answers", "masquerade/wan:"], Parts(await Router.RunAsync("probe", Begin + "probe_run wan ppp0 - -; probe_end")));
        Assert.Equal("ip route add default dev ppp0 table 15800", Router.Calls[0]);
        Assert.DoesNotContain(Router.Calls, call => call.StartsWith("nslookup", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_more_is_kept_of_an_answer_than_an_address_has()
    {
        Router.Program("wget", "echo '198.51.100.7 and more' | tr -d '\\n'; exec tr '\\0' x </dev/zero");
        string[] parts = Parts(await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 100.64.0.1 100.64.0.53; probe_end; read_part end"));
        string answer = Assert.Single(parts, part => part.StartsWith("public/wan: ", StringComparison.Ordinal));
        Assert.Equal("public/wan: 198.51.100.7 and more".PadRight("public/wan: ".Length + 256, 'x'), answer);
        Assert.Equal("end:", parts[^1]);
    }

    [Fact]
    public async Task An_answer_that_comes_in_drops_is_not_waited_for()
    {
        Router.Program("wget", "while :; do printf 1 || exit; usleep 300000; done");
        var time = System.Diagnostics.Stopwatch.StartNew();
        string[] parts = Parts(await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 100.64.0.1 100.64.0.53; probe_end; read_part end"));
        Assert.DoesNotContain(parts, part => part.StartsWith("public/", StringComparison.Ordinal));
        Assert.Equal("end:", parts[^1]);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(20), $"It took {time.Elapsed}.");
    }

    [Fact]
    public async Task Pings_do_not_say_each_answer()
    {
        await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 100.64.0.1 -; probe_end");
        Assert.All(Router.Calls.Where(call => call.StartsWith("ping", StringComparison.Ordinal)), call => Assert.StartsWith("ping -q -I eth0.2 ", call, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("probe_end")]
    [InlineData("kill -TERM $$; sleep 1")]
    [InlineData("kill -PIPE $$; sleep 1")]
    [InlineData("kill -KILL $$")]
    public async Task The_others_come_back_whatever_ends_the_test(string end)
    {
        string script = Alone($"probe_alone wan2 wan3\necho stopped >>/calls\n{end}");
        await Router.RunAsync($"cat >/test <<'EOF'\n{script}EOF\nsh /test; for i in $(seq 500); do grep -q 'wan3 up' /calls && break; sleep 1; done; owner=$(readlink /var/run/multidial/dialling) && [ -d /proc/${{owner%:*}} ] && echo held >>/calls; for i in $(seq 500); do [ -d /var/run/multidial/change/of.t1 ] || exit; sleep 1; done; echo left >>/calls");
        string[] calls = [.. Router.Calls.Where(call => call is "stopped" or "held" or "left" || call.StartsWith("ubus call network.interface.", StringComparison.Ordinal))];
        Assert.Equal(["ubus call network.interface.wan2 down", "ubus call network.interface.wan3 down", "stopped", "ubus call network.interface.wan2 up", "ubus call network.interface.wan3 up"], calls);
    }

    [Fact]
    public async Task While_somebody_dials_nothing_is_stopped()
    {
        Assert.Equal(["failed: busy"], Parts(await Router.RunAsync($"{SomebodyDials} cat >/test <<'EOF'\n{Alone("probe_alone wan2; read_part end")}EOF\nsh /test")));
        Assert.DoesNotContain(Router.Calls, call => call.StartsWith("ubus call network.interface.", StringComparison.Ordinal));
    }

    // A ping that has the script stopped as it begins, which is before its number is noted in one round of twenty or so.
    [Fact]
    public async Task A_ping_that_has_just_begun_ends_with_the_test()
    {
        string round = Sandbox.Script("probe", """
            ping() { kill -TERM $$; busybox sleep 1; echo 'it lives on' >&3; }
            probe_begin '1.1.1.1 8.8.8.8 223.5.5.5' '' 1 1 0
            PROBE_FOLDER=$(mktemp -d)
            probe_ping 0 wan eth0
            for ping in $PROBE_PINGS; do wait "${ping%:*}"; done
            """);
        Assert.Equal("", await Router.RunAsync($"cat >/round <<'EOF'\n{round}EOF\nexec 3>&1; for round in $(seq {Rounds}); do sh /round; done; :"));
    }

    // As the module sends it, the guard's functions in a file of their own.
    private static string Alone(string body) => Sandbox.Script("library", $$"""
        text=$(cat /library)
        library_write t1 somebody "$(printf '%s' "$text" | md5sum | cut -d ' ' -f 1)" "$text"
        . /var/run/multidial/change/of.t1/library
        begin_turn 1
        guard_arm 50
        {{Begin}} {{body}}
        """);

    private protected override void Prepare()
    {
        string library = Sandbox.Script("answer begin probe-alone", "guard_roll_back() { probe_alone_back 2 wan2 wan3; }\n");
        Router.Write("/library", "CHANGE_TOKEN=t1 CHANGE_PATIENCE=180\n" + library["multidial() {\n".Length..library.LastIndexOf('}')]);
        Router.Program("ip", "[ \"$2\" != del ]");
        Router.Program("ping", "for target in \"$@\"; do :; done; echo $target answers");
        Router.Program("nft", "echo 'oifname \"eth0.2\" masquerade'; echo 'oifname \"eth0x2\" masquerade'");
        Router.Program("iptables-save", "echo '-A POSTROUTING -o eth0.2 -j MASQUERADE'; echo '-A POSTROUTING -o eth0x2 -j MASQUERADE'");
        Router.Program("nslookup", "printf 'Server: %s\\nAddress: %s:53\\n\\nName: %s\\nAddress 1: 203.0.113.5\\n' $2 $2 $1");
        Router.Program("wget", "echo 198.51.100.7");
        Router.Program("ubus", "echo '{\"interface\":[{\"interface\":\"wan2\",\"up\":false},{\"interface\":\"wan3\",\"up\":false}]}'");
    }
}
