namespace MultiDial.Tests.Scripts;

/// <summary>probe.sh, the script of Test-WanConnectivity.</summary>
public sealed class ProbeScriptTests : SandboxTests
{
    private const int Rounds = 100;

    private const string Begin = "probe_begin '1.1.1.1 8.8.8.8' 1 2 1; probe_names 'web.example other.example' 'ip.example';";

    private const string Lan = " probe_lan lo 192.168.1.1 192.168.1.2;";

    [Fact]
    public async Task Everything_goes_through_the_interface_that_is_tested()
    {
        string[] parts = Parts(await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 100.64.0.1 100.64.0.53 -; probe_end; read_part end"));
        Assert.Equal(
            ["ping/wan/1.1.1.1: 1.1.1.1 answers", "ping/wan/8.8.8.8: 8.8.8.8 answers", "gateway/wan: 100.64.0.1 answers", "dns/wan: 203.0.113.5", "web/wan: web.example", "public/wan: 198.51.100.7", "end:"],
            parts[^7..]);
        Assert.Equal(["ip route add default via 100.64.0.1 dev eth0.2 table 15800", "ip rule add pref 900 iif lo oif eth0.2 lookup 15800"], Router.Calls[..2]);
        Assert.Equal(
            ["ip rule add pref 900 iif lo to 100.64.0.53 lookup 15800", "nslookup web.example 100.64.0.53", "ip rule add pref 900 iif lo to 203.0.113.9 lookup 15800",
                "wget -T 2 -O - http://web.example/generate_204", "wget -T 2 -O - http://ip.example/",
                "ip rule del pref 900 lookup 15800", "ip route flush table 15800", "ip rule del pref 900 lookup 15800", "ip route flush table 15800"],
            Router.Calls.SkipWhile(call => !call.Contains(" to ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_a_gateway_and_a_name_server_there_is_less_to_ask()
    {
        Assert.Equal(["ping/wan/1.1.1.1: 1.1.1.1 answers", "ping/wan/8.8.8.8: 8.8.8.8 answers"], Parts(await Router.RunAsync("probe", Begin + "probe_run wan ppp0 - - -; probe_end"))[^2..]);
        Assert.Equal("ip route add default dev ppp0 table 15800", Router.Calls[0]);
        Assert.DoesNotContain(Router.Calls, call => call.StartsWith("ip rule add", StringComparison.Ordinal) && call.Contains(" to ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_router_is_asked_once_for_all_interfaces()
    {
        string[] parts = Parts(await Router.RunAsync("probe", Begin + Lan + "probe_run wan eth0.2 - - - wan2 veth0 - - -; probe_end"));
        Assert.Equal(["nft", "iptables", "forwarding", "neighbours", "resolver", "wget"], parts.TakeWhile(part => !part.StartsWith("ping/", StringComparison.Ordinal)).Select(part => part.Split(':')[0]));
        Assert.Single(Router.Calls, call => call.StartsWith("nft ", StringComparison.Ordinal));
        Assert.Single(Router.Calls, call => call.StartsWith("iptables-save", StringComparison.Ordinal));
        Assert.Single(Router.Calls, call => call == "nslookup web.example 127.0.0.1");
        Assert.Matches(@"^forwarding: [01] [01]$", parts.Single(part => part.StartsWith("forwarding", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task From_the_LAN_a_mark_is_looked_up_and_the_way_back_is_tried()
    {
        Answering("1 packets transmitted, 1 packets received, 0% packet loss");
        string[] parts = Parts(await Router.RunAsync("probe", Begin + Lan + "probe_run wan lo 100.64.0.1 - 0x100; probe_end"));
        Assert.Contains("ip route get 1.1.1.1 from 192.168.1.2 iif lo mark 0x100", Router.Calls);
        Assert.Contains("ping -q -I 192.168.1.1 -c 1 -W 2 1.1.1.1", Router.Calls);
        Assert.Equal("masquerade/wan: 1 packets transmitted, 1 packets received, 0% packet loss", parts[^1]);
    }

    [Fact]
    public async Task A_packet_as_large_as_the_device_allows_is_tried_once_something_has_answered()
    {
        Answering("1 packets transmitted, 1 packets received, 0% packet loss");
        Router.Write("/sys/class/net/eth0.2/mtu", "1500\n");
        Router.Program("ip", "case $* in 'route get'*) echo cache mtu 1400 ;; esac; [ \"$2\" != del ]");
        Assert.Contains("mtu/wan: 1500 1 packets transmitted, 1 packets received, 0% packet loss", Parts(await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 - - -; probe_end")));
        Assert.Contains("ping -q -I eth0.2 -c 1 -s 1472 -W 2 1.1.1.1", Router.Calls);
        Router.Program("ping", "case $* in *' -s '*) exit 1 ;; esac; echo '1 packets transmitted, 1 packets received, 0% packet loss'");
        Assert.Contains("mtu/wan: 1500 cache mtu 1400", Parts(await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 - - -; probe_end")));
        Answering("1 packets transmitted, 0 packets received, 100% packet loss");
        Assert.DoesNotContain(Parts(await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 - - -; probe_end")), part => part.StartsWith("mtu/", StringComparison.Ordinal));
    }

    // The programs of OpenWrt and of busybox, each in its words.
    [Theory]
    [InlineData("echo '<html>'", "web/wan: web.example <html>")]
    [InlineData("echo 'Redirected to /login on 10.0.0.1' >&2", "web/wan: web.example Redirected to /login on 10.0.0.1")]
    [InlineData("echo 'Failed to redirect to /login on 10.0.0.1' >&2; exit 5", "web/wan: web.example Failed to redirect to /login on 10.0.0.1")]
    [InlineData("echo 'HTTP error 403' >&2; exit 8", "web/wan: web.example HTTP error 403")]
    [InlineData("echo 'wget: server returned error: HTTP/1.1 511 Network Authentication Required' >&2; exit 1", "web/wan: web.example wget: server returned error: HTTP/1.1 511 Network Authentication Required")]
    [InlineData("echo 'Download completed (0 bytes)' >&2", "web/wan: web.example")]
    [InlineData("echo 'Connection error: Connection failed' >&2; exit 4", null)]
    [InlineData("echo 'HTTP error 503' >&2; exit 8", null)]
    [InlineData("echo 'wget: server returned error: HTTP/1.1 502 Bad Gateway' >&2; exit 1", null)]
    public async Task A_portal_is_told_from_an_empty_answer_and_from_none(string answer, string? web)
    {
        Router.Program("wget", answer);
        string[] parts = Parts(await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 100.64.0.1 100.64.0.53 -; probe_end"));
        Assert.Equal(web, parts.SingleOrDefault(part => part.StartsWith("web/", StringComparison.Ordinal)));
        Assert.Equal(web is null, Router.Calls.Any(call => call.Contains("other.example/", StringComparison.Ordinal)));
    }

    // As whoever blocks names does; the router itself would answer in place of the portal then.
    [Theory]
    [InlineData("0.0.0.0", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("203.0.113.9", true)]
    public async Task A_name_that_the_router_cannot_find_is_not_fetched(string address, bool isFetched)
    {
        Router.Program("nslookup", $"case $1 in web.example) address={address} ;; *) address=203.0.113.9 ;; esac; printf 'Server: 127.0.0.1\nAddress: 127.0.0.1:53\n\nName: %s\nAddress 1: %s\n' $1 $address");
        await Router.RunAsync("probe", Begin + Lan + "probe_run wan eth0.2 100.64.0.1 100.64.0.53 -; probe_end");
        Assert.Equal(isFetched ? "web.example" : "other.example", Router.Calls.First(call => call.EndsWith("/generate_204", StringComparison.Ordinal)).Split('/')[2]);
    }

    [Fact]
    public async Task Where_nothing_is_reached_one_name_that_is_not_found_is_enough()
    {
        Router.Program("nslookup", "echo ';; connection timed out'");
        await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 100.64.0.1 100.64.0.53 -; probe_end");
        Assert.Single(Router.Calls, call => call.EndsWith(" 100.64.0.53", StringComparison.Ordinal) && call.StartsWith("nslookup", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_interface_is_told_as_it_is_reported() => Assert.Equal(
        ["progress: 1/2 Testing wan", "progress: 2/2 Testing wan2"],
        AllParts(await Router.RunAsync("probe", "probe_begin 1.1.1.1 1 2 2; probe_run wan eth0.2 - - - wan2 veth0 - - -; probe_end")).Where(part => part.StartsWith("progress", StringComparison.Ordinal)));

    [Fact]
    public async Task No_more_is_kept_of_an_answer_than_an_address_has()
    {
        Router.Program("wget", "echo '198.51.100.7 and more' | tr -d '\\n'; exec tr '\\0' x </dev/zero");
        string[] parts = Parts(await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 100.64.0.1 100.64.0.53 -; probe_end; read_part end"));
        string answer = Assert.Single(parts, part => part.StartsWith("public/wan: ", StringComparison.Ordinal));
        Assert.Equal("public/wan: 198.51.100.7 and more".PadRight("public/wan: ".Length + 256, 'x'), answer);
        Assert.Equal("end:", parts[^1]);
    }

    [Fact]
    public async Task An_answer_that_comes_in_drops_is_not_waited_for()
    {
        Router.Program("wget", "while :; do printf 1 || exit; usleep 300000; done");
        var time = System.Diagnostics.Stopwatch.StartNew();
        string[] parts = Parts(await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 100.64.0.1 100.64.0.53 -; probe_end; read_part end"));
        Assert.DoesNotContain(parts, part => part.StartsWith("public/", StringComparison.Ordinal));
        Assert.Equal("end:", parts[^1]);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(20), $"It took {time.Elapsed}.");
    }

    [Fact]
    public async Task Pings_do_not_say_each_answer()
    {
        await Router.RunAsync("probe", Begin + "probe_run wan eth0.2 100.64.0.1 - -; probe_end");
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
            probe_begin '1.1.1.1 8.8.8.8 223.5.5.5' 1 1 0
            PROBE_FOLDER=$(mktemp -d)
            probe_ping 0 wan eth0 -
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

    private void Answering(string summary) => Router.Program("ping", $"echo '{summary}'");

    private protected override void Prepare()
    {
        string library = Sandbox.Script("answer begin probe-alone", "guard_roll_back() { probe_alone_back 2 wan2 wan3; }\n");
        Router.Write("/library", "CHANGE_TOKEN=t1 CHANGE_PATIENCE=180\n" + library["multidial() {\n".Length..library.LastIndexOf('}')]);
        Router.Program("ip", "[ \"$2\" != del ]");
        Router.Program("ping", "for target in \"$@\"; do :; done; echo $target answers");
        Router.Program("nft");
        Router.Program("iptables-save");
        Router.Program("nslookup", "printf 'Server: %s\\nAddress: %s:53\\n\\nName: %s\\nAddress 1: 203.0.113.%s\\n' \"$2\" \"$2\" $1 \"$([ $# = 1 ] && echo 9 || echo 5)\"");
        Router.Program("wget", "case $* in *204) ;; *) echo 198.51.100.7 ;; esac");
        Router.Program("ubus", "echo '{\"interface\":[{\"interface\":\"wan2\",\"up\":false},{\"interface\":\"wan3\",\"up\":false}]}'");
    }
}
