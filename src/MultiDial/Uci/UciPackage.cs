using System.Globalization;
using System.Text;

namespace MultiDial.Uci;

/// <summary>
/// One file of /etc/config: the model that `uci` would load from it, and every byte of its text. What is not edited
/// keeps its bytes: comments, layout, order, and all that nobody here knows.
/// </summary>
internal sealed class UciPackage
{
    private readonly List<UciSection> _sections = [];
    private readonly bool _endsInNewline;

    private UciPackage(string name, bool endsInNewline)
    {
        Name = name;
        _endsInNewline = endsInNewline;
    }

    public string Name { get; }

    /// <summary>In the order of `uci show`.</summary>
    public IReadOnlyList<UciSection> Sections => _sections;

    internal List<UciLine> Lines { get; } = [];

    /// <summary>How many sections there were ever; libuci makes names up from it.</summary>
    internal int Declared { get; private set; }

    /// <summary>A carriage return in files that end their lines so.</summary>
    internal string LineTail => Lines.Count > 0 && Lines[0].Text.EndsWith('\r') ? "\r" : "";

    /// <param name="name">The name of the file.</param>
    /// <param name="text">Its bytes, one char each (Latin-1).</param>
    /// <exception cref="UciSyntaxException">`uci` would refuse the file, or it holds NUL bytes.</exception>
    public static UciPackage Parse(string name, string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange('\0', '\xFF'))
        {
            throw new ArgumentException("The text is not a byte string.", nameof(text));
        }

        UciPackage package = new(name, text.Length == 0 || text[^1] == '\n');
        new UciParser(package, text).Run();
        return package;
    }

    /// <summary>The bytes of the file, one char each.</summary>
    public string ToText()
    {
        StringBuilder text = new();
        for (int i = 0; i < Lines.Count; i++)
        {
            bool isLast = i == Lines.Count - 1;
            text.Append(Lines[i].Text).Append(isLast ? "" : Lines[i].Guard);
            if (!Lines[i].IsJoined && (!isLast || _endsInNewline))
            {
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    public UciPackage Clone()
    {
        UciPackage clone = new(Name, _endsInNewline) { Declared = Declared };
        Dictionary<UciLine, UciLine> copies = Lines.ToDictionary(line => line, line => line.Clone());
        clone.Lines.AddRange(Lines.Select(line => copies[line]));
        foreach (UciSection section in _sections)
        {
            UciSection copy = new(clone, section.Type, section.Name, section.Id);
            copy.Lines.AddRange(section.Lines.Select(line => copies[line]));
            clone._sections.Add(copy);
        }

        return clone;
    }

    /// <summary>Finds a section by its name, by the made-up name of an anonymous one, or as `@type[index]`; negative indexes count from the end.</summary>
    public UciSection? Find(string reference)
    {
        if (!reference.StartsWith('@'))
        {
            return FindById(reference);
        }

        int bracket = reference.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0
            || !reference.EndsWith(']')
            || !int.TryParse(reference.AsSpan()[(bracket + 1)..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
        {
            return null;
        }

        string type = reference[1..bracket];
        IReadOnlyList<UciSection> among = type.Length == 0 ? _sections : OfType(type);
        return among.ElementAtOrDefault(index < 0 ? among.Count + index : index);
    }

    public IReadOnlyList<UciSection> OfType(string type) => _sections.FindAll(section => section.Type == type);

    /// <summary>Adds an empty section behind all others, laid out as `uci` does.</summary>
    /// <exception cref="ArgumentException">A bad type or name, or a name that is taken.</exception>
    public UciSection AddSection(string type, string? name = null)
    {
        if (!UciText.IsPackage(type))
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

        UciSection section = Declare(type, name);
        section.Lines.Add(new UciLine(UciLineKind.Section)
        {
            Keyword = "config",
            Middle = name is null ? $" {type}" : $" {type} '{name}'",
            Tail = LineTail,
        });
        int end = Lines.FindLastIndex(line => !line.IsBlank) + 1;
        new UciLayout(Lines).Insert(end, [new UciLine(UciLineKind.Note) { Tail = LineTail }, section.Lines[0]]);
        return section;
    }

    /// <summary>Removes the section with the comments that belong to it.</summary>
    public void Remove(UciSection section)
    {
        Own(section);
        UciLayout layout = new(Lines);
        Headers(section).ForEach(header => layout.Cut(header));
        _sections.Remove(section);
    }

    /// <summary>Moves the section with the comments that belong to it.</summary>
    /// <param name="section">One of this package.</param>
    /// <param name="index">Its place among all sections, as for `uci reorder`; the last place if there are not as many.</param>
    public void Move(UciSection section, int index)
    {
        Own(section);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        int target = Math.Min(index, _sections.Count - 1);
        if (_sections.IndexOf(section) == target)
        {
            return;
        }

        _sections.Remove(section);
        UciLine? successor = target < _sections.Count ? _sections[target].Lines[0] : null;
        UciLayout layout = new(Lines);
        foreach (UciLine header in Headers(section))
        {
            layout.Move(header, successor);
        }

        _sections.Insert(target, section);
    }

    internal UciSection? FindById(string id) => _sections.Find(section => section.Id == id);

    internal UciSection Declare(string type, string? name)
    {
        Declared++;
        UciSection section = string.IsNullOrEmpty(name)
            ? new UciSection(this, type, null, MakeUpName(type, Declared))
            : new UciSection(this, type, name, name);
        _sections.Add(section);
        return section;
    }

    // As libuci does: from the section's number in the package and a hash of its type.
    internal static string MakeUpName(string type, int number)
    {
        uint hash = type.Aggregate(5381u, (sum, c) => unchecked((sum * 33) + c));
        return $"cfg{number:x2}{hash & 0xFFFF:x4}";
    }

    internal int IndexOf(UciLine line) =>
        Lines.IndexOf(line) is var index and >= 0 ? index : throw new InvalidOperationException("The section has been removed.");

    internal void InsertLine(int index, UciLine line) => new UciLayout(Lines).Insert(index, [line]);

    internal void RemoveLine(UciLine line) => new UciLayout(Lines).Remove(IndexOf(line), 1);

    private static List<UciLine> Headers(UciSection section) => section.Lines.FindAll(line => line.Kind == UciLineKind.Section);

    private void Own(UciSection section)
    {
        if (!_sections.Contains(section))
        {
            throw new InvalidOperationException($"{Name} has no such section.");
        }
    }
}
