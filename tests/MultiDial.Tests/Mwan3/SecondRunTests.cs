using MultiDial.Errors;

using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

/// <summary>To make what is there already is no error if it is just so, and writes nothing.</summary>
public sealed class SecondRunTests : Mwan3Engine
{
    public SecondRunTests()
    {
        foreach ((string part, string text) in States.Modern().Where(part => part.Key is "macvlan" or "links"))
        {
            Router.Parts[part] = text;
        }

        Router.Parts["config/mwan3"] = Balanced(2, Rule("one", "dest_ip 3.4.5.6") + Rule("all"));
        Run("New-MacvlanDevice veth0 -Parent eth0.2 -Mode Private | New-WanInterface wan9 -Protocol Pppoe -Credential $credential -Metric 90 -Timeout 0",
            ("credential", new System.Management.Automation.PSCredential("user", Secret)));
    }

    private static System.Security.SecureString Secret => new System.Net.NetworkCredential("", "secret").SecurePassword;

    [Theory]
    [InlineData("New-MacvlanDevice veth0 -Parent eth0.2")]
    [InlineData("New-MacvlanDevice veth0 -Parent eth0.2 -Mode Private")]
    [InlineData("Get-MacvlanDevice veth0 | New-WanInterface wan9 -Protocol Pppoe -Credential $credential -Metric 90 -Timeout 0")]
    [InlineData("Get-WanInterface wan2 | Add-Mwan3Interface")]
    [InlineData("Add-Mwan3Member wan_m1_w1 -Interface wan -Metric 1 -Weight 1")]
    [InlineData("Get-WanInterface wan2 | Add-Mwan3Member -Metric 1")]
    [InlineData("Add-Mwan3Rule one -Policy balanced -DestinationAddress 3.4.5.6")]
    [InlineData("Add-Mwan3Rule one -Policy balanced -First")]
    [InlineData("Get-Mwan3Policy balanced | Add-Mwan3Rule all -After one")]
    public void What_is_there_just_so_is_given_back_and_nothing_is_written(string script)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Router.Scripts.Clear();
        Engine.Clear();
        Assert.Single(Run(script, ("credential", new System.Management.Automation.PSCredential("user", Secret))));
        Assert.Equal(before, Router.Parts);
        Assert.Empty(Router.Calls);
        Assert.Empty(Engine.Warnings);
    }

    [Theory]
    [InlineData("New-MacvlanDevice veth0 -Parent eth0.1")]
    [InlineData("New-MacvlanDevice veth0 -Parent eth0.2 -Mode Bridge")]
    [InlineData("New-MacvlanDevice veth0 -Parent eth0.2 -MacAddress 02:00:5e:00:53:01")]
    [InlineData("New-MacvlanDevice veth0 -Parent eth0.2 -Temporary")]
    [InlineData("New-WanInterface wan2 -Device veth0 -Protocol Dhcp -Metric 20")]
    [InlineData("New-WanInterface wan9 -Device veth0 -Protocol Pppoe -Metric 91")]
    [InlineData("New-WanInterface wan9 -Device veth0 -Protocol Pppoe -Metric 90 -Zone lan")]
    [InlineData("Add-Mwan3Interface wan2 -Enabled $false")]
    [InlineData("Add-Mwan3Interface wan2 -TrackIp 1.1.1.1")]
    [InlineData("Add-Mwan3Member wan_m1_w1 -Interface wan2")]
    [InlineData("Add-Mwan3Member balanced -Interface wan")]
    [InlineData("Add-Mwan3Rule one -Policy default")]
    [InlineData("Add-Mwan3Rule one -Policy balanced -Last")]
    public void What_is_there_otherwise_already_exists(string script)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run(script, ErrorId.AlreadyExists);
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void A_rule_that_is_new_among_others_goes_to_its_place()
    {
        Run("'one', 'new', 'all' | Add-Mwan3Rule -Policy balanced -First");
        Assert.Equal(["one", "new", "all"], Run("(Get-Mwan3Rule).Name").Select(name => name.ToString()));
        Run("'all', 'newer' | Add-Mwan3Rule -Policy balanced");
        Assert.Equal(["one", "new", "all", "newer"], Run("(Get-Mwan3Rule).Name").Select(name => name.ToString()));
    }
}
