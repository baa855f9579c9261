using MultiDial.Tests.Guard;

namespace MultiDial.Tests;

/// <summary>What is refused says why, and leaves the router as it is.</summary>
public sealed class RouterRefusalTests(RouterFixture router) : RouterTests(router)
{
    [Theory]
    [InlineData("Get-WanInterface nowhere", "NotFound")]
    [InlineData("Set-WanInterface nowhere -Metric 3", "NotFound")]
    [InlineData("Stop-WanInterface nowhere", "NotFound")]
    [InlineData("Test-WanConnectivity nowhere", "NotFound")]
    [InlineData("Get-MacvlanDevice nowhere", "NotFound")]
    [InlineData("Remove-MacvlanDevice nowhere", "NotFound")]
    [InlineData("New-WanInterface wan5 -Device nowhere -Protocol Dhcp", "NotFound")]
    [InlineData("Add-FirewallZoneNetwork nowhere -Network wan", "NotFound")]
    [InlineData("Add-Mwan3Interface nowhere", "NotFound")]
    [InlineData("Add-Mwan3Member -Interface nowhere", "NotFound")]
    [InlineData("Set-Mwan3Policy p -Member nowhere", "NotFound")]
    [InlineData("Add-Mwan3Rule r -Policy nowhere", "NotFound")]
    [InlineData("Move-Mwan3Rule spare_rule -Before nowhere", "NotFound")]
    [InlineData("New-MacvlanDevice sixteencharslong -Parent WAN", "InvalidName")]
    [InlineData("New-MacvlanDevice 'a b' -Parent WAN", "InvalidName")]
    [InlineData("New-WanInterface 'wan-5' -Device veth9 -Protocol Dhcp", "InvalidName")]
    [InlineData("Add-Mwan3Member sixteencharslong -Interface wan", "InvalidName")]
    [InlineData("Set-Mwan3Policy sixteencharslong -Member wan_m1_w1", "InvalidName")]
    [InlineData("Add-Mwan3Rule '$(reboot)' -Policy balance", "InvalidName")]
    [InlineData("New-MacvlanDevice veth0 -Parent WAN -Mode Private", "AlreadyExists")]
    [InlineData("New-WanInterface wan -Device veth9 -Protocol Dhcp", "AlreadyExists")]
    [InlineData("Add-Mwan3Interface wan -Interval 77", "AlreadyExists")]
    [InlineData("Add-Mwan3Member balance -Interface wan", "AlreadyExists")]
    [InlineData("Add-Mwan3Rule spare_rule -Policy wan2_only", "AlreadyExists")]
    [InlineData("Add-Mwan3Rule spare_rule -Policy balance -Last", "AlreadyExists")]
    [InlineData("Remove-MacvlanDevice veth0", "InUse")]
    [InlineData("Remove-Mwan3Interface wan", "InUse")]
    [InlineData("Remove-Mwan3Member wan_m1_w1", "InUse")]
    [InlineData("Remove-Mwan3Policy balance", "InUse")]
    [InlineData("New-MacvlanDevice veth5 -Parent nowhere", "ParentNotFound")]
    [InlineData("Add-Mwan3Rule r -Policy balance -DestinationAddress 192.168.1.5/24", "InvalidValue")]
    [InlineData("Add-Mwan3Rule r -Policy balance -DestinationPort 53", "InvalidValue")]
    [InlineData("New-WanInterface wan5 -Device veth9 -Protocol Static", "InvalidValue")]
    [InlineData("New-MacvlanDevice veth5 -Parent WAN -MacAddress 02:00:5e:00:53:01", "InvalidValue")]
    [InlineData("Set-Mwan3Member wan_m1_w1 -Weight 1001", "InvalidValue")]
    [InlineData("Add-Mwan3Interface wan6 -Family IPv6 -TrackIp 1.2.3", "InvalidValue")]
    [InlineData("Set-Mwan3Global -MarkMask 0x300", "InvalidValue")]
    [InlineData("Get-WanInterface -Session nowhere", "NoSession")]
    public async Task It_has_its_id_and_nothing_is_written(string script, string id)
    {
        string files = await FilesAsync();
        Assert.Equal([id], Fail(script.Replace("WAN", Router.WanDevice, StringComparison.Ordinal)));
        Assert.Equal(files, await FilesAsync());
    }

    [Fact]
    public void A_mask_of_three_bits_has_room_for_four_lines()
    {
        Run("Set-Mwan3Global -MarkMask 0x700");
        Run("Add-Mwan3Interface wan6 -Family IPv6");
        Run("Add-Mwan3Interface lan");
        Assert.Equal(["TooManyInterfaces"], Fail("Add-Mwan3Interface loopback"));
        Assert.Equal(4, Run("Get-Mwan3Interface").Count);
    }

    [Fact]
    public async Task Of_three_objects_the_two_good_ones_are_done()
    {
        Assert.Equal(["InvalidName"], Fail("'one', 'sixteencharslong', 'two' | Add-Mwan3Member -Interface wan"));
        Assert.Equal("wan", await UciAsync("mwan3.one.interface"));
        Assert.Equal("wan", await UciAsync("mwan3.two.interface"));
    }

    [Fact]
    public async Task With_ErrorAction_Stop_none_is_done()
    {
        string files = await FilesAsync();
        Assert.NotEmpty(Fail("'one', 'sixteencharslong', 'two' | Add-Mwan3Member -Interface wan -ErrorAction Stop"));
        Assert.Equal(files, await FilesAsync());
    }

    [Theory]
    [InlineData("spare_member", 6)]
    [InlineData("wan_m1_w1", 9)]
    public async Task What_somebody_else_changes_meanwhile_is_not_overwritten(string member, int weight)
    {
        Engine.Host.OnQuestion = () => TruthAsync($"uci set mwan3.{member}.weight={weight}; uci commit mwan3").GetAwaiter().GetResult();
        try
        {
            // Beside another change ours is still the one that was asked for; on top of one of the same option it is not.
            bool isOther = member != "wan_m1_w1";
            Assert.Equal(isOther ? [] : ["ConfigurationChanged"], Fail("Set-Mwan3Member wan_m1_w1 -Weight 3 -Confirm"));
            Assert.Equal(isOther ? "3" : "9", await UciAsync("mwan3.wan_m1_w1.weight"));
            Assert.All(Engine.Errors, error => Assert.Contains("changed by somebody else", error.ToString(), StringComparison.Ordinal));
        }
        finally
        {
            Engine.Host.OnQuestion = null;
        }

        Assert.Equal($"{weight}", await UciAsync($"mwan3.{member}.weight"));
        Assert.Empty(await TruthAsync(ChangeOnRouter.Traces));
    }

    [Theory]
    [InlineData("Set-Mwan3Member wan_m1_w1 -Weight 3", "mwan3.spare_member.weight='7'")]
    [InlineData("Set-WanInterface wan -Metric 12", "network.wan2.peerdns='0'")]
    [InlineData("Remove-FirewallZoneNetwork wan -Network wan6", "firewall.@zone[1].mtu_fix='0'")]
    public async Task What_the_user_has_not_committed_stays_so_and_is_warned_of(string script, string pending)
    {
        string package = pending.Split('.')[0];
        await TruthAsync($"uci set {pending.Replace("'", "", StringComparison.Ordinal)}");
        string changes = await TruthAsync("uci changes");
        Assert.Contains(package, changes, StringComparison.Ordinal);

        Run(script);
        Assert.Equal(changes, await TruthAsync("uci changes"));
        Assert.Contains(Engine.Warnings, warning => warning.Contains($"unsaved changes of '{package}'", StringComparison.Ordinal));
        Assert.Empty(await TruthAsync($"grep -h '{pending.Split('\'')[1]}' /etc/config/{package} | grep -E 'weight .7|peerdns|mtu_fix .0'"));
    }
}
