using MultiDial.Errors;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests;

/// <summary>Objects of one kind, piped to a cmdlet for another: what they have of it counts, and never their own name by chance.</summary>
public sealed class PipelineKindTests : Mwan3Engine
{
    public PipelineKindTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }

        Run("New-MultiDial -Line 3 -Protocol Dhcp");
    }

    [Theory]
    [InlineData("Get-MultiDial | Get-MacvlanDevice", "mvwan2 mvwan3")]
    [InlineData("Get-WanInterface wan2 | Get-MacvlanDevice", "mvwan2")]
    [InlineData("Get-WanInterface wan2 | Get-FirewallZone", "wan")]
    [InlineData("Get-Mwan3Rule | Get-Mwan3Policy", "balance")]
    [InlineData("Get-MultiDial wan2 | Get-Mwan3Policy", "balance")]
    [InlineData("Get-Mwan3Policy | Get-Mwan3Member", "wan_m wan2_m wan3_m")]
    [InlineData("Get-MultiDial wan2, wan3 | Get-Mwan3Member", "wan2_m wan3_m")]
    [InlineData("Get-Mwan3Member wan2_m | Get-Mwan3Interface", "wan2")]
    [InlineData("Get-Mwan3Member wan2_m | Get-WanInterface", "wan2")]
    [InlineData("Get-Mwan3Member wan2_m | Get-MultiDial", "wan2")]
    [InlineData("Get-MultiDial | Get-WanInterface", "wan wan2 wan3")]
    [InlineData("Get-WanInterface wan2 | Get-Mwan3Interface", "wan2")]
    [InlineData("Get-Mwan3Interface wan2 | Get-MultiDial", "wan2")]
    public void What_an_object_has_of_the_kind_is_shown(string script, string names) =>
        Assert.Equal(names, string.Join(' ', Run($"({script}).Name")));

    [Theory]
    [InlineData("Get-Mwan3Policy | Get-Mwan3Rule")]
    [InlineData("Get-MacvlanDevice | Get-WanInterface")]
    [InlineData("Get-FirewallZone lan | Get-WanInterface")]
    [InlineData("Get-FirewallZone wan | Remove-WanInterface")]
    [InlineData("Get-FirewallZone wan | Stop-WanInterface")]
    [InlineData("Get-Mwan3Rule | Remove-Mwan3Policy")]
    [InlineData("Get-Mwan3Policy | Remove-Mwan3Member")]
    [InlineData("Get-MultiDial wan2 | Remove-MacvlanDevice")]
    [InlineData("Get-FirewallZone wan | Add-Mwan3Member")]
    public void An_object_that_has_none_is_refused(string script)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Engine.Run(script);
        Assert.All(Engine.Errors, error => Assert.StartsWith(nameof(ErrorId.InvalidValue), error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.NotEmpty(Engine.Errors);
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void Piped_names_are_the_interfaces_of_members_unless_the_interface_is_given()
    {
        Assert.Equal("wan_m1_w1 wan2_m1_w1", string.Join(' ', Run("('wan', 'wan2' | Add-Mwan3Member -Metric 1 -Weight 1).Name")));
        Assert.Equal("wan wan2", string.Join(' ', Run("(Get-Mwan3Member wan_m1_w1, wan2_m1_w1).Interface")));
        Assert.Equal("first second", string.Join(' ', Run("('first', 'second' | Add-Mwan3Member -Interface wan3).Name")));
    }

    [Theory]
    [InlineData("New-MultiDial -Line 3 -Parent ", "eth0.2")]
    [InlineData("New-MacvlanDevice x -Parent ", "eth0.2")]
    [InlineData("Set-MacvlanDevice mvwan2 -Parent ", "eth0.2")]
    [InlineData("Stop-WanInterface ", "wan wan2 wan3 wan6")]
    [InlineData("Install-OpenWrtPackage kmod-mac", "kmod-macvlan")]
    [InlineData("Get-OpenWrtPackage mw", "mwan3")]
    public void Tab_offers_what_makes_sense(string line, string words) => Assert.Equal(words, string.Join(' ', Engine.Complete(line)));

    [Theory]
    [InlineData("New-MultiDial -Line 3 -Parent ", "eth0.2, the device of the WAN port")]
    [InlineData("Get-MacvlanDevice mvwan2", "mvwan2 on eth0.2, MAC address 12:51:9f:7b:ff:a5")]
    [InlineData("Set-Mwan3Member wan_m1", "wan_m1_w1: interface wan, metric 1, weight 1")]
    [InlineData("Get-Mwan3Policy bal", "balance: wan_m, wan2_m, wan3_m")]
    [InlineData("Get-Mwan3Rule de", "default_rule: to balance")]
    [InlineData("Get-FirewallZone lan", "lan: lan")]
    [InlineData("Stop-WanInterface wan3", "wan3: down, on mvwan3")]
    public void Tab_says_what_is_offered(string line, string words)
    {
        Run("Add-Mwan3Member wan_m1_w1 -Interface wan -Metric 1 -Weight 1");
        Assert.Contains(words, Engine.Tips(line));
    }

    [Fact]
    public void Tab_asks_the_router_again_only_after_something_was_done()
    {
        string[] lines = Engine.Complete("Stop-WanInterface ");
        int commands = Router.Session.CommandCount;
        Assert.Equal(lines, Engine.Complete("Stop-WanInterface "));
        Assert.Equal(commands, Router.Session.CommandCount);
        Run("Remove-WanInterface wan3");
        Assert.Equal(lines.Except(["wan3"]), Engine.Complete("Stop-WanInterface "));
    }

    [Theory]
    [InlineData("Get-WanInterface -Session $copy")]
    [InlineData("$copy | Get-WanInterface")]
    [InlineData("New-MultiDial -Line 2 -Session $copy")]
    public void A_session_that_came_from_another_process_is_told_from_one_that_is_missing(string script)
    {
        Run("$copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($session))", ("session", Router.Session));
        Run(script, ErrorId.NoSession);
        Assert.Contains("belongs to the PowerShell that opened it", Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("New-OpenWrtSession 192.168.1.1 -Credential root ", Advice.Command(Errors[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_name_is_no_address_to_ping()
    {
        Engine.Run("Test-WanConnectivity -Target www.baidu.com");
        Assert.Contains("'www.baidu.com' is not an IP address. Give addresses", Assert.Single(Engine.Errors).Exception.Message, StringComparison.Ordinal);
    }
}
