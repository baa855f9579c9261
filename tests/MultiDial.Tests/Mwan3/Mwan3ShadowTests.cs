using MultiDial.Mwan3;
using MultiDial.Uci;
using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3ShadowTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("", "dest_ip 3.4.5.6; proto tcp; dest_port 443; src_iface lan; ipset x")]
    [InlineData("family ipv4", "dest_ip 3.4.5.6")]
    [InlineData("dest_ip 0.0.0.0/0", "dest_ip 3.4.5.6/32")]
    [InlineData("dest_ip 0.0.0.0/0", "family ipv4")]
    [InlineData("dest_ip 3.4.0.0/16", "dest_ip 3.4.5.6; src_ip 192.168.1.7")]
    [InlineData("proto tcp", "proto tcp; dest_port 443")]
    [InlineData("proto tcp; dest_port 1:1000", "proto tcp; dest_port 80,443")]
    [InlineData("src_iface lan", "src_iface lan; proto udp")]
    [InlineData("ipset cn", "ipset cn; proto udp")]
    [InlineData("dest_ip 2001:db8::/32", "dest_ip 2001:db8::1")]
    [InlineData("dest_port 80", "proto udp")]
    public void A_rule_that_takes_all_of_a_later_one_shadows_it(string earlier, string later) =>
        Assert.Equal(("a", "b"), Assert.Single(Find(Rule("a", earlier) + Rule("b", later))));

    [Theory]
    [InlineData("dest_ip 3.4.5.6", "")]
    [InlineData("dest_ip 3.4.5.6", "dest_ip 0.0.0.0/0")]
    [InlineData("family ipv4", "")]
    [InlineData("family ipv4", "family ipv6")]
    [InlineData("dest_ip 0.0.0.0/0", "")]
    [InlineData("proto tcp", "proto udp")]
    [InlineData("proto tcp", "")]
    [InlineData("proto tcp; dest_port 443", "proto tcp")]
    [InlineData("proto tcp; dest_port 443", "proto tcp; dest_port 80,443")]
    [InlineData("src_iface lan", "")]
    [InlineData("src_iface lan", "src_iface guest")]
    [InlineData("ipset cn", "")]
    [InlineData("src_ip 192.168.1.0/24", "dest_ip 192.168.1.0/24")]
    [InlineData("family ipv6; dest_ip 3.4.5.6", "dest_ip 3.4.5.6")]
    [InlineData("dest_ip nonsense", "dest_ip 3.4.5.6")]
    public void A_rule_that_leaves_something_does_not(string earlier, string later) =>
        Assert.Empty(Find(Rule("a", earlier) + Rule("b", later)));

    [Fact]
    public void A_rule_that_mwan3_leaves_out_shadows_nothing() => Assert.Empty(Find(
        Rule("unknown_policy", policy: "nosuchpolicy") + "config rule 'no_policy'\n\toption family 'ipv4'\n\n" + Rule("longer_than_15_chars") + Rule("b")));

    [Theory]
    [InlineData("default")]
    [InlineData("unreachable")]
    [InlineData("blackhole")]
    public void The_three_words_for_a_policy_shadow_too(string policy) =>
        Assert.Equal(("a", "b"), Assert.Single(Find(Rule("a", policy: policy) + Rule("b"))));

    [Fact]
    public void The_order_of_the_tutorial_never_reaches_ss_route() =>
        Assert.Equal(("default_route", "ss_route"), Assert.Single(Find(UciPackage.Parse("mwan3", TwoLines))));

    private static IEnumerable<(string, string)> Find(string rules) => Find(UciPackage.Parse("mwan3", Balanced(2, rules)));

    private static IEnumerable<(string, string)> Find(UciPackage package) => Mwan3Shadow.Find(package).Select(pair => (pair.By.Id, pair.Rule.Id));
}
