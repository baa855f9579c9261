using MultiDial.Errors;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests.Whole;

/// <summary>A line never stands for all of them, and whoever takes something from the set is told.</summary>
public sealed class LineLossTests : Mwan3Engine
{
    public LineLossTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }

        Run("New-MultiDial -Line 4 -Protocol Dhcp -StickyHttps -Timeout 0");
        Engine.Clear();
    }

    [Theory]
    [InlineData("Get-MultiDial wan3 | Remove-MultiDial")]
    [InlineData("'wan4' | Remove-MultiDial")]
    [InlineData("Get-WanInterface wan2, wan3 | Remove-MultiDial")]
    [InlineData("Get-MultiDial | Where-Object Index -gt 1 | Remove-MultiDial")]
    [InlineData("[pscustomobject]@{ Name = 'wan2' } | Remove-MultiDial")]
    public void A_piped_line_never_stands_for_all(string script)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run(script, ErrorId.InvalidValue);
        Assert.Equal(before, Router.Parts);
        Assert.StartsWith("Set-MultiDial -Line ", Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Remove-MultiDial")]
    [InlineData("Get-MultiDial | Remove-MultiDial")]
    public void All_of_them_do(string script)
    {
        Run(script);
        Assert.Empty(Run("Get-MultiDial"));
    }

    [Theory]
    [InlineData("Remove-WanInterface wan3", "interface 'wan3'")]
    [InlineData("Remove-WanInterface wan3 -Force", "interface 'wan3', mwan3 interface 'wan3', mwan3 member 'wan3_m'")]
    [InlineData("Remove-Mwan3Interface wan2 -Force", "mwan3 interface 'wan2', mwan3 member 'wan2_m'")]
    [InlineData("Set-Mwan3Policy balance -Member wan_m, wan2_m, wan3_m", "mwan3 member 'wan4_m'")]
    [InlineData("Remove-Mwan3Rule https", "mwan3 rule 'https'")]
    [InlineData("Remove-Mwan3Rule https, default_rule; Remove-Mwan3Policy balance", "mwan3 member 'wan_m', mwan3 member 'wan2_m', mwan3 member 'wan3_m', mwan3 member 'wan4_m', mwan3 policy 'balance'")]
    public void Whoever_takes_something_from_the_set_is_told_and_the_advice_makes_it_again(string script, string pieces)
    {
        Run(script);
        string warning = Engine.Warnings.Last(text => text.Contains("lines of New-MultiDial", StringComparison.Ordinal));
        Assert.Contains($": {pieces}.", warning, StringComparison.Ordinal);
        Assert.Contains("Set-MultiDial -Line 4 ", warning, StringComparison.Ordinal);
        Run("Set-MultiDial -Line 4 -Timeout 0");
        Assert.Equal(4, Run("Get-MultiDial | Where-Object Member").Count);
        Assert.Equal(4, Run("(Get-Mwan3Policy balance).Share").Count);
        Assert.Equal("balance", Run("(Get-Mwan3Rule)[-1].Policy")[0].ToString());
    }

    [Theory]
    [InlineData("Set-MultiDial -Line 2")]
    [InlineData("Set-MultiDial -Line 6 -Timeout 0")]
    [InlineData("Set-MultiDial -StickyHttps:$false")]
    [InlineData("Remove-MultiDial")]
    [InlineData("Set-WanInterface wan2 -Metric 77")]
    [InlineData("Set-MultiDial wan3 -Weight 5")]
    public void Nobody_is_told_of_what_was_asked_for(string script)
    {
        Run(script);
        Assert.DoesNotContain(Engine.Warnings, text => text.Contains("lines of New-MultiDial", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_that_somebody_else_has_removed_are_missed_and_what_is_left_of_them_goes_with_the_rest()
    {
        string network = Router.Parts["config/network"];
        int start = network.IndexOf("config interface 'wan3'", StringComparison.Ordinal);
        Router.Parts["config/network"] = network.Remove(start, network.IndexOf("config ", start + 1, StringComparison.Ordinal) - start);
        Assert.Equal(3, Run("Get-MultiDial").Count);
        Assert.Contains("wan3. Set-MultiDial -Line 4 ", Assert.Single(Engine.Warnings), StringComparison.Ordinal);
        Run("Remove-MultiDial");
        Assert.DoesNotContain("mvwan", Router.Parts["config/network"], StringComparison.Ordinal);
        Assert.DoesNotContain("wan3", Router.Parts["config/mwan3"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_somebody_has_renamed_is_named()
    {
        Router.Parts["config/network"] = Router.Parts["config/network"].Replace("config interface 'wan3'", "config interface 'telecom'", StringComparison.Ordinal);
        Run("Get-MultiDial");
        Assert.Contains("uci rename network.telecom=wan3; uci commit network;", Assert.Single(Engine.Warnings), StringComparison.Ordinal);
    }
}
