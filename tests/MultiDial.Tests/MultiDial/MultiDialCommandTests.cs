using MultiDial.Errors;
using MultiDial.Lines;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Tests.Mwan3;

using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Whole;

/// <summary>New-, Get-, Set- and Remove-MultiDial on a router that is only texts.</summary>
public sealed class MultiDialCommandTests : Mwan3Engine
{
    public MultiDialCommandTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }
    }

    private string Network => Router.Parts["config/network"];

    [Fact]
    public void One_command_makes_all_that_lines_need()
    {
        RouterDraft draft = Draft(draft => LineSet.Add(draft, new LinesRequest { Count = 4, Protocol = WanProtocol.Dhcp }));
        Assert.Equal(["wan2", "wan3", "wan4"], draft.Waits[InterfaceWait.Up]);
        Assert.Equal(TimeSpan.FromSeconds(19), draft.WaitAtMost);
        MultiDialLine[] lines = Lines("New-MultiDial -Line 4 -Protocol Dhcp");

        // To read, to change and to confirm.
        Assert.Equal(3, Router.Session.CommandCount);
        Assert.Equal(["wan", "wan2", "wan3", "wan4"], lines.Select(line => line.Name));
        Assert.Equal([1, 2, 3, 4], lines.Select(line => line.Index));
        Assert.Equal([10, 20, 30, 40], lines.Select(line => line.Metric));
        Assert.Equal(["eth0.2", "mvwan2", "mvwan3", "mvwan4"], lines.Select(line => line.Device));
        Assert.All(lines[1..], line => Assert.Equal("eth0.2", line.Parent));
        Assert.All(lines[1..], line => Assert.Equal(2, Convert.ToInt32(line.MacAddress![..2], 16) & 3));
        Assert.Equal(4, lines.Select(line => line.MacAddress).Distinct().Count());
        Assert.Equal("balance", Value(Run("Get-Mwan3Policy"), "Name"));
        Assert.Equal(4, Run("(Get-Mwan3Policy).Share | Where-Object Percent -eq 25").Count);
        Assert.Equal("IPv4", Value(Run("Get-Mwan3Rule"), "Family").ToString());
        Assert.Equal("wan wan6 wan2 wan3 wan4", string.Join(' ', Run("(Get-FirewallZone wan).Network")));
    }

    [Theory]
    [InlineData("New-MultiDial -Line 3 -Protocol Dhcp")]
    [InlineData("New-MultiDial 3 -Protocol Dhcp -Weight 1, 2, 3 -TrackIp 9.9.9.9 -StickyHttps")]
    [InlineData("New-MultiDial -Line 3 -Protocol Pppoe -UserName a -Password b -Parent eth0.2, eth0.1 -Policy all")]
    [InlineData("[pscustomobject]@{ UserName = 'me'; Password = 'pw'; Weight = '2'; Mtu = '1480' }, [pscustomobject]@{ Name = 'second'; UserName = 'you'; Password = 'pw'; Mtu = '1492' } | New-MultiDial -Protocol Pppoe")]
    [InlineData("New-MultiDial -Name wan, other -Protocol Dhcp -MacAddress '', 02:00:5e:00:53:01")]
    public void A_second_run_writes_nothing_and_remove_leaves_no_byte(string script)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        MultiDialLine[] first = Lines(script);
        var made = new Dictionary<string, string>(Router.Parts);
        OpenWrtChange? change = Router.Session.LastChange;
        Assert.Equal(first.Select(line => line.MacAddress), Lines(script).Select(line => line.MacAddress));
        Run("Get-MultiDial | Set-MultiDial");
        Assert.Equal(made, Router.Parts);
        Assert.Same(change, Router.Session.LastChange);
        Run("Get-MultiDial | Remove-MultiDial");
        Assert.Equal(before, Router.Parts);
        Assert.Empty(Run("Get-MultiDial"));
    }

    [Theory]
    [InlineData("New-MultiDial -Line 2 -Protocol Dhcp", ErrorId.AlreadyExists)]
    [InlineData("New-MultiDial -Line 4 -Protocol Pppoe -UserName a -Password b", ErrorId.AlreadyExists)]
    [InlineData("New-MultiDial -Line 4 -Protocol Dhcp -Weight 2", ErrorId.AlreadyExists)]
    [InlineData("New-MultiDial -Line 4 -Protocol Dhcp -Policy other", ErrorId.AlreadyExists)]
    [InlineData("New-MultiDial -Line 4 -Name wan, lan2", ErrorId.AlreadyExists)]
    [InlineData("New-MultiDial -Line 61 -Protocol Dhcp", ErrorId.TooManyInterfaces)]
    [InlineData("Set-MultiDial -Line 1", ErrorId.InvalidValue)]
    [InlineData("Set-MultiDial wan9 -Weight 1", ErrorId.NotFound)]
    [InlineData("Set-MultiDial -Weight 1, 2", ErrorId.InvalidValue)]
    [InlineData("Set-MultiDial -Weight 1001", ErrorId.InvalidValue)]
    public void What_does_not_fit_is_refused(string script, ErrorId id)
    {
        Lines("New-MultiDial -Line 3 -Protocol Dhcp");
        var before = new Dictionary<string, string>(Router.Parts);
        Run(script, id);
        Assert.Equal(before, Router.Parts);
    }

    [Theory]
    [InlineData("New-MultiDial", ErrorId.InvalidValue)]
    [InlineData("New-MultiDial -Line 3 -Protocol Pppoe", ErrorId.InvalidValue)]
    [InlineData("New-MultiDial -Line 3 -Parent eth7", ErrorId.ParentNotFound)]
    [InlineData("New-MultiDial -Line 3 -Weight 1, 2", ErrorId.InvalidValue)]
    [InlineData("New-MultiDial -Line 3 -Protocol Dhcp -MacAddress 02:00:5e:00:53:01", ErrorId.InvalidValue)]
    [InlineData("New-MultiDial -Name wan, a234567890123x -Protocol Dhcp", ErrorId.InvalidName)]
    [InlineData("New-MultiDial -Name wan, a234567890 -Protocol Pppoe -UserName a -Password b", ErrorId.InvalidName)]
    [InlineData("New-MultiDial -Name missing, wan2", ErrorId.NotFound)]
    [InlineData("New-MultiDial -Name wan, lan", ErrorId.AlreadyExists)]
    [InlineData("[pscustomobject]@{ Name = 'wan'; Weight = '' }, [pscustomobject]@{ Name = 'wan2'; Weight = 'much' } | New-MultiDial -Protocol Dhcp -ErrorAction Stop", ErrorId.InvalidValue)]
    [InlineData("Remove-MultiDial", ErrorId.NotFound)]
    public void What_cannot_be_made_leaves_the_router_as_it_was(string script, ErrorId id)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run(script, id);
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void Rows_have_their_own_accounts_and_the_first_line_comes_back()
    {
        string before = Network;
        Run("""
            [pscustomobject]@{ UserName = 'a'; Password = 'pa'; Weight = '3'; Parent = '' },
            [pscustomobject]@{ UserName = 'b'; Password = 'pb'; Weight = ''; Parent = 'eth0.1' },
            [pscustomobject]@{ UserName = 'c'; Password = 'pc'; Weight = '2'; Parent = '' } | New-MultiDial -Protocol Pppoe -Timeout 0
            """);
        Assert.Contains("config interface 'wan'\n\toption device 'eth0.2'\n\toption proto 'pppoe'\n\toption metric '10'\n\toption username 'a'\n\toption password 'pa'\n", Network, StringComparison.Ordinal);
        Assert.Contains("\toption username 'c'\n\toption password 'pc'\n", Network, StringComparison.Ordinal);
        Assert.Equal("3 1 2", string.Join(' ', Run("(Get-MultiDial).Weight")));
        Assert.Equal("eth0.1 eth0.2", string.Join(' ', Run("(Get-MultiDial)[1, 2].Parent")));
        Run("Remove-MultiDial");
        Assert.Equal(before, Network);
    }

    [Fact]
    public void Passwords_show_nowhere_and_the_first_lines_own_comes_back()
    {
        Router.Parts["config/network"] = Network.Replace("\toption proto 'dhcp'\n", "\toption proto 'pppoe'\n\toption username 'me'\n\toption password 'hidden1'\n", StringComparison.Ordinal);
        string before = Network;
        const string Rows = "[pscustomobject]@{ UserName = 'a'; Password = 'hidden2' }, [pscustomobject]@{ UserName = 'b'; Password = 'hidden3' } | New-MultiDial -Protocol Pppoe -Verbose";
        Run(Rows + " -WhatIf");
        Run(Rows);
        Assert.Contains("\toption username 'a'\n\toption password 'hidden2'\n", Network, StringComparison.Ordinal);
        Run("Start-OpenWrtTransaction; Remove-MultiDial");
        Assert.DoesNotContain("hidden", Engine.Host.Text + string.Join('\n', [.. Engine.Verbose, .. Engine.Warnings, .. Engine.Debug]), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", string.Join('\n', Run("Get-OpenWrtTransaction")), StringComparison.Ordinal);
        Run("Complete-OpenWrtTransaction");
        Assert.Equal(before, Network);
    }

    [Fact]
    public void A_rule_of_somebody_elses_keeps_the_policy()
    {
        Lines("New-MultiDial -Line 2 -Protocol Dhcp");
        Run("Add-Mwan3Rule mine -Policy balance -DestinationAddress 3.4.5.6 -First");
        Run("Remove-MultiDial", ErrorId.InUse);
        Assert.Equal(2, Lines("Get-MultiDial").Length);
        Assert.Equal(["wan", "wan2"], Engine.Complete("Set-MultiDial w"));
    }

    [Fact]
    public void Without_an_account_the_one_of_the_line_before_is_dialled_again()
    {
        Run("Set-WanInterface wan -Protocol Pppoe -Credential $credential", ("credential", new System.Management.Automation.PSCredential("me", new System.Net.NetworkCredential("", "pw").SecurePassword)));
        Assert.All(Lines("New-MultiDial -Line 3"), line => Assert.Equal(WanProtocol.Pppoe, line.Protocol));
        Assert.Equal(4, Network.Split("option username 'me'\n\toption password 'pw'").Length);
    }

    [Fact]
    public void Growing_and_shrinking_touch_the_end_only()
    {
        Lines("New-MultiDial -Line 4 -Protocol Dhcp -TrackIp 9.9.9.9");
        (string network, string mwan3) = (Network, Config);
        Mwan3Reload growing = Reload(6);
        Assert.Equal(["wan5", "wan7"], growing.Join);
        Assert.True(growing is { Restart: false, Leave.Count: 0, Track.Count: 0 });
        Assert.Equal(6, Lines("Set-MultiDial -Line 6").Length);
        Assert.All(Lines("Get-MultiDial"), line => Assert.Equal(["9.9.9.9"], line.TrackIp));

        Mwan3Reload shrinking = Reload(4);
        Assert.Equal(["wan5", "wan7"], shrinking.Leave);
        Assert.True(shrinking is { Restart: false, Join.Count: 0, Track.Count: 0 });
        Assert.Equal(4, Lines("Set-MultiDial -Line 4").Length);
        Assert.Equal((network, mwan3), (Network, Config));
        Assert.All(Engine.Warnings, warning => Assert.StartsWith("Not up yet", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_given_is_changed_and_nothing_else()
    {
        Lines("New-MultiDial -Line 3 -Protocol Dhcp");
        Assert.Equal("5", string.Join(' ', Lines("Get-MultiDial wan3 | Set-MultiDial -Weight 5").Select(line => line.Weight)));
        Assert.Equal("1 1 5", string.Join(' ', Run("(Get-MultiDial).Weight")));
        Assert.Equal("7 8 9", string.Join(' ', Lines("Set-MultiDial -Weight 7, 8, 9").Select(line => line.Weight)));
        Lines("Set-MultiDial -StickyHttps");
        Assert.Equal("https default_rule", string.Join(' ', Run("(Get-Mwan3Rule).Name")));
        Lines("Set-MultiDial -StickyHttps:$false -TrackIp 8.8.4.4");
        Assert.Equal("default_rule", string.Join(' ', Run("(Get-Mwan3Rule).Name")));
        Assert.All(Lines("Get-MultiDial"), line => Assert.Equal(["8.8.4.4"], line.TrackIp));
    }

    [Fact]
    public void What_somebody_set_up_is_replaced_only_on_demand_and_comes_back()
    {
        Router.Parts["config/network"] += "\nconfig interface 'wan2'\n\toption device 'eth0.3'\n\toption proto 'dhcp'\n\toption metric '7'\n";
        Router.Parts["config/mwan3"] = "# mine\n" + Balanced(2, Rule("all")).Replace("\toption managed_by 'multidial'\n", "", StringComparison.Ordinal) + "\n# the end";
        var before = new Dictionary<string, string>(Router.Parts);
        Run("New-MultiDial -Line 3 -Protocol Dhcp", ErrorId.Mwan3NotEmpty);
        Assert.Equal(before, Router.Parts);
        Assert.Equal(3, Lines("New-MultiDial -Line 3 -Name wan, wan7, wan8 -Protocol Dhcp -ReplaceMwan3").Length);
        Assert.Equal("balance", Value(Run("Get-Mwan3Policy"), "Name"));
        Run("Remove-MultiDial");
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void A_transaction_stages_all_of_it()
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run("Start-OpenWrtTransaction; New-MultiDial -Line 3 -Protocol Dhcp; Set-MultiDial wan2 -Weight 4");
        Assert.Equal(before, Router.Parts);
        Assert.Equal("1 4 1", string.Join(' ', Run("(Get-MultiDial).Weight")));
        Run("Complete-OpenWrtTransaction");
        Assert.Equal("1 4 1", string.Join(' ', Run("(Get-MultiDial).Weight")));
        Run("Remove-MultiDial");
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void What_if_says_all_and_does_nothing()
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run("New-MultiDial -Line 3 -Protocol Dhcp -WhatIf");
        Assert.Equal(before, Router.Parts);
        Assert.Contains("network.wan3.proto='dhcp'", Engine.Host.Text.ToString(), StringComparison.Ordinal);
    }

    private RouterDraft Draft(Action<RouterDraft> edit) => States.Draft(States.Of(Router.Parts), edit);

    private Mwan3Reload Reload(int count)
    {
        RouterDraft draft = Draft(draft => LineSet.Set(draft, new LinesChange { Count = count }));
        return Mwan3Reload.For(draft.Before.Mwan3, draft.Mwan3, new HashSet<string>())!;
    }

    private MultiDialLine[] Lines(string script) => [.. Run(script).Select(line => (MultiDialLine)line.BaseObject)];
}
