using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Router;
using static MultiDial.Tests.Mwan3.Mwan3Texts;
using static MultiDial.Tests.Patches;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3RulesTests
{
    [Fact]
    public void Every_option_is_written_in_the_words_of_mwan3() => Assert.Equal(
        [
            "mwan3.new='rule'",
            "mwan3.new.managed_by='multidial'",
            "mwan3.new.use_policy='balanced'",
            "mwan3.new.family='ipv4'",
            "mwan3.new.proto='tcp'",
            "mwan3.new.src_ip='192.168.1.0/24'",
            "mwan3.new.src_port='1024:65535'",
            "mwan3.new.dest_ip='3.4.5.6'",
            "mwan3.new.dest_port='80,443'",
            "mwan3.new.ipset='cn'",
            "mwan3.new.src_iface='lan'",
            "mwan3.new.sticky='1'",
            "mwan3.new.timeout='300'",
            "mwan3.new.logging='1'",
        ],
        Draft(Balanced(1), Add("new", null, ("Policy", "balanced"), ("Family", Mwan3Family.IPv4), ("Protocol", "tcp"), ("SourceAddress", "192.168.1.0/24"),
            ("SourcePort", "1024:65535"), ("DestinationAddress", "3.4.5.6"), ("DestinationPort", "80,443"), ("IpSet", "cn"), ("SourceInterface", "lan"),
            ("Sticky", true), ("StickyTimeout", TimeSpan.FromMinutes(5)), ("Logging", true))).Lines());

    [Fact]
    public void Rules_have_their_places() => Assert.Equal(
        [("default_route", 1), ("ss_route", 2)],
        Mwan3Rules.Read(State(TwoLines)).Select(rule => (rule.Name, rule.Position)));

    [Theory]
    [InlineData("Policy", "nosuchpolicy", ErrorId.NotFound)]
    [InlineData("Policy", "wan", ErrorId.NotFound)]
    [InlineData("SourceInterface", "nosuchinterface", ErrorId.NotFound)]
    [InlineData("DestinationAddress", "192.168.1.5/24", ErrorId.InvalidValue)]
    [InlineData("SourceAddress", "192.168.1", ErrorId.InvalidValue)]
    [InlineData("DestinationPort", "443", ErrorId.InvalidValue)]
    [InlineData("Protocol", "nosuchprotocol", ErrorId.InvalidValue)]
    [InlineData("Protocol", "256", ErrorId.InvalidValue)]
    [InlineData("IpSet", "a b", ErrorId.InvalidValue)]
    [InlineData("IpSet", "a_name_of_more_than_31_characters", ErrorId.InvalidValue)]
    public void What_mwan3_could_not_use_is_refused(string property, string value, ErrorId id) =>
        Assert.Equal(id, Refusal(draft => Mwan3Rules.Add(draft, "new", Patch<Mwan3Rule>(property == "Policy" ? [(property, value)] : [("Policy", "balanced"), (property, value)]), Mwan3RulePlace.Last)).Id);

    [Theory]
    [InlineData("default")]
    [InlineData("unreachable")]
    [InlineData("blackhole")]
    public void A_rule_may_name_what_is_no_policy(string policy) =>
        Assert.Contains($"mwan3.new.use_policy='{policy}'", Draft(Balanced(1), Add("new", null, ("Policy", policy))).Lines());

    [Theory]
    [InlineData(Mwan3Family.IPv6, "3.4.5.6")]
    [InlineData(Mwan3Family.IPv4, "2001:db8::/32")]
    public void The_address_is_of_the_family(Mwan3Family family, string address) =>
        Assert.Equal(ErrorId.InvalidValue, Refusal(Add("new", null, ("Policy", "balanced"), ("Family", family), ("DestinationAddress", address))).Id);

    [Fact]
    public void Source_and_destination_are_of_one_family() =>
        Assert.Equal(ErrorId.InvalidValue, Refusal(Add("new", null, ("Policy", "balanced"), ("SourceAddress", "192.168.1.2"), ("DestinationAddress", "2001:db8::1"))).Id);

    [Fact]
    public void What_was_wrong_before_does_not_hinder_another_change() => Assert.Equal(
        ["mwan3.old.logging='1'"],
        Draft(Balanced(1, Rule("old", "dest_port 80; dest_ip 1.2.3.4; family ipv6")), draft => Mwan3Rules.Set(draft, "old", Patch<Mwan3Rule>(("Logging", true)))).Lines());

    [Fact]
    public void Ports_do_not_outlive_their_protocol() => Assert.Equal(ErrorId.InvalidValue, Assert.Throws<MultiDialException>(() =>
        Draft(Balanced(1, Rule("old", "proto tcp; dest_port 80")), draft => Mwan3Rules.Set(draft, "old", Patch<Mwan3Rule>(("Protocol", null))))).Id);

    [Fact]
    public void A_rule_behind_one_that_takes_all_is_warned_of_with_the_cure()
    {
        string warning = Assert.Single(Draft(Balanced(1, Rule("default_route", "family ipv4")), Add("ss_route", null, ("Policy", "balanced"), ("DestinationAddress", "3.4.5.6/32"))).Warnings);
        Assert.Contains("Move-Mwan3Rule ss_route -Before default_route", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_right_order_nothing_is_warned_of() => Assert.Empty(Draft(
        Balanced(1),
        Add("ss_route", null, ("Policy", "balanced"), ("DestinationAddress", "3.4.5.6/32")),
        Add("default_route", null, ("Policy", "balanced"), ("Family", Mwan3Family.IPv4))).Warnings);

    [Fact]
    public void A_rule_put_before_others_that_it_covers_is_warned_of() => Assert.Single(Draft(
        Balanced(1, Rule("ss_route", "dest_ip 3.4.5.6/32")),
        Add("default_route", Mwan3RulePlace.First, ("Policy", "balanced"), ("Family", Mwan3Family.IPv4))).Warnings);

    [Fact]
    public void A_rule_that_rejects_IPv6_is_warned_of_with_the_cure()
    {
        string warning = Assert.Single(Draft(Balanced(2), Add("default_route", null, ("Policy", "balanced"))).Warnings);
        Assert.Contains("Set-Mwan3Rule default_route -Family IPv4", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\toption last_resort 'default'\n", "")]
    [InlineData("\toption last_resort 'unreachable'\n", "\toption family 'ipv6'\n")]
    public void One_that_has_a_way_for_IPv6_is_not(string policy, string line)
    {
        string text = Balanced(2)
            .Replace("config policy 'balanced'\n", "config policy 'balanced'\n" + policy, StringComparison.Ordinal)
            .Replace("config interface 'wan2'\n", "config interface 'wan2'\n" + line, StringComparison.Ordinal);
        Assert.Empty(Draft(text, Add("default_route", null, ("Policy", "balanced"))).Warnings);
    }

    private static Action<RouterDraft> Add(string name, Mwan3RulePlace? place, params (string Name, object? Value)[] values) =>
        draft => Mwan3Rules.Add(draft, name, Patch<Mwan3Rule>(values), place ?? Mwan3RulePlace.Last);

    private static MultiDialException Refusal(Action<RouterDraft> edit) => Assert.Throws<MultiDialException>(() => Draft(Balanced(1), edit));
}
