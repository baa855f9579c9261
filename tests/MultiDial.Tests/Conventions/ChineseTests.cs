using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MultiDial.Tests.Conventions;

/// <summary>Each text in Chinese, beside the English one: whole, with the same places, names and commands.</summary>
public sealed partial class ChineseTests
{
    private const string English = "src/MultiDial.Model/Texts/Texts.resx";
    private const string Chinese = "src/MultiDial.Model/Texts/Texts.zh-Hans.resx";

    // What is plainer in Chinese with a word that the English text can do without: UCI's words, and acronyms.
    private static readonly string[] s_furtherWords = ["last_resort", "option", "list", "SSH", "MAC", "IP", "IPv4", "IPv6", "zh-Hans"];

    private static readonly Dictionary<string, string> s_english = Read(English).ToDictionary(text => text.Name, text => text.Value);

    private static readonly Dictionary<string, string> s_chinese = Read(Chinese).ToDictionary(text => text.Name, text => text.Value);

    [Fact]
    public void Each_text_is_there_in_Chinese_in_the_same_order_and_no_other() =>
        Assert.Equal(string.Join('\n', Read(English).Select(text => text.Name)), string.Join('\n', Read(Chinese).Select(text => text.Name)));

    [Fact]
    public void Only_what_has_no_words_is_the_same_in_both() =>
        Empty(s_english.Where(text => s_chinese.GetValueOrDefault(text.Key) == text.Value && !Wordless().IsMatch(text.Value)));

    [Fact]
    public void It_has_the_places_of_the_English_text() =>
        Empty(s_english.Where(text => !Found(Place(), text.Value).Distinct().Order().SequenceEqual(Found(Place(), Translation(text.Key)).Distinct().Order())));

    // Forwards what can be pasted; backwards each word in Latin letters, which was taken over as it is or not at all.
    [Fact]
    public void Commands_and_names_are_those_of_the_English_text_byte_for_byte()
    {
        Empty(s_english.Where(text => Found(Code(), text.Value).Any(code => !Translation(text.Key).Contains(code, StringComparison.Ordinal))));
        Empty(s_english.Where(text => Found(Latin(), Translation(text.Key)).Any(run =>
            !s_furtherWords.Contains(run.Trim()) && !text.Value.Contains(run.Trim(), StringComparison.OrdinalIgnoreCase))));
    }

    [Fact]
    public void A_sentence_has_the_marks_of_Chinese() => Empty(s_chinese.Where(text => HalfWidth().IsMatch(text.Value)));

    [Fact]
    public void Sentences_end_alike() => Empty(s_english.Where(text =>
        text.Value.EndsWith('.') != Translation(text.Key).EndsWith('。') || text.Value.EndsWith('?') != Translation(text.Key).EndsWith('？')));

    private static void Empty(IEnumerable<KeyValuePair<string, string>> misfits)
    {
        string[] found = [.. misfits.Select(text => $"{text.Key}: {s_english[text.Key]} | {Translation(text.Key)}")];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    private static string Translation(string name) => s_chinese.GetValueOrDefault(name, "");

    private static IEnumerable<string> Found(Regex sought, string text) => sought.Matches(text).Select(match => match.Value);

    private static (string Name, string Value)[] Read(string file) =>
        [.. XDocument.Load(Module.PathOf(file)).Root!.Elements("data").Select(text => (text.Attribute("name")!.Value, text.Element("value")!.Value))];

    [GeneratedRegex(@"\{\d+(?::[^}]+)?\}")]
    private static partial Regex Place();

    // In quotes; a cmdlet, or a path or program at the end, up to its comment or to the full stop; a parameter.
    [GeneratedRegex(@"(?<![\w}])'[^']+'(?!\w)|(?<=\A|: |\. )(?:[A-Z][a-z]+-[A-Z]\w+(?: -\w+| [{\d][^ ;,.]*)*|(?:uci|ssh|ip|df|cp|rm|tar|ping|ifdown) (?:(?!   #).)*)|(?<=: )/etc/[^;,.]*|(?<= )-[A-Z]\w+")]
    private static partial Regex Code();

    [GeneratedRegex(@"[A-Za-z_](?:(?!   )[\x20-\x7E])*[A-Za-z_0-9]")]
    private static partial Regex Latin();

    [GeneratedRegex(@"[\u4e00-\u9fff] ?(?:[,;:!?)]|\.(?![a-z])|\((?!&))|[,;:!?(] ?[\u4e00-\u9fff]|[，。：；？！（）、] | [，。：；？！）、]")]
    private static partial Regex HalfWidth();

    // A command from the first word to the last, without a comment; a name.
    [GeneratedRegex(@"\A(?:mwan4|macvlan|\{0\}   # \{1\}|\{0\} \{1\} -Network wan2| ?-(?:Protocol|Credential) .*|'uci .*'|ssh \{0\} '[^']*'|\(?[A-Z][a-z]+-[A-Z](?:(?! #|\.\s).)*)\z")]
    private static partial Regex Wordless();
}
