using System.Diagnostics;
using System.Globalization;
using MultiDial.Router;

namespace MultiDial.Tests;

/// <summary>No change cuts a line that it does not name, and none leaves anything for a later reload_config.</summary>
[Collection(RouterFixture.SecondCollection)]
public sealed class RouterHitlessTests(RouterFixture router) : RouterTests(router)
{
    private static readonly TimeSpan s_stall = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_giveUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(30);

    // Each names the third line or none.
    private static readonly string[] s_makeThird =
    [
        "New-MacvlanDevice veth7 -Parent {wan} -Mode Private",
        "Set-MacvlanDevice veth7 -Mode Bridge",
        "New-WanInterface wan3 -Device veth7 -Protocol Dhcp -Metric 30",
        "Set-MacvlanDevice veth7 -MacAddress 02:00:5e:00:53:07",
        "Set-WanInterface wan3 -Metric 31 -PeerDns $false -Dns 1.1.1.1",
        "Remove-FirewallZoneNetwork wan -Network wan3",
        "Add-FirewallZoneNetwork wan -Network wan3",
        "Stop-WanInterface wan3",
        "Start-WanInterface wan3",
        "Restart-WanInterface wan3",
        "Set-Mwan3Global -Logging $true -LogLevel Notice",
        "Set-Mwan3Global -Logging $null -LogLevel $null",
        "Add-Mwan3Interface wan3 -Enabled $false",
        "Set-Mwan3Interface wan3 -Enabled $true",
        "Set-Mwan3Interface wan3 -TrackIp 1.1.1.1, 8.8.8.8",
        "Set-Mwan3Interface wan3 -Interval 2s -Timeout 1 -Up 1",
        "Set-Mwan3Interface wan3 -InitialState Offline -FlushConntrack $null",
        "Add-Mwan3Member wan3_m1_w2 -Interface wan3 -Weight 2",
        "Set-Mwan3Member wan3_m1_w2 -Weight 3",
        "Set-Mwan3Policy wan3_only -Member wan3_m1_w2",
        "Set-Mwan3Policy balance -Member wan_m1_w1, wan2_m1_w1, wan3_m1_w2",
        "Add-Mwan3Rule by_wan3 -Policy wan3_only -DestinationAddress 203.0.113.33 -First",
        "Set-Mwan3Rule by_wan3 -Sticky $true",
        "Set-Mwan3Rule by_wan3 -StickyTimeout 1m",
        "Move-Mwan3Rule by_wan3 -Last",
        "Set-WanInterface wan3 -Metric 30",
        "Stop-WanInterface wan3",
        "Start-WanInterface wan3",
        "Restart-WanInterface wan3",
    ];

    // Names all, but what is the same before and after is not touched. Without the transaction it would be no light way:
    // a line that has left mwan3 has no route of its own, and the kernel drops what is masqueraded with its address.
    private const string Rebuild = """
        # Clear-Mwan3Configuration and all anew, in one transaction
        Start-OpenWrtTransaction
        Clear-Mwan3Configuration
        'wan', 'wan2' | Add-Mwan3Interface -TrackIp 1.1.1.1, 8.8.8.8 -Family IPv4 -Reliability 1 -Interval 10s
        Get-Mwan3Interface | Add-Mwan3Member
        Get-Mwan3Member | Set-Mwan3Policy balance -LastResort Unreachable
        Add-Mwan3Rule everything -Policy balance -Family IPv4
        Complete-OpenWrtTransaction
        """;

    // Each names the line in the middle.
    private static readonly string[] s_changeSecond =
    [
        "Set-WanInterface wan2 -Metric 21",
        "Set-Mwan3Interface wan2 -Interval 5s",
        "Set-Mwan3Interface wan2 -Enabled $false",
        "Set-Mwan3Interface wan2 -Enabled $true",
        "Set-Mwan3Interface wan2 -Interval 10s",
        "Set-Mwan3Member wan2_m1_w1 -Weight 2",
        "Restart-WanInterface wan2",
        "Set-MacvlanDevice veth0 -MacAddress 02:00:5e:00:53:02",
        "Remove-FirewallZoneNetwork wan -Network wan2",
        "Add-FirewallZoneNetwork wan -Network wan2",
    ];

    private static readonly string[] s_removeThird =
    [
        "Remove-Mwan3Rule by_wan3",
        "Remove-Mwan3Policy wan3_only",
        "Set-Mwan3Policy balance -Member wan_m1_w1, wan2_m1_w1",
        "Remove-Mwan3Member wan3_m1_w2",
        "Remove-Mwan3Interface wan3",
        "Add-Mwan3Interface wan3 -TrackIp 1.1.1.1",
        "Add-Mwan3Member -Interface wan3",
        "Set-Mwan3Policy balance -Member wan_m1_w1, wan2_m1_w1, wan3_m1_w1",
        "Remove-WanInterface wan3 -Force",
        "Remove-MacvlanDevice veth7",
    ];

    private readonly List<string> _table = [];
    private Dictionary<string, HeldDownload> _held = [];

    [Fact]
    public async Task No_change_cuts_a_line_that_it_does_not_name()
    {
        try
        {
            await HoldAsync("wan", "wan2");
            await WalkAsync(s_makeThird, "wan", "wan2");
            await OnlineAsync("wan", "wan2", "wan3");
            await HoldAsync("wan", "wan2", "wan3");
            await WalkAsync(s_changeSecond, "wan", "wan3");
            await OnlineAsync("wan", "wan2", "wan3");
            await HoldAsync("wan", "wan2");
            await WalkAsync([.. s_removeThird, Rebuild], "wan", "wan2");

            await HoldAsync("wan", "wan2");
            (bool isCut, _) = await MeasureAsync("mwan3 restart", () => TruthAsync("mwan3 restart >/dev/null 2>&1"), "wan", "wan2");
            Assert.True(isCut, "A restart is as gentle as the module, which then need not avoid it.");
        }
        finally
        {
            Release();
            RouterTransaction.End(Router.Session);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', _table));
        }
    }

    [Fact]
    public async Task What_somebody_else_wrote_is_left_to_reload_config()
    {
        await TruthAsync("uci set firewall.@zone[1].note='by hand'; uci commit firewall");
        Run("Set-WanInterface wan2 -Metric 25; Set-Mwan3Member wan_m1_w1 -Weight 2");
        string reloads = await ReloadsAsync();
        Assert.Equal(1, reloads.Split("config.change").Length - 1);
        Assert.Contains("firewall", reloads, StringComparison.Ordinal);
    }

    private async Task WalkAsync(string[] scripts, params string[] lines)
    {
        var cut = new List<string>();
        string trackers = "";
        await Poll.UntilAsync(async () => (trackers = await TrackersAsync(lines)).Split(", ").Count(tracker => char.IsAsciiDigit(tracker[^1])) == lines.Length, s_settle, () => $"all trackers run: {trackers}");
        foreach (string script in scripts.Select(script => script.Replace("{wan}", Router.WanDevice, StringComparison.Ordinal)))
        {
            (bool isCut, string row) = await MeasureAsync(script, () => Task.FromResult(Run(script)), lines);
            if (isCut)
            {
                cut.Add(row);
                await OnlineAsync(lines);
                await HoldAsync(lines);
            }

            (string reloads, string now) = (await ReloadsAsync(), await TrackersAsync(lines));
            if (reloads.Length > 0 || now != trackers)
            {
                cut.Add($"{script}: trackers {trackers} became {now}; reload_config: {reloads}");
                trackers = now;
            }
        }

        Assert.True(cut.Count == 0, string.Join('\n', cut));
    }

    private async Task<(bool IsCut, string Row)> MeasureAsync(string what, Func<Task> change, params string[] lines)
    {
        long start = Stopwatch.GetTimestamp();
        await change();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        bool isCut = false;
        string row = string.Create(CultureInfo.InvariantCulture, $"{what.Split('\n')[0],-84} {took.TotalSeconds,5:0.0} s");
        foreach (string line in lines)
        {
            TimeSpan gap = await _held[line].LapAsync(s_giveUp, Cancelled);
            isCut |= gap > s_stall || _held[line].Ending is not null;
            row += string.Create(CultureInfo.InvariantCulture, $"   {line} {gap.TotalMilliseconds,6:0} ms {_held[line].Ending}");
        }

        _table.Add(row);
        return (isCut, row);
    }

    /// <summary>Holds new downloads, one by each line.</summary>
    private async Task HoldAsync(params string[] lines)
    {
        Release();
        var addresses = Run<WanInterface>("Get-WanInterface " + string.Join(", ", lines)).ToDictionary(line => line.Address!, line => line.Name);
        List<HeldDownload> held = await HeldDownload.OpenAsync(Router.Lab, addresses.Keys, Cancelled);
        _held = held.ToDictionary(download => addresses[download.Line!]);
    }

    private void Release()
    {
        foreach (HeldDownload download in _held.Values)
        {
            download.Dispose();
        }
    }

    // A chain may be that of before the line was started anew, and an old mwan3 takes seconds for each event of it.
    private Task OnlineAsync(params string[] lines) => Poll.UntilAsync(
        async () => Run<Mwan3Status>("Get-Mwan3Status " + string.Join(", ", lines)).All(line => line.Status == Mwan3LineStatus.Online)
            && (await TruthAsync("pgrep -f 'hotplug-cal[l] iface'")).Length == 0 && lines.All((await TruthAsync("mwan3 policies | sed '/balance/,/^[^ ]*$/!d'")).Contains), s_settle, "all lines carry traffic");

    /// <summary>What a reload_config on the router would tell its services.</summary>
    private Task<string> ReloadsAsync() => TruthAsync("sh -x /sbin/reload_config 2>&1 | grep config.change");
}
