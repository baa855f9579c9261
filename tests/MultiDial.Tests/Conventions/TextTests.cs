using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiDial.Tests.Conventions;

/// <summary>All that a user reads comes from Texts.resx, a whole text by a name, so that it can be had in a second language.</summary>
public sealed partial class TextTests
{
    private const string Resources = "src/MultiDial.Model/Texts/Texts.resx";

    // Names of things, which a text may take in as it takes in other names.
    private const string NamesOfThings = "Kind";

    // These are for the author of the code: no user can bring them about.
    private static readonly string[] s_programmingErrors =
        ["ArgumentException", "ArgumentNullException", "ArgumentOutOfRangeException", "InvalidOperationException", "NotSupportedException", "UnreachableException"];

    // Words that are not the module's own, by file and member; a member * is the whole file.
    private static readonly (string File, string Member, string Why)[] s_notTexts =
    [
        ("MultiDial.Help/", "*", "The tool that makes the help, which comes from comments."),
        ("MultiDial/Commands/Common/ChineseHeaders.cs", "*", "The headers of tables that are read."),
        ("MultiDial.Model/Uci/UciSyntaxException.cs", "*", "What uci prints."),
        ("MultiDial.Model/Uci/UciParser.cs", "*", "What uci prints."),
        ("MultiDial.Model/Uci/UciLexer.cs", "*", "What uci prints."),
        ("MultiDial.Model/Packages/Installation.cs", "EmptyMwan3", "A configuration file."),
        ("MultiDial.Model/Verification/Findings/Renaming.cs", "*", "Commands for the router's shell."),
        ("MultiDial.Ssh/ChannelAhead.cs", "*", "Commands for the router's shell."),
    ];

    private static readonly Lazy<(string Name, string Value)[]> s_texts = new(() =>
        [.. XDocument.Load(Module.PathOf(Resources)).Root!.Elements("data").Select(text => (text.Attribute("name")!.Value, text.Element("value")!.Value))]);

    private static (string Name, string Value)[] Texts => s_texts.Value;

    private static IEnumerable<MemberAccessExpressionSyntax> Uses => SourceCode.All<MemberAccessExpressionSyntax>().Where(IsText);

    [Fact]
    public void Texts_are_one_a_line_and_sorted_by_name()
    {
        string[] lines = [.. File.ReadLines(Module.PathOf(Resources)).Where(line => line.Contains("<data ", StringComparison.Ordinal))];
        Assert.All(lines, line => Assert.Matches("^  <data name=\"[A-Z][A-Za-z0-9]+\" xml:space=\"preserve\"><value>[^<]+</value></data>$", line));
        Assert.Equal(Texts.Select(text => text.Name).Distinct().Order(StringComparer.Ordinal), Texts.Select(text => text.Name));
        Assert.Equal(lines.Length, Texts.Length);
    }

    [Fact]
    public void A_text_is_used() =>
        Assert.Equal("", string.Join('\n', Texts.Select(text => text.Name).Except(Uses.Select(use => use.Name.Identifier.Text))));

    [Fact]
    public void A_text_is_given_what_it_has_places_for() => Fits(Uses.Where(use => Texts.Any(text => text.Name == use.Name.Identifier.Text) && Given(use) != Places(use)));

    [Fact]
    public void A_text_has_the_places_from_0_on() =>
        Assert.All(Texts, text => Assert.Equal(Enumerable.Range(0, Indexes(text.Value).Count), Indexes(text.Value).Order()));

    // A rule stands behind another sentence, so it is one too.
    [Fact]
    public void A_sentence_is_whole() =>
        Assert.Equal("", string.Join('\n', Texts.Where(text => Sentence().IsMatch(text.Name) && !WholeSentence().IsMatch(text.Value)).Select(text => $"{text.Name}: {text.Value}")));

    [Fact]
    public void What_a_user_reads_is_in_the_resources() => Fits(SourceCode.All<ExpressionSyntax>().Where(node => IsProse(node) && !IsExempt(node)));

    // Each exemption is needed still.
    [Fact]
    public void An_exemption_is_needed() => Assert.All(s_notTexts, exemption =>
        Assert.Contains(SourceCode.All<ExpressionSyntax>(), node => IsProse(node) && Is(exemption, node)));

    [Fact]
    public void A_text_is_not_put_together_from_pieces() => Fits(Uses.Where(use => !IsNameOfThing(use) && IsPiece(Whole(use))));

    private static void Fits(IEnumerable<SyntaxNode> misfits)
    {
        string[] places = [.. misfits.Select(SourceCode.Place)];
        Assert.True(places.Length == 0, string.Join('\n', places));
    }

    private static bool IsText(MemberAccessExpressionSyntax access) => access.Expression is IdentifierNameSyntax { Identifier.Text: "Text" }
        or MemberAccessExpressionSyntax { Name.Identifier.Text: "Text", Expression: IdentifierNameSyntax { Identifier.Text: "Texts" } };

    private static bool IsNameOfThing(MemberAccessExpressionSyntax use) => use.Name.Identifier.Text.StartsWith(NamesOfThings, StringComparison.Ordinal);

    private static HashSet<int> Indexes(string text) => [.. Place().Matches(text).Select(match => int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))];

    private static int Places(MemberAccessExpressionSyntax use) => Indexes(Texts.First(text => text.Name == use.Name.Identifier.Text).Value).Count;

    private static int Given(MemberAccessExpressionSyntax use) => With(use)?.ArgumentList.Arguments.Count ?? 0;

    // The .With(…) of a text, or of the choice between several that it is one of.
    private static InvocationExpressionSyntax? With(SyntaxNode text) => Chosen(text).Parent is MemberAccessExpressionSyntax { Name.Identifier.Text: "With", Parent: InvocationExpressionSyntax call } ? call : null;

    private static SyntaxNode Whole(SyntaxNode text) => Chosen(With(text) ?? text);

    private static SyntaxNode Chosen(SyntaxNode text) => text.Parent switch
    {
        ParenthesizedExpressionSyntax or SwitchExpressionArmSyntax or SwitchExpressionSyntax => Chosen(text.Parent),
        ConditionalExpressionSyntax choice when choice.Condition != text => Chosen(choice),
        _ => text,
    };

    // Added to something, in the middle of something, or the value of another text.
    private static bool IsPiece(SyntaxNode text) => text.Parent switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => HasWords(sum, text),
        InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax whole } => HasWords(whole, text),
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "With" or "Concat" } } } => true,
        _ => false,
    };

    private static bool HasWords(SyntaxNode whole, SyntaxNode text) => whole.DescendantNodesAndTokens().Any(part =>
        part.AsNode() is MemberAccessExpressionSyntax other && IsText(other) && !text.Contains(other)
        || part.AsToken() is { RawKind: (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.InterpolatedStringTextToken } words && !text.Contains(words.Parent) && Word().IsMatch(words.ValueText));

    private static bool IsProse(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal when literal.Token.Value is string text => Prose().IsMatch(text),
        InterpolatedStringExpressionSyntax whole => Prose().IsMatch(string.Concat(whole.Contents.Select(part => part is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : "{}"))),
        _ => false,
    };

    private static bool IsExempt(SyntaxNode node) =>
        node.Ancestors().Any(outer => outer is AttributeSyntax || outer is ObjectCreationExpressionSyntax made && s_programmingErrors.Contains(made.Type.ToString()))
        || Array.Exists(s_notTexts, exemption => Is(exemption, node));

    private static bool Is((string File, string Member, string Why) exemption, SyntaxNode node) =>
        SourceCode.FileOf(node).StartsWith(exemption.File, StringComparison.Ordinal) && (exemption.Member == "*" || SourceCode.MemberOf(node) == exemption.Member);

    [GeneratedRegex(@"\{(\d+)(?::[^}]+)?\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{L}[,;:.]? \p{L}")]
    private static partial Regex Prose();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Word();

    [GeneratedRegex("^(Error|Rule|Warning|Problem)")]
    private static partial Regex Sentence();

    // It begins with a capital letter, a name of its own or a value, and ends with a full stop, with somebody else's words or with a command.
    [GeneratedRegex(@"\A(?:\p{Lu}|'?\{|mwan3|/etc).*(?:[.!?]|\{\d+\}|[:.] [A-Z][a-z]+-[A-Z].*|: (?:(?:uci|ip) |/etc/).*)\)?\z", RegexOptions.Singleline)]
    private static partial Regex WholeSentence();
}
