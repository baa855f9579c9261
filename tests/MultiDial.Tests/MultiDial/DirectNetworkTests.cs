using MultiDial.Errors;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests.Whole;

/// <summary>Networks that are not balanced, on a router that is only texts.</summary>
public sealed class DirectNetworkTests : Mwan3Engine
{
    private const string Make = "New-MultiDial -Line 2 -Protocol Dhcp -StickyHttps -DirectNetwork 10.0.0.0/8, 100.64.0.0/10, fd00::/8 -Timeout 0";

    public DirectNetworkTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }
    }

    [Fact]
    public void They_come_before_all_that_is_balanced_and_go_with_the_lines()
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run(Make);
        Assert.Equal(
            ["direct default IPv4 10.0.0.0/8", "direct2 default IPv4 100.64.0.0/10", "direct3 default IPv6 fd00::/8", "https balance IPv4 ", "default_rule balance IPv4 "],
            Run("Get-Mwan3Rule | ForEach-Object { '{0} {1} {2} {3}' -f $_.Name, $_.Policy, $_.Family, $_.DestinationAddress }").Select(line => line.ToString()));
        Assert.DoesNotContain(Engine.Warnings, warning => warning.Contains("rule", StringComparison.Ordinal));
        var made = new Dictionary<string, string>(Router.Parts);
        Run(Make);
        Run("Set-MultiDial -DirectNetwork fd00::/8, 100.64.0.0/10, 10.0.0.0/8, 10.0.0.0/8");
        Assert.Equal(made, Router.Parts);
        Run("Remove-MultiDial");
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void They_are_replaced_and_taken_away_by_themselves()
    {
        Run("Add-Mwan3Rule direct -Policy default -DestinationAddress 3.4.5.6");
        Run("New-MultiDial -Line 2 -Protocol Dhcp -Timeout 0");
        string plain = Config;
        Run("Set-MultiDial -DirectNetwork 172.16.0.0/12, 10.0.0.0/8");
        Assert.Equal("direct direct2 direct3 default_rule", string.Join(' ', Run("(Get-Mwan3Rule).Name")));
        Run("Set-MultiDial -DirectNetwork 10.0.0.0/8, 203.0.113.7");
        Assert.Equal("3.4.5.6 10.0.0.0/8 203.0.113.7 ", string.Join(' ', Run("(Get-Mwan3Rule).DestinationAddress")));
        Run("Set-MultiDial -Line 3 -StickyHttps -Timeout 0");
        Assert.Equal("direct direct3 direct2 https default_rule", string.Join(' ', Run("(Get-Mwan3Rule).Name")));
        Run("Set-MultiDial -Line 2 -StickyHttps:$false -DirectNetwork @()");
        Assert.Equal(plain, Config);
        Run("Set-MultiDial -DirectNetwork 10.0.0.0/8; Set-MultiDial -DirectNetwork $null");
        Assert.Equal(plain, Config);
    }

    [Theory]
    [InlineData("192.168.1.5/24", ErrorId.InvalidValue)]
    [InlineData("10.0/8", ErrorId.InvalidValue)]
    [InlineData("office", ErrorId.InvalidValue)]
    public void What_is_no_network_is_refused(string network, ErrorId id)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run($"New-MultiDial -Line 2 -Protocol Dhcp -DirectNetwork 10.0.0.0/8, {network}", id);
        Assert.Equal(before, Router.Parts);
        Run("New-MultiDial -Line 2 -Protocol Dhcp -Timeout 0");
        Run($"Set-MultiDial -DirectNetwork 10.0.0.0/8, {network}", id);
        Assert.Empty(Run("Get-Mwan3Rule direct*"));
    }

    [Fact]
    public void A_second_run_with_others_is_refused()
    {
        Run(Make);
        Run("New-MultiDial -Line 2 -DirectNetwork 10.0.0.0/8", ErrorId.AlreadyExists);
        Assert.Equal(3, Run("Get-Mwan3Rule direct*").Count);
    }
}
