using System.Globalization;

namespace MultiDial.Uci;

/// <summary>
/// One file of /etc/config: the model that `uci` would load from it, and every byte of its text. What is not edited
/// keeps its bytes: comments, layout, order, and all that nobody here knows.
/// </summary>
internal sealed class UciPackage
{
    private readonly List<UciSection> _sections = [];

    // Of those that share an id (a name may be what `uci` makes up for another) the first.
    private readonly Dictionary<string, UciSection> _byId = new(StringComparer.Ordinal);

    private UciPackage(string name, UciDocument document)
    {
        Name = name;
        Document = document;
    }

    public string Name { get; }

    /// <summary>In the order of `uci show`.</summary>
    public IReadOnlyList<UciSection> Sections => _sections;

    internal UciDocument Document { get; }

    /// <summary>How many sections there were ever; libuci makes names up from it.</summary>
    internal int Declared { get; private set; }

    /// <summary>Reads a file as `uci` loads it.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="text">Its bytes, one char each (Latin-1).</param>
    /// <exception cref="UciSyntaxException">`uci` would refuse the file, or it holds NUL bytes.</exception>
    public static UciPackage Parse(string name, string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange('\0', '\xFF'))
        {
            throw new ArgumentException("The text is not a byte string.", nameof(text));
        }

        UciPackage package = new(name, new UciDocument(text.Length == 0 || text[^1] == '\n'));
        new UciParser(package, text).Run();
        return package;
    }

    /// <summary>The bytes of the file, one char each.</summary>
    public string ToText() => Document.ToText();

    public UciPackage Clone()
    {
        UciPackage clone = new(Name, Document.Clone(out Dictionary<UciLine, UciLine> copies)) { Declared = Declared };
        foreach (UciSection section in _sections)
        {
            UciSection copy = new(clone, section.Type, section.Name, section.Id);
            copy.Lines.AddRange(section.Lines.Select(line => copies[line]));
            clone.Append(copy);
        }

        return clone;
    }

    /// <summary>A package that has a copy of the section and nothing else: for a trial, whatever the package weighs.</summary>
    internal UciPackage CloneAlone(UciSection section)
    {
        UciPackage clone = new(Name, new UciDocument(endsInNewline: true)) { Declared = 1 };
        UciSection copy = new(clone, section.Type, section.Name, section.Id);
        foreach (UciLine line in section.Lines.Select(line => line.Clone()))
        {
            copy.Lines.Add(line);
            clone.Document.Add(line);
        }

        clone.Append(copy);
        return clone;
    }

    public IReadOnlyList<UciSection> OfType(string type) => _sections.FindAll(section => section.Type == type);

    /// <summary>Finds a section by its name, by the made-up name of an anonymous one, or as `@type[index]`; negative indexes count from the end.</summary>
    public UciSection? Find(string reference)
    {
        int bracket = reference.IndexOf('[', StringComparison.Ordinal);
        if (!reference.StartsWith('@') || !reference.EndsWith(']') || bracket < 0)
        {
            return FindById(reference);
        }

        string type = reference[1..bracket];
        IReadOnlyList<UciSection> among = type.Length == 0 ? _sections : OfType(type);
        return int.TryParse(reference[(bracket + 1)..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index)
            ? among.ElementAtOrDefault(index < 0 ? among.Count + index : index)
            : null;
    }

    /// <summary>Adds an empty section behind all others.</summary>
    /// <exception cref="ArgumentException">A bad type or name, or a name that is taken.</exception>
    public UciSection AddSection(string type, string? name = null)
    {
        if (!UciText.IsWord(type))
        {
            throw new ArgumentException($"'{type}' is no type for a section: only A-Z, a-z, 0-9, _ and - are.", nameof(type));
        }

        if (name is not null && !UciText.IsName(name))
        {
            throw new ArgumentException($"'{name}' is no name for a section: only A-Z, a-z, 0-9 and _ are.", nameof(name));
        }

        if (name is not null && FindById(name) is not null)
        {
            throw new ArgumentException($"{Name} has a section '{name}' already.", nameof(name));
        }

        UciLine header = new(UciLineKind.Section)
        {
            Keyword = "config",
            Middle = name is null ? $" {type}" : $" {type} '{name}'",
            Tail = Document.LineTail,
        };
        Document.AddSection(header);
        UciSection section = Declare(type, name);
        section.Lines.Add(header);
        return section;
    }

    /// <summary>Removes the section with the comments that belong to it.</summary>
    /// <exception cref="InvalidOperationException">The section is not, or no longer, of this package.</exception>
    public void Remove(UciSection section)
    {
        Require(section);
        section.Headers.ForEach(Document.RemoveSection);
        _sections.Remove(section);
        Index(section.Id);
    }

    /// <summary>Moves the section with the comments that belong to it.</summary>
    /// <param name="section">One of this package.</param>
    /// <param name="index">Its place among all sections, from 0, as for `uci reorder`; if there are not as many, the last.</param>
    /// <exception cref="InvalidOperationException">The section is not, or no longer, of this package.</exception>
    public void Move(UciSection section, int index)
    {
        Require(section);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        int target = Math.Min(index, _sections.Count - 1);
        if (_sections.IndexOf(section) == target)
        {
            return;
        }

        _sections.Remove(section);
        UciLine? successor = target < _sections.Count ? _sections[target].Lines[0] : null;
        section.Headers.ForEach(header => Document.MoveSection(header, successor));
        _sections.Insert(target, section);
        Index(section.Id);
    }

    internal UciSection? FindById(string id) => _byId.GetValueOrDefault(id);

    internal UciSection Declare(string type, string? name)
    {
        Declared++;
        UciSection section = new(this, type, name, name ?? MakeUpName(type, Declared));
        Append(section);
        return section;
    }

    internal void Require(UciSection section)
    {
        if (FindById(section.Id) != section && !_sections.Contains(section))
        {
            throw new InvalidOperationException($"{Name} has no such section, or no longer.");
        }
    }

    private void Append(UciSection section)
    {
        _sections.Add(section);
        _byId.TryAdd(section.Id, section);
    }

    private void Index(string id)
    {
        if (_sections.Find(section => section.Id == id) is { } first)
        {
            _byId[id] = first;
        }
        else
        {
            _byId.Remove(id);
        }
    }

    // As libuci does: from the section's number in the package and a hash of its type.
    internal static string MakeUpName(string type, int number)
    {
        uint hash = type.Aggregate(5381u, (sum, c) => unchecked((sum * 33) + c));
        return $"cfg{number:x2}{hash & 0xFFFF:x4}";
    }
}
