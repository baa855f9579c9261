namespace MultiDial.Uci;

/// <summary>A file that `uci` refuses to load, with the reason, line and byte that `uci` would print.</summary>
internal sealed class UciSyntaxException(string package, string reason, int line, int offset)
    : FormatException($"{package}: Parse error ({reason}) at line {line}, byte {offset}")
{
    public string Package { get; } = package;

    public string Reason { get; } = reason;

    /// <summary>Lines read so far that end in a newline, which is how libuci counts: 0 in a file of one line without one.</summary>
    public int Line { get; } = line;

    /// <summary>Bytes into the statement's line; a continued line counts on.</summary>
    public int Byte { get; } = offset;
}
