namespace MultiDial.Uci;

/// <summary>Moves whole sections through the lines of a file, with the comments and blank lines that a reader sees as theirs.</summary>
internal readonly struct UciLayout(List<UciLine> lines)
{
    public void Insert(int index, IReadOnlyList<UciLine> added)
    {
        Part(index);
        added[^1].Unjoin();
        lines.InsertRange(index, added);
    }

    public void Remove(int index, int count)
    {
        Part(index);
        lines.RemoveRange(index, count);
    }

    public List<UciLine> Cut(UciLine header) => Cut(header, out _);

    /// <summary>Moves the section with this header before another's, or behind all if there is none.</summary>
    public void Move(UciLine header, UciLine? successor)
    {
        List<UciLine> section = Cut(header, out List<UciLine> gap);
        if (successor is not null)
        {
            Insert(Extent(successor).Start, [.. section, .. gap]);
        }
        else
        {
            UciLine last = lines.FindLast(line => line.Kind == UciLineKind.Section)!;
            Insert(Extent(last).End, [.. gap, .. section]);
        }
    }

    // A section goes with one of the gaps beside it, so that its neighbours stay as far apart as they were from it.
    private List<UciLine> Cut(UciLine header, out List<UciLine> gap)
    {
        (int start, int end) = Extent(header);
        int above = start;
        while (above > 0 && lines[above - 1].IsBlank)
        {
            above--;
        }

        int below = end;
        while (below < lines.Count && lines[below].IsBlank)
        {
            below++;
        }

        bool isFollowedByGap = below > end || end == lines.Count;
        (int gapStart, int gapEnd) = !isFollowedByGap ? (start, start) : above < start ? (above, start) : (end, below);
        List<UciLine> section = lines[start..end];
        gap = lines[gapStart..gapEnd];
        Part(end);
        Remove(Math.Min(start, gapStart), section.Count + gap.Count);
        return section;
    }

    /// <summary>From the comments directly above the header to the last statement or comment of the body.</summary>
    private (int Start, int End) Extent(UciLine header)
    {
        int at = lines.IndexOf(header);
        int next = lines.FindIndex(at + 1, line => line.Kind == UciLineKind.Section);
        int limit = next < 0 ? lines.Count : FirstHeading(next);
        int end = at + 1;
        for (int i = end; i < limit; i++)
        {
            if (lines[i].IsAssignment || (lines[i].IsComment && (i == end || !lines[i].IsHeading)))
            {
                end = i + 1;
            }
        }

        return (FirstHeading(at), end);
    }

    private int FirstHeading(int header)
    {
        int first = header;
        while (first > 0 && lines[first - 1].IsHeading)
        {
            first--;
        }

        return first;
    }

    // What stands before this place must end its line.
    private void Part(int index)
    {
        if (index > 0)
        {
            lines[index - 1].Unjoin();
        }
    }
}
