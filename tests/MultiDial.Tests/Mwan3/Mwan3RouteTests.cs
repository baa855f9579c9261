using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

/// <summary>Which rule, policy and lines a packet takes, and in which words.</summary>
public sealed class Mwan3RouteTests : Mwan3RouteEngine
{
    [Fact]
    public void A_packet_takes_the_rule_that_matches_and_the_lines_of_its_policy()
    {
        Mwan3Route route = Resolve("8.8.8.8 443 -SourceAddress 192.168.1.100 -SourcePort 40000");
        Assert.Equal(("8.8.8.8", 443, "192.168.1.100", 40000, "tcp"), (route.DestinationAddress, route.DestinationPort, route.SourceAddress, route.SourcePort, route.Protocol));
        Assert.Equal(("rest", "balanced", "wan 50%, wan2 50%", null), (route.Rule, route.Policy, Shares(route), route.LastResort));
        Assert.Equal("The rule 'rest' sends it to the policy 'balanced'.", route.Why);
    }

    // Each option of a rule, a packet that fits, and one that does not, with what is said of it.
    [Theory]
    [InlineData("dest_ip 3.4.5.0/24", "3.4.5.6", "3.4.6.6", "DestinationAddress 3.4.5.0/24")]
    [InlineData("dest_ip 3.4.5.7/24", "3.4.5.6", "3.4.6.6", "DestinationAddress 3.4.5.7/24")]
    [InlineData("src_ip 192.168.1.9", "8.8.8.8 -SourceAddress 192.168.1.9", "8.8.8.8 -SourceAddress 192.168.1.8", "SourceAddress 192.168.1.9/32")]
    [InlineData("proto udp", "8.8.8.8 -Protocol udp", "8.8.8.8 -Protocol tcp", "Protocol udp")]
    [InlineData("proto udp", "8.8.8.8 -Protocol 17", "8.8.8.8 -Protocol icmp", "Protocol udp")]
    [InlineData("proto 17", "8.8.8.8 -Protocol UDP", "8.8.8.8 53", "Protocol udp")]
    [InlineData("proto tcp; dest_port 80,443", "8.8.8.8 443", "8.8.8.8 444", "DestinationPort 80,443")]
    [InlineData("proto tcp; dest_port 1000:2000", "8.8.8.8 2000", "8.8.8.8 2001", "DestinationPort 1000:2000")]
    [InlineData("proto udp; src_port 53", "8.8.8.8 -SourcePort 53 -Protocol udp", "8.8.8.8 -SourcePort 54 -Protocol udp", "SourcePort 53")]
    [InlineData("ipset media", "7.7.7.7", "7.7.7.8", "IpSet media")]
    [InlineData("src_iface guest", "8.8.8.8 -SourceAddress 10.0.9.4", "8.8.8.8 -SourceAddress 192.168.1.4", "SourceInterface guest")]
    [InlineData("family ipv6", "2001:db8::1", "8.8.8.8", "Family IPv6")]
    public void A_rule_takes_what_mwan3_writes_for_it(string options, string fits, string doesNot, string said)
    {
        Router.Parts["interfaces"] = Router.Parts["interfaces"].Replace("[{", """[{ "interface": "guest", "up": true, "l3_device": "br-guest", "ipv4-address": [ { "address": "10.0.9.1", "mask": 24 } ] }, {""", StringComparison.Ordinal);
        Router.Parts["mwan3-sets"] = "media hash:net 4\n";
        Router.Parts["mwan3-set-members"] = "Warning: 7.7.7.7 is in set media.\n";
        Give(Rule("one", options) + Rule("rest"));
        Assert.Equal("one", Resolve(fits).Rule);
        Mwan3Route other = Resolve(doesNot);
        Assert.Equal("rest", other.Rule);
        Assert.Equal($"The rule 'rest' sends it to the policy 'balanced'. Earlier rules that do not match: one ({said}).", other.Why);
    }

    // mwan3 ignores ports of other protocols, and a family that an address excludes.
    [Theory]
    [InlineData("dest_port 443", "8.8.8.8 80")]
    [InlineData("proto icmp; dest_port 443", "8.8.8.8 -Protocol icmp")]
    [InlineData("dest_ip 0.0.0.0/0", "8.8.8.8")]
    [InlineData("", "2001:db8::1")]
    [InlineData("proto 0", "8.8.8.8 -Protocol esp")]
    public void What_does_not_limit_a_rule_is_no_limit(string options, string packet)
    {
        Give(Rule("one", options) + Rule("rest"));
        Assert.Equal("one", Resolve(packet).Rule);
    }

    [Fact]
    public void An_address_of_one_family_excludes_the_other()
    {
        Give(Rule("one", "dest_ip 0.0.0.0/0") + Rule("rest"));
        Assert.Contains("one (Family IPv4)", Resolve("2001:db8::1").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_given_is_named()
    {
        Give(Rule("https", "proto tcp; dest_port 443") + Rule("office", "src_ip 192.168.1.9") + Rule("rest"));
        Assert.Equal(
            "The rule 'rest' sends it to the policy 'balanced'. Earlier rules that do not match: https (Protocol tcp), office (SourceAddress 192.168.1.9/32). "
            + "Give more of the packet to decide these too: -Protocol, -SourceAddress.",
            Resolve("8.8.8.8").Why);
    }

    [Fact]
    public void The_first_rule_wins()
    {
        Give(Rule("rest") + Rule("late", "dest_ip 8.8.8.8"));
        Assert.Equal("rest", Resolve("8.8.8.8").Rule);
    }

    [Fact]
    public void Without_a_rule_the_routers_own_routes_decide()
    {
        Give("");
        Mwan3Route route = Resolve("8.8.8.8");
        Assert.Equal((null, null, "", null), (route.Rule, route.Policy, Shares(route), route.LastResort));
        Assert.Equal("No rule matches, so the router's own routes decide.", route.Why);
    }

    [Fact]
    public void A_policy_that_does_not_exist_lets_packets_pass_on()
    {
        Give(Rule("lost", "", "gone") + Rule("rest"));
        Mwan3Route route = Resolve("8.8.8.8");
        Assert.Equal("rest", route.Rule);
        Assert.Contains("The rule 'lost' matches, but its policy 'gone' does not exist, so the next rules decide.", route.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a_rule_with_16_ch", "dest_ip 8.8.8.8", "since its name is longer than 15 characters.")]
    [InlineData("one", "dest_ip 8.8.8.8; family ipv6", "since it has no policy, or its options contradict each other or cannot be read.")]
    [InlineData("one", "dest_ip dns.example", "since it has no policy, or its options contradict each other or cannot be read.")]
    public void What_mwan3_leaves_out_takes_nothing(string name, string options, string why)
    {
        Give(Rule(name, options) + Rule("rest"));
        Assert.Contains($"mwan3 leaves out the rule '{name}', {why}", Resolve("8.8.8.8").Why, StringComparison.Ordinal);
        Assert.Equal("rest", Resolve("8.8.8.8").Rule);
    }

    [Theory]
    [InlineData("default", Mwan3LastResort.Default, "The rule 'one' leaves it to the router's own routes (policy default).")]
    [InlineData("unreachable", Mwan3LastResort.Unreachable, "The rule 'one' refuses it as unreachable (policy unreachable).")]
    [InlineData("blackhole", Mwan3LastResort.Blackhole, "The rule 'one' drops it without an answer (policy blackhole).")]
    public void A_rule_without_a_policy_of_lines_says_what_it_does(string policy, Mwan3LastResort fate, string why)
    {
        Give(Rule("one", "", policy) + Rule("rest"));
        Mwan3Route route = Resolve("8.8.8.8");
        Assert.Equal(("one", policy, fate, "", why), (route.Rule, route.Policy, route.LastResort, Shares(route), route.Why));
    }

    [Theory]
    [InlineData("", Mwan3LastResort.Unreachable, "refuses the packet as unreachable.")]
    [InlineData("\toption last_resort 'unreachable'\n", Mwan3LastResort.Unreachable, "refuses the packet as unreachable.")]
    [InlineData("\toption last_resort 'blackhole'\n", Mwan3LastResort.Blackhole, "drops the packet without an answer.")]
    [InlineData("\toption last_resort 'default'\n", Mwan3LastResort.Default, "leaves the packet to the router's own routes.")]
    public void A_policy_without_a_line_has_its_last_resort(string option, Mwan3LastResort fate, string words)
    {
        Router.Parts["interfaces"] = Netifd(("wan", false, 10), ("wan2", false, 20));
        Router.Parts["config/mwan3"] = Config.Replace("config policy 'balanced'\n", "config policy 'balanced'\n" + option, StringComparison.Ordinal);
        Mwan3Route route = Resolve("8.8.8.8");
        Assert.Equal(("rest", "balanced", "", fate), (route.Rule, route.Policy, Shares(route), route.LastResort));
        Assert.Equal("The rule 'rest' sends it to the policy 'balanced', which has no line of IPv4 online: its last resort " + words, route.Why);
    }

    [Fact]
    public void A_line_that_is_not_online_has_no_share()
    {
        Router.Parts["interfaces"] = Netifd(("wan", true, 10), ("wan2", false, 20));
        Assert.Equal("wan 100%", Shares(Resolve("8.8.8.8")));
    }

    [Fact]
    public void IPv6_has_no_way_by_lines_of_IPv4()
    {
        Give(Rule("rest"));
        Mwan3Route route = Resolve("2001:db8::1");
        Assert.Equal(Mwan3LastResort.Unreachable, route.LastResort);
        Assert.Contains("no line of IPv6 online", route.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sticky_rule_says_that_a_source_stays()
    {
        Give(Rule("one", "sticky 1; timeout 300"));
        Assert.EndsWith("The rule is sticky: a source that has used it within the last 300 s stays on the same line.", Resolve("8.8.8.8").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_is_named_and_one_that_does_not_exist_too()
    {
        Router.Parts["mwan3-sets"] = "media hash:net 4\n";
        Router.Parts["mwan3-set-members"] = "ipset> Warning: 7.7.7.7 is in set media.\n";
        Give(Rule("one", "ipset nowhere") + Rule("two", "ipset media") + Rule("rest"));
        Assert.Equal("The rule 'two' sends it to the policy 'balanced'. The destination is in the set 'media'. The router has no set 'nowhere' of addresses, so the rule 'one' is taken not to match.", Resolve("7.7.7.7").Why);
    }

    [Theory]
    [InlineData("mwan3_connected_ipv4", "hash:net", "192.168.1.7", "a network that the router reaches directly, so")]
    [InlineData("mwan3_custom_ipv4", "hash:net", "10.1.2.3", "a network of another routing table, so")]
    [InlineData("mwan3_connected_ipv6", "hash:net", "fd00::7", "a network that the router reaches directly, so")]
    public void Networks_that_mwan3_leaves_alone_come_before_all_rules(string set, string type, string address, string words)
    {
        Router.Parts["mwan3-sets"] = $"{set} {type} 4\n";
        Router.Parts["mwan3-set-members"] = $"{address} is in set {set}.\n";
        Give(Rule("rest"));
        Mwan3Route route = Resolve(address);
        Assert.Equal((null, ""), (route.Rule, Shares(route)));
        Assert.Equal($"The destination is in {words} mwan3 leaves it alone (set {set}).", route.Why);
        Assert.Equal("rest", Resolve(address.Contains(':') ? "2001:db8::1" : "8.8.8.8").Rule);
    }

    // Others put sets of their own into this one.
    [Fact]
    public void A_set_of_sets_has_what_they_have()
    {
        Router.Parts["mwan3-sets"] = "mwan3_dynamic_ipv4 list:set 4\nvpn hash:ip 4\n";
        Router.Parts["mwan3-set-lists"] = "create mwan3_dynamic_ipv4 list:set size 8\nadd mwan3_dynamic_ipv4 vpn\n";
        Router.Parts["mwan3-set-members"] = "10.8.0.2 is in set vpn.\n";
        Assert.Equal("The destination is in a network that another program excludes from balancing, so mwan3 leaves it alone (set mwan3_dynamic_ipv4).", Resolve("10.8.0.2").Why);
    }

    [Fact]
    public void While_mwan3_does_not_run_it_decides_nothing()
    {
        Router.Parts["mwan3-service"] = "enabled\n";
        Assert.Equal("mwan3 is not running, so the router's own routes decide.", Resolve("8.8.8.8").Why);
    }
}
