using System.Text;

namespace MultiDial.Uci;

/// <summary>The lines of a file, and where sections begin and end in them for the eyes of a reader.</summary>
internal sealed class UciDocument(bool endsInNewline)
{
    private readonly List<UciLine> _lines = [];

    // Whether a file has changed is asked far more often than it changes.
    private string? _text;

    /// <summary>What a new line ends in before its newline: a carriage return, where the file has them.</summary>
    public string LineTail => _lines.Count > 0 && _lines[0].Text.EndsWith('\r') ? "\r" : "";

    public string ToText() => _text ??= Join();

    public UciDocument Clone(out Dictionary<UciLine, UciLine> copies)
    {
        UciDocument clone = new(endsInNewline) { _text = _text };
        copies = new Dictionary<UciLine, UciLine>(_lines.Count);
        clone._lines.Capacity = _lines.Count;
        foreach (UciLine line in _lines)
        {
            UciLine copy = line.Clone();
            copies.Add(line, copy);
            clone._lines.Add(copy);
        }

        return clone;
    }

    public void Add(UciLine line)
    {
        _text = null;
        _lines.Add(line);
    }

    /// <summary>Changes what a line says.</summary>
    public void Write(UciLine line, UciLineKind kind, string value)
    {
        _text = null;
        line.Write(kind, value);
    }

    public void InsertBefore(UciLine neighbour, UciLine line) => Insert(IndexOf(neighbour), [line]);

    public void InsertAfter(UciLine neighbour, UciLine line) => Insert(IndexOf(neighbour) + 1, [line]);

    public void Remove(UciLine line) => Remove(IndexOf(line), 1);

    /// <summary>Lays a new section out as `uci` does: a blank line before it, blank lines at the end of the file stay there.</summary>
    public void AddSection(UciLine header) => Insert(
        _lines.FindLastIndex(line => !line.IsBlank) + 1,
        [new UciLine(UciLineKind.Note) { Tail = LineTail }, header]);

    public void RemoveSection(UciLine header) => Cut(header, out _);

    /// <summary>Moves the section with this header before another's, or behind all if there is none.</summary>
    public void MoveSection(UciLine header, UciLine? successor)
    {
        List<UciLine> section = Cut(header, out List<UciLine> gap);
        if (successor is not null)
        {
            Insert(Extent(successor).Start, [.. section, .. gap]);
        }
        else
        {
            UciLine last = _lines.FindLast(line => line.Kind == UciLineKind.Section)!;
            Insert(Extent(last).End, [.. gap, .. section]);
        }
    }

    // With one of the gaps beside it, so that its neighbours stay apart. A gap above stays where none is below.
    private List<UciLine> Cut(UciLine header, out List<UciLine> gap)
    {
        (int start, int end) = Extent(header);
        int above = _lines.FindLastIndex(Math.Max(start - 1, 0), start, line => !line.IsBlank) + 1;
        int below = _lines.FindIndex(end, line => !line.IsBlank);
        below = below < 0 ? _lines.Count : below;
        bool isGapBelow = below > end || end == _lines.Count;
        (int gapStart, int gapEnd) = isGapBelow && above < start ? (above, start) : (end, below);
        List<UciLine> section = _lines[start..end];
        gap = _lines[gapStart..gapEnd];
        section[^1].Unjoin();
        Remove(Math.Min(start, gapStart), section.Count + gap.Count);
        return section;
    }

    // From the comments directly above the header to the last statement or comment of the body.
    private (int Start, int End) Extent(UciLine header)
    {
        int at = IndexOf(header);
        int next = _lines.FindIndex(at + 1, line => line.Kind == UciLineKind.Section);
        int limit = next < 0 ? _lines.Count : FirstHeading(next);
        int end = at + 1;
        for (int i = end; i < limit; i++)
        {
            if (_lines[i].IsAssignment || (_lines[i].IsComment && (i == end || !_lines[i].IsHeading)))
            {
                end = i + 1;
            }
        }

        return (FirstHeading(at), end);
    }

    private int FirstHeading(int header)
    {
        int first = header;
        while (first > 0 && _lines[first - 1].IsHeading)
        {
            first--;
        }

        return first;
    }

    private string Join()
    {
        StringBuilder text = new();
        for (int i = 0; i < _lines.Count; i++)
        {
            bool isLast = i == _lines.Count - 1;
            text.Append(_lines[i].Text).Append(isLast ? "" : _lines[i].Guard);
            if (!_lines[i].IsJoined && (!isLast || endsInNewline))
            {
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    // New lines are behind most others.
    private int IndexOf(UciLine line) => _lines.LastIndexOf(line);

    private void Insert(int index, IReadOnlyList<UciLine> added)
    {
        EndLineBefore(index);
        _text = null;
        _lines.InsertRange(index, added);
    }

    private void Remove(int index, int count)
    {
        EndLineBefore(index);
        _text = null;
        _lines.RemoveRange(index, count);
    }

    private void EndLineBefore(int index)
    {
        if (index > 0)
        {
            _lines[index - 1].Unjoin();
        }
    }
}
