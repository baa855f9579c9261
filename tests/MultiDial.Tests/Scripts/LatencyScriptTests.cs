namespace MultiDial.Tests.Scripts;

/// <summary>latency.sh, which watches for a while how long answers take.</summary>
public sealed class LatencyScriptTests : SandboxTests
{
    private const string Begin = "probe_begin '' 3 2 2;";
    private const string TwoLines = "wan eth0.2 100.64.0.1 1.1.1.1 - wan2 ppp0 - 223.5.5.5 -";

    [Fact]
    public async Task Each_answer_is_told_with_its_line_and_its_number()
    {
        string[] parts = Parts(await Router.RunAsync("latency", $"{Begin} latency_run 1 {TwoLines}; probe_end; read_part end"));
        Assert.Equal(2, parts.Length);
        Assert.Equal("end:", parts[1]);
        Assert.Equal(
            ["wan 0 12.345", "wan 2 7.1", "wan2 0 3.25", "wan2 1 4"],
            parts[0]["latency: ".Length..].Split(' ').Chunk(3).Select(words => string.Join(' ', words)).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["ip route add default dev ppp0 table 15801", "ip route add default via 100.64.0.1 dev eth0.2 table 15800", "ip rule add pref 900 iif lo oif eth0.2 lookup 15800", "ip rule add pref 900 iif lo oif ppp0 lookup 15801"],
            Router.Calls[..4].Order(StringComparer.Ordinal));
        Assert.Equal(["ping -I eth0.2 -c 3 -W 2 1.1.1.1", "ping -I ppp0 -c 3 -W 2 223.5.5.5"], Router.Calls.Where(call => call.StartsWith("ping", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(2, Router.Calls.Count(call => call.StartsWith("ip route flush table 1580", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Long_watches_ping_more_seldom()
    {
        await Router.RunAsync("latency", $"{Begin} latency_run 6 wan eth0.2 100.64.0.1 1.1.1.1 -; probe_end");
        Assert.Contains("ping -i 6 -I eth0.2 -c 3 -W 2 1.1.1.1", Router.Calls);
    }

    [Fact]
    public async Task It_says_something_while_nothing_answers()
    {
        Router.Program("ping", "usleep 500000");
        string output = await Router.RunAsync("latency", $"{Begin} latency_run 1 {TwoLines}; probe_end; read_part end");
        Assert.True(output.Count(c => c == '\n') > 10, output);
        Assert.Equal(["latency:", "end:"], Parts(output));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Its_pings_end_with_it(string signal)
    {
        Router.Program("ping", "echo $$ >>/pings; exec usleep 60000000");
        string test = Sandbox.Script("latency", $"{Begin} latency_run 1 {TwoLines}");
        Assert.Equal("", await Router.RunAsync($$"""
            cat >/test <<'EOF'
            {{test}}EOF
            : >/pings; sh /test >/dev/null & test=$!
            until [ "$(wc -l </pings)" = 2 ]; do sleep 1; done
            kill -{{signal}} $test; wait $test; :
            for ping in $(cat /pings); do grep -q '^State:.[RS]' /proc/$ping/status 2>/dev/null && echo left; done
            """));
        Assert.Equal(2, Router.Calls.Count(call => call.StartsWith("ip route flush table 1580", StringComparison.Ordinal)));
        Assert.DoesNotContain(Router.List("/var/run/multidial"), name => name.StartsWith("probe.", StringComparison.Ordinal));
    }

    private protected override void Prepare()
    {
        Router.Program("ip", "[ \"$2\" != del ]");

        // As busybox writes it, and as iputils does.
        Router.Program("ping", """
            case $* in
            *1.1.1.1*) printf 'PING 1.1.1.1 (1.1.1.1): 56 data bytes\n64 bytes from 1.1.1.1: seq=0 ttl=64 time=12.345 ms\n64 bytes from 1.1.1.1: seq=2 ttl=64 time=7.1 ms\n\n--- 1.1.1.1 ping statistics ---\n3 packets transmitted, 2 packets received, 33%% packet loss\nround-trip min/avg/max = 7.1/9.7/12.345 ms\n' ;;
            *) printf 'PING 223.5.5.5 (223.5.5.5) from 10.0.0.1 ppp0: 56(84) bytes of data.\n64 bytes from 223.5.5.5: icmp_seq=1 ttl=64 time=3.25 ms\n64 bytes from 223.5.5.5: icmp_seq=2 ttl=64 time=4 ms\nFrom 10.0.0.1 icmp_seq=3 Destination Host Unreachable\n' ;;
            esac
            """);
    }
}
