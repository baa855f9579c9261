using System.Text.RegularExpressions;
using MultiDial.Remote;

namespace MultiDial.Tests.Scripts;

/// <summary>A script as its text says: what it defines and what it uses. Comments and quoted words do not count.</summary>
internal sealed partial class ShellSource
{
    internal static readonly ShellSource[] All = [.. ScriptLibrary.Names.Select(name => new ShellSource(name))];

    private ShellSource(string name)
    {
        Name = name;
        Text = ScriptLibrary.Text(name);
        Prefix = Header().Match(Text) is { Success: true } header ? header.Groups[1].Value : "";
        Upstream = Foreign().Match(Text) is { Success: true } foreign ? foreign.Groups[1].Value.Split(' ') : [];
        Code = HereDocument().Replace(Comment().Replace(Text, ""), "");
        Functions = [.. Function().Matches(Code).Select(match => match.Groups[1].Value)];
    }

    internal string Name { get; }

    internal string Text { get; }

    internal string Prefix { get; }

    /// <summary>Names that are OpenWrt's own, which the script says that it sets.</summary>
    internal string[] Upstream { get; }

    internal string Code { get; }

    internal string[] Functions { get; }

    /// <summary>Each function with its body. The outermost brace is alone in its line, or the function is one line.</summary>
    internal IEnumerable<(string Function, string Body)> Bodies => Body().Matches(Code).Select(match => (match.Groups[1].Value, match.Value));

    /// <summary>Every variable that a piece of code sets.</summary>
    internal static IEnumerable<string> SetIn(string code)
    {
        string bare = Quoted().Replace(code, "");
        return Assignment().Matches(bare).Select(match => match.Groups[1].Value)
            .Concat(Loop().Matches(bare).Select(match => match.Groups[1].Value))
            .Concat(Reading().Matches(bare).SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Where(name => name != "_").Distinct();
    }

    /// <summary>The variables that a piece of code declares as its own.</summary>
    internal static IEnumerable<string> LocalsOf(string body) =>
        Local().Matches(Quoted().Replace(body, "")).SelectMany(match => match.Groups[1].Value.Split(' ')).Select(word => word.Split('=')[0]);

    /// <summary>The functions and variables with a prefix that the code speaks of.</summary>
    internal IEnumerable<string> Mentioned => Word().Matches(Code).Select(match => match.Value).Distinct();

    internal bool Owns(string name) =>
        name == Prefix || name.StartsWith(Prefix + "_", StringComparison.Ordinal) || name.StartsWith(Prefix.ToUpperInvariant() + "_", StringComparison.Ordinal);

    [GeneratedRegex("^# prefix: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Header();

    [GeneratedRegex("^# of upstream: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"(?<=^|\s)#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<=<<-?END)(.*)\n[\s\S]*?\n\s*END$", RegexOptions.Multiline)]
    private static partial Regex HereDocument();

    [GeneratedRegex(@"^\s*(\w+)\(\)", RegexOptions.Multiline)]
    private static partial Regex Function();

    [GeneratedRegex(@"^(\w+)\(\) (?:[{(]$[\s\S]*?^[})].*$|.*$)", RegexOptions.Multiline)]
    private static partial Regex Body();

    [GeneratedRegex(@"'[^']*'|""(?:\\.|[^""\\])*""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?:^|[\s;({&|])([A-Za-z_]\w*)=(?!=)", RegexOptions.Multiline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\bfor (\w+) in\b")]
    private static partial Regex Loop();

    [GeneratedRegex(@"\bread -r((?: [A-Za-z_]\w*)+)")]
    private static partial Regex Reading();

    [GeneratedRegex(@"\blocal ([^;\n]+)")]
    private static partial Regex Local();

    [GeneratedRegex(@"\b(?:[a-z]\w*|[A-Z][A-Z0-9_]*)\b")]
    private static partial Regex Word();
}
