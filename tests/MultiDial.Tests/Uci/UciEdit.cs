using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

internal enum UciEditKind
{
    Set,
    SetList,
    AddItem,
    Unset,
    Add,
    AddAnonymous,
    Remove,
    Move,
}

/// <summary>One random edit; numbers pick what there is.</summary>
internal sealed record UciEdit(UciEditKind Kind, int Section, int Index, string Option, string Type, string[] Values)
{
    /// <returns>The section that may have other lines now, or null.</returns>
    public UciSection? Apply(UciPackage package)
    {
        UciSection? section = package.Sections.Count == 0 ? null : package.Sections[Section % package.Sections.Count];
        switch (section is null ? UciEditKind.Add : Kind)
        {
            case UciEditKind.Set:
                section!.Set(Option, string.Concat(Values));
                Assert.Equal(string.Concat(Values), section.Get(Option) ?? "");
                return section;
            case UciEditKind.SetList:
                section!.SetList(Option, Values);
                Assert.Equal(Values, section.GetList(Option));
                return section;
            case UciEditKind.AddItem:
                string[] items = [.. section!.GetList(Option)];
                int at = Index % (items.Length + 1);
                items = [.. items[..at], .. Values, .. items[at..]];
                section.SetList(Option, items);
                Assert.Equal(items, section.GetList(Option));
                return section;
            case UciEditKind.Unset:
                section!.Unset(Option);
                Assert.False(section.Has(Option));
                return section;
            case UciEditKind.Add:
                UciSection added = package.AddSection(Type, package.Find($"new{Index}") is null ? $"new{Index}" : null);
                added.Set(Option, "1");
                return added;
            case UciEditKind.AddAnonymous:
                return package.AddSection(Type);
            case UciEditKind.Remove:
                package.Remove(section!);
                return null;
            default:
                package.Move(section!, Index % package.Sections.Count);
                return null;
        }
    }
}
