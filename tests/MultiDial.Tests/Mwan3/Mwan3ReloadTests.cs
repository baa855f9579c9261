using MultiDial.Mwan3;
using MultiDial.Router;
using MultiDial.Uci;

using static MultiDial.Tests.Mwan3.Mwan3Texts;
using static MultiDial.Tests.Patches;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3ReloadTests
{
    private const string Rules = "then reload the policies and rules of mwan3";

    [Fact]
    public void Nothing_changed_needs_nothing() => Assert.Null(Reload(_ => { }));

    [Fact]
    public void Members_policies_and_rules_need_no_line_touched() => Assert.Equal(Rules, Shown(draft =>
    {
        Mwan3Members.Set(draft, "wan_m1_w2", Patch<Mwan3Member>(("Weight", 7)));
        Mwan3Policies.Set(draft, "new", Patch<Mwan3Policy>(("Member", List("wan_m1_w2"))));
        Mwan3Rules.Move(draft, "ss_route", Mwan3RulePlace.First);
    }));

    [Fact]
    public void A_new_line_is_taken_into_use_alone() => Assert.Equal(
        "then take wan3 into use in mwan3\n" + Rules,
        Shown(draft => Mwan3Interfaces.Add(draft, "wan3", Patch<Mwan3Interface>(("Enabled", true)))));

    [Fact]
    public void A_line_that_is_not_enabled_needs_nothing_of_its_own() => Assert.Equal(
        Rules, Shown(draft => Mwan3Interfaces.Add(draft, "wan3", Patch<Mwan3Interface>(("Enabled", false)))));

    [Fact]
    public void The_last_line_leaves_alone() => Assert.Equal(
        "then take wan2 out of use in mwan3\n" + Rules,
        Shown(draft => Mwan3Interfaces.Remove(draft, "wan2", force: true)));

    [Fact]
    public void A_line_before_others_changes_their_marks() => Assert.True(
        Reload(draft => Mwan3Interfaces.Remove(draft, "wan", force: true))!.Restart);

    [Fact]
    public void Switching_a_line_off_keeps_the_marks_of_the_others() => Assert.Equal(
        "then take wan out of use in mwan3\n" + Rules,
        Shown(draft => Mwan3Interfaces.Set(draft, "wan", Patch<Mwan3Interface>(("Enabled", false)))));

    [Fact]
    public void Clearing_takes_out_what_is_in_use()
    {
        Mwan3Reload reload = Reload(Mwan3Globals.RemoveAllElse)!;
        Assert.Equal((false, "wan wan2", "balance wan2_only"), (reload.Restart, string.Join(' ', reload.Leave), string.Join(' ', reload.Policies)));
    }

    [Fact]
    public void Another_family_takes_the_line_out_and_in()
    {
        Mwan3Reload reload = Reload(draft => Mwan3Interfaces.Set(draft, "wan2", Patch<Mwan3Interface>(("Family", Mwan3Family.IPv6), ("TrackIp", null))))!;
        Assert.Equal(("wan2", "wan2", ""), (string.Join(' ', reload.Leave), string.Join(' ', reload.Join), string.Join(' ', reload.Track)));
    }

    [Theory]
    [InlineData("Interval", "then restart the tracking of wan2\n" + Rules)]
    [InlineData("TrackIp", "then restart the tracking of wan2\n" + Rules)]
    [InlineData("InitialState", "then restart the tracking of wan2\n" + Rules)]
    [InlineData("FlushConntrack", Rules)]
    public void Only_what_the_tracker_reads_starts_it_anew(string property, string words)
    {
        object value = property switch
        {
            "Interval" => TimeSpan.FromSeconds(9),
            "InitialState" => Mwan3InitialState.Offline,
            _ => List(property == "TrackIp" ? "1.1.1.1" : "ifup"),
        };
        Assert.Equal(words, Shown(draft => Mwan3Interfaces.Set(draft, "wan2", Patch<Mwan3Interface>((property, value)))));
    }

    [Theory]
    [InlineData("MarkMask", "0xFF00", true)]
    [InlineData("Logging", true, false)]
    public void Only_the_settings_that_all_lines_hang_on_need_a_restart(string property, object value, bool restart) =>
        Assert.Equal(restart, Reload(draft => Mwan3Globals.Set(draft, Patch<Mwan3Global>((property, value))))!.Restart);

    [Fact]
    public void A_sticky_rule_forgets_when_its_time_changes_or_it_goes()
    {
        var before = UciPackage.Parse("mwan3", Balanced(1, Rule("a", "sticky 1") + Rule("b", "sticky 1") + Rule("c", "sticky 1") + Rule("d")));
        UciPackage after = before.Clone();
        after.Find("a")!.Set("timeout", "60");
        after.Remove(after.Find("b")!);
        after.Find("c")!.Set("logging", "1");
        after.Find("d")!.Set("timeout", "60");
        Assert.Equal(["a", "b"], Mwan3Reload.For(before, after, new HashSet<string>())!.Forget);
    }

    private static string Shown(Action<RouterDraft> edit) => string.Join('\n', Reload(edit)!.Steps);

    private static Mwan3Reload? Reload(Action<RouterDraft> edit)
    {
        RouterDraft draft = Draft(TwoLines, edit);
        return Mwan3Reload.For(draft.Before.Mwan3, draft.Mwan3, new HashSet<string>());
    }
}
