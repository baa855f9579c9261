using MultiDial.Errors;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests.Whole;

/// <summary>What New-, Set- and Remove-MultiDial advise is pasted, and does what was wanted.</summary>
public sealed class LineAdviceTests : Mwan3Engine
{
    private const string ByHand = """

        config device
        	option name 'veth0'
        	option type 'macvlan'
        	option ifname 'eth0.2'

        config interface 'wan2'
        	option device 'veth0'
        	option proto 'dhcp'
        	option metric '20'

        """;

    public LineAdviceTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }
    }

    [Theory]
    [InlineData("New-MultiDial", 4)]
    [InlineData("New-MultiDial -Protocol Dhcp", 4)]
    [InlineData("Set-MultiDial -Line 3", 3)]
    [InlineData("Set-MultiDial -Weight 2", 2)]
    public void Lines_that_are_missing_are_made_as_advised(string script, int lines)
    {
        Engine.Run(script);
        string command = Advice.Command(Assert.Single(Engine.Errors));
        Engine.Clear();
        Run(command);
        Assert.Equal(lines, Run("Get-MultiDial").Count);
    }

    [Fact]
    public void One_row_is_the_line_that_is_there_and_the_same_row_makes_two_as_advised()
    {
        const string Row = "[pscustomobject]@{ UserName = 'me'; Password = 'pw' }";
        Run($"{Row} | New-MultiDial -Protocol Pppoe", ErrorId.InvalidValue);
        Assert.StartsWith("New-MultiDial -Line 2 -Protocol Pppoe ", Advice.Command(Errors[0]), StringComparison.Ordinal);
        Run($"{Row} | {Advice.Command(Errors[0])}");
        Assert.Equal("Pppoe Pppoe", string.Join(' ', Run("(Get-MultiDial).Protocol")));
    }

    [Fact]
    public void Where_there_are_no_lines_nothing_is_to_be_removed()
    {
        Run("Remove-MultiDial", ErrorId.NotFound);
        Assert.DoesNotContain("New-MultiDial", Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.NotEmpty(Run(Advice.Command(Errors[0])));
    }

    [Fact]
    public void A_line_that_was_set_up_by_hand_is_taken_over_as_advised()
    {
        Router.Parts["config/network"] += ByHand;
        Router.Parts["config/firewall"] = States.ModernFirewall.Replace("\tlist network 'wan6'\n", "\tlist network 'wan6'\n\tlist network 'wan2'\n", StringComparison.Ordinal);
        Run("New-MultiDial -Line 3 -Protocol Dhcp", ErrorId.AlreadyExists);
        Assert.Contains("-Adopt", Advice.Command(Errors[0]), StringComparison.Ordinal);
        Run(Advice.Command(Errors[0]));
        Assert.Equal("wan wan2 wan3", string.Join(' ', Run("(Get-MultiDial).Name")));
        Assert.Equal("eth0.2 veth0 mvwan3", string.Join(' ', Run("(Get-MultiDial).Device")));
    }

    [Theory]
    [InlineData("New-MultiDial -Line 3 -Protocol Dhcp", "wan wan3 wan4")]
    [InlineData("New-MultiDial -Line 3 -Protocol Dhcp -Adopt", "wan wan3 wan4")]
    [InlineData("New-MultiDial -Name wan, lan -Protocol Dhcp", "wan wan3")]
    public void A_name_that_is_none_of_a_line_is_passed_over_as_advised(string script, string names)
    {
        Router.Parts["config/network"] += ByHand;
        Run(script, ErrorId.AlreadyExists);
        Assert.DoesNotContain("-Adopt", Advice.Command(Errors[0]), StringComparison.Ordinal);
        Run(Advice.Command(Errors[0]));
        Assert.Equal(names, string.Join(' ', Run("(Get-MultiDial).Name")));
    }

    [Theory]
    [InlineData("-Weight 2", "-Weight (wan, wan2, wan3)")]
    [InlineData("-Weight 1, 1, 3", "-Weight (wan3)")]
    [InlineData("-TrackIp 9.9.9.9, 8.8.8.8", "-TrackIp (wan, wan2, wan3)")]
    [InlineData("-StickyHttps", "-StickyHttps")]
    [InlineData("-DirectNetwork 10.0.0.0/8, 172.16.0.0/12", "-DirectNetwork")]
    [InlineData("-Dns 9.9.9.9", "-Dns (wan2, wan3)")]
    [InlineData("-Parent eth0.1", "-Parent (mvwan2, mvwan3)")]
    [InlineData("-MacAddress '', 02:00:5e:00:53:01", "-MacAddress (mvwan2)")]
    [InlineData("-Weight 2 -Dns 9.9.9.9 -StickyHttps", "-Dns (wan2, wan3), -Weight (wan, wan2, wan3), -StickyHttps")]
    public void What_a_second_run_would_change_is_named_and_changed_as_advised(string given, string named)
    {
        Run("New-MultiDial -Line 3 -Protocol Dhcp");
        string script = $"New-MultiDial -Line 3 -Protocol Dhcp {given}";
        Run(script, ErrorId.AlreadyExists);
        Assert.EndsWith($"other values: {named}.", Errors[0].Exception.Message, StringComparison.Ordinal);
        Run(Advice.Command(Errors[0]));
        Run(script);
    }

    [Fact]
    public void A_second_run_for_another_protocol_advises_what_asks_for_the_password()
    {
        Run("New-MultiDial -Line 2 -Protocol Dhcp");
        Run("New-MultiDial -Line 2 -Protocol Pppoe -UserName me -Password hunter2", ErrorId.AlreadyExists);
        Assert.Equal("Set-WanInterface wan2 -Protocol Pppoe -Credential me", Advice.Command(Errors[0]));
        Assert.DoesNotContain("hunter2", Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_with_an_mtu_advises_what_sets_it_on_the_router()
    {
        Run("New-MultiDial -Line 2 -Protocol Dhcp");
        Run("New-MultiDial -Line 2 -Protocol Dhcp -Mtu 1400", ErrorId.AlreadyExists);
        Assert.Equal("ssh root@192.168.1.1 'uci set network.mvwan2.mtu=1400; uci commit network; /etc/init.d/network reload'", Advice.Command(Errors[0]));
    }

    [Fact]
    public void A_gateway_for_lines_that_are_not_static_is_refused_the_second_time_as_the_first()
    {
        Run("New-MultiDial -Line 2 -Protocol Dhcp -Gateway 192.0.2.1", ErrorId.InvalidValue);
        Run("New-MultiDial -Line 2 -Protocol Dhcp");
        Run("New-MultiDial -Line 2 -Protocol Dhcp -Gateway 192.0.2.1", ErrorId.InvalidValue);
    }

    [Theory]
    [InlineData("-Dns 9.9.9.9")]
    [InlineData("-Parent eth0.2, eth0.1")]
    [InlineData("-StickyHttps")]
    public void The_same_script_runs_twice_and_grows(string given)
    {
        Run($"New-MultiDial -Line 3 -Protocol Dhcp {given}");
        Run($"New-MultiDial -Line 3 -Protocol Dhcp {given}");
        Run($"New-MultiDial -Line 5 -Protocol Dhcp {given}");
        Run($"New-MultiDial -Line 5 -Protocol Dhcp {given}");
    }

    [Fact]
    public void A_number_of_lines_goes_with_no_line()
    {
        Run("New-MultiDial -Line 4 -Protocol Dhcp");
        Run("Set-MultiDial wan2 -Line 3", ErrorId.InvalidValue);
        Assert.Equal(4, Run("Get-MultiDial").Count);
        Run(Advice.Command(Errors[0]));
        Assert.Equal(3, Run("Get-MultiDial").Count);
    }

    [Theory]
    [InlineData("\"Name`nwan`nwan2`nwan2\" | ConvertFrom-Csv | New-MultiDial -Protocol Dhcp", ErrorId.InvalidValue, "same name")]
    [InlineData("New-MultiDial -Name wan, wan2, wan2 -Protocol Dhcp", ErrorId.InvalidValue, "same name")]
    [InlineData("\"Name`nwan`n电信二\" | ConvertFrom-Csv | New-MultiDial -Protocol Dhcp", ErrorId.InvalidName, "'电信二' is not a valid line name")]
    public void A_name_that_cannot_be_is_refused_as_the_user_wrote_it(string script, ErrorId id, string words)
    {
        Run(script, id);
        Assert.Contains(words, Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("拨号名,拨号码")]
    [InlineData("User,Pass")]
    public void Rows_whose_columns_are_named_otherwise_are_told_the_names(string header)
    {
        Run($"\"{header}`na,b`nc,d\" | ConvertFrom-Csv | New-MultiDial -Protocol Pppoe", ErrorId.InvalidValue);
        Assert.Contains("UserName, Password", Assert.Single(Engine.Warnings), StringComparison.Ordinal);
        Assert.Contains("columns UserName and Password", Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Run("\"UserName,Password`na,b`nc,d\" | ConvertFrom-Csv | New-MultiDial -Protocol Pppoe");
    }

    [Theory]
    [InlineData(";")]
    [InlineData("`t")]
    public void A_file_with_another_delimiter_is_told_how_to_read_it(string delimiter)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "UserName,Password\na,b\nc,d\n".Replace(",", delimiter == ";" ? ";" : "\t", StringComparison.Ordinal));
        Run($"Import-Csv '{file}' | New-MultiDial -Protocol Pppoe", ErrorId.InvalidValue);
        Run($"{Advice.Command(Assert.Single(Engine.Warnings))} '{file}' | New-MultiDial -Protocol Pppoe");
        File.Delete(file);
    }

    [Fact]
    public void A_cell_that_cannot_be_read_is_the_one_error()
    {
        Run("\"Weight`nx\" | ConvertFrom-Csv | New-MultiDial -Protocol Dhcp", ErrorId.InvalidValue);
        Assert.Contains("'x' in the column Weight of row 1", Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_packages_that_are_missing_are_told_at_once()
    {
        Router.Parts.Remove("config/mwan3");
        Router.Parts.Remove("macvlan");
        Run("New-MultiDial -Line 2 -Protocol Dhcp", ErrorId.PackageMissing);
        Assert.Equal("Install-OpenWrtPackage kmod-macvlan, mwan3", Advice.Command(Errors[0]));
    }

    [Theory]
    [InlineData("New-MultiDial -Line 2 -Protocol Dhcp")]
    [InlineData("Set-MultiDial -Weight 1")]
    [InlineData("Set-WanInterface wan -Metric 10")]
    [InlineData("Add-Mwan3Member wan_m -Interface wan -Metric 1 -Weight 1")]
    public void WhatIf_says_that_nothing_would_be_written_and_gives_nothing(string script)
    {
        Run("New-MultiDial -Line 2 -Protocol Dhcp");
        Engine.Clear();
        Assert.Empty(Run($"{script} -WhatIf"));
        Assert.Equal("What if: 'router' is already so; nothing is written.", Engine.Host.Text.ToString().Trim());
        Engine.Clear();
        Assert.Empty(Run($"$WhatIfPreference = $true; {script}; $WhatIfPreference = $false"));
        Assert.Contains("already so", Engine.Host.Text.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(Run($"{script} -WhatIf:$false"));
    }

    [Fact]
    public void WhatIf_says_nothing_more_of_what_is_refused()
    {
        Run("Set-WanInterface wan9 -Metric 10 -WhatIf", ErrorId.NotFound);
        Assert.Equal("", Engine.Host.Text.ToString());
    }
}
