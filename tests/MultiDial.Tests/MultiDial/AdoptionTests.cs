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
        Assert.Equal(States.EmptyMwan3 + Balance, Config.Replace("\toption managed_by 'multidial'\n", "", StringComparison.Ordinal).Replace("\toption adopted_from 'user'\n", "", StringComparison.Ordinal));
        Assert.Equal(2, Router.Parts["config/network"].Split("config device\n\toption name 'macvlan")[1..].Length);

        var adopted = new Dictionary<string, string>(Router.Parts);
        Assert.Equal(2, Dial("New-MultiDial -Adopt").Length);
        Assert.Equal(adopted, Router.Parts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Line 4")]
    [InlineData("-Line 3 -StickyHttps -DirectNetwork 10.0.0.0/8")]
    [InlineData("-Line 3 -IPv6 PerLine")]
    [InlineData("-IPv6 None")]
    [InlineData("-Line 3 -Policy all")]
    public void What_was_taken_over_is_its_owners_again_byte_for_byte(string parameters)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Dial("New-MultiDial -Adopt " + parameters);
        Assert.NotEqual(before, Router.Parts);
        Run("Remove-MultiDial");
        Assert.Equal(before["config/mwan3"], Config);
        Assert.Equal(before, Router.Parts);
    }

    [Theory]
    [InlineData("Set-MultiDial -Line 2")]
    [InlineData("Set-MultiDial -Line 6")]
    [InlineData("Set-MultiDial -IPv6 PerLine; Set-MultiDial -IPv6 None; Set-MultiDial -IPv6 FirstLine")]
    [InlineData("Set-MultiDial -StickyHttps; Set-MultiDial -DirectNetwork 10.0.0.0/8")]
    [InlineData("Register-MultiDialWatch")]
    public void So_it_is_after_the_lines_were_changed(string script)
    {
        Router.Parts["config/network"] += "\nconfig interface 'vwan1_6'\n\toption proto 'dhcpv6'\n\toption device '@vwan1'\n";
        var before = new Dictionary<string, string>(Router.Parts);
        Dial("New-MultiDial -Adopt -Line 4");
        Run(script);
        Run("Remove-MultiDial");
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void What_the_modules_own_cmdlets_made_stays_the_modules_own()
    {
        Router.Parts["config/network"] = States.ModernNetwork;
        Router.Parts["config/firewall"] = States.ModernFirewall;
        Router.Parts["config/mwan3"] = States.EmptyMwan3;
        Run("""
            New-MacvlanDevice veth0 -Parent eth0.2 | New-WanInterface wan2 -Protocol Dhcp -Metric 20 -Timeout 0
            Set-WanInterface wan -Metric 10
            'wan', 'wan2' | Add-Mwan3Interface -TrackIp 1.1.1.1, 8.8.8.8
            Get-WanInterface wan, wan2 | Add-Mwan3Member -Metric 1 -Weight 1
            Get-Mwan3Member | Set-Mwan3Policy balance
            Add-Mwan3Rule all -Policy balance -Family IPv4
            """);
        var before = new Dictionary<string, string>(Router.Parts);
        Dial("New-MultiDial -Adopt -Line 3");
        Run("Remove-MultiDial");
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void A_rule_that_sends_all_past_the_lines_is_told_and_the_advice_lets_them_share_it()
    {
        Router.Parts["config/mwan3"] = Config.Replace("\noption use_policy 'balanced'", "", StringComparison.Ordinal)
            .Replace("config rule 'everything'\n\toption use_policy 'balanced'", "config rule 'office'\n\toption dest_ip '3.4.5.6'\n\toption use_policy 'balanced'\n\toption family 'ipv4'\n\nconfig rule 'everything'\n\toption use_policy 'spare'", StringComparison.Ordinal);
        Dial("New-MultiDial -Line 3 -Adopt");
        string warning = Assert.Single(Engine.Warnings, text => text.Contains("everything", StringComparison.Ordinal));
        Run(warning[warning.IndexOf("Set-Mwan3Rule", StringComparison.Ordinal)..]);
        Assert.Equal("balanced", Value(Run("Get-Mwan3Rule everything"), "Policy"));
        Run("Remove-MultiDial");
        Assert.Equal(["wan", "vwan1"], Run("(Get-Mwan3Policy balanced).Share.Interface").Select(name => name.ToString()));
    }

    [Theory]
    [InlineData("Remove-MultiDial", 0)]
    [InlineData("Set-MultiDial -Line 2", 2)]
    public void No_rule_is_left_without_a_line(string script, int left)
    {
        Dial("New-MultiDial -Line 3 -Adopt");
        Run("Add-Mwan3Member third_m -Interface wan2; Set-Mwan3Policy third -Member third_m; Add-Mwan3Rule video -Policy third -DestinationAddress 3.4.5.6 -First");
        var before = new Dictionary<string, string>(Router.Parts);
        Run(script, ErrorId.InUse);
        Assert.Equal(before, Router.Parts);
        Assert.Equal("video", Errors[0].TargetObject);
        Run(Errors[0].ErrorDetails.RecommendedAction);
        Run(script);
        Assert.Equal(left, Run("Get-MultiDial").Count);
    }

    [Fact]
    public void Further_lines_join_those_that_were_there_and_only_they_go_again()
    {
        string firewall = Router.Parts["config/firewall"];
        Assert.Equal(["wan", "vwan1", "wan2", "wan3"], Dial("New-MultiDial -Line 4 -Adopt").Select(line => line.Name));
        Assert.Equal("wan 28.6%, vwan1 42.9%, wan2 14.3%, wan3 14.3%", string.Join(", ", Run("(Get-Mwan3Policy balanced).Share")));
        Run("Remove-MultiDial");
        Assert.Equal(["balanced", "spare"], Run("(Get-Mwan3Policy).Name").Select(name => name.ToString()));
        Assert.Equal(["wan", "vwan1"], Run("(Get-WanInterface | Where-Object Name -ne wan6).Name").Select(name => name.ToString()));
        Assert.Contains("config interface 'guest'", Router.Parts["config/network"], StringComparison.Ordinal);
        Assert.Equal(firewall, Router.Parts["config/firewall"]);
    }

    private MultiDialLine[] Dial(string script) => [.. Run(script).Select(line => (MultiDialLine)line.BaseObject)];
}
