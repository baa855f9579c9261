using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>What mwan3 has of a line: its interface, the members of that, and the policies that use them.</summary>
internal static class Mwan3Use
{
    /// <summary>Takes a line out of mwan3, or warns that it is left there.</summary>
    internal static void Leave(RouterDraft draft, string line, bool leave)
    {
        if (!draft.HasMwan3)
        {
            return;
        }

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

        Mwan3Interfaces.RemoveMembers(draft, members);
        if (tracked is not null)
        {
            draft.Mwan3.Remove(tracked);
        }
    }
}
