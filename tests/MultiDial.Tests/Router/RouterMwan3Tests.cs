using MultiDial.Testing;

namespace MultiDial.Tests;

/// <summary>mwan3's configuration, and that changing it cuts nobody's connection.</summary>
public sealed class RouterMwan3Tests(RouterFixture router) : RouterTests(router)
{
    private static readonly TimeSpan s_download = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task What_is_made_and_removed_leaves_the_configuration_as_it_was()
    {
        string before = await ExportAsync();
        Run("Add-Mwan3Interface wan6 -Family IPv6 -TrackIp 2606:4700:4700::1111 -Interval 5s -Timeout 2 -Down 3 -Up 3 -FlushConntrack ifdown, disconnected");
        Run("Get-Mwan3Interface wan6 | Add-Mwan3Member -Metric 3 -Weight 4");
        Run("Get-Mwan3Member wan6_m3_w4 | Set-Mwan3Policy six -LastResort Blackhole");
        Run("Get-Mwan3Policy six | Add-Mwan3Rule six_rule -Family IPv6 -Protocol tcp -DestinationPort 80,443 -Sticky $true -StickyTimeout 5m -Before default_route");

        Mwan3Interface line = Run<Mwan3Interface>("Get-Mwan3Interface wan6").Single();
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), 3), (line.Interval, line.Timeout, line.Down));
        Mwan3Rule rule = Run<Mwan3Rule>("Get-Mwan3Rule six_rule").Single();
        Assert.Equal(("six", "80,443", 3, TimeSpan.FromMinutes(5)), (rule.Policy, rule.DestinationPort, rule.Position, rule.StickyTimeout));
        Assert.Equal("300", await UciAsync("mwan3.six_rule.timeout"));
        foreach (string section in new[] { "wan6", "wan6_m3_w4", "six", "six_rule" })
        {
            Assert.Equal("multidial", await UciAsync($"mwan3.{section}.managed_by"));
        }

        Assert.Empty(Run("Remove-Mwan3Rule six_rule; Remove-Mwan3Policy six; Remove-Mwan3Member wan6_m3_w4; Remove-Mwan3Interface wan6"));
        Assert.Equal(before, await ExportAsync());
    }

    [Fact]
    public async Task Options_that_the_module_does_not_know_survive()
    {
        await TruthAsync("uci set mwan3.wan_m1_w1.note=\"it's mine\"; uci set mwan3.default_route.note='a b'; uci commit mwan3");
        Run("Set-Mwan3Member wan_m1_w1 -Weight 3; Get-Mwan3Rule default_route | Set-Mwan3Rule -Logging $true");
        Assert.Equal(("it's mine", "a b", "3"), (await UciAsync("mwan3.wan_m1_w1.note"), await UciAsync("mwan3.default_route.note"), await UciAsync("mwan3.wan_m1_w1.weight")));

        Run("Set-Mwan3Rule default_route -Logging $null");
        Assert.Equal("", await TruthAsync("uci -q get mwan3.default_route.logging"));
    }

    [Fact]
    public async Task Shares_and_rules_take_effect_at_once_and_in_their_order()
    {
        Run("Set-Mwan3Member wan_m1_w1 -Weight 3");
        Assert.Equal(["wan 75%", "wan2 25%"], Run<Mwan3Policy>("Get-Mwan3Policy balance").Single().Share.Select(share => share.ToString()));
        string policies = await TruthAsync("mwan3 policies");
        Assert.Contains("wan (75%)", policies, StringComparison.Ordinal);
        Assert.Contains("wan2 (25%)", policies, StringComparison.Ordinal);

        Run("Add-Mwan3Rule host -Policy wan2_only -DestinationAddress 198.51.100.9 -First");
        Assert.Equal(["host", "spare_rule", "by_wan2", "default_route"], Run<Mwan3Rule>("Get-Mwan3Rule").Select(rule => rule.Name));
        string rules = await TruthAsync("iptables-save -t mangle");
        Assert.InRange(rules.IndexOf("198.51.100.9", StringComparison.Ordinal), 0, rules.IndexOf("198.51.100.7", StringComparison.Ordinal));

        Run("Remove-Mwan3Rule host");
        Run("Remove-Mwan3Policy spare_policy");
        rules = await TruthAsync("iptables-save -t mangle");
        Assert.DoesNotContain("198.51.100.9", rules, StringComparison.Ordinal);
        Assert.DoesNotContain("mwan3_policy_spare_policy", rules, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_gets_no_traffic_is_warned_of_and_can_be_moved()
    {
        Run("Add-Mwan3Rule late -Policy wan2_only -Family IPv4 -DestinationAddress 203.0.113.9");
        Assert.Contains(Engine.Warnings, warning => warning.Contains("Move-Mwan3Rule late -Before default_route", StringComparison.Ordinal));
        Assert.Equal(3, Run<Mwan3Rule>("Move-Mwan3Rule late -Before default_route").Single().Position);
        Assert.Empty(Engine.Warnings);
        Assert.Equal("spare_rule by_wan2 late default_route", string.Join(' ',
            (await TruthAsync("uci show mwan3 | sed -n 's/^mwan3\\.\\([^.]*\\)=.*rule.*/\\1/p'")).Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Clearing_leaves_the_settings()
    {
        Assert.Empty(Run("Clear-Mwan3Configuration"));
        Assert.Equal("mwan3.globals=globals\nmwan3.globals.mmx_mask='0x3F00'\n", await TruthAsync("uci show mwan3"));
        Assert.Equal("0x3F00", Run<Mwan3Global>("Get-Mwan3Global").Single().MarkMask);
    }

    [Theory]
    [InlineData("Set-Mwan3Member wan_m1_w1 -Weight 1 -Metric 1")]
    [InlineData("Get-Mwan3Member wan_m1_w1, wan2_m1_w1 | Set-Mwan3Policy balance -LastResort Unreachable")]
    [InlineData("Set-Mwan3Rule default_route -Policy balance -Family IPv4")]
    [InlineData("Move-Mwan3Rule default_route -Last")]
    [InlineData("Set-Mwan3Global -MarkMask 0x3F00")]
    [InlineData("Set-Mwan3Interface wan -Interval 10s -TrackIp 1.1.1.1, 8.8.8.8")]
    [InlineData("Get-Mwan3Interface wan | Set-Mwan3Interface")]
    public async Task What_is_so_already_is_not_written(string script)
    {
        string files = await FilesAsync();
        string trackers = await TrackersAsync();
        Assert.Single(Run(script));
        Assert.Equal(files, await FilesAsync());
        Assert.Equal(trackers, await TrackersAsync());
    }

    [Fact]
    public async Task A_download_survives_changes_of_members_policies_and_rules()
    {
        Testing.Lab lab = Router.Lab;
        string trackers = await TrackersAsync();
        Task<Download> download = lab.Lan.DownloadAsync("http://203.0.113.5/bytes/10000000000", 4, s_download, Cancelled);
        await Poll.UntilAsync(async () => (await ConnectedAsync()).Length > 0, TimeSpan.FromSeconds(10), "mwan3's route monitor has filled its set");
        string connected = await ConnectedAsync();

        string[] changes =
        [
            "Set-Mwan3Member wan_m1_w1 -Weight 2",
            "Add-Mwan3Member extra -Interface wan2 -Metric 1 -Weight 1",
            "Set-Mwan3Policy extra_policy -Member extra",
            "Add-Mwan3Rule extra_rule -Policy extra_policy -DestinationAddress 198.51.100.77 -First",
            "Move-Mwan3Rule extra_rule -Last",
            "Remove-Mwan3Rule extra_rule; Remove-Mwan3Policy extra_policy; Remove-Mwan3Member extra",
        ];
        foreach (string change in changes)
        {
            Run(change);
            Assert.Equal(connected, await ConnectedAsync());
        }

        Download done = await download;
        Assert.All(done.BytesByConnection, bytes => Assert.True(bytes > 1_000_000));
        Assert.Equal(trackers, await TrackersAsync());
    }

    [Fact]
    public async Task A_download_survives_changes_of_another_line()
    {
        Testing.Lab lab = Router.Lab;
        Run("Set-Mwan3Policy wan_only -Member wan_m1_w1; Add-Mwan3Rule pinned -Policy wan_only -DestinationAddress 203.0.113.9 -First");
        string tracker = await TrackersAsync("wan");
        Task<Download> download = lab.Lan.DownloadAsync("http://203.0.113.9/bytes/10000000000", 2, s_download, Cancelled);

        Run("Set-Mwan3Interface wan2 -TrackIp 223.5.5.5");
        Run("Set-Mwan3Interface wan2 -Enabled $false");
        Assert.Equal([Mwan3LineStatus.Online, Mwan3LineStatus.Disabled], Run<Mwan3Status>("Get-Mwan3Status").Select(line => line.Status));
        Run("Set-Mwan3Interface wan2 -Enabled $true");
        Run("Remove-Mwan3Interface wan2 -Force");
        string rules = await TruthAsync("ip rule; iptables-save -t mangle");
        Assert.DoesNotContain("wan2\n", rules, StringComparison.Ordinal);
        Assert.DoesNotContain("2002:", rules, StringComparison.Ordinal);
        Run("Add-Mwan3Interface wan2 -TrackIp 1.1.1.1; Add-Mwan3Member -Interface wan2; Set-Mwan3Policy balance -Member wan_m1_w1, wan2_m1_w1");

        Download done = await download;
        Assert.All(done.BytesByConnection, bytes => Assert.True(bytes > 5_000_000, $"{bytes} bytes"));
        Assert.Equal(tracker, await TrackersAsync("wan"));
        await Poll.UntilAsync(() => Run<Mwan3Status>("Get-Mwan3Status").All(line => line.Status == Mwan3LineStatus.Online && line.Problem is null),
            TimeSpan.FromSeconds(20), "both lines are online");
        Assert.Contains("wan2 (50%)", await TruthAsync("mwan3 policies"), StringComparison.Ordinal);
    }

    [Fact]
    public void All_lines_are_online_with_their_shares()
    {
        Mwan3Status[] status = Run<Mwan3Status>("Get-Mwan3Status");
        Assert.Equal(["wan", "wan2"], status.Select(line => line.Interface));
        Assert.All(status, line => Assert.Equal((Mwan3LineStatus.Online, true, null), (line.Status, line.Enabled, line.Problem)));
        Assert.All(status, line => Assert.Contains(line.Share, share => share is { Policy: "balance", Percent: 50 }));
    }

    private Task<string> ConnectedAsync() => TruthAsync("ipset list mwan3_connected_ipv4 2>/dev/null | sed '1,/^Members/d' | sort");
}
