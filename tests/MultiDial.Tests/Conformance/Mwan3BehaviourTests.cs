using System.Net;

namespace MultiDial.Tests.Conformance;

/// <summary>What the notes on a real router say of mwan3 in words: its light ways, its traps, and that lines add up.</summary>
public sealed class Mwan3BehaviourTests(Mwan3Fixture fixture) : IClassFixture<Mwan3Fixture>
{
    private const string SsRouteFirst = "uci reorder mwan3.ss_route=0;";
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private static readonly Uri s_largeByWan2 = new("http://203.0.113.1/bytes/100000000");

    private readonly Testing.Lab _lab = fixture.Lab;
    private readonly Mwan3Router _router = fixture.Router;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_weights_by_the_light_way_cut_no_connection()
    {
        await _router.BalanceAsync(SsRouteFirst);
        await DownloadDuringAsync("""
            uci set mwan3.wan_m1_w2.weight=6
            uci commit mwan3
            . /lib/functions.sh
            . /lib/functions/network.sh
            . /lib/mwan3/mwan3.sh
            initscript=/etc/init.d/mwan3
            . /lib/functions/procd.sh
            procd_lock
            mwan3_init
            mwan3_set_policies_iptables
            mwan3_set_user_rules
            """);
        Assert.Equal("balance:\n wan2 (25%)\n wan (75%)", await _router.RunAsync("mwan3 policies | sed -n 2,4p"));
    }

    [Fact]
    public async Task A_restart_takes_all_marks_and_tables_away_for_a_while()
    {
        await _router.BalanceAsync();
        await _router.RunAsync("/etc/init.d/mwan3 restart </dev/null >/dev/null 2>&1 &");
        await Poll.UntilAsync(async () => await _router.RunAsync("iptables -t mangle -S | grep mwan3; ip route show table 2 2>/dev/null || true") == "", s_deadline, "nothing is left");
        await _router.WaitUntilBothCarryAsync();
    }

    [Fact]
    public async Task Start_on_a_running_service_forgets_the_connected_networks_until_the_route_monitor_starts_anew()
    {
        const string Connected = "ipset -o save list mwan3_connected_ipv4 | grep ^add || true";
        await _router.BalanceAsync();
        await Poll.UntilAsync(async () => (await _router.RunAsync(Connected)).Contains("192.168.1.0/24", StringComparison.Ordinal), s_deadline, "the LAN is connected");

        await _router.RunAsync("/etc/init.d/mwan3 start");
        Assert.Equal("", await _router.RunAsync(Connected));

        await _router.RunAsync("kill $(pgrep -f 'mwan3rtmon ipv4$')");
        await Poll.UntilAsync(async () => (await _router.RunAsync(Connected)).Contains("192.168.1.0/24", StringComparison.Ordinal), s_deadline, "the LAN is connected again");
    }

    [Fact]
    public async Task A_killed_tracker_is_started_anew_with_the_options_of_now()
    {
        await _router.BalanceAsync();
        string before = await TrackerAsync();
        await _router.RunAsync($"uci delete mwan3.wan2.track_ip; uci add_list mwan3.wan2.track_ip=8.8.8.8; uci commit mwan3; kill {before}");
        await Poll.UntilAsync(
            async () => (await _router.RunAsync("ls /var/run/mwan3track/wan2")).Contains("TRACK_8.8.8.8", StringComparison.Ordinal), s_deadline, "the tracker pings its new target");
        Assert.NotEqual(before, await TrackerAsync());
    }

    [Fact]
    public async Task Stop_disables_the_service_and_start_enables_it()
    {
        const string Enabled = "/etc/init.d/mwan3 enabled && echo yes || echo no";
        await _router.BalanceAsync();
        Assert.Equal("yes", await _router.RunAsync(Enabled));
        await _router.RunAsync("mwan3 stop");
        Assert.Equal("no", await _router.RunAsync(Enabled));
        Assert.Equal("0", await _router.RunAsync("{ ip rule | grep -E '^[123][0-9]{3}:'; iptables -t mangle -S | grep mwan3; ipset -n list | grep mwan3; ls -d /var/run/mwan3; } 2>/dev/null | wc -l"));
        await _router.RunAsync("mwan3 start");
        Assert.Equal("yes", await _router.RunAsync(Enabled));
    }

    [Fact]
    public async Task A_command_runs_over_the_line_that_it_is_told_to_use()
    {
        await _router.BalanceAsync();
        foreach ((string line, IPAddress address) in ((string, IPAddress)[])[("wan", _router.Wan), ("wan2", _router.Wan2)])
        {
            string answer = await _router.RunAsync($"mwan3 use {line} wget -qO- http://1.1.1.1/");
            Assert.EndsWith($"FAMILY=ipv4\n{address}", answer, StringComparison.Ordinal);
            Assert.Contains(" 0% packet loss", await _router.RunAsync($"mwan3 use {line} ping -c 1 -W 5 8.8.8.8"), StringComparison.Ordinal);
        }

        Assert.Equal("", await _router.RunAsync("ip rule | grep -E '^900:' || true"));
    }

    [Fact]
    public async Task Two_lines_add_up_and_one_connection_does_not()
    {
        await _router.BalanceAsync(SsRouteFirst);
        double one = await RateAsync("http://203.0.113.5", 8);
        double two = await RateAsync("http://3.4.5.6", 16);
        double single = await RateAsync("http://3.4.5.6", 1);
        Assert.True(two > 1.5 * one, $"{two:F0} bit/s over two lines, {one:F0} over one");
        Assert.True(single < 1.2 * one, $"{single:F0} bit/s with one connection, {one:F0} with many");
    }

    private async Task<double> RateAsync(string host, int connections) =>
        (await _lab.Lan.DownloadAsync(host + "/bytes/100000000", connections, TimeSpan.FromSeconds(4), Cancelled)).Rate;

    private Task<string> TrackerAsync() => _router.RunAsync("pgrep -f 'mwan3track wan2$'");

    // Runs a command while a connection by wan2 receives, which must go on afterwards.
    private async Task DownloadDuringAsync(string command)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        Task download = _lab.Lan.DownloadAsync(s_largeByWan2.ToString(), 1, s_deadline * 3, end.Token);
        await GrowsAsync();
        await _router.RunAsync(command);
        await GrowsAsync();
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);

        async Task GrowsAsync()
        {
            long before = await ReceivedAsync();
            await Poll.UntilAsync(async () => download.IsFaulted || await ReceivedAsync() > before + 2_000_000, s_deadline, "the download goes on");
            Assert.False(download.IsFaulted, $"The connection broke: {download.Exception?.InnerException?.Message}");
        }
    }

    private async Task<long> ReceivedAsync() => (await _lab.Isp.BytesByClientAsync(Cancelled)).GetValueOrDefault(_router.Wan2);
}
