using MultiDial.Errors;
using MultiDial.Mwan3;
using static MultiDial.Tests.Mwan3.Mwan3Texts;
using static MultiDial.Tests.Patches;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3PoliciesTests
{
    [Fact]
    public void A_policy_shows_how_it_splits_its_traffic() => Assert.Equal(
        ["balance: wan 50%, wan2 50%", "wan2_only: wan2 100%"],
        Mwan3Policies.Read(State(TwoLines)).Select(policy => $"{policy}: {string.Join(", ", (object[])policy.Share)}"));

    [Fact]
    public void A_policy_that_is_missing_is_made() => Assert.Equal(
        [
            "mwan3.new='policy'",
            "mwan3.new.managed_by='multidial'",
            "mwan3.new.use_member+='wan_m1_w2'",
            "mwan3.new.use_member+='wan2_m1_w1'",
            "mwan3.new.last_resort='blackhole'",
        ],
        Draft(TwoLines, draft => Mwan3Policies.Set(draft, "new", Patch<Mwan3Policy>(("Member", List("wan_m1_w2", "wan2_m1_w1")), ("LastResort", Mwan3LastResort.Blackhole)))).Lines());

    [Fact]
    public void Members_that_are_not_given_stay() => Assert.Equal(
        ["mwan3.balance.last_resort='default'"],
        Draft(TwoLines, draft => Mwan3Policies.Set(draft, "balance", Patch<Mwan3Policy>(("LastResort", Mwan3LastResort.Default)))).Lines());

    [Fact]
    public void An_unknown_member_is_refused_and_nothing_is_half_done()
    {
        MultiDial.Router.RouterDraft draft = Draft(TwoLines);
        MultiDialException refused = Assert.Throws<MultiDialException>(() => draft.Edit(edit =>
            Mwan3Policies.Set(edit, "new", Patch<Mwan3Policy>(("Member", List("wan_m1_w2", "nosuchmember")), ("LastResort", Mwan3LastResort.Default)))));
        Assert.Equal((ErrorId.NotFound, "nosuchmember"), (refused.Id, refused.Target));
        Assert.Empty(draft.Lines());
    }

    [Theory]
    [InlineData("wan")]
    [InlineData("balance")]
    public void What_is_no_member_is_no_member(string name) =>
        Assert.Equal(ErrorId.NotFound, Refusal(draft => Mwan3Policies.Set(draft, "balance", Patch<Mwan3Policy>(("Member", List(name))))).Id);

    [Theory]
    [InlineData("sixteen_chars_xx")]
    [InlineData("default")]
    [InlineData("unreachable")]
    [InlineData("blackhole")]
    public void A_name_that_mwan3_would_not_take_is_refused(string name) =>
        Assert.Equal(ErrorId.InvalidName, Refusal(draft => Mwan3Policies.Set(draft, name, Patch<Mwan3Policy>())).Id);

    [Fact]
    public void A_name_that_something_else_has_is_refused() =>
        Assert.Equal(ErrorId.AlreadyExists, Refusal(draft => Mwan3Policies.Set(draft, "wan", Patch<Mwan3Policy>())).Id);

    [Fact]
    public void A_policy_that_a_rule_uses_is_not_removed()
    {
        MultiDialException refused = Refusal(draft => Mwan3Policies.Remove(draft, "balance"));
        Assert.Equal((ErrorId.InUse, "Set-Mwan3Rule ss_route -Policy default"), (refused.Id, refused.RecommendedAction));
    }

    [Fact]
    public void One_that_no_rule_uses_is() => Assert.Equal(
        ["-mwan3.ss_route", "-mwan3.balance"],
        Draft(TwoLines, draft => Mwan3Rules.Remove(draft, "ss_route"), draft => Mwan3Policies.Remove(draft, "balance")).Lines().OrderDescending());

    private static MultiDialException Refusal(Action<MultiDial.Router.RouterDraft> edit) =>
        Assert.Throws<MultiDialException>(() => Draft(TwoLines, edit));
}
