namespace MultiDial.Uci;

/// <summary>Reads statements as libuci does when it loads a file in strict mode, which is how every program on the router loads it.</summary>
internal sealed class UciParser(UciPackage package, string text)
{
    private readonly UciLexer _lexer = new(package.Name, text);
    private UciSection? _section;
    private bool _isEndedByWord;

    public void Run()
    {
        if (text.IndexOf('\0') is var nul and >= 0)
        {
            // libuci would lose the rest of the line and go on: the remains of a crash, not a file to write back.
            int start = text.LastIndexOf('\n', nul) + 1;
            throw new UciSyntaxException(package.Name, "NUL byte", text.AsSpan(0, nul).Count('\n') + 1, nul - start);
        }

        while (_lexer.NextLine())
        {
            ReadLine();
        }
    }

    private void ReadLine()
    {
        int start = _lexer.LineStart;
        UciWord? keyword = _lexer.PeekKeyword();
        while (keyword is { } word && word.Value[0] != '#')
        {
            (UciLine line, int tail) = ReadStatement(start, word);
            keyword = _lexer.PeekKeyword();
            start = keyword is null ? _lexer.ContentEnd : _lexer.Position;
            line.Tail = text[tail..start];
            line.IsJoined = keyword is not null;
            line.Guard = keyword is null ? Guard() : "";
            package.Document.Add(line);
            if (keyword is null)
            {
                return;
            }
        }

        package.Document.Add(new UciLine(UciLineKind.Note) { Tail = text[start.._lexer.ContentEnd] });
    }

    private (UciLine Line, int Tail) ReadStatement(int start, UciWord keyword) => keyword.Value switch
    {
        "p" or "package" => ReadPackage(start, keyword),
        "c" or "config" => ReadHeader(start, keyword),
        "o" or "option" => ReadAssignment(UciLineKind.Option, start, keyword),
        "l" or "list" => ReadAssignment(UciLineKind.List, start, keyword),
        _ => throw _lexer.Error("invalid command"),
    };

    private (UciLine Line, int Tail) ReadPackage(int start, UciWord keyword)
    {
        _lexer.SkipKeyword(keyword, "package");
        UciWord name = ReadRequired();
        if (!UciText.IsWord(name.Value))
        {
            throw _lexer.Error("invalid character in name field");
        }

        ReadEnd();
        return (Header(UciLineKind.Package, start, keyword, name), name.End);
    }

    private (UciLine Line, int Tail) ReadHeader(int start, UciWord keyword)
    {
        _lexer.SkipKeyword(keyword, "config");
        UciWord type = ReadRequired();
        if (!UciText.IsType(type.Value))
        {
            throw _lexer.Error("invalid character in type field");
        }

        UciWord name = _lexer.ReadWord();
        CheckName(name);
        ReadEnd();
        string? givenName = name.Value.Length > 0 ? name.Value : null;
        _section = givenName is null ? null : package.FindById(givenName);
        if (_section is not null && _section.Type != type.Value)
        {
            throw _lexer.Error("section of different type overwrites prior section with same name");
        }

        _section ??= package.Declare(type.Value, givenName);
        UciWord last = name.Start < name.End ? name : type;
        UciLine line = Header(UciLineKind.Section, start, keyword, last);
        _section.Lines.Add(line);
        return (line, last.End);
    }

    private (UciLine Line, int Tail) ReadAssignment(UciLineKind kind, int start, UciWord keyword)
    {
        if (_section is null)
        {
            throw _lexer.Error("option/list command found before the first section");
        }

        _lexer.SkipKeyword(keyword, "option");
        UciWord name = ReadRequired();
        CheckName(name);
        UciWord value = _lexer.ReadWord();
        ReadEnd();
        UciWord raw = value.Start < value.End ? value : new UciWord(name.End, name.End, "");
        UciLine line = new(kind)
        {
            Name = name.Value,
            Value = UciText.Decode(value.Value),
            Indent = text[start..keyword.Start],
            Keyword = keyword.Value,
            Middle = text[keyword.End..raw.Start],
            RawValue = text[raw.Start..raw.End],
        };
        _section.Lines.Add(line);
        return (line, raw.End);
    }

    private UciLine Header(UciLineKind kind, int start, UciWord keyword, UciWord last) => new(kind)
    {
        Indent = text[start..keyword.Start],
        Keyword = keyword.Value,
        Middle = text[keyword.End..last.End],
    };

    private UciWord ReadRequired()
    {
        UciWord word = _lexer.ReadWord();
        return word.Value.Length > 0 ? word : throw _lexer.Error("insufficient arguments");
    }

    private void CheckName(UciWord name)
    {
        if (name.Value.Length > 0 && !UciText.IsName(name.Value))
        {
            throw _lexer.Error("invalid character in name field");
        }
    }

    private void ReadEnd()
    {
        UciWord word = _lexer.ReadWord();
        if (word.Value.Length > 0)
        {
            throw _lexer.Error("too many arguments");
        }

        _isEndedByWord = _lexer.Position > word.Start;
    }

    // A backslash takes one newline for itself; behind a semicolon or an empty word libuci takes a newline for a statement.
    private string Guard() =>
        _lexer.IsDangling ? "\n" : _isEndedByWord && _lexer.LineEnd == text.Length && text[^1] != '\n' ? " #" : "";
}
