using System.Text.RegularExpressions;

namespace MultiDial.Tests;

/// <summary>What -WhatIf prints is what is done, and it does nothing.</summary>
[Collection(RouterFixture.SecondCollection)]
public sealed partial class RouterWhatIfTests(RouterFixture router) : RouterTests(router)
{
    // In an order in which they can run one after the other.
    private static readonly string[] s_changes =
    [
        "New-MacvlanDevice veth5 -Parent WAN -Mode Private",
        "New-WanInterface wan5 -Device veth9 -Protocol Dhcp -Metric 50 -Timeout 0",
        "Add-Mwan3Interface wan6 -Family IPv6 -TrackIp 2606:4700:4700::1111 -Down 3",
        "Add-Mwan3Member -Interface wan -Metric 2 -Weight 3",
        "Add-FirewallZoneNetwork wan -Network loopback",
        "Add-Mwan3Rule dns -Policy balance -Protocol udp -DestinationPort 53 -Family IPv4 -First",
        "Set-MacvlanDevice veth9 -Mode Private -MacAddress 02:00:5e:00:53:55",
        "Set-WanInterface wan2 -Metric 25 -Dns 1.1.1.1, 8.8.8.8",
        "Set-Mwan3Global -LogLevel Debug -RoutingTable 220",
        "Set-Mwan3Interface wan2 -Down 7 -TrackIp 9.9.9.9",
        "Set-Mwan3Member wan_m1_w1 -Weight 5",
        "Set-Mwan3Policy balance -Member wan2_m1_w1, wan_m1_w1 -LastResort Default",
        "Set-Mwan3Rule spare_rule -DestinationAddress 198.51.100.8 -Sticky $true",
        "Remove-Mwan3Rule spare_rule",
        "Remove-Mwan3Policy spare_policy",
        "Remove-Mwan3Member spare_member",
        "Remove-Mwan3Interface wan2 -Force",
        "Remove-FirewallZoneNetwork wan -Network wan6",
        "Remove-MacvlanDevice veth8",
        "Remove-WanInterface wan2 -Force",
        "Clear-Mwan3Configuration",
    ];

    internal static IEnumerable<string> Scripts(string wanDevice) => s_changes.Select(change => change.Replace("WAN", wanDevice, StringComparison.Ordinal));

    [Fact]
    public async Task It_prints_the_change_that_is_made_then()
    {
        foreach (string script in Scripts(Router.WanDevice))
        {
            string files = await FilesAsync();
            string[] before = await OptionsAsync();

            Assert.Empty(Run(script + " -WhatIf"));
            string[] printed = [.. Line().Matches(Engine.Host.Text.ToString()).Select(match => match.Groups[1].Value)];
            Assert.Equal(files, await FilesAsync());

            Run(script);
            string[] after = await OptionsAsync();
            string[] changed = [.. before.Except(after).Concat(after.Except(before)).Select(line => line.Split('=')[0]).Distinct()];
            string[] silent = [.. changed.Where(option => !printed.Any(target => IsPartOf(option, target)))];
            string[] idle = [.. printed.Where(target => !changed.Any(option => IsPartOf(option, target)))];
            Assert.True(changed.Length > 0 && silent.Length == 0 && idle.Length == 0, $"{script}: changed {string.Join(", ", changed)}; without a word {string.Join(", ", silent)}; only printed {string.Join(", ", idle)}");
        }
    }

    [Fact]
    public async Task It_moves_no_rule()
    {
        string files = await FilesAsync();
        Run("Move-Mwan3Rule default_route -First -WhatIf");
        Assert.Contains("mwan3.default_route", Engine.Host.Text.ToString(), StringComparison.Ordinal);
        Assert.Equal(files, await FilesAsync());
        Assert.Equal(1, Run<Mwan3Rule>("Move-Mwan3Rule default_route -First").Single().Position);
    }

    [Theory]
    [InlineData("Stop-WanInterface wan2 -WhatIf", "ifdown wan2")]
    [InlineData("Restart-WanInterface wan2 -WhatIf", "ifup wan2")]
    [InlineData("New-MacvlanDevice test0 -Parent WAN -Temporary -WhatIf", "ip link add")]
    [InlineData("Install-OpenWrtPackage ip-full, luci-app-mwan3 -WhatIf", "luci-app-mwan3")]
    public async Task It_runs_nothing(string script, string shown)
    {
        const string State = "ls /sys/class/net; opkg list-installed 2>/dev/null; ubus call network.interface.wan2 status | grep '\"up\"'";
        string before = await TruthAsync(State);
        Run(script.Replace("WAN", Router.WanDevice, StringComparison.Ordinal));
        Assert.Contains(shown, Engine.Host.Text.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await TruthAsync(State));
    }

    // A removed or new section is one line, whatever options it has.
    private static bool IsPartOf(string option, string target) =>
        option == target || option.StartsWith(target + ".", StringComparison.Ordinal);

    private async Task<string[]> OptionsAsync() =>
        (await TruthAsync("for name in network firewall mwan3; do uci -X show $name 2>/dev/null || uci show $name; done")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^  -?((?:network|firewall|mwan3)\.[^=+\-\s]+)", RegexOptions.Multiline)]
    private static partial Regex Line();
}
