using MultiDial.Mwan3;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>What mwan3 has of a line: its interface, the members of that, and the policies that use them.</summary>
internal static class Mwan3Use
{
    /// <summary>Takes a line out of mwan3, or warns that it is left there.</summary>
    internal static void Leave(RouterDraft draft, string line, bool leave)
    {
        UciSection? tracked = draft.Mwan3.OfType(Mwan3Kind.Interface.SectionType).FirstOrDefault(section => section.Name == line);
        UciSection[] members = [.. draft.Mwan3.OfType(Mwan3Kind.Member.SectionType).Where(section => section.Get("interface") == line)];
        if (tracked is null && members.Length == 0)
        {
            return;
        }

        if (!leave)
        {
            draft.Warn($"mwan3 still uses the line '{line}'. To take it out there too: Remove-WanInterface {line} -Force");
            return;
        }

        foreach (UciSection policy in draft.Mwan3.OfType(Mwan3Kind.Policy.SectionType))
        {
            LeavePolicy(draft, policy, members);
        }

        foreach (UciSection section in tracked is null ? members : members.Append(tracked))
        {
            draft.Mwan3.Remove(section);
        }
    }

    private static void LeavePolicy(RouterDraft draft, UciSection policy, UciSection[] members)
    {
        IReadOnlyList<string> used = policy.GetList("use_member");
        string[] left = [.. used.Except(members.Select(member => member.Id))];
        if (left.Length == used.Count)
        {
            return;
        }

        policy.SetList("use_member", left);
        if (left.Length == 0)
        {
            draft.Warn($"The mwan3 policy '{policy.Id}' has no members any more: what it is used for goes where its last resort says.");
        }
    }
}
