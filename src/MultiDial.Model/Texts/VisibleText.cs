using System.Buffers;
using System.Globalization;
using System.Text;

namespace MultiDial.Texts;

/// <summary>
/// Text as it may go to a terminal. A router, a backup or a row of a file can have any characters in its values: some
/// of them a terminal obeys, others turn or hide what stands beside them. Here they are written out, as <c>\n</c>,
/// <c>\x1B</c> or <c>\u202E</c>.
/// </summary>
public static class VisibleText
{
    // C0, DEL and C1; what changes the direction of writing; what ends a line. Halves of pairs are looked at one by one.
    private static readonly SearchValues<char> s_looked = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(c => (char)c), .. Hidden, .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    private static ReadOnlySpan<char> Hidden =>
        "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    /// <summary>A value on one line.</summary>
    public static string? Of(string? value) => value is null ? null : Line(value);

    /// <summary>A value on one line.</summary>
    internal static string Line(string text) => Write(text, keepsLines: false);

    /// <summary>A text of lines, as our own texts and the words of a router's program are.</summary>
    internal static string Lines(string text) => Write(text, keepsLines: true);

    private static string Write(string text, bool keepsLines)
    {
        if (!text.AsSpan().ContainsAny(s_looked))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                visible.Append(text, i++, 2);
            }
            else if (!s_looked.Contains(text[i]) || (keepsLines && IsLayout(text, i)))
            {
                visible.Append(text[i]);
            }
            else
            {
                visible.Append(Escape(text[i]));
            }
        }

        return visible.ToString();
    }

    // A carriage return by itself would write over its own line.
    private static bool IsLayout(string text, int index) =>
        text[index] is '\n' or '\t' || (text[index] == '\r' && index + 1 < text.Length && text[index + 1] == '\n');

    private static string Escape(char c) => c switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        < '\x80' => string.Create(CultureInfo.InvariantCulture, $@"\x{(int)c:X2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)c:X4}"),
    };
}
