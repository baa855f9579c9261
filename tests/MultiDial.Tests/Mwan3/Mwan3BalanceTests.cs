using MultiDial.Errors;
using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

/// <summary>What Test-Mwan3Balance makes of the counters of a chain, and where it sends its connections.</summary>
public sealed class Mwan3BalanceTests : Mwan3RouteEngine
{
    [Theory]
    [InlineData(125, 125, "", "wan 50 50 125 Balanced, wan2 50 50 125 Balanced")]
    [InlineData(140, 110, "", "wan 50 56 140 Balanced, wan2 50 44 110 Balanced")]
    [InlineData(160, 90, "", "wan 50 64 160 Unbalanced, wan2 50 36 90 Unbalanced")]
    [InlineData(250, 0, "", "wan 50 100 250 Unbalanced, wan2 50 0 0 Unbalanced")]
    [InlineData(160, 90, "-Tolerance 15", "wan 50 64 160 Balanced, wan2 50 36 90 Balanced")]
    [InlineData(140, 110, "-Tolerance 5", "wan 50 56 140 Unbalanced, wan2 50 44 110 Unbalanced")]
    public void The_counters_say_what_each_line_got(long wan, long wan2, string parameters, string expected)
    {
        Count((1000, 7), (1000 + wan, 7 + wan2));
        Assert.Equal(expected, Said("Test-Mwan3Balance " + parameters));
    }

    [Fact]
    public void What_is_expected_comes_from_the_configuration_and_not_from_the_kernel()
    {
        Router.Parts["config/mwan3"] = Router.Parts["config/mwan3"].Replace("option interface 'wan2'\n\toption metric '1'\n\toption weight '1'", "option interface 'wan2'\n\toption metric '1'\n\toption weight '3'", StringComparison.Ordinal);
        Count((0, 0), (125, 125));
        Assert.Equal("wan 25 50 125 Unbalanced, wan2 75 50 125 Unbalanced", Said("Test-Mwan3Balance balanced"));
    }

    [Fact]
    public void A_line_that_should_get_nothing_and_does_is_found()
    {
        Router.Parts["interfaces"] = Netifd(("wan", true, 10), ("wan2", false, 20));
        Count((0, 0), (249, 1));
        Assert.Equal("wan 100 99.6 249 Unbalanced, wan2 0 0.4 1 Unbalanced", Said("Test-Mwan3Balance"));
        Count((0, 0), (250, 0));
        Assert.Equal("wan 100 100 250 Balanced, wan2 0 0 0 Balanced", Said("Test-Mwan3Balance"));
    }

    [Theory]
    [InlineData("", "'198.51.100.77' '33435' '5' '50' '25'")]
    [InlineData("dest_ip 3.4.5.6", "'3.4.5.6' '33435' '5' '50' '25'")]
    [InlineData("dest_ip 8.0.0.0/8", "'8.0.0.1' '33435' '5' '50' '25'")]
    [InlineData("proto udp; dest_port 53", "'198.51.100.77' '53' '1' '250' '25'")]
    [InlineData("proto udp; dest_port 53,500:503", "'198.51.100.77' '500' '4' '63' '25'")]
    public void Connections_go_where_a_rule_takes_them(string options, string call)
    {
        Give(Rule("one", options));
        Count((0, 0), (125, 125));
        Assert.Equal(2, Run("Test-Mwan3Balance").Count);
        Assert.Contains("balance_try 'balanced' " + call, Router.Scripts.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Earlier_rules_and_networks_that_mwan3_leaves_alone_are_got_round()
    {
        Give(Rule("first", "dest_ip 198.51.100.0/24", "default") + Rule("ports", "proto udp; dest_port 33437", "default") + Rule("rest", "dest_ip 198.0.0.0/8") + Rule("names", "proto udp; dest_port 53"));
        Router.Parts["mwan3-sets"] = "mwan3_connected_ipv4 hash:net 4\n";
        Router.Parts["mwan3-set-members"] = "203.0.113.77 is in set mwan3_connected_ipv4.\n";
        Count((0, 0), (125, 125));
        Assert.Equal(2, Run("Test-Mwan3Balance").Count);
        Assert.Contains("balance_try 'balanced' '192.0.2.77' '53' ", Router.Scripts.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proto tcp")]
    [InlineData("sticky 1")]
    [InlineData("src_ip 192.168.1.0/24")]
    [InlineData("ipset films")]
    [InlineData("dest_ip 10.0.0.1")]
    public void A_policy_that_the_router_itself_cannot_reach_says_what_helps(string options)
    {
        Give(Rule("private", "dest_ip 10.0.0.0/8", "default") + Rule("one", options));
        Run("Test-Mwan3Balance", ErrorId.NotTestable);
        Assert.Equal("balanced", Errors.Single().TargetObject);
        Run("Add-Mwan3Rule balance_test -Policy balanced -DestinationAddress 203.0.113.0/24 -First -WhatIf");
        Assert.StartsWith("Add-Mwan3Rule balance_test -Policy balanced -DestinationAddress 203.0.113.0/24 -First; Test-Mwan3Balance balanced;", Errors.Single().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_cannot_be_tested_takes_no_other_away()
    {
        Router.Parts["config/mwan3"] += Rule("five", "dest_ip 5.0.0.0/8; proto tcp", "other") + "config policy 'other'\n\tlist use_member 'wan_m1_w1'\n\n";
        Count((0, 0), (125, 125));
        Engine.Run("Test-Mwan3Balance -OutVariable lines | Out-Null");
        Assert.StartsWith("NotTestable,", Assert.Single(Engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Engine.Errors.Clear();
        Assert.Equal(2, Run("$lines").Count);
    }

    [Fact]
    public void A_chain_that_is_missing_or_written_anew_is_no_verdict()
    {
        Run("Test-Mwan3Balance", ErrorId.NotTestable);
        Count((1000, 1000), (60, 60));
        Run("Test-Mwan3Balance", ErrorId.NotTestable);
        Count((0, 0), (125, 125));
        Router.Parts["after/balanced"] = Router.Parts["after/balanced"].Replace("0.5000", "0.3000", StringComparison.Ordinal);
        Run("Test-Mwan3Balance", ErrorId.NotTestable);
    }

    [Fact]
    public void Connections_that_come_nowhere_are_no_verdict()
    {
        Count((0, 0), (60, 60));
        Run("Test-Mwan3Balance", ErrorId.NotTestable);
        Assert.Equal("Test-MultiDialConfiguration", Errors.Single().ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void What_there_is_nothing_to_test_about_is_said()
    {
        Run("Test-Mwan3Balance nosuch", ErrorId.NotFound);
        Router.Parts["interfaces"] = Netifd(("wan", false, 10), ("wan2", false, 20));
        Run("Test-Mwan3Balance", ErrorId.NotTestable);
        Router.Parts["mwan3-service"] = "enabled\n";
        Run("Test-Mwan3Balance", ErrorId.NotTestable);
        Give("");
        Router.Parts["mwan3-service"] = "running\nenabled\n";
        Run("Test-Mwan3Balance", ErrorId.NotTestable);
    }

    [Fact]
    public void Too_few_connections_are_refused_with_how_many_it_takes()
    {
        Router.Parts["config/mwan3"] = Router.Parts["config/mwan3"].Replace("option weight '1'\n\nconfig policy", "option weight '9'\n\nconfig policy", StringComparison.Ordinal);
        Run("Test-Mwan3Balance -Connection 40", ErrorId.InvalidValue);
        Assert.Equal("Test-Mwan3Balance balanced -Connection 50", Errors.Single().ErrorDetails.RecommendedAction);
        Count((0, 0), (4, 36));
        Assert.Equal(2, Run("Test-Mwan3Balance -Connection 40 -Tolerance 5").Count);
    }

    [Fact]
    public void Policies_come_by_the_pipeline_and_lines_go_on()
    {
        Count((0, 0), (125, 125));
        Assert.Equal(["wan", "wan2"], Run("Get-Mwan3Policy balanced | Test-Mwan3Balance | Get-Mwan3Interface").Select(line => ((Mwan3Interface)line.BaseObject).Name));
        Assert.Equal(2, Run("Get-Mwan3Rule rest | Test-Mwan3Balance").Count);
        Assert.DoesNotContain(Router.Calls, call => !call.StartsWith("mw_sets_read", StringComparison.Ordinal));
    }

    private string Said(string script) => string.Join(", ", Run(script).Select(line => (Mwan3Balance)line.BaseObject)
        .Select(line => FormattableString.Invariant($"{line.Interface} {line.ExpectedShare} {line.ActualShare} {line.Connections} {line.Verdict}")));

    private void Count((long Wan, long Wan2) before, (long Wan, long Wan2) after) => (Router.Parts["before/balanced"], Router.Parts["after/balanced"]) = (Chain(before), Chain(after));

    private static string Chain((long Wan, long Wan2) counts) => FormattableString.Invariant($"""
        -N mwan3_policy_balanced
        -A mwan3_policy_balanced -m mark --mark 0x0/0x3f00 -m statistic --mode random --probability 0.50000000000 -m comment --comment "wan2 1 2" -c {counts.Wan2} 4600 -j MARK --set-xmark 0x200/0x3f00
        -A mwan3_policy_balanced -m mark --mark 0x0/0x3f00 -m comment --comment "wan 1 1" -c {counts.Wan} 4600 -j MARK --set-xmark 0x100/0x3f00

        """);
}
