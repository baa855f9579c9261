using System.Management.Automation.Language;

namespace MultiDial.Tests.Verification;

/// <summary>Whatever a router has in its files, a remedy runs nothing but what it means.</summary>
public sealed class RemedyTests
{
    private const string Nasty = "a b;$(whoami) `whoami` & y";

    [Theory]
    [InlineData("config/network", "option ifname 'eth0.2'", "option device '{0}'")]
    [InlineData("config/network", "option name 'veth0'|option device 'veth0'", "option name '{0}'|option device '{0}'", "\toption macaddr '02:00:00:00:00:10'\n")]
    [InlineData("config/network", "option name 'veth0'|option device 'veth0'", "option name '{0}'|option device '{0}'", "\toption ifname 'eth0.2'\n")]
    [InlineData("config/network", "'eth0.2'", "'{0}'", "\toption macaddr '02:00:00:00:00:10'\n")]
    [InlineData("config/firewall", "\toption name 'wan'\n", "\toption name '{0}'\n", "\tlist network 'wan2'\n")]
    [InlineData("config/mwan3", "\tlist track_ip '1.1.1.1'\n\tlist track_ip '8.8.8.8'\n", "\toption track_ip '{0}'\n")]
    [InlineData("config/mwan3", "'wan2_m'\n\toption interface 'wan2'", "'wan2_m'\n\toption interface '{0}'")]
    [InlineData("config/mwan3", "use_member 'wan2_m'", "use_member '{0}'")]
    [InlineData("config/mwan3", "use_policy 'balance'", "use_policy '{0}'")]
    public void What_a_router_names_is_a_value(string part, string from, string to, string gone = "")
    {
        using CheckedRouter router = new([.. from.Split('|').Zip(to.Split('|'), (old, now) => (part, old, now.Replace("{0}", Nasty, StringComparison.Ordinal))), .. gone.Length == 0 ? [] : new[] { (part, gone, "") }]);
        ConfigurationFinding[] findings = router.Test();
        Assert.NotEmpty(findings);
        Assert.All(findings, finding =>
        {
            ScriptBlockAst script = Parser.ParseInput(finding.RecommendedAction, out _, out ParseError[] errors);
            Assert.Empty(errors);
            Assert.All(script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>(), call => Assert.Matches("^(ssh|[A-Z][a-z]+-[A-Z][A-Za-z0-9]+)$", call.GetCommandName()));
            Assert.Empty(script.FindAll(ast => ast is SubExpressionAst or ExpandableStringExpressionAst, searchNestedScriptBlocks: true));
        });
    }
}
