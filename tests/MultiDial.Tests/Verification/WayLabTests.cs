using MultiDial.Tests.Whole;

namespace MultiDial.Tests.Verification;

/// <summary>
/// Each link of the chain from the cable to the LAN is broken on a router with two lines. Test-WanConnectivity names it, and has nothing to
/// say before and afterwards.
/// </summary>
public sealed class WayLabTests(MultiDialFixture router) : IClassFixture<MultiDialFixture>, IAsyncLifetime
{
    private const string Reload = "/etc/init.d/firewall reload >/dev/null 2>&1";

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(90);

    public async ValueTask InitializeAsync()
    {
        if (router.Run("Get-Mwan3Policy balance -ErrorAction Ignore").Length == 0)
        {
            await router.ShipAsync();
            router.Run("New-MultiDial -Line 2 -Protocol Dhcp");
            await router.OnlineAsync(2);
        }

        await UntilWellAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void A_line_that_is_well_has_all_links()
    {
        WanConnectivity[] lines = Test();
        Assert.Equal(["wan", "wan2"], lines.Select(line => line.Interface));
        Assert.All(lines, line => Assert.True(
            line is { Carrier: true, GatewayAnswers: true, Online: true, DnsOk: true, ResolverOk: null, CaptivePortal: false, Mtu: 1500, Masqueraded: true, LanOk: true, Reason: null, SharesPublicAddress: [] }, line.Reason));
        Assert.All(lines, line => Assert.Equal(line.SourceAddress, line.PublicAddress));
    }

    // What somebody does to the provider, on whose machine all commands run.
    [Theory]
    [InlineData("ip link set uplink down", "ip link set uplink up", "The gateway 100.64.0.1 does not answer through mvwan2, and neither does anything behind it", false)]
    [InlineData("iptables -I FORWARD -i uplink -j DROP", "iptables -D FORWARD -i uplink -j DROP", "The gateway 100.64.0.1 answers through mvwan2, but nothing behind it does", false)]
    [InlineData("iptables -I FORWARD -p icmp -j DROP", "iptables -D FORWARD -p icmp -j DROP", "DNS or web servers answer through mvwan2, but pings to 1.1.1.1, 223.5.5.5 do not", false)]
    [InlineData("iptables -I INPUT -p udp --dport 53 -j REJECT", "iptables -D INPUT -p udp --dport 53 -j REJECT", "The DNS server 100.64.0.1 does not answer through mvwan2", true)]
    [InlineData("iptables -I FORWARD -p tcp --dport 80 -j REJECT", "iptables -D FORWARD -p tcp --dport 80 -j REJECT", "No web server has answered through mvwan2", true)]
    [InlineData("ip link set core mtu 1400", "ip link set core mtu 1500", "The way through mvwan2 takes packets of 1400 bytes at most, but the device sends up to 1500", true)]
    [InlineData(
        "mkdir -p /tmp/portal; busybox httpd -p 81 -h /tmp/portal; iptables -t nat -I PREROUTING -i uplink -p tcp --dport 80 -j REDIRECT --to-ports 81",
        "iptables -t nat -D PREROUTING -i uplink -p tcp --dport 80 -j REDIRECT --to-ports 81", "Somebody else answers in place of connect.rom.miui.com through mvwan2", true)]
    public async Task A_fault_of_the_provider_is_named(string fault, string end, string words, bool online)
    {
        await ProviderAsync(fault);
        try
        {
            WanConnectivity line = (await UntilBrokenAsync(words)).Single(one => one.Interface == "wan2");
            Assert.Equal(online, line.Online);
        }
        finally
        {
            await ProviderAsync(end);
        }

        await UntilWellAsync();
    }

    [Fact]
    public async Task A_cable_that_is_out_is_named()
    {
        await ProviderAsync("ip link set port2 down");
        await UntilBrokenAsync("Nothing is at the other end of mvwan2");
        await ProviderAsync("ip link set port2 up");
        await UntilWellAsync();
    }

    // What somebody does to the router, and what puts it right; where that is the advice, it is pasted.
    [Theory]
    [InlineData("echo 0 >/proc/sys/net/ipv4/ip_forward", null, "The router forwards no packets", "wan, wan2")]
    [InlineData("echo 0 >/proc/sys/net/ipv4/conf/br-lan/forwarding", null, "The router forwards no packets", "wan, wan2")]
    [InlineData("uci delete firewall.@forwarding[0]; uci commit firewall; " + Reload, null, "no forwarding from the zone 'lan' to the zone 'wan'", "wan, wan2")]
    [InlineData("iptables -I FORWARD -o mvwan2 -j DROP", null, "keeps what comes from br-lan from leaving by mvwan2: -o mvwan2 -j DROP", "wan2")]
    [InlineData("iptables -I forward_lan -d 1.1.1.1 -j REJECT", null, "keeps what comes from br-lan from leaving by mvwan2: -d 1.1.1.1/32 -j REJECT", "wan, wan2")]
    [InlineData("uci del_list firewall.@zone[1].network=wan2; uci commit firewall; " + Reload, null, "does not masquerade mvwan2", "wan2")]
    [InlineData("printf '#!/bin/sh\\n' >/etc/init.d/dnsmasq; chmod +x /etc/init.d/dnsmasq", "rm /etc/init.d/dnsmasq", "the router's own resolver, which hosts of the LAN ask, does not", "wan, wan2")]
    [InlineData("ip rule add pref 500 fwmark 0x200/0x3f00 lookup main", "ip rule del pref 500", "marked for 'wan2' out by eth0.2 and not by mvwan2", "wan2")]
    [InlineData("ip rule del pref 2002", null, "no rule that leads what mwan3 marks for 'wan2' to the table 2", "wan2")]
    [InlineData("ip route flush table 2", null, "table 2 for 'wan2' has no default route", "wan2")]
    [InlineData("ip route del default dev mvwan2", null, "lost the default route of 'wan2'", "wan2")]
    [InlineData("iptables -t mangle -F mwan3_rules", "/etc/init.d/mwan3 restart >/dev/null 2>&1", "its rules are not in the kernel", "wan, wan2")]
    [InlineData("iptables -t mangle -F mwan3_policy_balance", "/etc/init.d/mwan3 restart >/dev/null 2>&1", "In the kernel the policy 'balance' gives 'wan2' 0% of its traffic", "wan, wan2")]
    [InlineData("/etc/init.d/mwan3 stop >/dev/null 2>&1", "/etc/init.d/mwan3 start >/dev/null 2>&1", "mwan3 is not running", "wan, wan2")]
    public async Task A_fault_of_the_router_is_named(string fault, string? cure, string words, string lines)
    {
        await router.TruthAsync(fault);
        WanConnectivity[] all = await UntilBrokenAsync(words);
        WanConnectivity line = all.Single(one => one.Interface == "wan2");
        Assert.Equal((true, line.ResolverOk == false), (line.Online, line.LanOk));
        Assert.Equal(lines, string.Join(", ", all.Where(one => one.Reason is not null).Select(one => one.Interface)));
        if (cure is null)
        {
            string advice = Advice.Command(line.Reason);
            cure = advice.StartsWith("ssh ", StringComparison.Ordinal) ? advice.Split('\'')[^2] : null;
            router.Run(cure is null ? advice : "");
        }

        await router.TruthAsync($"{{ {cure ?? ":"}; }} >/dev/null 2>&1");
        await UntilWellAsync();
    }

    // What somebody configures, and the advice that is pasted.
    [Theory]
    [InlineData("Add-Mwan3Rule all -Policy unreachable -First", "The rule 'default_rule' gets no traffic, since 'all' before it takes all of it.", "wan, wan2")]
    [InlineData("Add-Mwan3Rule web -Policy unreachable -Protocol tcp -DestinationPort 443 -First", "mwan3 refuses what hosts of the LAN send. The rule 'web' refuses it", "wan, wan2")]
    [InlineData("Set-Mwan3Policy balance -Member $null", "The policy 'balance' has no member that there is", "wan, wan2")]
    [InlineData("Set-Mwan3Policy balance -Member wan_m", "No policy that a rule uses has the interface 'wan2'", "wan2")]
    [InlineData("Set-Mwan3Rule default_rule -DestinationAddress 198.51.100.7", "No rule takes what the others leave", "wan2")]
    public async Task What_is_configured_against_a_line_is_named(string fault, string words, string lines)
    {
        await router.TruthAsync("cp /etc/config/mwan3 /tmp/well");
        router.Engine.Run(fault);
        Assert.Empty(router.Engine.Errors);
        WanConnectivity line = (await UntilBrokenAsync(words)).Single(one => one.Interface == "wan2");
        Assert.Equal((true, false), (line.Online, line.LanOk));
        Assert.Equal(lines, string.Join(", ", Test().Where(one => one.Reason is not null).Select(one => one.Interface)));
        await router.TruthAsync("cp /tmp/well /etc/config/mwan3; /etc/init.d/mwan3 restart >/dev/null 2>&1");
        await UntilWellAsync();
    }

    private WanConnectivity[] Test() => [.. router.Run("Test-WanConnectivity -Count 1 -Timeout 1").Select(line => Assert.IsType<WanConnectivity>(line.BaseObject))];

    private async Task ProviderAsync(string command) => (await router.Lab.Isp.RunAsync(command, TestContext.Current.CancellationToken)).Require();

    // Of what the kernel has of mwan3 nothing is said while mwan3 is at work.
    private async Task<WanConnectivity[]> UntilBrokenAsync(string words)
    {
        WanConnectivity[] all = [];
        await Poll.UntilAsync(
            () => (all = Test()).Single(one => one.Interface == "wan2").Reason?.Contains(words, StringComparison.Ordinal) == true,
            s_deadline,
            () => $"'{words}' and not '{string.Join("; ", all.Select(line => line.Reason))}'");
        return all;
    }

    private async Task UntilWellAsync()
    {
        string[] reasons = [];
        await Poll.UntilAsync(
            () => (reasons = [.. Test().Where(line => line.Reason is not null || line.LanOk != true).Select(line => $"{line.Interface} {line.LanOk} {line.Reason}")]).Length == 0,
            s_deadline,
            () => string.Join("; ", reasons));
    }
}
