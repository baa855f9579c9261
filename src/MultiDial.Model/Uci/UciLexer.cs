using System.Text;

namespace MultiDial.Uci;

/// <summary>A word of a statement: where its raw text stands, and what it says once quotes and escapes are gone.</summary>
internal readonly record struct UciWord(int Start, int End, string Value);

/// <summary>
/// Cuts a file into words exactly as libuci does. libuci reads one line into a buffer and pulls further lines in behind it
/// while a quote is open or a backslash ends the line; words are unquoted in place, which is why some oddities exist.
/// </summary>
internal sealed class UciLexer(string package, string text)
{
    // Where libuci's buffer holds its NUL: the end of the lines read, or an earlier place behind which all is ignored.
    private int _limit;

    // The place in the text of the buffer's first byte.
    private int _origin;
    private int _linesRead;

    public int Position { get; private set; }

    public int LineStart { get; private set; }

    /// <summary>Behind the newline, if there is one.</summary>
    public int LineEnd { get; private set; }

    /// <summary>Before the newline.</summary>
    public int ContentEnd => text[LineEnd - 1] == '\n' ? LineEnd - 1 : LineEnd;

    /// <summary>The last backslash asked for a next line where the file ends.</summary>
    public bool IsDangling { get; private set; }

    /// <summary>Nothing is left that libuci would read on this line.</summary>
    public bool IsAtEnd => Current == '\0';

    private char Current => Position < _limit ? text[Position] : '\0';

    public static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    public bool NextLine()
    {
        LineStart = Position = _origin = LineEnd;
        if (LineEnd == text.Length)
        {
            return false;
        }

        Fill();
        SkipSpace();
        return true;
    }

    /// <summary>The next run without blanks, not consumed; null at the end of the line.</summary>
    public UciWord? PeekKeyword()
    {
        int start = Position;
        while (start < _limit && text[start] is ' ' or '\t')
        {
            start++;
        }

        int end = start;
        while (end < _limit && text[end] is not (' ' or '\t'))
        {
            end++;
        }

        return start == end ? null : new UciWord(start, end, text[start..end]);
    }

    public void SkipKeyword(UciWord keyword, string statement)
    {
        if (keyword.End == LineEnd)
        {
            throw Error($"{statement} without name");
        }

        Position = keyword.End + 1;
    }

    public UciWord ReadWord()
    {
        SkipSpace();
        int start = Position;
        if (Current == ';')
        {
            Position++;
            return new UciWord(start, start, "");
        }

        int room = start - _origin;
        var value = new StringBuilder();
        do
        {
            ReadPart(value);
        }
        while (Current is not ('\0' or ';') && !IsSpace(Current));

        int end = Math.Min(Position, ContentEnd);
        if (Current == ';')
        {
            // libuci ends the word with a NUL: right on the semicolon, if no quote or backslash has made room before it.
            // The semicolon does not separate then: the rest of the line is lost.
            if (room + value.Length == Position - _origin)
            {
                _limit = Position;
            }
        }
        else if (Current != '\0')
        {
            Position++;
        }

        return new UciWord(start, end, value.ToString());
    }

    public UciSyntaxException Error(string reason) => new(package, reason, _linesRead, Position - _origin);

    private void ReadPart(StringBuilder value)
    {
        switch (Current)
        {
            case '\0':
                break;
            case '#':
                _limit = Position;
                break;
            case '\'' or '"':
                ReadQuoted(value, Current);
                break;
            case '\\' when !SkipBackslash():
                break;
            default:
                value.Append(text[Position++]);
                break;
        }
    }

    private void ReadQuoted(StringBuilder value, char quote)
    {
        Position++;
        while (Current != quote)
        {
            if (Current == '\0')
            {
                Fill();
                if (Current == '\0')
                {
                    throw Error($"EOF with unterminated {quote}");
                }
            }
            else if (Current != '\\' || quote == '\'' || SkipBackslash())
            {
                value.Append(text[Position++]);
            }
        }

        Position++;
    }

    /// <returns>Whether a character follows that is taken as it is; else the next line has taken the newline's place.</returns>
    private bool SkipBackslash()
    {
        Position++;
        int newline = LineEnd - Position;
        if (newline > 2 || text.AsSpan(Position, newline) is not ("" or "\n" or "\r\n"))
        {
            return true;
        }

        _origin += newline;
        Position = LineEnd;
        IsDangling = LineEnd == text.Length;
        Fill();
        return false;
    }

    private void SkipSpace()
    {
        while (IsSpace(Current))
        {
            Position++;
        }
    }

    private void Fill()
    {
        int newline = text.IndexOf('\n', LineEnd);
        _linesRead += newline < 0 ? 0 : 1;
        LineEnd = newline < 0 ? text.Length : newline + 1;
        _limit = LineEnd;
    }
}
