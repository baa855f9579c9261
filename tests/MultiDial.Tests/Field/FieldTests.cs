using System.Management.Automation;

namespace MultiDial.Tests.Field;

/// <summary>Routers of the field are read as they are.</summary>
public sealed class FieldTests : IDisposable
{
    private Engine? _engine;
    private FakeRouter? _router;

    public void Dispose() => _engine?.Dispose();

    // Lines are ways to the internet: neither what has defaultroute 0, nor a LAN that masquerades.
    [Theory]
    [InlineData("03", "wan")]
    [InlineData("04", "internet, internet2")]
    [InlineData("05", "wan, modem")]
    [InlineData("06", "wan, vpn")]
    [InlineData("08", "wan, wanb")]
    [InlineData("13", "telecom, unicom")]
    [InlineData("16", "TPLUS, PLUS, ORANGE")]
    public void Its_lines_are_the_ways_to_the_internet(string router, string lines)
    {
        Open(router);
        Assert.Equal(lines, string.Join(", ", Run("Get-WanInterface").Select(line => line.Properties["Name"].Value).Where(name => name is not ("wan6" or "wanb6"))));
    }

    [Theory]
    [InlineData("04", "internet", "br0.10")]
    [InlineData("08", "wan", "eth1")]
    [InlineData("13", "telecom", "eth1")]
    [InlineData("16", "TPLUS", "vlan-tplus")]
    public void Its_port_is_the_one_to_the_internet_and_no_macvlan(string router, string line, string device)
    {
        Open(router);
        var system = (OpenWrtSystem)Run("Get-OpenWrtSystem").Single().BaseObject;
        Assert.Equal((line, device), (system.WanInterface, system.WanDevice));
    }

    [Fact]
    public void Of_a_key_that_is_there_twice_the_last_one_counts()
    {
        Open("03");
        Assert.NotNull(((OpenWrtSystem)Run("Get-OpenWrtSystem").Single().BaseObject).Release);
    }

    [Fact]
    public void The_gateway_of_a_line_with_both_families_is_that_of_IPv4()
    {
        Open("05");
        WanInterface[] lines = [.. Run("Get-WanInterface wan, modem").Select(line => (WanInterface)line.BaseObject)];
        Assert.Equal(["198.51.100.1", "192.0.2.1"], lines.Select(line => line.Gateway));
        Assert.Equal("wwan0", lines[1].Device);
        _engine!.Clear();
        _engine.Run("Test-WanConnectivity");
        string probe = _router!.Scripts[^1].Split('\n').Single(line => line.StartsWith("probe_run", StringComparison.Ordinal));
        Assert.Contains("'198.51.100.1'", probe, StringComparison.Ordinal);
        Assert.Contains("'modem'", probe, StringComparison.Ordinal);
        Assert.DoesNotContain("2001:", probe, StringComparison.Ordinal);
    }

    // OpenVPN sets address and routes itself; mwan3 reads the kernel.
    [Fact]
    public void A_line_whose_routes_netifd_does_not_know_has_no_problem_and_is_tested()
    {
        Open("06");
        Assert.Equal([null, null], Run("Get-Mwan3Status").Select(line => line.Properties["Problem"].Value));
        _engine!.Run("Test-WanConnectivity");
        Assert.Contains("'vpn' 'tun0' '-' '-'", _router!.Scripts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_IPv6_without_a_metric_are_no_conflict_and_those_of_netifd_may_join_a_zone()
    {
        Open("08");
        Assert.All(Run("Get-Mwan3Status"), line => Assert.Null(line.Properties["Problem"].Value));
        Run("Remove-FirewallZoneNetwork wan -Network wanb_6; Add-FirewallZoneNetwork wan -Network wanb_6");
    }

    [Fact]
    public void Advice_about_an_interface_of_netifd_names_the_one_that_can_be_typed()
    {
        Open("08");
        string interfaces = _router!.Parts["interfaces"];
        int start = interfaces.IndexOf("\"wanb_6\"", StringComparison.Ordinal);
        _router.Parts["interfaces"] = interfaces[..start] + System.Text.RegularExpressions.Regex.Replace(interfaces[start..], "\"up\": true", "\"up\": false");
        string problem = (string)Run("Get-Mwan3Status wanb_6").Single().Properties["Problem"].Value;
        Assert.EndsWith("Restart-WanInterface wanb", problem, StringComparison.Ordinal);
        Run("Restart-WanInterface wanb -WhatIf");
        _engine!.Run("Start-WanInterface wanb_6 -WhatIf");
        Assert.Equal("The router makes wanb_6 of wanb: Get-WanInterface wanb", Assert.Single(_engine.Errors).ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void What_netifd_made_of_an_interface_goes_with_it()
    {
        Open("08");
        Run("Remove-WanInterface wanb -Force");
        Assert.DoesNotContain("wanb_6", _router!.Parts["config/mwan3"], StringComparison.Ordinal);
        Assert.DoesNotContain("'wanb_6'", _router.Parts["config/firewall"], StringComparison.Ordinal);
        Assert.Contains("'wanb6'", _router.Parts["config/firewall"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_modem_does_not_make_an_old_router_a_new_one()
    {
        Open("09");
        Run("New-WanInterface wan2 -Device eth0.2 -Protocol Dhcp -Metric 30 -Timeout 0");
        Assert.Contains("config interface 'wan2'\n\toption managed_by 'multidial'\n\toption ifname 'eth0.2'", _router!.Parts["config/network"], StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_in_one_string_are_named_and_the_advice_cures_it()
    {
        Open("14");
        string problem = (string)Run("Get-Mwan3Status wan").Single().Properties["Problem"].Value;
        Assert.StartsWith("The option track_ip is no list here", problem, StringComparison.Ordinal);
        Run(problem[(problem.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.'));
        Assert.Contains("\tlist track_ip '1.1.1.1'\n\tlist track_ip '1.0.0.1'\n", _router!.Parts["config/mwan3"], StringComparison.Ordinal);
        Assert.DoesNotContain("The option track_ip is no list", (string?)Run("Get-Mwan3Status wan").Single().Properties["Problem"].Value ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_default_route_is_not_adopted()
    {
        Open("04");
        Run("New-MultiDial -Name internet -Adopt");
        string network = _router!.Parts["config/network"];
        Assert.Contains("list line 'internet'\n\tlist line 'internet2'\n", network, StringComparison.Ordinal);
        Assert.DoesNotContain("iptv_m", _router.Parts["config/mwan3"], StringComparison.Ordinal);
        Assert.DoesNotContain("managed_by", network.Split("config ").Single(section => section.StartsWith("interface 'iptv'", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gl-inet")]
    [InlineData("kenzok8")]
    [InlineData("lede-older")]
    [InlineData("lede-openwrt-packages")]
    [InlineData("sbwml")]
    public void What_images_bring_along_gives_way(string image)
    {
        Open("11");
        _router!.Parts["config/mwan3"] = _router.Parts["shipped/mwan3." + image];
        Run("New-MultiDial 2 -Protocol Dhcp -Timeout 0");
        Assert.Contains("config policy 'balance'", _router.Parts["config/mwan3"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config rule 'lan'\n\toption src_ip '192.168.1.7'\n\toption use_policy 'default'\n", "")]
    [InlineData("config rule 'all'\n\toption use_policy 'both'\n", "config interface 'wwan'\n\toption proto 'dhcp'\n")]
    public void What_is_in_use_does_not(string rule, string line)
    {
        Open("11");
        _router!.Parts["config/network"] += "\n" + line;
        _router.Parts["config/mwan3"] = $"{Of("wan")}{Of("wwan")}config policy 'both'\n\tlist use_member 'wan_m'\n\tlist use_member 'wwan_m'\n\n{rule}";
        _engine!.Run("New-MultiDial 2 -Protocol Dhcp -Timeout 0");
        Assert.Equal("Mwan3NotEmpty", _engine.Errors.Single().FullyQualifiedErrorId.Split(',')[0]);

        static string Of(string name) => $"config interface '{name}'\n\toption enabled '1'\n\nconfig member '{name}_m'\n\toption interface '{name}'\n\n";
    }

    // uci makes up the names of sections without one from their places.
    [Fact]
    public void A_rule_without_a_name_is_given_back_and_its_memory_goes()
    {
        Open("15");
        string last = (string)Run("Get-Mwan3Rule | Where-Object SourceAddress -eq 192.168.1.12 | ForEach-Object Name").Single().BaseObject;
        Assert.Equal(["192.168.1.12", 1], Run($"Move-Mwan3Rule {last} -First | ForEach-Object {{ $_.SourceAddress; $_.Position }}").Select(value => value.BaseObject));
        Assert.Contains($"mw_forget '{last}'", _router!.Calls);
        Assert.Equal(["192.168.1.12", "192.168.1.10", "192.168.1.11"], Run("Get-Mwan3Rule cfg* | ForEach-Object SourceAddress").Select(value => value.BaseObject));
    }

    private void Open(string router)
    {
        _router = FieldRouter.Of(router);
        _engine = new Engine(_router);
    }

    private PSObject[] Run(string script)
    {
        _engine!.Clear();
        PSObject[] output = [.. _engine.Run(script)];
        Assert.True(_engine.Errors.Count == 0, string.Join("; ", _engine.Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}")));
        return output;
    }
}
