using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Watch;

namespace MultiDial.Lines;

/// <summary>Takes lines away, some from the end or all of them.</summary>
internal static class LineRemoval
{
    /// <summary>
    /// Takes all away that was made, gives the first line and mwan3 back what they had, and leaves what was taken over to whom it
    /// was of before.
    /// </summary>
    /// <param name="draft">The draft to edit.</param>
    /// <param name="named">The lines that the user has named; none for all.</param>
    /// <exception cref="MultiDialException">InvalidValue: only some lines are named. InUse: a rule would have no line any more.</exception>
    internal static void All(RouterDraft draft, IReadOnlyCollection<string> named)
    {
        LinesRecord record = LinesRecord.Get(draft, Text.CureNothingToRemove);
        if (named.Count > 0 && record.Lines.Except(named).Any())
        {
            throw LinesError.NotAll(named, record.Lines.Length);
        }

        MultiDialWatches.Leave(draft, record.Lines);
        bool hasMwan3 = draft.HasMwan3;
        if (hasMwan3)
        {
            LineMembers.RemovePolicy(draft, record);
        }

        string[] all = record.Listed;
        foreach (string line in all.Skip(1).Reverse())
        {
            if (WanInterfaces.TryFind(draft.Network, line) is { } section && Ownership.IsAdopted(section))
            {
                Leave(draft, record, line);
            }
            else
            {
                RemoveLine(draft, record, line);
            }
        }

        if (all.Length > 0 && WanInterfaces.TryFind(draft.Network, all[0]) is { } first)
        {
            Leave(draft, record, first.Id);
            LineParents.Restore(draft, record, first);
        }

        record.SwitchOn();
        LineAdoption.Release(draft);
        if (hasMwan3)
        {
            RequireMembers(draft, (rule, policy) => Text.CureRemoveRuleAndPolicy.With(rule, policy));
            Mwan3Replacement.Restore(draft, record.Mwan3);
        }

        record.Remove();
    }

    /// <summary>Removes the lines after so many.</summary>
    /// <exception cref="MultiDialException">InUse: a rule would have no line any more.</exception>
    internal static void After(RouterDraft draft, LinesRecord record, int count)
    {
        string[] lines = record.Lines;
        foreach (string line in lines.Skip(count).Reverse())
        {
            RemoveLine(draft, record, line);
        }

        record.Lines = [.. lines.Take(count)];
        if (lines.Length > count && draft.HasMwan3)
        {
            RequireMembers(draft, (rule, _) => Text.CureRuleToPolicy.With(rule, record.Policy));
        }
    }

    // Also what is left of a line whose interface somebody has removed.
    private static void RemoveLine(RouterDraft draft, LinesRecord record, string line)
    {
        if (draft.HasMwan3)
        {
            LineMembers.Remove(draft, record, line);
        }

        string? device = LineNames.Device(line);
        if (WanInterfaces.TryFind(draft.Network, line) is { } known)
        {
            device = InterfaceDevice.Written(known);
            LineIPv6.Remove(draft, line);
            InterfaceRemoval.Remove(draft, line, leaveMwan3: false);
        }

        if (MacvlanDevices.Section(draft.Network, device) is { } section && Ownership.IsOurs(section) && Devices.Users(draft.Network, device!).Count == 0)
        {
            MacvlanDevices.Remove(draft, device!);
        }
    }

    // A line that was there before the lines were: only what was made for it goes.
    private static void Leave(RouterDraft draft, LinesRecord record, string line)
    {
        LineIPv6.RemoveMade(draft, line);
        if (draft.HasMwan3)
        {
            LineMembers.RemoveMade(draft, record, line);
        }
    }

    // mwan3 rejects what a rule sends to a policy without members, and with it goes the LAN's way to the internet.
    private static void RequireMembers(RouterDraft draft, Func<string, string, string> cure)
    {
        if (Mwan3Use.Stranded(draft) is var (rule, policy))
        {
            throw LinesError.LastMember(rule, policy, cure(rule, policy));
        }
    }
}
