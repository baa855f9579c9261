using MultiDial.Remote;

namespace MultiDial.Uci;

internal enum UciLineKind
{
    /// <summary>Blank or a comment.</summary>
    Note,

    /// <summary>A `package` statement, which says nothing within a file.</summary>
    Package,
    Section,
    Option,
    List,
}

/// <summary>
/// One statement with all text that belongs to it, or a line without one. Usually one line of the file; several when a
/// value or a backslash spans lines, part of one when a semicolon joins statements.
/// </summary>
internal sealed class UciLine(UciLineKind kind)
{
    public UciLineKind Kind { get; private set; } = kind;

    /// <summary>The name of the option or list, else empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The value of the option or list item, else empty. An empty `option` says nothing, an empty `list` item is one.</summary>
    public string Value { get; set; } = "";

    public string Indent { get; init; } = "";

    public string Keyword { private get; set; } = "";

    /// <summary>From the keyword to the value: the option's name, or all that a header says.</summary>
    public string Middle { private get; set; } = "";

    /// <summary>The value with its quotes, as it stands in the file.</summary>
    public string RawValue { private get; set; } = "";

    /// <summary>What follows: a comment, a carriage return, a semicolon. All of a line without a statement.</summary>
    public string Tail { private get; set; } = "";

    /// <summary>The next statement follows on the same line of the file.</summary>
    public bool IsJoined { get; set; }

    /// <summary>What must follow should this last line of a file get a successor, for the end of a file may end what a newline does not.</summary>
    public string Guard { get; set; } = "";

    public string Text => string.Concat(Indent, Keyword, Middle) + RawValue + Tail;

    public bool IsAssignment => Kind is UciLineKind.Option or UciLineKind.List;

    public bool IsBlank => Kind == UciLineKind.Note && string.IsNullOrWhiteSpace(Tail);

    public bool IsComment => Kind == UciLineKind.Note && !IsBlank;

    /// <summary>A comment at the margin, as people write above a section; indented ones stand in a section's body.</summary>
    public bool IsHeading => IsComment && !UciLexer.IsSpace(Tail[0]);

    public static UciLine Assignment(UciLineKind kind, string indent, string name, string value, string tail)
    {
        UciLine line = new(UciLineKind.Note) { Indent = indent, Name = name, Tail = tail };
        line.Write(kind, value);
        return line;
    }

    /// <summary>Changes no more text than it takes to say this.</summary>
    public void Write(UciLineKind kind, string value)
    {
        if (kind != Kind)
        {
            Kind = kind;
            Keyword = kind == UciLineKind.List ? "list" : "option";
        }

        if (value == Value && RawValue.Length > 0)
        {
            return;
        }

        Unjoin();
        if (RawValue.Length == 0)
        {
            Middle = $" {Name} ";
        }

        Value = value;
        RawValue = Shell.Quote(UciText.Encode(value));
        Tail = Harmless(Tail);
        Guard = "";
    }

    /// <summary>Makes the next statement start a line of its own.</summary>
    public void Unjoin()
    {
        if (IsJoined)
        {
            IsJoined = false;
            Tail = "";
        }
    }

    public UciLine Clone() => (UciLine)MemberwiseClone();

    // Text that libuci lost behind an unquoted value must not come to life behind a quoted one.
    private static string Harmless(string tail)
    {
        string seen = tail.TrimStart();
        return seen.Length == 0 || seen[0] == '#' ? tail : " #" + tail.Replace('\n', ' ');
    }
}
