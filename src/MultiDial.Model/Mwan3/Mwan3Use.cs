using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>What mwan3 has of a network interface: its own interface, the members of that, and the policies that use them.</summary>
internal static class Mwan3Use
{
    /// <summary>The first rule whose policy has lost its last member, so that what it takes is rejected or dropped; null if there is none.</summary>
    internal static (string Rule, string Policy)? Stranded(RouterDraft draft) => Mwan3Kind.Rule.Of(draft.Mwan3)
        .Select(rule => (Rule: rule.Id, Policy: rule.Get((Mwan3Rule value) => value.Policy) ?? ""))
        .Where(pair => Mwan3Kind.Policy.TryFind(draft.Mwan3, pair.Policy) is { } policy && Members(policy).Length == 0
            && policy.Get((Mwan3Policy value) => value.LastResort) != Mwan3LastResort.Default
            && Mwan3Kind.Policy.TryFind(draft.Before.Mwan3, pair.Policy) is { } before && Members(before).Length > 0)
        .Cast<(string, string)?>()
        .FirstOrDefault();

    /// <summary>Takes a network interface out of mwan3, or warns that it is left there.</summary>
    internal static void Leave(RouterDraft draft, string name, bool leave)
    {
        if (!draft.HasMwan3)
        {
            return;
        }

        UciSection? tracked = Mwan3Kind.Interface.TryFind(draft.Mwan3, name);
        UciSection[] members = [.. Mwan3Members.Of(draft.Mwan3, name)];
        if (tracked is null && members.Length == 0)
        {
            return;
        }

        if (!leave)
        {
            draft.Warn(Text.WarningMwan3StillUses.With(name));
            return;
        }

        Mwan3Interfaces.RemoveMembers(draft, members);
        if (tracked is not null)
        {
            draft.Mwan3.Remove(tracked);
        }
    }

    private static string[] Members(UciSection policy) => policy.Get((Mwan3Policy value) => value.Member);
}
