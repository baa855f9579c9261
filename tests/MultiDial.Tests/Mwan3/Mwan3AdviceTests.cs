using MultiDial.Errors;
using MultiDial.Mwan3;

using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

/// <summary>Advice about mwan3 is pasted, and then the way is free.</summary>
public sealed class Mwan3AdviceTests : Mwan3Engine
{
    private const string Status = """{"interfaces":{"wan":{"status":"online","running":true},"wan2":{"status":"online","running":true},"wan3":{"status":"online","running":true}}}""";

    [Theory]
    [InlineData("Remove-Mwan3Member wan2_m1_w1")]
    [InlineData("Remove-Mwan3Member alone")]
    [InlineData("Remove-Mwan3Member idle")]
    [InlineData("Remove-Mwan3Policy balanced")]
    [InlineData("Remove-MacvlanDevice veth2")]
    [InlineData("Remove-MacvlanDevice veth3")]
    [InlineData("Add-FirewallZoneNetwork lan -Network wan")]
    public void What_is_in_use_is_free_when_the_advice_is_pasted(string script)
    {
        Config3();
        Run(script, ErrorId.InUse);
        Run(Advice.Command(Assert.Single(Errors)));
        Run(script);
    }

    [Fact]
    public void An_interface_in_use_is_removed_as_advised()
    {
        Config3();
        Run("Remove-Mwan3Interface wan2", ErrorId.InUse);
        Run(Advice.Command(Assert.Single(Errors)));
        Assert.Equal("wan wan3", string.Join(' ', Run("(Get-Mwan3Interface).Name")));
        Assert.Equal("wan_m1_w1 wan3_m1_w1", string.Join(' ', Run("(Get-Mwan3Policy balanced).Member")));
    }

    [Theory]
    [InlineData("Remove-Mwan3Member wan2_m1_w1")]
    [InlineData("Remove-Mwan3Member alone")]
    public void A_member_that_goes_leaves_the_others_and_the_rules_at_work(string script)
    {
        Config3();
        string[] rules = [.. Run("(Get-Mwan3Rule).Name").Select(name => name.ToString())];
        Run(script, ErrorId.InUse);
        Run(Advice.Command(Assert.Single(Errors)));
        Run(script);
        Assert.Equal(rules, Run("(Get-Mwan3Rule).Name").Select(name => name.ToString()));
        Assert.Equal("balanced", Run("(Get-Mwan3Rule everything).Policy").Single().ToString());
        Assert.NotEmpty(Run("(Get-Mwan3Policy balanced).Member"));
    }

    [Theory]
    [InlineData("New-MultiDial -Line 61 -Protocol Dhcp -ReplaceMwan3")]
    [InlineData("New-MultiDial -Line 125 -Protocol Dhcp -ReplaceMwan3")]
    [InlineData("New-MultiDial -Line 252 -Protocol Dhcp -ReplaceMwan3 -WhatIf")]
    public void A_mask_that_is_advised_has_room_for_the_lines(string script)
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }

        Run(script, ErrorId.TooManyInterfaces);
        Run(Advice.Command(Assert.Single(Errors)));
        Run(script);
    }

    [Fact]
    public void No_mask_makes_room_for_more_lines_than_there_are_routing_tables()
    {
        Run("New-MultiDial -Line 500 -Protocol Dhcp", ErrorId.TooManyInterfaces);
        Assert.Contains("at most 252", Assert.Single(Errors).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x3F00", 61, "0x7F00")]
    [InlineData("0xFC000000", 61, "0xFE000000")]
    [InlineData("0x0700", 5, "0xF00")]
    [InlineData("16128", 252, "0xFF00")]
    public void A_mask_grows_where_it_has_room(string mask, int count, string advised)
    {
        var package = MultiDial.Uci.UciPackage.Parse("mwan3", $"config globals 'globals'\n\toption mmx_mask '{mask}'\n");
        Assert.Equal("Set-Mwan3Global -MarkMask " + advised, Assert.Throws<MultiDialException>(() => Mwan3Globals.CheckRoom(package, count)).RecommendedAction);
    }

    [Fact]
    public void Of_lines_with_one_metric_all_tell_of_the_same_change_and_it_mends_them()
    {
        Router.Parts["config/mwan3"] = Balanced(3);
        Router.Parts["mwan3-status"] = Status;
        Metrics(20, 20, 20);
        string[] problems = Problems();
        Assert.Equal("Set-WanInterface wan2 -Metric 30", Advice.Command(problems[0]));
        Assert.Equal(Advice.Command(problems[0]), Advice.Command(problems[1]));
        Assert.Equal("Set-WanInterface wan3 -Metric 40", Advice.Command(problems[2]));

        foreach (string problem in problems)
        {
            Run(Advice.Command(problem));
        }

        int[] metrics = [.. Run("(Get-WanInterface wan, wan2, wan3).Metric").Select(metric => (int)metric.BaseObject)];
        Assert.Equal([20, 30, 40], metrics);
        Router.Parts["interfaces"] = Netifd(("wan", true, metrics[0]), ("wan2", true, metrics[1]), ("wan3", true, metrics[2]));
        Assert.DoesNotContain("metric", string.Concat(Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-WanInterface wan2 -Metric 10", "wan2")]
    [InlineData("Set-WanInterface wan3 -Metric $null", "wan3")]
    public void A_warning_about_a_metric_names_one_that_is_free(string script, string line)
    {
        Metrics(10, 20, 30);
        Run(script);
        string command = Advice.Command(Assert.Single(Engine.Warnings, warning => warning.Contains("metric", StringComparison.Ordinal)));
        Assert.StartsWith($"Set-WanInterface {line} -Metric ", command, StringComparison.Ordinal);
        Engine.Clear();
        Run(command);
        Assert.Empty(Engine.Warnings);
        Assert.Equal(3, Run("(Get-WanInterface wan, wan2, wan3).Metric | Select-Object -Unique").Count);
    }

    [Fact]
    public void A_default_route_that_the_kernel_has_lost_is_told_with_what_brings_it_back()
    {
        Router.Parts["config/mwan3"] = Balanced(2);
        Router.Parts["mwan3-status"] = Status;
        Router.Parts["interfaces"] = Netifd(("wan", true, 10), ("wan2", true, 20)).Replace("\"up\":true", "\"l3_device\":\"DEVICE\",\"up\":true", StringComparison.Ordinal);
        string[] parts = Router.Parts["interfaces"].Split("DEVICE");
        Router.Parts["interfaces"] = $"{parts[0]}eth0.2{parts[1]}veth2{parts[2]}";
        Router.Parts["routes"] = "veth2\t00000000\t0100400A\t0003\t0\t0\t20\t00000000\t0\t0\t0\n";
        string[] problems = Problems();
        Assert.Equal(("Restart-WanInterface wan", ""), (Advice.Command(problems[0]), problems[1]));
        Run("Set-WanInterface wan2 -Metric 30");
        Assert.Equal("Restart-WanInterface wan", Advice.Command(Assert.Single(Engine.Warnings)));
        Router.Parts["routes"] += "eth0.2\t00000000\t0100400A\t0003\t0\t0\t10\t00000000\t0\t0\t0\n";
        Assert.All(Problems(), Assert.Empty);
    }

    [Theory]
    [InlineData("Add-Mwan3Rule x")]
    [InlineData("Add-Mwan3Rule -Policy balance")]
    [InlineData("Set-Mwan3Policy")]
    [InlineData("Add-Mwan3Member")]
    [InlineData("Add-Mwan3Member x")]
    public void An_example_is_one_of_the_lines_that_New_MultiDial_makes(string script)
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }

        Run("New-MultiDial -Line 2 -Protocol Dhcp");
        Run(script, ErrorId.InvalidValue);
        Run(Advice.Command(Assert.Single(Errors)));
    }

    [Theory]
    [InlineData("Add-Mwan3Interface wan -TrackIp 9.9.9.9", "Set-Mwan3Interface wan")]
    [InlineData("Add-Mwan3Member alone -Interface wan -Weight 9", "Set-Mwan3Member alone")]
    [InlineData("Add-Mwan3Rule everything -Policy default", "Set-Mwan3Rule everything")]
    [InlineData("Set-Mwan3Policy everything", "Set-Mwan3Rule everything")]
    public void What_is_there_is_changed_by_the_cmdlet_for_its_kind(string script, string advice)
    {
        Config3();
        Run(script, ErrorId.AlreadyExists);
        Assert.Equal(advice, Advice.Command(Assert.Single(Errors)));
        Run(advice);
    }

    [Fact]
    public void Ports_without_a_protocol_lack_the_protocol()
    {
        const string Script = "Add-Mwan3Rule x -Policy default -DestinationPort 443";
        Run(Script, ErrorId.InvalidValue);
        Assert.Equal("-Protocol is missing.", Errors[0].Exception.Message);
        Run($"{Script} -Protocol tcp");
        Run($"{Script} -Protocol icmp", ErrorId.InvalidValue);
        Assert.Contains("'icmp'", Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_without_members_is_warned_of_and_the_advice_gives_it_some()
    {
        Config3();
        Run("Set-Mwan3Policy x -LastResort Default");
        string warning = Assert.Single(Engine.Warnings);
        Assert.Contains("(Default)", warning, StringComparison.Ordinal);
        Engine.Clear();
        Run(Advice.Command(warning));
        Assert.NotEmpty(Run("(Get-Mwan3Policy x).Member"));
        Run("Set-Mwan3Policy x -LastResort Blackhole");
        Assert.Empty(Engine.Warnings);
    }

    private string[] Problems() => [.. Run("Get-Mwan3Status").Select(line => ((Mwan3Status)line.BaseObject).Problem ?? "")];

    private void Metrics(params int[] metrics)
    {
        Router.Parts["config/network"] = States.ModernNetwork.Replace("\toption device 'eth0.2'\n\toption proto 'dhcp'\n", $"\toption device 'eth0.2'\n\toption proto 'dhcp'\n\toption metric '{metrics[0]}'\n", StringComparison.Ordinal)
            + $"config interface 'wan2'\n\toption device 'veth2'\n\toption proto 'dhcp'\n\toption metric '{metrics[1]}'\n\nconfig interface 'wan3'\n\toption device 'veth3'\n\toption proto 'dhcp'\n\toption metric '{metrics[2]}'\n";
        Router.Parts["config/firewall"] = States.ModernFirewall.Replace("\tlist network 'wan6'\n", "\tlist network 'wan6'\n\tlist network 'wan2'\n\tlist network 'wan3'\n", StringComparison.Ordinal);
        Router.Parts["interfaces"] = Netifd(("wan", true, metrics[0]), ("wan2", true, metrics[1]), ("wan3", true, metrics[2]));
    }

    // Three lines in one policy and rule; a policy of its own for a member, with and without a rule; macvlans below lines and devices.
    private void Config3()
    {
        Router.Parts["config/mwan3"] = Balanced(3, Rule("host", "dest_ip 203.0.113.9", "only") + Rule("everything", "family ipv4"))
            + "config member 'alone'\n\toption interface 'wan3'\n\nconfig member 'idle'\n\toption interface 'wan3'\n\n"
            + "config policy 'only'\n\tlist use_member 'alone'\n\nconfig policy 'spare'\n\tlist use_member 'idle'\n";
        Router.Parts["config/network"] += "config device\n\toption name 'veth2'\n\toption type 'macvlan'\n\toption ifname 'eth0.2'\n\n"
            + "config device\n\toption name 'veth3'\n\toption type 'macvlan'\n\toption ifname 'eth0.2'\n\n"
            + "config device\n\toption name 'above'\n\toption type 'macvlan'\n\toption ifname 'veth3'\n";
    }
}
