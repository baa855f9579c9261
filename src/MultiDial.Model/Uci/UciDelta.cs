namespace MultiDial.Uci;

/// <summary>Reads the file in /tmp/.uci that holds the pending changes of a package: `uci set` without `uci commit`.</summary>
internal static class UciDelta
{
    /// <summary>The changes in their order, without those that libuci skips because it cannot read them.</summary>
    /// <param name="text">The bytes of the file, one char each (Latin-1).</param>
    public static IReadOnlyList<UciDifference> Parse(string text)
    {
        List<UciDifference> changes = [];
        UciLexer lexer = new("delta", text);
        while (lexer.NextLine())
        {
            if (ReadTuple(lexer) is { } tuple && Read(tuple) is { } change)
            {
                changes.Add(change);
            }
        }

        return changes;
    }

    private static string? ReadTuple(UciLexer lexer)
    {
        try
        {
            string tuple = lexer.ReadWord().Value;
            return lexer.IsAtEnd && tuple.Length > 0 ? tuple : null;
        }
        catch (UciSyntaxException)
        {
            return null;
        }
    }

    private static UciDifference? Read(string tuple)
    {
        char command = "+-@^|~".Contains(tuple[0], StringComparison.Ordinal) ? tuple[0] : '=';
        string[] sides = (command == '=' ? tuple : tuple[1..]).Split('=', 2);
        string[] path = sides[0].Split('.');
        string? value = sides.Length > 1 ? UciText.Decode(sides[1]) : null;
        string? option = path.Length > 2 ? path[2] : null;
        bool isReadable = path.Length is 2 or 3
            && UciText.IsWord(path[0])
            && path.Skip(1).All(UciText.IsName)
            && value?.Any(c => c < ' ' && c is not ('\t' or '\n' or '\r')) != true;
        return !isReadable || Kind(command, option, value) is not { } kind ? null : kind switch
        {
            // With a value it removes that item by its index; `uci changes` shows it alike.
            UciChangeKind.RemoveSection or UciChangeKind.RemoveOption => new UciDifference(path[0], path[1], option, kind, null, null),
            UciChangeKind.RemoveListItem => new UciDifference(path[0], path[1], option, kind, value, null),
            _ => new UciDifference(path[0], path[1], option, kind, null, value),
        };
    }

    private static UciChangeKind? Kind(char command, string? option, string? value) => (command, option, value) switch
    {
        ('-', null, _) => UciChangeKind.RemoveSection,
        ('-', _, _) => UciChangeKind.RemoveOption,
        (_, _, null) => null,
        ('@', _, _) => UciText.IsName(value) ? UciChangeKind.Rename : null,
        ('^', null, _) => UciChangeKind.MoveSection,
        ('^', _, _) => null,
        ('|' or '~', null, _) => null,
        ('|', _, _) => UciChangeKind.AddListItem,
        ('~', _, _) => UciChangeKind.RemoveListItem,
        (_, null, _) => UciChangeKind.AddSection,
        _ => UciChangeKind.SetOption,
    };
}
