using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>What mwan3 has of a network interface: its own interface, the members of that, and the policies that use them.</summary>
internal static class Mwan3Use
{
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
}
