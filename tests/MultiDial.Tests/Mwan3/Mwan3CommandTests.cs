using System.Collections.ObjectModel;
using System.Management.Automation;
using MultiDial.Errors;
using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3CommandTests : Mwan3Engine
{
    [Fact]
    public void The_tutorial_writes_what_it_says_and_warns_of_nothing()
    {
        Run("""
            Clear-Mwan3Configuration
            'wan', 'wan2' | Add-Mwan3Interface -TrackIp 1.1.1.1, 8.8.8.8
            Add-Mwan3Member wan_m1_w2  -Interface wan  -Metric 1 -Weight 2
            Add-Mwan3Member wan2_m1_w1 -Interface wan2 -Metric 1 -Weight 1
            Get-Mwan3Interface wan2 | Add-Mwan3Member -Metric 1 -Weight 2
            Get-Mwan3Member wan_m1_w2, wan2_m1_w2 | Set-Mwan3Policy balance   -LastResort Unreachable
            Get-Mwan3Member wan2_m1_w2            | Set-Mwan3Policy wan2_only -LastResort Unreachable
            Add-Mwan3Rule ss_route      -Policy balance -DestinationAddress 3.4.5.6/32
            Add-Mwan3Rule default_route -Policy wan2_only -Family IPv4
            """);
        Assert.Empty(Engine.Warnings);
        Assert.Equal(
            "interface wan, interface wan2, member wan_m1_w2, member wan2_m1_w1, member wan2_m1_w2, policy balance, policy wan2_only, rule ss_route, rule default_route",
            string.Join(", ", Config.Split('\n').Where(line => line.StartsWith("config ", StringComparison.Ordinal)).Skip(1).Select(line => line[7..].Replace("'", "", StringComparison.Ordinal))));
        Assert.Equal(["wan 50%", "wan2 50%"], Run("(Get-Mwan3Policy balance).Share").Select(share => share.ToString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void However_many_objects_there_are_it_takes_three_remote_commands(int lines)
    {
        string names = string.Join(", ", Enumerable.Range(1, lines).Select(i => i == 1 ? "'wan'" : $"'wan{i}'"));
        Assert.Equal(lines, Run(names + " | Add-Mwan3Interface -TrackIp 1.1.1.1").Count);
        Assert.Equal(3, Router.Session.CommandCount);
    }

    [Fact]
    public void A_line_of_the_network_is_the_line_of_mwan3()
    {
        Collection<PSObject> added = Run("$line | Add-Mwan3Interface -TrackIp 1.1.1.1", ("line", new WanInterface(Router.Session, "wan2")));
        Assert.Equal(("wan2", true), (Value(added, "Name"), Value(added, "Enabled")));
    }

    [Fact]
    public void Rows_give_parameters_and_an_empty_cell_gives_nothing()
    {
        Run("""
            $rows = [pscustomobject]@{ Name = 'wan'; TrackIp = '1.1.1.1 8.8.8.8'; Interval = '5s'; Enabled = '' },
                [pscustomobject]@{ Name = 'wan2'; TrackIp = ''; Interval = ''; Enabled = 'false' }
            $rows | Add-Mwan3Interface -Reliability 1
            """);
        Assert.Contains("config interface 'wan'\n\toption managed_by 'multidial'\n\toption enabled '1'\n\tlist track_ip '1.1.1.1'\n\tlist track_ip '8.8.8.8'\n\toption reliability '1'\n\toption interval '5'\n", Config, StringComparison.Ordinal);
        Assert.Contains("config interface 'wan2'\n\toption managed_by 'multidial'\n\toption enabled '0'\n\toption reliability '1'\n", Config, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Interval = 'soon'")]
    [InlineData("Enabled = 'maybe'")]
    [InlineData("Down = '1.5'")]
    [InlineData("Family = 'ipx'")]
    public void A_cell_that_cannot_be_read_is_an_error(string cell)
    {
        Run($"[pscustomobject]@{{ Name = 'wan'; {cell} }} | Add-Mwan3Interface", ErrorId.InvalidValue);
        Assert.Equal(States.EmptyMwan3, Config);
    }

    [Fact]
    public void Objects_texts_and_rows_can_be_mixed()
    {
        Run("'wan', $line, [pscustomobject]@{ Name = 'wan3'; Down = 2 } | Add-Mwan3Interface", ("line", new WanInterface(Router.Session, "wan2")));
        Assert.Equal(["wan", "wan2", "wan3"], Run("Get-Mwan3Interface").Select(line => line.ToString()));
        Assert.Equal([5, 5, 2], Run("Get-Mwan3Interface").Select(line => (int)line.Properties["Down"].Value));
    }

    [Theory]
    [InlineData("Set-Mwan3Interface wan -Interval 7", "interval", "7")]
    [InlineData("Set-Mwan3Interface wan -Interval '7'", "interval", "7")]
    [InlineData("Set-Mwan3Interface wan -Interval 1m", "interval", "60")]
    [InlineData("Set-Mwan3Interface wan -Interval ([timespan]'0:0:9')", "interval", "9")]
    [InlineData("Set-Mwan3Interface wan -Interval $null", "interval", null)]
    [InlineData("Set-Mwan3Interface wan -TrackIp $null", "track_ip", null)]
    [InlineData("Set-Mwan3Interface wan -Reliability $null", "reliability", null)]
    [InlineData("Set-Mwan3Interface wan -Enabled $null", "enabled", null)]
    [InlineData("Set-Mwan3Interface wan -Family $null", "family", null)]
    [InlineData("'wan' | Set-Mwan3Interface -Family IPv6 -TrackIp $null", "family", "ipv6")]
    [InlineData("Set-Mwan3Rule ss_route -DestinationAddress $null", "dest_ip", null)]
    [InlineData("Set-Mwan3Rule ss_route -Protocol TCP -DestinationPort 80, 443", "dest_port", "80,443")]
    [InlineData("Set-Mwan3Global -MarkMask $null", "mmx_mask", null)]
    public void A_parameter_of_Set_writes_one_option_and_null_removes_it(string script, string option, string? value)
    {
        Router.Parts["config/mwan3"] = TwoLines;
        Run(script);
        string section = script.Contains("Rule", StringComparison.Ordinal) ? "ss_route" : script.Contains("Global", StringComparison.Ordinal) ? "globals" : "wan";
        Assert.Equal(value, MultiDial.Uci.UciPackage.Parse("mwan3", Config).Find(section)!.Get(option));
    }

    [Theory]
    [InlineData("Get-Mwan3Interface | Set-Mwan3Interface")]
    [InlineData("Get-Mwan3Member | Set-Mwan3Member")]
    [InlineData("Get-Mwan3Policy | Set-Mwan3Policy")]
    [InlineData("Get-Mwan3Rule | Set-Mwan3Rule")]
    [InlineData("Get-Mwan3Global | Set-Mwan3Global")]
    [InlineData("Set-Mwan3Policy balance -LastResort Unreachable")]
    [InlineData("Move-Mwan3Rule ss_route -Last")]
    public void What_is_already_so_writes_nothing(string script)
    {
        Router.Parts["config/mwan3"] = TwoLines;
        Assert.NotEmpty(Run(script));
        Assert.Empty(Router.Calls);
        Assert.Equal(TwoLines, Config);
    }

    [Theory]
    [InlineData("Get-Mwan3Member wan_m1_w2, wan2_m1_w1 | Set-Mwan3Policy new")]
    [InlineData("'wan_m1_w2', 'wan2_m1_w1' | Set-Mwan3Policy new")]
    [InlineData("Set-Mwan3Policy new -Member wan_m1_w2, wan2_m1_w1")]
    [InlineData("Set-Mwan3Policy new -Member (Get-Mwan3Member wan_m1_w2, wan2_m1_w1)")]
    [InlineData("Get-Mwan3Member wan2_m1_w1 | Set-Mwan3Policy new -Member wan_m1_w2")]
    public void Members_come_as_objects_as_names_and_piped(string script)
    {
        Router.Parts["config/mwan3"] = TwoLines;
        Assert.Equal(["wan_m1_w2", "wan2_m1_w1"], (string[])Assert.Single(Run(script)).Properties["Member"].Value);
    }

    [Theory]
    [InlineData("Get-Mwan3Policy | Set-Mwan3Policy -LastResort Blackhole")]
    [InlineData("'balance', 'wan2_only' | Set-Mwan3Policy -LastResort Blackhole")]
    public void Policies_come_piped_too_and_keep_their_members(string script)
    {
        Router.Parts["config/mwan3"] = TwoLines;
        Assert.Equal(["balance Blackhole 2", "wan2_only Blackhole 1"], Run(script + " | ForEach-Object { \"$_ $($_.LastResort) $($_.Member.Count)\" }").Select(text => text.ToString()));
    }

    [Theory]
    [InlineData("Get-Mwan3Policy nosuch", ErrorId.NotFound)]
    [InlineData("Set-Mwan3Policy new -Member nosuch", ErrorId.NotFound)]
    [InlineData("Get-Mwan3Member wan_m1_w2 | Set-Mwan3Policy", ErrorId.InvalidValue)]
    [InlineData("Set-Mwan3Interface -Down 3", ErrorId.InvalidValue)]
    [InlineData("Add-Mwan3Rule new", ErrorId.InvalidValue)]
    [InlineData("Add-Mwan3Rule new -Policy nosuch", ErrorId.NotFound)]
    [InlineData("Add-Mwan3Rule new -Policy balance -First -Last", ErrorId.InvalidValue)]
    [InlineData("Add-Mwan3Rule new -Policy balance -Before nosuch", ErrorId.NotFound)]
    [InlineData("Add-Mwan3Rule new -Policy balance -DestinationAddress 192.168.1.5/24", ErrorId.InvalidValue)]
    [InlineData("Move-Mwan3Rule ss_route", ErrorId.InvalidValue)]
    [InlineData("Remove-Mwan3Interface wan2", ErrorId.InUse)]
    [InlineData("Remove-Mwan3Policy balance", ErrorId.InUse)]
    [InlineData("Set-Mwan3Global -MarkMask 0x0003", ErrorId.InvalidValue)]
    [InlineData("Add-Mwan3Interface wan9", ErrorId.NotFound)]
    [InlineData("Add-Mwan3Interface wan -Interval 77", ErrorId.AlreadyExists)]
    public void What_cannot_be_is_an_error_with_a_remedy_and_writes_nothing(string script, ErrorId id)
    {
        Router.Parts["config/mwan3"] = TwoLines;
        Run(script, id);
        Assert.Equal(TwoLines, Config);
        Assert.NotEmpty(Errors[0].ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void What_is_refused_does_not_keep_the_others_from_being_made()
    {
        Run("'wan', 'nosuch', 'wan2' | Add-Mwan3Interface", ErrorId.NotFound);
        Assert.Equal(["wan", "wan2"], Run("(Get-Mwan3Interface).Name").Select(name => name.ToString()));
    }

    [Fact]
    public void With_ErrorAction_Stop_nothing_is_written()
    {
        Run("'wan', 'nosuch', 'wan2' | Add-Mwan3Interface -ErrorAction Stop", ErrorId.NotFound);
        Assert.Equal(States.EmptyMwan3, Config);
    }

    [Theory]
    [InlineData("Add-Mwan3Interface wan3 -WhatIf")]
    [InlineData("Set-Mwan3Policy new -LastResort Default -WhatIf")]
    [InlineData("Set-Mwan3Interface wan -Down 9 -WhatIf")]
    [InlineData("Remove-Mwan3Rule ss_route -WhatIf")]
    [InlineData("Move-Mwan3Rule ss_route -First -WhatIf")]
    [InlineData("Clear-Mwan3Configuration -WhatIf")]
    public void WhatIf_writes_nothing(string script)
    {
        Router.Parts["config/mwan3"] = TwoLines;
        Assert.Empty(Run(script));
        Assert.Empty(Router.Calls);
    }

    [Fact]
    public void A_removed_line_with_its_members_takes_nothing_else_along()
    {
        Router.Parts["config/mwan3"] = TwoLines;
        Assert.Empty(Run("Remove-Mwan3Interface wan2 -Force"));
        Assert.Equal(["balance 1", "wan2_only 0"], Run("Get-Mwan3Policy | ForEach-Object { \"$_ $($_.Member.Count)\" }").Select(text => text.ToString()));
        Assert.Equal(2, Engine.Warnings.Count);
    }

    [Fact]
    public void The_status_is_one_object_a_line()
    {
        Router.Parts["config/mwan3"] = TwoLines;
        Router.Parts["mwan3-status"] = Recording.Text("09-wan2-offline-ubus-mwan3-status.json");
        Assert.Equal("wan Online balance 100%", Assert.Single(Run("Get-Mwan3Status wan | ForEach-Object { \"$($_.Interface) $($_.Status) $($_.Share)\" }")).ToString());
        Assert.Equal(["wan", "wan2"], Run("'wan*' | Get-Mwan3Status").Select(line => line.ToString()));
        Run("Get-Mwan3Status nosuch", ErrorId.NotFound);
    }
}
