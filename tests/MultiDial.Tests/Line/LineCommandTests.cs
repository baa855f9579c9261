using System.Management.Automation;
using System.Net.NetworkInformation;
using System.Security;
using MultiDial.Dialling;
using MultiDial.Router;

namespace MultiDial.Tests;

/// <summary>The cmdlets in a PowerShell engine, on a router that is only texts.</summary>
public sealed class LineCommandTests : IDisposable
{
    private readonly FakeRouter _router;
    private readonly Engine _engine;

    public LineCommandTests()
    {
        _router = new FakeRouter(States.Modern());
        _engine = new Engine(_router);
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_tutorials_line_is_three_commands_for_each_cmdlet()
    {
        PSObject line = Assert.Single(_engine.Run("New-MacvlanDevice veth0 -Parent eth0.2 | New-WanInterface wan2 -Protocol Dhcp -Metric 20 -Timeout 3"));
        WanInterface wan2 = Assert.IsType<WanInterface>(line.BaseObject);
        Assert.Equivalent(new { Name = "wan2", Device = "veth0", Protocol = WanProtocol.Dhcp, Metric = 20, Zone = "wan", Masqueraded = true }, wan2);
        Assert.Same(_router.Session, wan2.Session);
        Assert.Empty(_engine.Errors);
        Assert.Contains("The interface 'wan2' is not up yet", Assert.Single(_engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(6, _router.Session.CommandCount);
        Assert.Contains("net_wait_up '3' 'wan2'", _router.Calls);
        Assert.Equal(["guard_reload 'network'", "guard_reload 'network'", "guard_reload 'firewall'"], _router.Calls.Where(call => call.StartsWith("guard_reload", StringComparison.Ordinal)));
    }

    [Fact]
    public void Rows_make_as_many_lines_with_as_many_commands()
    {
        Assert.Equal(16, _engine.Run("""
            1..16 | ForEach-Object { [pscustomobject]@{ Name = "veth$_"; Parent = 'eth0.2'; MacAddress = '' } } | New-MacvlanDevice
            """).Count);
        Assert.Equal(3, _router.Session.CommandCount);
        Assert.Equal(16, _engine.Run("""
            2..17 | ForEach-Object { [pscustomobject]@{ Name = "line$_"; Device = "veth$($_ - 1)"; Protocol = 'Dhcp'; Metric = "$($_)0" } } | New-WanInterface -Timeout 0
            """).Count);
        Assert.Equal(6, _router.Session.CommandCount);
        Assert.Empty(_engine.Errors);
        Assert.Empty(_engine.Warnings);
    }

    [Fact]
    public void A_transaction_reads_the_router_once()
    {
        _engine.Run("Start-OpenWrtTransaction; $wan2 = New-MacvlanDevice veth0 -Parent eth0.2 | New-WanInterface wan2 -Protocol Dhcp -Metric 20; Set-WanInterface wan -Metric 10; Get-FirewallZone");
        Assert.Equal(1, _router.Session.CommandCount);

        // How it is now is read each time, and changes nothing.
        Assert.Contains("wan2", _engine.Run("(Get-WanInterface).Name").Select(name => name.ToString()));
        Assert.Equal(2, _router.Session.CommandCount);
        _engine.Run("Set-WanInterface wan2 -Metric 30");
        Assert.Equal(2, _router.Session.CommandCount);
        Assert.Empty(_engine.Errors);
    }

    [Fact]
    public void A_cell_that_cannot_be_read_is_refused_and_the_other_rows_go_on()
    {
        _engine.Run("'veth1', 'veth2' | New-MacvlanDevice -Parent eth0.2");
        PSObject line = Assert.Single(_engine.Run("""
            [pscustomobject]@{ Name = 'wan2'; Device = 'veth1'; Protocol = 'Dhcp'; Metric = 'many' },
            [pscustomobject]@{ Name = 'wan3'; Device = 'veth2'; Protocol = 'Dhcp'; Metric = '30' } | New-WanInterface -Timeout 0
            """));
        Assert.Equal("wan3", ((WanInterface)line.BaseObject).Name);
        Assert.StartsWith("InvalidValue,", Assert.Single(_engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lines_properties_do_not_leak_into_the_device_that_is_made_on_it()
    {
        PSObject device = Assert.Single(_engine.Run("Get-WanInterface wan | New-MacvlanDevice veth0"));
        Assert.Equivalent(new { Name = "veth0", Parent = "eth0.2", Temporary = false }, device.BaseObject);
        Assert.NotEqual("52:54:00:aa:00:02", ((MacvlanDevice)device.BaseObject).MacAddress);
    }

    [Fact]
    public void A_hardware_address_may_be_one_of_dotnets()
    {
        PSObject device = Assert.Single(_engine.Run("New-MacvlanDevice veth0 -Parent eth0.2 -MacAddress $address", ("address", PhysicalAddress.Parse("02AABBCCDDEE"))));
        Assert.Equal("02:aa:bb:cc:dd:ee", ((MacvlanDevice)device.BaseObject).MacAddress);
    }

    [Fact]
    public void What_if_changes_nothing()
    {
        Assert.Empty(_engine.Run("""
            New-MacvlanDevice veth0 -Parent eth0.2 -WhatIf
            Set-WanInterface wan -Metric 10 -WhatIf
            Stop-WanInterface wan -WhatIf
            Remove-WanInterface wan -WhatIf
            Add-FirewallZoneNetwork lan -Network loopback -WhatIf
            Install-OpenWrtPackage luci -WhatIf
            """));
        Assert.Empty(_engine.Errors);
        Assert.Empty(_router.Calls);
        Assert.Equal(7, _router.Session.CommandCount);
    }

    [Fact]
    public void What_is_already_so_is_not_written()
    {
        _engine.Run("Get-WanInterface | Set-WanInterface -Zone wan; Add-FirewallZoneNetwork wan -Network wan6; Start-WanInterface wan");
        Assert.Empty(_engine.Errors);
        Assert.Empty(_router.Calls);
    }

    [Fact]
    public void Getting_lists_lines_and_shows_others_by_name()
    {
        Assert.Equal(["wan", "wan6"], Names("Get-WanInterface"));
        Assert.Equal(["wan6"], Names("Get-WanInterface *6"));
        Assert.Equal(["lan"], Names("Get-WanInterface lan"));
        Assert.Empty(Names("Get-WanInterface nosuch*"));
        Assert.Empty(_engine.Errors);
        Assert.Empty(Names("Get-WanInterface nosuch"));
        Assert.StartsWith("NotFound,", Assert.Single(_engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_shows_in_no_stream_and_no_command()
    {
        var secret = new SecureString();
        "c4n'ary $(reboot)".ToList().ForEach(secret.AppendChar);
        _engine.Run("""
            $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
            New-MacvlanDevice veth0 -Parent eth0.2 | New-WanInterface wan2 -Protocol Pppoe -Credential $credential -Metric 20 -Timeout 0 -Verbose | Out-Null
            New-WanInterface wan3 -Device veth9 -Protocol Pppoe -Credential $credential
            """, ("credential", new PSCredential("user@isp", secret)));
        Assert.Contains("option password 'c4n'\\''ary $(reboot)'", _router.Parts["config/network"], StringComparison.Ordinal);
        string seen = string.Join('\n', _engine.Verbose.Concat(_engine.Warnings).Concat(_engine.Errors.Select(error => error.ToString())));
        Assert.Contains("network.wan2.password='***'", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("ary", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopping_and_starting_are_judged_by_what_netifd_shows()
    {
        _engine.Run("Stop-WanInterface wan -Timeout 5s");
        Assert.StartsWith("StopFailed,", Assert.Single(_engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("apply_run 'ifdown' 'wan'", _router.Calls);
        Assert.Contains("net_wait_down '5' 'wan'", _router.Calls);

        _engine.Errors.Clear();
        Assert.Equal(["wan"], Names("'wan6', 'wan' | Restart-WanInterface -Timeout 2"));
        ErrorRecord error = Assert.Single(_engine.Errors);
        Assert.StartsWith("DialFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("wan6", error.TargetObject);
        Assert.Contains("net_wait_up '2' 'wan6' 'wan'", _router.Calls);
    }

    [Fact]
    public void Waiting_changes_nothing_and_takes_only_those_that_are_down()
    {
        Assert.Equal(["wan"], Names("Wait-WanInterface wan, wan6 -Timeout 1"));
        Assert.Equal("wan6", Assert.Single(_engine.Errors).TargetObject);
        TimeSpan second = TimeSpan.FromSeconds(1);
        RouterDraft draft = States.Draft(States.Of(_router.Parts),
            draft => InterfaceDialling.Wait(draft, "wan", second), draft => InterfaceDialling.Wait(draft, "wan6", second));
        Assert.Equal(["wan6"], draft.Awaited());
        Assert.True(draft.ChangesNothing);
    }

    [Fact]
    public void Zones_take_lines_and_networks_take_zones()
    {
        _engine.Run("New-MacvlanDevice veth0 -Parent eth0.2 | New-WanInterface wan2 -Protocol Dhcp -Metric 20 -Timeout 0 | Set-WanInterface -Zone $null");
        Assert.Equal(["wan"], Names("Get-WanInterface wan2 | Add-FirewallZoneNetwork wan"));
        Assert.Contains("list network 'wan2'", _router.Parts["config/firewall"], StringComparison.Ordinal);
        Assert.Equal(["wan"], Names("Get-FirewallZone wan | Remove-FirewallZoneNetwork -Network wan2"));
        Assert.DoesNotContain("wan2", _router.Parts["config/firewall"], StringComparison.Ordinal);
        Assert.Equal(["wan"], Names("'wan2' | Add-FirewallZoneNetwork wan"));
        Assert.Empty(_engine.Errors);
    }

    [Fact]
    public void A_missing_name_is_asked_for()
    {
        _engine.Run("Remove-WanInterface; New-WanInterface -Device eth0.2 -Protocol Dhcp; New-MacvlanDevice veth0");
        Assert.Equal(3, _engine.Errors.Count);
        Assert.All(_engine.Errors, error => Assert.StartsWith("InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public void The_preview_says_which_zone_it_is()
    {
        _engine.Run("Add-FirewallZoneNetwork lan -Network loopback -WhatIf");
        Assert.Contains(".network+='loopback'   # zone 'lan'", _engine.Host.Text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-WanInterface w", new[] { "wan", "wan6" })]
    [InlineData("New-MacvlanDevice x -Parent eth", new[] { "eth0.2" })]
    [InlineData("Set-WanInterface wan -Zone ", new[] { "lan", "wan" })]
    public void Names_complete_from_the_router(string line, string[] expected) => Assert.Equal(expected, _engine.Complete(line));

    private string[] Names(string script) => [.. _engine.Run(script).Select(item => ((RouterObject)item.BaseObject).Name)];
}
