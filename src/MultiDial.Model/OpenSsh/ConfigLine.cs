using System.Text;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.OpenSsh;

/// <summary>A line of an ssh_config file.</summary>
/// <param name="Keyword">The keyword, in small letters.</param>
/// <param name="Arguments">What follows it, without the quotes.</param>
/// <param name="Place">Where it stands, as <c>file:line</c>.</param>
internal sealed record ConfigLine(string Keyword, IReadOnlyList<string> Arguments, string Place)
{
    private static readonly char[] s_blanks = [' ', '\t', '\r', '\f'];

    /// <summary>Reads a line; null where there is nothing in it but a comment.</summary>
    /// <exception cref="MultiDialException">InvalidValue: it has no value, or a quote that does not end.</exception>
    internal static ConfigLine? Parse(string text, string place)
    {
        string line = text.Trim(s_blanks);
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        int end = line.IndexOfAny([.. s_blanks, '=']);
        string keyword = (end < 0 ? line : line[..end]).Trim('"').ToLowerInvariant();
        string rest = end < 0 ? string.Empty : line[end..].TrimStart(s_blanks);
        string value = rest.StartsWith('=') ? rest[1..].TrimStart(s_blanks) : rest;
        return new ConfigLine(keyword, value.Length == 0 ? throw Error.BadSshConfig(place, Text.RuleSshConfigValue) : [.. Split(value, place)], place);
    }

    // A quote may begin in the middle of a word, and a backslash is one but before what it can protect.
    private static IEnumerable<string> Split(string text, string place)
    {
        int i = 0;
        while (i < text.Length && text[i] != '#')
        {
            if (text[i] is ' ' or '\t')
            {
                i++;
                continue;
            }

            var word = new StringBuilder();
            char quote = '\0';
            for (; i < text.Length && (quote != '\0' || text[i] is not (' ' or '\t')); i++)
            {
                char c = text[i];
                if (c == '\\' && i + 1 < text.Length && (text[i + 1] is '\'' or '"' or '\\' || (quote == '\0' && text[i + 1] == ' ')))
                {
                    word.Append(text[++i]);
                }
                else if (quote == '\0' ? c is '"' or '\'' : c == quote)
                {
                    quote = quote == '\0' ? c : '\0';
                }
                else
                {
                    word.Append(c);
                }
            }

            yield return quote == '\0' ? word.ToString() : throw Error.BadSshConfig(place, Text.RuleSshConfigQuote);
        }
    }
}
