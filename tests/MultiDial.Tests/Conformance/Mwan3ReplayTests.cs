using System.Net;

namespace MultiDial.Tests.Conformance;

/// <summary>mwan3 on the stand-in answers, and treats traffic, as it did on a real router.</summary>
public sealed class Mwan3ReplayTests(Mwan3Fixture fixture) : IClassFixture<Mwan3Fixture>
{
    private const string Balanced = "http://3.4.5.6/";
    private const string ByWan2 = "http://203.0.113.1/";
    private const string FirstRule = "uci reorder mwan3.ss_route=0;";
    private const string QuickTrackers = "for line in wan wan2; do uci set mwan3.$line.interval=1; uci set mwan3.$line.timeout=1; done;";

    private readonly Testing.Lab _lab = fixture.Lab;
    private readonly Mwan3Router _router = fixture.Router;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tutorial_typed_literally_balances_only_after_its_rules_are_reordered()
    {
        const string File = "06-mwan3-config";
        await _router.StopAsync();
        await _router.AssertAsync(File, "uci import mwan3");
        await _router.AssertAsync(File, "uci revert mwan3");
        await _router.AssertAsync(File, "/etc/init.d/mwan3 start");
        await _router.AssertAsync(File, "mwan3 rules; mwan3 policies");
        await _router.AssertAsync(File, "iptables -t mangle -S");
        await _router.AssertAsync(File, "ip rule; ip route show table 1");
        Assert.Equal([_router.Wan2], await AddressesSeenAsync(Balanced, 20));

        await _router.AssertAsync(File, "uci show mwan3 | grep");
        await _router.AssertAsync(File, "uci reorder");
        await _router.WaitUntilBothCarryAsync();
        Assert.Equal([_router.Wan2, _router.Wan], await AddressesSeenAsync(Balanced, 40), Unordered);
        Assert.Equal([_router.Wan2], await AddressesSeenAsync(ByWan2, 10));
        Assert.Contains("   40  2400 - balance ", await _router.RunAsync("mwan3 rules"), StringComparison.Ordinal);
        string marked = await _router.RunAsync("conntrack -L -d 3.4.5.6 2>/dev/null");
        Assert.Contains("mark=256", marked, StringComparison.Ordinal);
        Assert.Contains("mark=512", marked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_report_of_two_healthy_lines()
    {
        await _router.BalanceAsync(FirstRule);
        foreach (string report in (string[])["connected", "interfaces", "internal", "policies", "rules", "status"])
        {
            await _router.AssertOutputAsync($"07-two-lines-mwan3-{report}.txt", $"mwan3 {report}");
        }

        await Poll.UntilAsync(
            async () => !(await _router.RunAsync("ubus call mwan3 status '{\"section\":\"interfaces\"}'")).Contains("\"online\": 0,", StringComparison.Ordinal),
            TimeSpan.FromSeconds(10), "both lines have been online for a second, as in the record");
        await _router.AssertOutputAsync("07-two-lines-ubus-mwan3-status.json", "ubus call mwan3 status");
        await _router.AssertOutputAsync("07-two-lines-ubus-mwan3-status-interfaces.json", """ubus call mwan3 status '{"section":"interfaces"}'""");
        await _router.AssertOutputAsync("07-ubus-v-list-mwan3.txt", "ubus -v list mwan3");
    }

    [Fact]
    public async Task A_dead_line_is_left_out_and_comes_back()
    {
        const string File = "09-failover";
        await _router.BalanceAsync(FirstRule + QuickTrackers);
        await _lab.Isp.BlockClientAsync(_router.Wan2, Cancelled);
        await _router.WaitForAsync("wan2", "disconnecting");
        await _router.WaitForAsync("wan2", "offline");
        await Poll.UntilAsync(
            async () => !(await _router.RunAsync("ubus call mwan3 status '{\"section\":\"interfaces\",\"interface\":\"wan2\"}'")).Contains("\"offline\": 0,", StringComparison.Ordinal),
            TimeSpan.FromSeconds(10), "wan2 has been offline for a second, as in the record");

        await _router.AssertLogAsync(File, "logread | grep mwan3 | tail -12", "failed for target");
        await _router.WaitForPolicyAsync("balance", "wan (100%)");
        foreach (string command in (string[])
            ["mwan3 policies", "ip rule", "ip route", "ip route show table 2", "ifstatus wan2", "ubus call mwan3 status \"{\\\"section\\\":\\\"interfaces\\\",", "ubus call mwan3 status \"{\\\"section\\\":\\\"interfaces\\\"}"])
        {
            await _router.AssertAsync(File, command);
        }

        foreach (string report in (string[])["interfaces", "policies", "rules", "status"])
        {
            await _router.AssertOutputAsync($"09-wan2-offline-mwan3-{report}.txt", $"mwan3 {report}");
        }

        await _router.AssertOutputAsync("09-wan2-offline-ubus-mwan3-status.json", "ubus call mwan3 status");
        Assert.Equal([_router.Wan], await AddressesSeenAsync(Balanced, 5));
        await Assert.ThrowsAsync<HttpRequestException>(() => _lab.Lan.HttpGetAsync(ByWan2, Cancelled));

        // Between two rounds, so that the next one asks the first target first, as in the record.
        const string Turn = "cat /var/run/mwan3track/wan2/TURN";
        string turn = await _router.RunAsync(Turn);
        await Poll.UntilAsync(async () => await _router.RunAsync(Turn) != turn, TimeSpan.FromSeconds(20), "a round of pings is over");
        await _lab.Isp.UnblockClientAsync(_router.Wan2, Cancelled);
        await _router.WaitForAsync("wan2", "online");
        await _router.AssertLogAsync(File, "logread | grep mwan3 | tail -8", "success for target");
    }

    [Fact]
    public async Task Mistakes_are_answered_alike()
    {
        const string File = "15-mwan3-failures";
        await _router.BalanceAsync();
        foreach (string command in (string[])
            ["mwan3 ifup nosuch", "mwan3 ifdown nosuch", "mwan3 ifup;", "mwan3 use nosuch", "mwan3 use wan2 curl", "mwan3 bogus", "mwan3 ifdown wan2", "mwan3 ifup wan2",
            "uci set mwan3.balance_all_lines", "uci delete mwan3.balance_all_lines"])
        {
            await _router.AssertAsync(File, command);
        }
    }

    [Fact]
    public async Task Of_two_lines_without_metrics_one_goes_offline()
    {
        await _router.BalanceAsync(QuickTrackers);
        await _router.RunAsync("uci delete network.wan.metric; uci delete network.wan2.metric; uci commit network; /etc/init.d/network reload");
        await Poll.UntilAsync(
            async () => await _router.RunAsync("ip route show default | cut -d ' ' -f 4,5") == "dev veth0", TimeSpan.FromSeconds(60), "wan2 has taken wan's default route");

        // The restart to come flushes the lines' tables. A route monitor that is still behind would fill them again after that.
        await Poll.UntilAsync(
            async () => await _router.RunAsync("ip route show table 2 | grep ^default | grep -vc metric || :") == "1", TimeSpan.FromSeconds(60), "mwan3 has seen it too");
        await _router.AssertAsync("16-no-metric", "ip neigh flush dev eth0.2");
    }

    [Fact]
    public async Task Both_lines_are_online_again_after_a_reboot()
    {
        const string File = "17-reboot";
        await _router.BalanceAsync();
        await _router.RebootAsync(() => _router.AssertAsync(File, "ip -4 -br addr"));
        await _router.AssertAsync(File, "sleep 3; mwan3 interfaces");
    }

    private static bool Unordered(IEnumerable<IPAddress> expected, IEnumerable<IPAddress> actual) => expected.ToHashSet().SetEquals(actual);

    // The distinct addresses under which the LAN is seen.
    private async Task<IPAddress[]> AddressesSeenAsync(string url, int times)
    {
        HashSet<IPAddress> seen = [];
        for (int i = 0; i < times; i++)
        {
            seen.Add(IPAddress.Parse((await _lab.Lan.HttpGetAsync(url, Cancelled)).Trim()));
        }

        return [.. seen];
    }
}
