using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>The configuration of mwan3 before and after the lines: what may be replaced, and how it comes back.</summary>
internal static class Mwan3Replacement
{
    /// <summary>Makes room: what balances nothing goes, as what packages and images bring along does.</summary>
    /// <exception cref="MultiDialException">Mwan3NotEmpty: somebody has set mwan3 up.</exception>
    internal static void Clear(RouterDraft draft, LinesRecord record, bool replaceAll)
    {
        UciSection[] foreign = [.. draft.Mwan3.Sections.Where(section => section.Type != Mwan3Globals.Section && (replaceAll || !Ownership.IsOurs(section)))];
        if (foreign.Length == 0)
        {
            return;
        }

        if (!replaceAll && !IsIdle(draft))
        {
            throw Error.Mwan3NotEmpty(draft.Before.Session.Name, string.Join(", ", foreign.Select(section => section.Id)));
        }

        record.Mwan3 = draft.Mwan3.ToText();
        Mwan3Globals.RemoveAllElse(draft);
    }

    /// <summary>Brings back what was replaced, unless others have come in its place.</summary>
    internal static void Restore(RouterDraft draft, string? text)
    {
        if (text is null)
        {
            return;
        }

        UciPackage old = UciPackage.Parse(ConfigurationFiles.Mwan3, text);
        UciPackage cleared = old.Clone();
        foreach (UciSection section in cleared.Sections.Where(section => section.Type != Mwan3Globals.Section).ToArray())
        {
            cleared.Remove(section);
        }

        if (UciDiff.Compare(cleared, draft.Mwan3).Count > 0)
        {
            draft.Warn(Text.WarningReplacedStays);
            return;
        }

        draft.Replace(old);
    }

    // It is told by what it does, since each image brings another one: no policy that a rule uses has two lines of this router, and
    // no rule has mwan3 do anything else.
    private static bool IsIdle(RouterDraft draft)
    {
        string?[] used = [.. Mwan3Kind.Rule.Of(draft.Mwan3).Where(rule => !Ownership.IsOurs(rule)).Select(rule => rule.Get((Mwan3Rule value) => value.Policy)).Distinct()];
        return Array.TrueForAll(used, policy => policy is null || !Mwan3Policies.BuiltIn.Contains(policy))
            && used.OfType<string>().SelectMany(policy => LineMembers.Of(draft.Mwan3, policy).Keys).Distinct()
                .Select(line => Mwan3Kind.Interface.TryFind(draft.Mwan3, line))
                .OfType<UciSection>()
                .Where(line => line.Get((Mwan3Interface value) => value.Enabled) == true && WanInterfaces.TryFind(draft.Network, line.Id) is not null)
                .CountBy(line => line.Get((Mwan3Interface value) => value.Family) == Mwan3Family.IPv6)
                .All(family => family.Value < 2);
    }
}
