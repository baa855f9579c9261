using MultiDial.Network;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Verification;

namespace MultiDial.Tests.Verification;

/// <summary>What Test-WanConnectivity makes of what a router says: the first thing that is wrong on the way from the cable to the LAN.</summary>
public sealed class WanConnectivityTests : ConnectivityEngine
{
    [Fact]
    public void Of_lines_that_are_well_there_is_nothing_to_say()
    {
        WanConnectivity[] lines = Test();
        Assert.Equal(["wan", "wan2"], lines.Select(line => line.Interface));
        Assert.All(lines, line => Assert.True(line is
        {
            Carrier: true, GatewayAnswers: true, Online: true, LatencyMs: 2, LossPercent: 0, DnsOk: true, ResolverOk: true, CaptivePortal: false, Mtu: 1500, Masqueraded: true, LanOk: true, Reason: null,
        }, line.Reason));
        Assert.Equal(["wan2", "wan"], lines.Select(line => Assert.Single(line.SharesPublicAddress)));
    }

    [Fact]
    public void TheRouter_is_told_where_the_LAN_is_and_all_lines_at_once()
    {
        Test();
        string[] script = Router.Scripts[^1].Split('\n');
        Assert.Equal("probe_lan 'br-lan' '192.168.1.1' '192.168.1.2'", script.Single(line => line.StartsWith("probe_lan", StringComparison.Ordinal)));
        Assert.Equal("probe_names 'connect.rom.miui.com connectivitycheck.gstatic.com' 'ip.3322.net api.ipify.org'", script.Single(line => line.StartsWith("probe_names", StringComparison.Ordinal)));
        Assert.Equal("probe_run 'wan' 'eth0.2' '100.64.0.1' '100.64.0.1' '-' 'wan2' 'veth0' '100.64.0.1' '100.64.0.1' '-'", script.Single(line => line.StartsWith("probe_run", StringComparison.Ordinal)));
        Assert.Equal(2, Router.Session.CommandCount);
    }

    // Each fault with all those behind it on the way, so that the first one is named.
    [Theory]
    [InlineData(0, "Nothing is at the other end of veth0")]
    [InlineData(1, "The gateway 100.64.0.1 does not answer through veth0, and neither does anything behind it (1.1.1.1, 223.5.5.5)")]
    [InlineData(2, "The DNS server 100.64.0.1 does not answer through veth0. To use others: Set-WanInterface wan2 -PeerDns $false -Dns 1.1.1.1, 8.8.8.8, 223.5.5.5")]
    [InlineData(3, "the router's own resolver, which hosts of the LAN ask, does not. ssh ")]
    [InlineData(4, "Somebody else answers in place of connect.rom.miui.com through veth0")]
    [InlineData(5, "The way through veth0 takes packets of 1400 bytes at most, but the device sends up to 1500")]
    [InlineData(6, "The firewall does not masquerade veth0")]
    [InlineData(7, "The router forwards no packets")]
    [InlineData(8, "A rule of the firewall keeps what comes from br-lan from leaving by veth0: policy DROP. ")]
    public void The_first_link_that_is_broken_is_named(int first, string words)
    {
        (string Part, string? Text)[][] faults =
        [
            [("carriers", "eth0.2=1\nveth0=0\n")],
            [("ping/wan2/1.1.1.1", Silent), ("gateway/wan2", Silent), ("neighbours", "100.64.0.1 dev veth0 FAILED \n"), ("dns/wan2", null), ("web/wan2", null), ("public/wan2", null)],
            [("dns/wan2", null)],
            [("resolver", ";; connection timed out; no servers could be reached\n")],
            [("web/wan2", "connect.rom.miui.com\nRedirected to /login on 10.0.0.1\n")],
            [("mtu/wan2", "1500\n" + Silent + "1.1.1.1 dev veth0 src 100.64.0.10 uid 0 \n    cache expires 600sec mtu 1400 \n")],
            [("masquerade/wan2", Silent), ("iptables", Firewall.Replace("-A POSTROUTING -o veth0 -j MASQUERADE\n", "", StringComparison.Ordinal))],
            [("forwarding", "0 0\n")],
            [("iptables", Firewall.Replace("-A FORWARD -i br-lan -j ACCEPT\n", "", StringComparison.Ordinal))],
        ];
        foreach ((string part, string? text) in faults.Skip(first).Reverse().SelectMany(fault => fault))
        {
            Say((part, text));
        }

        WanConnectivity line = Test()[1];
        Assert.Contains(words, line.Reason, StringComparison.Ordinal);
        Assert.Equal((first > 1, false), (line.Online, line.LanOk));
    }

    [Theory]
    [InlineData(Silent, "REACHABLE", true, "The gateway 100.64.0.1 answers through veth0, but nothing behind it does")]
    [InlineData(Answered, "STALE", true, "The gateway 100.64.0.1 answers through veth0, but nothing behind it does")]
    [InlineData(Silent, "INCOMPLETE", false, "The gateway 100.64.0.1 does not answer through veth0")]
    [InlineData(Silent, "PROBE", null, "The gateway 100.64.0.1 does not answer through veth0")]
    public void A_gateway_answers_in_one_way_or_another(string ping, string neighbour, bool? answers, string words)
    {
        Say(("ping/wan2/1.1.1.1", Silent), ("gateway/wan2", ping), ("dns/wan2", null), ("web/wan2", null), ("public/wan2", null), ("neighbours", $"100.64.0.1 dev veth0 lladdr 52:54:00:64:00:01 {neighbour} \n"));
        WanConnectivity line = Test()[1];
        Assert.Equal(answers, line.GatewayAnswers);
        Assert.StartsWith(words, line.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Pings_that_are_dropped_are_told_from_a_line_that_is_dead()
    {
        const string Words = "DNS or web servers answer through veth0, but pings to 1.1.1.1, 223.5.5.5 do not";
        Say(("ping/wan2/1.1.1.1", Silent));
        Assert.StartsWith(Words, Test()[1].Reason, StringComparison.Ordinal);

        // The name server is the gateway, and then it is another one.
        Say(("web/wan2", null), ("public/wan2", null));
        Assert.StartsWith("The gateway 100.64.0.1 answers through veth0, but nothing behind it does", Test()[1].Reason, StringComparison.Ordinal);
        Say(("interfaces", Interfaces.Replace("\"dns-server\": [ \"100.64.0.1\" ]", "\"dns-server\": [ \"9.9.9.9\" ]", StringComparison.Ordinal)));
        Assert.StartsWith(Words, Test()[1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Resolved, true)]
    [InlineData("Server:\t\t127.0.0.1\nAddress:\t127.0.0.1:53\n\nNon-authoritative answer:\n\n", true)]
    [InlineData("Server:\t\t127.0.0.1\nAddress:\t127.0.0.1:53\n\n** server can't find connect.rom.miui.com: NXDOMAIN\n", true)]
    [InlineData("Server:\t\t127.0.0.1\nAddress:\t127.0.0.1:53\n\n** server can't find connect.rom.miui.com: SERVFAIL\n", false)]
    [InlineData("Server:\t\t127.0.0.1\nAddress:\t127.0.0.1:53\n\n** server can't find connect.rom.miui.com: REFUSED\n", false)]
    [InlineData("nslookup: write to '127.0.0.1': Connection refused\n;; connection timed out; no servers could be reached\n", false)]
    public void A_resolver_works_if_it_answers_whatever_it_says(string said, bool isOk)
    {
        Say(("resolver", said));
        Assert.Equal(isOk, Test()[0].ResolverOk);
        Assert.Equal(isOk, Test()[0].Reason is null);
        Router.Parts.Remove("dnsmasq");
        Assert.Equal(isOk ? true : null, Test()[0].ResolverOk);
        Assert.Null(Test()[0].Reason);
    }

    [Fact]
    public void Web_servers_that_keep_silent_are_named_unless_theRouter_cannot_ask()
    {
        Say(("web/wan2", null), ("public/wan2", null));
        WanConnectivity line = Test()[1];
        Assert.Null(line.CaptivePortal);
        Assert.StartsWith("No web server has answered through veth0 by HTTP (connect.rom.miui.com, connectivitycheck.gstatic.com)", line.Reason, StringComparison.Ordinal);
        Router.Parts.Remove("wget");
        Assert.Null(Test()[1].Reason);
    }

    // Many a target leaves large packets unanswered.
    [Fact]
    public void A_large_packet_that_is_not_answered_says_nothing()
    {
        Say(("mtu/wan2", "1500\n" + Silent + "1.1.1.1 dev veth0 src 100.64.0.10 uid 0 \n    cache \n"));
        Assert.Equal((null, null), (Test()[1].Mtu, Test()[1].Reason));
    }

    [Fact]
    public void A_zone_that_the_LAN_does_not_lead_to_is_named_with_its_cure()
    {
        Say(("iptables", Firewall.Replace("-A FORWARD -i br-lan -j ACCEPT\n", "", StringComparison.Ordinal)), ("config/firewall", Router.Parts["config/firewall"].Replace("option dest 'wan'", "option dest 'guest'", StringComparison.Ordinal)));
        string reason = Test("wan2")[0].Reason!;
        Assert.StartsWith("The firewall has no forwarding from the zone 'lan' to the zone 'wan'", reason, StringComparison.Ordinal);
        Assert.Contains("uci set firewall.@forwarding[-1].dest=wan", Advice.Command(reason), StringComparison.Ordinal);
    }

    // A network beyond that knows the way to the LAN needs no masquerading.
    [Fact]
    public void Whether_answers_find_back_is_tried()
    {
        Say(("iptables", "*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n"));
        Assert.True(Test()[1] is { Masqueraded: true, LanOk: true, Reason: null });
    }

    [Fact]
    public void Without_a_LAN_there_is_no_way_from_it()
    {
        Say(("interfaces", Interfaces.Replace("\"lan\", \"up\": true", "\"lan\", \"up\": false", StringComparison.Ordinal)));
        Assert.Equal((null, null), (Test()[0].LanOk, Test()[0].Reason));
        Assert.DoesNotContain("probe_lan", Router.Scripts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_down_says_why()
    {
        Say(("interfaces", Interfaces.Replace("\"wan2\", \"up\": true", "\"wan2\", \"up\": false, \"pending\": true", StringComparison.Ordinal)), ("carriers", "eth0.2=1\nveth0=1\n"));
        WanConnectivity line = Test("wan, wan2")[1];
        Assert.Equal(("The line is down. No DHCP server has answered yet.", true), (line.Reason, line.Carrier));
        Say(("carriers", "eth0.2=1\nveth0=0\n"));
        Assert.Equal("Nothing is at the other end of veth0: the cable is out, or what it leads to is off.", Test("wan, wan2")[1].Reason);
    }

    [Fact]
    public async Task While_it_lasts_each_line_is_told()
    {
        Say(("progress", "1/2 Testing wan\n2/2 Testing wan2\n"));
        RouterState state = States.Of(Router.Parts);
        var told = new List<RouterProgress>();
        RemoteTrace.Current = new RemoteTrace(_ => { }, told.Add, _ => { }, null);
        WanInterface[] all = [.. WanInterfaces.Read(state)];
        await new ConnectivityTest { Targets = ["1.1.1.1"], Count = 1, Timeout = TimeSpan.FromSeconds(1) }.RunAsync(state, all, all, [], TestContext.Current.CancellationToken);
        Assert.Equal([new RouterProgress("Testing wan", 1, 2), new RouterProgress("Testing wan2", 2, 2)], told);
    }
}
