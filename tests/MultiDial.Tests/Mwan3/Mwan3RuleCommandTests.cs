using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3RuleCommandTests : Mwan3Engine
{
    [Fact]
    public void Rules_keep_their_order_wherever_they_go()
    {
        Router.Parts["config/mwan3"] = Balanced(1, Rule("a", "dest_ip 10.0.0.1") + Rule("b", "dest_ip 10.0.0.2") + Rule("c", "dest_ip 10.0.0.3"));
        Run("'b', 'c' | Move-Mwan3Rule -First");
        Assert.Equal("b c a", Rules());
        Run("'d', 'e' | Add-Mwan3Rule -Policy balanced -DestinationAddress 10.0.0.4 -After c");
        Assert.Equal("b c d e a", Rules());
        Run("Move-Mwan3Rule e, b -Before d");
        Assert.Equal("c e b d a", Rules());
        Run("'f', 'g' | Add-Mwan3Rule -Policy balanced");
        Assert.Equal("c e b d a f g", Rules());
    }

    [Fact]
    public void A_piped_policy_is_the_policy_of_the_rule()
    {
        Router.Parts["config/mwan3"] = Balanced(1);
        Assert.Equal("balanced", Value(Run("Get-Mwan3Policy balanced | Add-Mwan3Rule default_route -Family IPv4"), "Policy"));
    }

    [Fact]
    public void A_shadowed_rule_is_warned_of()
    {
        Router.Parts["config/mwan3"] = Balanced(1);
        Run("Add-Mwan3Rule default_route -Policy balanced -Family IPv4; Add-Mwan3Rule ss_route -Policy balanced -DestinationAddress 3.4.5.6/32");
        Assert.Contains("Move-Mwan3Rule ss_route -Before default_route", Assert.Single(Engine.Warnings), StringComparison.Ordinal);
    }

    private string Rules() => string.Join(' ', Run("(Get-Mwan3Rule).Name"));
}
