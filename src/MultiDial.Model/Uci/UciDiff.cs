namespace MultiDial.Uci;

/// <summary>What it takes to get from one package to another, as commands that `uci` could carry out one after the other.</summary>
internal sealed class UciDiff
{
    private readonly UciPackage _before;
    private readonly UciPackage _after;
    private readonly Dictionary<UciSection, UciSection> _origins = [];
    private readonly Dictionary<UciSection, string> _addedNames = [];
    private readonly List<UciDifference> _changes = [];

    private UciDiff(UciPackage before, UciPackage after)
    {
        _before = before;
        _after = after;
    }

    public static IReadOnlyList<UciDifference> Compare(UciPackage before, UciPackage after)
    {
        UciDiff diff = new(before, after);
        diff.MatchSections();
        diff.CompareSections();
        diff.CompareOrder();
        return diff._changes;
    }

    // Anonymous sections have no identity in a file: same content means same section, then the same made-up name.
    private void MatchSections()
    {
        Match(section => section.Name is null ? Content(section) : "");
        UciSection[] old = [.. _before.Sections.Except(_origins.Values)];
        UciSection[] now = [.. _after.Sections.Except(_origins.Keys)];
        int[] partner = UciAlign.Align(Array.ConvertAll(old, Content), Array.ConvertAll(now, Content));
        for (int i = 0; i < now.Length; i++)
        {
            if (partner[i] >= 0)
            {
                _origins.Add(now[i], old[partner[i]]);
            }
        }

        Match(_ => "");
    }

    // Those of the same type, name and id, and of the same content where it counts, in their order.
    private void Match(Func<UciSection, string> content)
    {
        (string, string?, string, string) Key(UciSection section) => (section.Type, section.Name, section.Id, content(section));
        Dictionary<(string, string?, string, string), Queue<UciSection>> free = _before.Sections.Except(_origins.Values)
            .GroupBy(Key).ToDictionary(group => group.Key, group => new Queue<UciSection>(group));
        foreach (UciSection section in _after.Sections.Except(_origins.Keys).ToList())
        {
            if (free.TryGetValue(Key(section), out Queue<UciSection>? olds) && olds.TryDequeue(out UciSection? origin))
            {
                _origins.Add(section, origin);
            }
        }
    }

    private static string Content(UciSection section) => string.Join('\0',
        section.Options.SelectMany(option => option.Values.Prepend(option.IsList ? "l" : "o").Prepend(option.Name)).Prepend(section.Type).Prepend(section.Name));

    private void CompareSections()
    {
        foreach (UciSection gone in _before.Sections.Except(_origins.Values))
        {
            Add(gone, null, UciChangeKind.RemoveSection, gone.Type, null);
        }

        foreach (UciSection section in _after.Sections)
        {
            UciSection? origin = _origins.GetValueOrDefault(section);
            if (origin is null)
            {
                _addedNames.Add(section, section.Name ?? UciPackage.MakeUpName(section.Type, _before.Declared + _addedNames.Count + 1));
                Add(section, null, UciChangeKind.AddSection, null, section.Type);
            }

            IReadOnlyList<UciOption> old = origin?.Options ?? [];
            IReadOnlyList<UciOption> now = section.Options;
            foreach (UciOption gone in old.ExceptBy(now.Select(Name), Name))
            {
                Add(section, gone.Name, UciChangeKind.RemoveOption, gone.Value, null);
            }

            foreach (UciOption option in now)
            {
                CompareOption(section, old.FirstOrDefault(other => other.Name == option.Name), option);
            }
        }
    }

    private void CompareOption(UciSection section, UciOption? old, UciOption now)
    {
        if (now.IsList)
        {
            CompareList(section, old, now);
        }
        else if (old is null or { IsList: true } || old.Value != now.Value)
        {
            Add(section, now.Name, UciChangeKind.SetOption, old?.Value, now.Value);
        }
    }

    private void CompareList(UciSection section, UciOption? old, UciOption now)
    {
        IReadOnlyList<string> items = old?.Values ?? [];
        int kept = KeptItems(items, now.Values);
        if (old is { IsList: false } && (kept == 0 || now.Values.Count == 1))
        {
            // `add_list` would make the string an item, and alone it makes no list of it.
            Add(section, now.Name, UciChangeKind.RemoveOption, old.Value, null);
            (items, kept) = ([], 0);
        }

        foreach (string gone in items.Except(now.Values.Take(kept)))
        {
            Add(section, now.Name, UciChangeKind.RemoveListItem, gone, null);
        }

        foreach (string item in now.Values.Skip(kept))
        {
            Add(section, now.Name, UciChangeKind.AddListItem, null, item);
        }
    }

    // `del_list` takes all items of a value, `add_list` adds at the end: so many items of the new list come from the old.
    private static int KeptItems(IReadOnlyList<string> old, IReadOnlyList<string> now)
    {
        int kept = Math.Min(old.Count, now.Count);
        while (!old.Where(now.Take(kept).ToHashSet().Contains).SequenceEqual(now.Take(kept)))
        {
            kept--;
        }

        return kept;
    }

    private void CompareOrder()
    {
        List<UciSection> order = [.. _before.Sections.Intersect(_origins.Values)];
        List<UciSection> wanted = [.. _after.Sections.Select(section => _origins.GetValueOrDefault(section, section))];
        order.AddRange(wanted.Except(order));
        int[] kept = UciAlign.Align(order, wanted);
        for (int i = 0; i < wanted.Count; i++)
        {
            if (kept[i] < 0)
            {
                int from = order.IndexOf(wanted[i]);
                order.RemoveAt(from);
                int to = i == 0 ? 0 : order.IndexOf(wanted[i - 1]) + 1;
                order.Insert(to, wanted[i]);
                Add(wanted[i], null, UciChangeKind.MoveSection, $"{from}", $"{to}");
            }
        }
    }

    private static string Name(UciOption option) => option.Name;

    private void Add(UciSection section, string? option, UciChangeKind kind, string? old, string? now) =>
        _changes.Add(new UciDifference(_after.Name, NameOnRouter(section), option, kind, old, now));

    private string NameOnRouter(UciSection section) =>
        _addedNames.GetValueOrDefault(section) ?? _origins.GetValueOrDefault(section, section).Id;
}
