using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MultiDial.Tests.Conventions;

/// <summary>The help in Chinese, beside the English sentences that it was made from.</summary>
public sealed partial class ChineseHelpTests
{
    private const string Culture = "zh-Hans";

    // What is the same in every language.
    private static readonly string[] s_untranslated = ["code", "name", "verb", "noun", "parameterValue"];

    private static (string English, string Chinese)[] Pairs { get; } =
        [.. File.ReadLines(Module.PathOf("src/MultiDial.Help/Help.zh-Hans.txt")).Where(line => line.Length > 0 && line[0] != '#').Chunk(2).Select(pair => (pair[0], pair[1]))];

    // A comment that was changed has no translation any more, and shows in English until it is translated anew.
    [Fact]
    public void Each_sentence_is_translated()
    {
        string[] missing = [.. Sentences("en-US").Except(Pairs.Select(pair => pair.English))];
        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Fact]
    public void No_translation_is_of_a_sentence_that_is_gone()
    {
        string about = Flat(File.ReadAllText(Module.PathOf("en-US", "about_MultiDial_Errors.help.txt")));
        string[] gone = [.. Pairs.Select(pair => pair.English).Except(Sentences("en-US")).Where(english => english != "Example" && !about.Contains(Flat(english), StringComparison.Ordinal))];
        Assert.True(gone.Length == 0, string.Join('\n', gone));
    }

    [Fact]
    public void The_topic_of_the_errors_is_translated()
    {
        string chinese = Flat(File.ReadAllText(Module.PathOf(Culture, "about_MultiDial_Errors.help.txt")));
        string[] ids = [.. Enum.GetNames<MultiDial.Errors.ErrorId>()];
        Assert.All(ids, id => Assert.Matches($@"\b{id}\s*[\u4e00-\u9fff]|\b{id} ?(?:UCI|mwan3)", chinese));
    }

    // Options, parameters, cmdlets and numbers are the same in both.
    [Fact]
    public void Names_and_numbers_are_those_of_the_English_sentence() =>
        Assert.All(Pairs, pair => Assert.All(Name().Matches(pair.English).Select(match => match.Value), name => Assert.Contains(name, pair.Chinese, StringComparison.Ordinal)));

    [Fact]
    public void A_sentence_has_the_marks_of_Chinese() => Assert.All(Pairs, pair => Assert.DoesNotMatch(@"[\u4e00-\u9fff] ?(?:[,;:!?()]|\.(?![a-z]))|[,;:!?()] ?[\u4e00-\u9fff]", pair.Chinese));

    [Fact]
    public void It_has_the_examples_and_parameters_of_the_English_help() => Assert.Equal(Skeleton("en-US"), Skeleton(Culture));

    private static string Flat(string text) => Space().Replace(text, " ");

    private static XElement Help(string culture) => XDocument.Load(Module.PathOf(culture, "MultiDial.dll-Help.xml")).Root!;

    private static IEnumerable<string> Sentences(string culture) =>
        Help(culture).Descendants().Where(element => element.Name.LocalName == "para" && element.Value.Length > 0).Select(element => element.Value).Distinct();

    private static string[] Skeleton(string culture) =>
        [.. Help(culture).Descendants().Where(element => !element.HasElements && s_untranslated.Contains(element.Name.LocalName)).Select(element => element.Value)];

    [GeneratedRegex(@"\b[a-z]+_[a-z_]+\b|(?<!\w)-[A-Z]\w+|\b[A-Z][a-z]+-[A-Z]\w+|\d[\d.:/]*\d")]
    private static partial Regex Name();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
