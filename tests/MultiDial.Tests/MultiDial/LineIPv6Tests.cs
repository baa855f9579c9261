using MultiDial.Errors;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests.Whole;

/// <summary>Which lines have IPv6, on a router that is only texts.</summary>
public sealed class LineIPv6Tests : Mwan3Engine
{
    private const string Account = " -Protocol Pppoe -UserName a -Password b -Timeout 0";

    public LineIPv6Tests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }
    }

    private string Network => Router.Parts["config/network"];

    [Theory]
    [InlineData("New-MultiDial -Line 3 -Protocol Dhcp -Timeout 0", "True False False")]
    [InlineData("New-MultiDial -Line 3 -Protocol Dhcp -IPv6 None -Timeout 0", "False False False")]
    [InlineData("New-MultiDial -Line 3 -Protocol Dhcp -IPv6 FirstLine -Timeout 0", "True False False")]
    [InlineData("New-MultiDial -Line 3 -Protocol Dhcp -IPv6 PerLine -Timeout 0", "True True True")]
    [InlineData("New-MultiDial -Line 3" + Account, "True False False")]
    [InlineData("New-MultiDial -Line 3 -IPv6 None" + Account, "False False False")]
    [InlineData("New-MultiDial -Line 3 -IPv6 PerLine" + Account, "True True True")]
    public void Lines_have_what_is_asked_for_and_remove_leaves_no_byte(string script, string expected)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run(script);
        Assert.Equal(expected, Seen());
        var made = new Dictionary<string, string>(Router.Parts);
        Run(script);
        Assert.Equal(made, Router.Parts);
        Run("Remove-MultiDial");
        Assert.Equal(before, Router.Parts);
    }

    [Theory]
    [InlineData("New-MultiDial -Line 3 -Protocol Dhcp -Timeout 0")]
    [InlineData("New-MultiDial -Line 3" + Account)]
    public void It_can_be_changed_to_and_fro(string script)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run(script);
        var made = new Dictionary<string, string>(Router.Parts);
        foreach ((string mode, string expected) in new[]
        {
            ("PerLine", "True True True"), ("None", "False False False"), ("PerLine", "True True True"), ("FirstLine", "True False False"), ("None", "False False False"), ("FirstLine", "True False False"),
        })
        {
            Run($"Get-MultiDial | Set-MultiDial -IPv6 {mode}");
            Assert.Equal(expected, Seen());
        }

        Assert.Equal(made, Router.Parts);
        Run("Set-MultiDial -IPv6 None; Remove-MultiDial");
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void A_line_has_an_interface_for_it_that_comes_and_goes_with_the_line()
    {
        Run("New-MultiDial -Name wan, a234567890123 -Protocol Dhcp -IPv6 PerLine -Timeout 0");
        Assert.Contains("config interface 'a234567890123_6'\n\toption managed_by 'multidial'\n\toption proto 'dhcpv6'\n\toption device '@a234567890123'\n\toption metric '20'\n", Network, StringComparison.Ordinal);
        Assert.Equal("wan wan6 a234567890123 a234567890123_6", string.Join(' ', Run("(Get-FirewallZone wan).Network")));
        Run("Set-MultiDial -Line 4 -Timeout 0");
        Assert.Equal("True True True True", Seen());
        Run("Set-MultiDial -Line 2");
        Assert.DoesNotContain("wan2", Network + Router.Parts["config/firewall"], StringComparison.Ordinal);
        Assert.DoesNotContain("_6", Config, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_line_by_PPPoE_is_switched_off_too_and_gets_its_own_word_back()
    {
        Router.Parts["config/network"] = Network.Replace("\toption proto 'dhcp'\n", "\toption proto 'pppoe'\n\toption username 'me'\n\toption password 'pw'\n\toption ipv6 '1'\n", StringComparison.Ordinal)
            .Replace("config interface 'wan6'\n\toption device 'eth0.2'\n", "config interface 'wan6'\n\toption disabled '0'\n\toption device '@wan'\n", StringComparison.Ordinal);
        string before = Network;
        Run("New-MultiDial -Line 2 -IPv6 None -Timeout 0");
        Assert.Contains("\toption ipv6 '0'\n\toption metric '10'\n", Network, StringComparison.Ordinal);
        Assert.Contains("config interface 'wan6'\n\toption disabled '1'\n", Network, StringComparison.Ordinal);
        Assert.Equal("False False", Seen());
        Run("Set-MultiDial -IPv6 FirstLine");
        Assert.Equal("True False", Seen());
        Run("Set-MultiDial -IPv6 None; Remove-MultiDial");
        Assert.Equal(before, Network);
    }

    [Fact]
    public void What_is_taken_or_another_is_refused()
    {
        Router.Parts["config/network"] += "\nconfig interface 'wan2_6'\n\toption proto 'none'\n";
        Run("New-MultiDial -Line 2 -Protocol Dhcp -IPv6 PerLine", ErrorId.AlreadyExists);
        Run("New-MultiDial -Line 2 -Protocol Dhcp -Timeout 0");
        Run("New-MultiDial -Line 2 -Protocol Dhcp -IPv6 None", ErrorId.AlreadyExists);
        Assert.Equal("True False", Seen());
    }

    private string Seen() => string.Join(' ', Run("(Get-MultiDial).IPv6"));
}
