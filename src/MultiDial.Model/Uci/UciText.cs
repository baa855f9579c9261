using System.Buffers;
using System.Text;
using MultiDial.Texts;

namespace MultiDial.Uci;

/// <summary>
/// The two alphabets of UCI. Files are byte strings (one char a byte, as Latin-1 decodes them), so that any byte survives;
/// values are real strings. A byte that is not UTF-8 becomes the lone surrogate U+DC80 to U+DCFF and comes back as that byte.
/// </summary>
internal static class UciText
{
    private static readonly SearchValues<char> s_nameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    public static string Decode(string bytes)
    {
        if (System.Text.Ascii.IsValid(bytes))
        {
            return bytes;
        }

        var value = new StringBuilder(bytes.Length);
        ReadOnlySpan<byte> rest = Encoding.Latin1.GetBytes(bytes);
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out Rune rune, out int length) == OperationStatus.Done)
            {
                value.Append(rune.ToString());
            }
            else
            {
                foreach (byte stray in rest[..length])
                {
                    value.Append((char)(0xDC00 + stray));
                }
            }

            rest = rest[length..];
        }

        return value.ToString();
    }

    /// <exception cref="ArgumentException">The value cannot be stored: it holds NUL or half a surrogate pair.</exception>
    public static string Encode(string value)
    {
        if (System.Text.Ascii.IsValid(value) && !value.Contains('\0'))
        {
            return value;
        }

        var bytes = new StringBuilder(value.Length * 3);
        Span<byte> utf8 = stackalloc byte[4];
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] != '\0' && Rune.TryGetRuneAt(value, i, out Rune rune))
            {
                foreach (byte one in utf8[..rune.EncodeToUtf8(utf8)])
                {
                    bytes.Append((char)one);
                }

                i += rune.Utf16SequenceLength - 1;
            }
            else if (value[i] is >= '\uDC80' and <= '\uDCFF')
            {
                bytes.Append((char)(value[i] - 0xDC00));
            }
            else
            {
                throw new ArgumentException(Text.RuleUciCharacter.With((int)value[i]));
            }
        }

        return bytes.ToString();
    }

    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(s_nameCharacters);

    public static bool IsWord(string name) => IsName(name.Replace('-', '_'));

    public static bool IsType(string type) => type.Length > 0 && !type.AsSpan().ContainsAnyExceptInRange('!', '~');
}
