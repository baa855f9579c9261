using MultiDial.Errors;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests.Whole;

/// <summary>Lines move to another device together, in one change.</summary>
public sealed class LineParentTests : Mwan3Engine
{
    private readonly Dictionary<string, string> _before;

    public LineParentTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }

        _before = new Dictionary<string, string>(Router.Parts);
        Run("New-MultiDial -Line 3 -Protocol Dhcp -Timeout 0");
    }

    private string Network => Router.Parts["config/network"];

    [Fact]
    public void All_lines_move_and_the_first_comes_back()
    {
        int commands = Router.Session.CommandCount;
        Assert.Equal(["eth0.1", "mvwan2", "mvwan3"], Run("Set-MultiDial -Parent eth0.1").Select(line => ((MultiDialLine)line.BaseObject).Device));

        // To read, to change and to confirm.
        Assert.Equal(commands + 3, Router.Session.CommandCount);
        Assert.Contains("wan2", Assert.Single(Engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(["eth0.1", "eth0.1"], Run("(Get-MultiDial).Parent").OfType<System.Management.Automation.PSObject>().Select(parent => parent.ToString()));
        Assert.DoesNotContain("eth0.2'\n\toption proto", Network, StringComparison.Ordinal);
        Assert.Contains("config interface 'wan6'\n\toption device 'eth0.1'\n", Network, StringComparison.Ordinal);
        Run("Set-MultiDial -Line 4 -Timeout 0");
        Assert.Equal("eth0.1", Value(Run("Get-MultiDial wan4"), "Parent"));
        string moved = Network;
        Run("Set-MultiDial -Parent eth0.1");
        Assert.Equal(moved, Network);
        Run("Remove-MultiDial");
        Assert.Equal(_before, Router.Parts);
    }

    [Theory]
    [InlineData("Set-MultiDial wan2 -Parent eth0.1", "eth0.2 mvwan2 mvwan3", "eth0.1 eth0.2")]
    [InlineData("Set-MultiDial -Parent eth0.2, eth0.1, eth0.2", "eth0.2 mvwan2 mvwan3", "eth0.1 eth0.2")]
    [InlineData("Get-MultiDial wan3 | Set-MultiDial -Parent eth0.1", "eth0.2 mvwan2 mvwan3", "eth0.2 eth0.1")]
    [InlineData("Set-MultiDial wan -Parent eth0.1", "eth0.1 mvwan2 mvwan3", "eth0.2 eth0.2")]
    [InlineData("Set-MultiDial -Parent (Get-WanInterface wan)", "eth0.2 mvwan2 mvwan3", "eth0.2 eth0.2")]
    public void Or_those_that_are_named(string script, string devices, string parents)
    {
        Run(script);
        Assert.Equal(devices, string.Join(' ', Run("(Get-MultiDial).Device")));
        Assert.Equal(parents, string.Join(' ', Run("(Get-MultiDial).Parent").Where(parent => parent is not null)));
    }

    [Theory]
    [InlineData("Set-MultiDial -Parent eth7", ErrorId.ParentNotFound)]
    [InlineData("Set-MultiDial -Parent ''", ErrorId.ParentNotFound)]
    [InlineData("Set-MultiDial -Parent mvwan2", ErrorId.InvalidValue)]
    [InlineData("Set-MultiDial wan2 -Parent mvwan2", ErrorId.InvalidValue)]
    [InlineData("Set-MultiDial -Parent eth0.1, eth0.2", ErrorId.InvalidValue)]
    [InlineData("Set-MultiDial wan2 -Parent pppoe-wan", ErrorId.InvalidValue)]
    [InlineData("Set-MacvlanDevice mvwan2 -Parent $null", ErrorId.InvalidValue)]
    [InlineData("Set-MacvlanDevice mvwan2 -Parent eth7", ErrorId.ParentNotFound)]
    public void A_device_that_cannot_carry_them_is_refused(string script, ErrorId id)
    {
        string before = Network;
        Run(script, id);
        Assert.Equal(before, Network);
    }

    [Fact]
    public void A_circle_of_macvlans_is_refused()
    {
        Run("Set-MacvlanDevice mvwan3 -Parent mvwan2");
        Run("Set-MacvlanDevice mvwan2 -Parent mvwan3", ErrorId.InvalidValue);
    }

    [Fact]
    public void A_first_line_whose_old_device_is_gone_stays_on_the_new_one()
    {
        Run("Set-MultiDial -Parent eth0.1");
        Router.Parts["links"] = string.Join('\n', Router.Parts["links"].Split('\n').Where(line => !line.StartsWith("eth0", StringComparison.Ordinal) || line.StartsWith("eth0.1|", StringComparison.Ordinal)));
        Engine.Clear();
        Run("Remove-MultiDial");
        Assert.Contains("stays on eth0.1", Assert.Single(Engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(_before["config/network"].Replace("eth0.2", "eth0.1", StringComparison.Ordinal), Network);
    }
}
