using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Uci;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3RulePlaceTests
{
    // Capitals are rules, small letters other sections.
    [Theory]
    [InlineData("gAmBpC", "C", "before A", "gCAmBp")]
    [InlineData("gAmBpC", "C", "before B", "gAmCBp")]
    [InlineData("gAmBpC", "A", "before C", "gmBpAC")]
    [InlineData("gAmBpC", "A", "after B", "gmBApC")]
    [InlineData("gAmBpC", "A", "after C", "gmBpCA")]
    [InlineData("gAmBpC", "C", "after A", "gACmBp")]
    [InlineData("gAmBpCq", "A", "last", "gmBpCAq")]
    [InlineData("gAmBpC", "B", "first", "gBAmpC")]
    [InlineData("ABCpq", "B", "last", "ACBpq")]
    public void A_rule_moves_and_the_other_sections_keep_their_order(string before, string rule, string place, string after) =>
        Assert.Equal(after, Put(before, rule, place));

    [Theory]
    [InlineData("gAmBpC", "A", "first")]
    [InlineData("gAmBpC", "C", "last")]
    [InlineData("gAmBpC", "B", "after A")]
    [InlineData("gAmBpC", "B", "before C")]
    [InlineData("gAmBpC", "B", "before B")]
    [InlineData("gAm", "A", "last")]
    public void A_rule_that_is_there_already_stays_where_it_is(string before, string rule, string place) =>
        Assert.Equal(before, Put(before, rule, place));

    [Theory]
    [InlineData("after X")]
    [InlineData("before g")]
    public void The_anchor_must_be_a_rule(string place) =>
        Assert.Equal(ErrorId.NotFound, Assert.Throws<MultiDialException>(() => Put("gAB", "A", place)).Id);

    private static string Put(string sections, string rule, string place)
    {
        var package = UciPackage.Parse("mwan3", string.Concat(sections.Select(name => $"config {(char.IsUpper(name) ? "rule" : "member")} '{name}'\n\toption x '1'\n\n")));
        string[] words = place.Split(' ');
        var where = words[0] switch
        {
            "first" => Mwan3RulePlace.First,
            "last" => Mwan3RulePlace.Last,
            var word => new Mwan3RulePlace(words[1], word == "before"),
        };
        where.Put(package, package.Find(rule)!);
        return string.Concat(UciPackage.Parse("mwan3", package.ToText()).Sections.Select(section => section.Id));
    }
}
