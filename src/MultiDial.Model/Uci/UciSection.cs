namespace MultiDial.Uci;

/// <summary>A section, and the lines of the file that make it: its headers (a name may come again) and assignments, in order.</summary>
internal sealed class UciSection(UciPackage package, string type, string? name, string id)
{
    public string Type { get; } = type;

    /// <summary>Null if anonymous.</summary>
    public string? Name { get; } = name;

    /// <summary>The name, or the one that `uci` makes up for an anonymous section, as in `cfg03dc81`. It stays while the package lives.</summary>
    public string Id { get; } = id;

    /// <summary>In the order of `uci show`.</summary>
    public IReadOnlyList<UciOption> Options => Fold(Lines);

    internal List<UciLine> Lines { get; } = [];

    internal List<UciLine> Headers => Lines.FindAll(line => line.Kind == UciLineKind.Section);

    public bool Has(string option) => Lines.Exists(line => line.Name == option && IsEffective(line));

    /// <summary>The value; of a list the items joined by a space; null where there is none.</summary>
    public string? Get(string option)
    {
        UciLine? only = null;
        foreach (UciLine line in Lines)
        {
            if (line.Name != option || !IsEffective(line))
            {
                continue;
            }

            if (only is not null)
            {
                return Find(option)!.Value;
            }

            only = line;
        }

        return only?.Value;
    }

    /// <summary>The items; a string is a list of one, however many words it has.</summary>
    public IReadOnlyList<string> GetList(string option) => Find(option)?.Values ?? [];

    /// <summary>Whether the edit, which is to change nothing but the section that it is given, would leave it as it is.</summary>
    public bool IsAlready(Action<UciSection> edit)
    {
        UciPackage trial = package.CloneAlone(this);
        string before = trial.ToText();
        edit(trial.Sections[0]);
        return trial.ToText() == before;
    }

    /// <summary>Makes the option this string. Null and the empty string remove it, as UCI knows no empty option.</summary>
    /// <exception cref="ArgumentException">A bad name, or a value that cannot be stored.</exception>
    public void Set(string option, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            Unset(option);
        }
        else if (Find(option) is not { IsList: false } held || held.Value != value)
        {
            Write(option, UciLineKind.Option, [value]);
        }
    }

    /// <summary>Makes the option this list, also if it was a string with the same words. Items that stay keep their lines. No items remove it.</summary>
    /// <exception cref="ArgumentException">A bad name, or a value that cannot be stored.</exception>
    public void SetList(string option, IEnumerable<string>? values)
    {
        string[] wanted = [.. values ?? []];
        if (wanted.Length == 0)
        {
            Unset(option);
        }
        else if (Find(option) is not { IsList: true } held || !held.Values.SequenceEqual(wanted))
        {
            Write(option, UciLineKind.List, wanted);
        }
    }

    public void Unset(string option)
    {
        package.Require(this);
        if (Has(option))
        {
            LinesOf(option).ForEach(Remove);
        }
    }

    private static List<UciOption> Fold(IEnumerable<UciLine> lines)
    {
        List<UciOption> options = [];
        foreach (UciLine line in lines.Where(IsEffective))
        {
            if (options.Find(option => option.Name == line.Name) is { } known)
            {
                known.Take(line);
            }
            else
            {
                options.Add(new UciOption(line));
            }
        }

        return options;
    }

    private static bool IsEffective(UciLine line) =>
        line.Kind == UciLineKind.List || (line.Kind == UciLineKind.Option && line.Value.Length > 0);

    private UciOption? Find(string option)
    {
        UciOption? found = null;
        foreach (UciLine line in Lines)
        {
            if (line.Name != option || !IsEffective(line))
            {
                continue;
            }

            if (found is null)
            {
                found = new UciOption(line);
            }
            else
            {
                found.Take(line);
            }
        }

        return found;
    }

    private List<UciLine> LinesOf(string option) => Lines.FindAll(line => line.IsAssignment && line.Name == option);

    private void Write(string option, UciLineKind kind, string[] wanted)
    {
        package.Require(this);
        if (!UciText.IsName(option))
        {
            throw new ArgumentException($"'{option}' is no name for an option: only A-Z, a-z, 0-9 and _ are.", nameof(option));
        }

        // Nothing may be half done when a value is refused.
        Array.ForEach(wanted, value => UciText.Encode(value));

        // Also lines that say nothing any more give their place; those that are not needed go.
        List<UciLine> places = LinesOf(option);
        int[] kept = UciAlign.Align(places.ConvertAll(line => line.Value), wanted);
        int next = 0;
        UciLine? previous = null;
        for (int i = 0; i < wanted.Length; i++)
        {
            int ahead = kept.Skip(i).FirstOrDefault(place => place >= 0, places.Count);
            if (kept[i] >= 0)
            {
                places[next..ahead].ForEach(Remove);
                next = ahead;
            }

            previous = next < ahead || kept[i] >= 0
                ? Rewrite(places[next++], kind, wanted[i])
                : Insert(kind, option, wanted[i], previous, places.ElementAtOrDefault(next));
        }

        places[next..].ForEach(Remove);
    }

    private UciLine Rewrite(UciLine line, UciLineKind kind, string value)
    {
        package.Document.Write(line, kind, value);
        return line;
    }

    // Behind the list's item before it, else before the item behind it, else at the end of the section.
    private UciLine Insert(UciLineKind kind, string option, string value, UciLine? previous, UciLine? following)
    {
        UciLine? model = previous ?? following ?? Lines.FindLast(line => line.IsAssignment);
        UciLine line = UciLine.Assignment(kind, model?.Indent ?? "\t", option, value, package.Document.LineTail);
        if (previous is null && following is not null)
        {
            package.Document.InsertBefore(following, line);
            Lines.Insert(Lines.IndexOf(following), line);
        }
        else
        {
            UciLine last = previous ?? Lines[^1];
            package.Document.InsertAfter(last, line);
            Lines.Insert(Lines.LastIndexOf(last) + 1, line);
        }

        return line;
    }

    private void Remove(UciLine line)
    {
        package.Document.Remove(line);
        Lines.Remove(line);
    }
}
