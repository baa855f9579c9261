using System.Net;

namespace MultiDial.Tests;

/// <summary>Macvlan devices, lines and firewall zones.</summary>
public sealed class RouterLineTests(RouterFixture router) : RouterTests(router)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("Bridge")]
    [InlineData("Private")]
    [InlineData("Vepa")]
    [InlineData("Passthru")]
    public async Task A_device_is_written_shown_changed_and_removed_without_a_trace(string mode)
    {
        string before = await ExportAsync();
        MacvlanDevice made = Run<MacvlanDevice>($"New-MacvlanDevice veth5 -Parent {Router.WanDevice} -Mode {mode}").Single();
        MacvlanDevice shown = Run<MacvlanDevice>("Get-MacvlanDevice veth5").Single();

        Assert.Equal(("veth5", Router.WanDevice, mode, false), (made.Name, made.Parent, made.Mode.ToString(), made.Temporary));
        Assert.Equal((made.MacAddress, made.Mode), (shown.MacAddress, shown.Mode));
        Assert.Equal(mode, await UciAsync("network.veth5.mode"), ignoreCase: true);
        Assert.Equal(made.MacAddress, await UciAsync("network.veth5.macaddr"));
        Assert.Equal("multidial", await UciAsync("network.veth5.managed_by"));

        Assert.Equal("02:00:5e:00:53:77", Run<MacvlanDevice>("Get-MacvlanDevice veth5 | Set-MacvlanDevice -MacAddress 02-00-5E-00-53-77").Single().MacAddress);
        Assert.Equal("02:00:5e:00:53:77", await UciAsync("network.veth5.macaddr"));

        Assert.Empty(Run("Get-MacvlanDevice veth5 | Remove-MacvlanDevice"));
        Assert.Equal(before, await ExportAsync());
    }

    [Fact]
    public async Task A_temporary_device_is_in_the_kernel_and_in_no_file()
    {
        string before = await FilesAsync();
        MacvlanDevice made = Run<MacvlanDevice>($"New-MacvlanDevice test0 -Parent {Router.WanDevice} -Mode Private -Temporary").Single();
        Assert.True(made is { Temporary: true, Up: true, Mode: MacvlanMode.Private });
        Assert.Contains("macvlan mode private", await TruthAsync("ip -d link show dev test0"), StringComparison.Ordinal);
        Assert.Equal(made.MacAddress, (await TruthAsync("cat /sys/class/net/test0/address")).Trim());

        Run("Remove-MacvlanDevice test0");
        Assert.Empty(await TruthAsync("ls -d /sys/class/net/test0 2>/dev/null"));
        Assert.Equal(before, await FilesAsync());
    }

    [Fact]
    public async Task A_device_keeps_its_mac_address_and_its_lease_when_the_network_restarts()
    {
        string wan = Router.WanDevice;
        WanInterface line = Run<WanInterface>($"New-MacvlanDevice veth5 -Parent {wan} | New-WanInterface wan5 -Protocol Dhcp -Metric 50").Single();
        Assert.True(line is { Up: true, Masqueraded: true, Zone: "wan", Metric: 50, L3Device: "veth5" }, string.Join("; ", Engine.Warnings));
        string mac = await TruthAsync("cat /sys/class/net/veth5/address");

        await TruthAsync("/etc/init.d/network restart");
        await Poll.UntilAsync(() => Router.IsUpAsync("wan5"), s_deadline, "the line is up again");

        Assert.Equal(mac, await TruthAsync("cat /sys/class/net/veth5/address"));
        Assert.Equal(line.Address, Run<WanInterface>("Get-WanInterface wan5").Single().Address);
    }

    [Fact]
    public async Task A_line_that_is_made_and_removed_leaves_the_configuration_as_it_was()
    {
        string before = await ExportAsync();
        WanInterface line = Run<WanInterface>("New-WanInterface wan5 -Device veth9 -Protocol Dhcp -Metric 50 -PeerDns $false -Dns 1.1.1.1, 8.8.8.8").Single();
        Assert.True(IPAddress.TryParse(line.Address, out _));
        Assert.Equal(["1.1.1.1", "8.8.8.8"], line.Dns);
        Assert.Equal("0", await UciAsync("network.wan5.peerdns"));
        Assert.Contains(line.Address!, await TruthAsync("ip -4 addr show dev veth9"), StringComparison.Ordinal);
        Assert.Contains("metric 50", await TruthAsync("ip route show default dev veth9"), StringComparison.Ordinal);

        Run("$line | Remove-WanInterface", ("line", line));
        Assert.Equal(before, await ExportAsync());
    }

    [Fact]
    public async Task A_static_line_has_the_address_that_it_was_given()
    {
        WanInterface line = Run<WanInterface>(
            "New-WanInterface wan5 -Device veth9 -Protocol Static -Address 198.51.100.7/24 -Gateway 198.51.100.1 -Dns 198.51.100.1 -Metric 50").Single();
        Assert.Equal(("198.51.100.7", "198.51.100.1", true), (line.Address, line.Gateway, line.Up));
        Assert.Contains("inet 198.51.100.7/24", await TruthAsync("ip -4 addr show dev veth9"), StringComparison.Ordinal);

        WanInterface changed = Run<WanInterface>("Set-WanInterface wan5 -Address 198.51.100.8/25 -Metric 51").Single();
        Assert.Equal(("198.51.100.8", 51), (changed.Address, changed.Metric));
        Assert.Equal("255.255.255.128", await UciAsync("network.wan5.netmask"));
    }

    [Fact]
    public async Task A_new_metric_of_one_line_interrupts_neither()
    {
        string dialled = await DialledAsync();
        Assert.NotEmpty(dialled);
        WanInterface line = Run<WanInterface>("Set-WanInterface wan -Metric 15").Single();
        Assert.True(line is { Up: true, Metric: 15 });
        Assert.Contains("metric 15", await TruthAsync($"ip route show default dev {Router.WanDevice}"), StringComparison.Ordinal);
        Assert.Equal(dialled, await DialledAsync());
    }

    [Fact]
    public async Task Lines_stop_start_restart_and_are_waited_for()
    {
        Assert.False(Run<WanInterface>("Stop-WanInterface wan2").Single().Up);
        Assert.False(await Router.IsUpAsync("wan2"));
        Assert.True(await Router.IsUpAsync("wan"));
        Assert.Equal(["DialFailed"], Fail("Wait-WanInterface wan2 -Timeout 1"));

        Assert.True(Run<WanInterface>("Start-WanInterface wan2").Single().Up);
        Assert.True(await Router.IsUpAsync("wan2"));

        TimeSpan? before = Run<WanInterface>("Get-WanInterface wan2").Single().Uptime;
        Assert.True(Run<WanInterface>("Get-WanInterface wan2 | Restart-WanInterface").Single() is { Up: true, Uptime: { } after } && (before is null || after <= before + TimeSpan.FromSeconds(1)));
        Assert.True(Run<WanInterface>("Wait-WanInterface wan, wan2 -Timeout 10s").All(line => line.Up));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_zone_takes_and_gives_back_an_interface_in_the_form_that_it_has(bool isString)
    {
        const string Wan = "firewall.@zone[1]";
        if (isString)
        {
            await TruthAsync($"uci delete {Wan}.network; uci set {Wan}.network='wan wan6'; uci commit firewall");
        }
        else
        {
            await TruthAsync($"uci del_list {Wan}.network=wan2; uci commit firewall");
        }

        string before = await ExportAsync();
        FirewallZone zone = Run<FirewallZone>("Add-FirewallZoneNetwork wan -Network wan2").Single();
        Assert.Equal(["wan", "wan6", "wan2"], zone.Network);
        Assert.Contains("veth0", await RulesAsync(), StringComparison.Ordinal);
        Assert.Contains($"\"{Router.WanDevice}\"", Quoted(await RulesAsync(), Router.WanDevice), StringComparison.Ordinal);

        zone = Run<FirewallZone>("Get-WanInterface wan2 | Remove-FirewallZoneNetwork wan").Single();
        Assert.Equal(["wan", "wan6"], zone.Network);
        Assert.Equal(before, await ExportAsync());
        Assert.DoesNotContain("veth0", await RulesAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-WanInterface wan -Metric 10")]
    [InlineData("Get-WanInterface wan2 | Set-WanInterface -Metric 20")]
    [InlineData("Get-MacvlanDevice veth0 | Set-MacvlanDevice -Mode Bridge -MacAddress 02:00:5e:00:53:01")]
    [InlineData("Add-FirewallZoneNetwork wan -Network wan2")]
    [InlineData("Start-WanInterface wan2")]
    public async Task What_is_so_already_is_not_written_and_reloads_nothing(string script)
    {
        string files = await FilesAsync();
        string dialled = await DialledAsync();
        Assert.NotEmpty(dialled);
        Assert.Single(Run(script));
        Assert.Equal(files, await FilesAsync());
        Assert.Equal(dialled, await DialledAsync());
    }

    private static string Quoted(string rules, string device) =>
        rules.Contains($"\"{device}\"", StringComparison.Ordinal) || rules.Contains($" {device} ", StringComparison.Ordinal) ? $"\"{device}\"" : rules;

    private Task<string> RulesAsync() => TruthAsync("nft list table inet fw4 2>/dev/null || iptables-save -t nat");

    /// <summary>The DHCP client of each line: netifd starts another one whenever a line dials.</summary>
    private Task<string> DialledAsync() => TruthAsync("ps w | grep '[u]dhcpc' | sed 's/^ *\\([0-9]*\\).*/\\1/' | sort");
}
