using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Uci;
using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3GlobalsTests
{
    [Fact]
    public void Without_a_section_the_defaults_show()
    {
        Mwan3Global globals = Mwan3Globals.Read(State("config interface 'wan'\n"));
        Assert.Equal(("0x3F00", false, Mwan3LogLevel.Notice), (globals.MarkMask, globals.Logging, globals.LogLevel));
        Assert.Empty(globals.RoutingTable);
    }

    [Fact]
    public void The_section_is_made_where_it_is_missing() => Assert.Equal(
        [
            "mwan3.globals='globals'",
            "mwan3.globals.managed_by='multidial'",
            "mwan3.globals.logging='1'",
            "mwan3.globals.rt_table_lookup+='220'",
        ],
        Draft("config interface 'wan'\n", Set(("Logging", true), ("RoutingTable", List("220")))).Lines()[..4]);

    [Fact]
    public void Options_that_nobody_here_knows_stay() => Assert.Equal(
        ["mwan3.globals.mmx_mask='0xFF00'"],
        Draft("config globals 'globals'\n\toption mmx_mask '0x3F00'\n\toption source_routing '1'\n", Set(("MarkMask", "0xFF00"))).Lines());

    [Theory]
    [InlineData("3F00")]
    [InlineData("0x")]
    [InlineData("0x3G00")]
    [InlineData("0x3F0000000")]
    [InlineData("0x0300")]
    [InlineData("-0x3F00")]
    public void A_mask_that_mwan3_could_not_use_is_refused(string mask) =>
        Assert.Equal(ErrorId.InvalidValue, Refusal(Set(("MarkMask", mask)), lines: 1).Id);

    [Theory]
    [InlineData("0x3F00", 60)]
    [InlineData("0xFF00", 252)]
    [InlineData("0x0700", 4)]
    [InlineData("0xFFFFFFFF", 252)]
    [InlineData("16128", 60)]
    public void The_mask_limits_the_lines(string mask, int limit) =>
        Assert.Equal(limit, Mwan3Globals.Limit(UciPackage.Parse("mwan3", $"config globals 'globals'\n\toption mmx_mask '{mask}'\n")));

    [Fact]
    public void A_mask_too_narrow_for_the_lines_is_refused() =>
        Assert.Equal(ErrorId.TooManyInterfaces, Refusal(Set(("MarkMask", "0x0700")), lines: 5).Id);

    [Fact]
    public void A_routing_table_is_a_number() =>
        Assert.Equal(ErrorId.InvalidValue, Refusal(Set(("RoutingTable", List("220", "main"))), lines: 1).Id);

    [Fact]
    public void Clearing_leaves_the_globals_alone() => Assert.Equal(
        "config globals 'globals'\n\toption mmx_mask '0x3F00'\n",
        Draft(TwoLines, Mwan3Globals.RemoveAllElse).Mwan3.ToText().TrimStart('\n'));

    private static Action<MultiDial.Router.RouterDraft> Set(params (string Name, object? Value)[] values) =>
        draft => Mwan3Globals.Set(draft, Patches.Patch<Mwan3Global>(values));

    private static MultiDialException Refusal(Action<MultiDial.Router.RouterDraft> edit, int lines) =>
        Assert.Throws<MultiDialException>(() => Draft(Balanced(lines), edit));
}
