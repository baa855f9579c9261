using MultiDial.Errors;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests.Whole;

/// <summary>Lines that somebody set up by hand or with another tool are taken over as they are.</summary>
public sealed class AdoptionTests : Mwan3Engine
{
    private const string Lines = """

        config device
        	option name 'macvlan0'
        	option type 'macvlan'
        	option ifname 'eth0.2'
        	option macaddr '02:00:5e:00:53:01'

        config interface 'vwan1'
        	option device 'macvlan0'
        	option proto 'dhcp'
        	option metric '41'

        config device
        	option name 'macvlan1'
        	option type 'macvlan'
        	option ifname 'eth0.2'

        config interface 'guest'
        	option device 'macvlan1'
        	option proto 'dhcp'

        """;

    private const string Balance = """

        config interface 'wan'
        	option enabled '1'
        	list track_ip '9.9.9.9'

        config interface 'vwan1'
        	option enabled '1'
        	list track_ip '9.9.9.9'

        config member 'one'
        	option interface 'wan'
        	option weight '2'

        config member 'two'
        	option interface 'vwan1'
        	option weight '3'

        config policy 'balanced'
        	list use_member 'one'
        	list use_member 'two'

        config policy 'spare'
        	list use_member 'one'

        config rule 'everything'
        	option use_policy 'balanced'
        	option family 'ipv4'

        """;

    public AdoptionTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }

        Router.Parts["config/network"] += Lines;
        Router.Parts["config/firewall"] = States.ModernFirewall.Replace("\tlist network 'wan6'\n", "\tlist network 'wan6'\n\tlist network 'vwan1'\n", StringComparison.Ordinal);
        Router.Parts["config/mwan3"] += Balance;
    }

    [Fact]
    public void Without_being_asked_nothing_is_taken_over()
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run("New-MultiDial -Line 2 -Protocol Dhcp", ErrorId.Mwan3NotEmpty);
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void What_is_there_becomes_lines_and_only_gets_the_mark()
    {
        MultiDialLine[] lines = Dial("New-MultiDial -Adopt");
        Assert.Equal(["wan 1 eth0.2 one 2", "vwan1 2 macvlan0 two 3"], lines.Select(line => $"{line.Name} {line.Index} {line.Device} {line.Member} {line.Weight}"));
        Assert.All(lines, line => Assert.Equal(("balanced", "9.9.9.9"), (line.Policy, Assert.Single(line.TrackIp))));
        Assert.Equal([10, 41], lines.Select(line => line.Metric));
        Assert.Equal(States.EmptyMwan3 + Balance, Config.Replace("\toption managed_by 'multidial'\n", "", StringComparison.Ordinal));
        Assert.Equal(2, Router.Parts["config/network"].Split("config device\n\toption name 'macvlan")[1..].Length);

        var adopted = new Dictionary<string, string>(Router.Parts);
        Assert.Equal(2, Dial("New-MultiDial -Adopt").Length);
        Assert.Equal(adopted, Router.Parts);
    }

    [Fact]
    public void Further_lines_join_those_that_were_there_and_all_go_together()
    {
        string firewall = Router.Parts["config/firewall"];
        Assert.Equal(["wan", "vwan1", "wan2", "wan3"], Dial("New-MultiDial -Line 4 -Adopt").Select(line => line.Name));
        Assert.Equal("wan 28.6%, vwan1 42.9%, wan2 14.3%, wan3 14.3%", string.Join(", ", Run("(Get-Mwan3Policy balanced).Share")));
        Run("Remove-MultiDial");
        Assert.Equal(["spare"], Run("(Get-Mwan3Policy).Name").Select(name => name.ToString()));
        Assert.Empty(Run("Get-Mwan3Rule; Get-Mwan3Interface"));
        Assert.Equal(["wan"], Run("(Get-WanInterface | Where-Object Name -ne wan6).Name").Select(name => name.ToString()));
        Assert.Contains("config interface 'guest'", Router.Parts["config/network"], StringComparison.Ordinal);
        Assert.Equal(firewall.Replace("\tlist network 'vwan1'\n", "", StringComparison.Ordinal), Router.Parts["config/firewall"]);
        Assert.DoesNotContain("metric", Router.Parts["config/network"], StringComparison.Ordinal);
    }

    private MultiDialLine[] Dial(string script) => [.. Run(script).Select(line => (MultiDialLine)line.BaseObject)];
}
