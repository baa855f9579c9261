using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>Takes over lines that were set up by hand or by another tool: they get a mark, and nothing else of them changes. When the lines go, they are their owner's again.</summary>
internal static class LineAdoption
{
    /// <summary>Notes the lines that there are, in mwan3's order, and marks what belongs to them.</summary>
    internal static void Take(RouterDraft draft, LinesRecord record, UciSection first, string? wantedPolicy)
    {
        string[] others = [.. Others(draft, first)];
        record.Lines = [first.Id, .. others];
        UciSection? policy = Policy(draft.Mwan3, record.Lines, wantedPolicy);
        record.Policy = policy?.Id ?? wantedPolicy ?? LineNames.Policy;
        foreach (string line in others)
        {
            UciSection section = draft.Network.Find(line)!;
            Ownership.Adopt(section);
            Adopt(MacvlanDevices.Section(draft.Network, InterfaceDevice.Written(section)));
            Array.ForEach([.. LineIPv6.Of(draft.Network, line)], Ownership.Adopt);
        }

        IReadOnlyDictionary<string, UciSection> members = LineMembers.Of(draft.Mwan3, record.Policy);
        foreach (string line in record.Lines)
        {
            Adopt(Mwan3Kind.Interface.TryFind(draft.Mwan3, line));
            Adopt(members.GetValueOrDefault(line));
        }

        Adopt(policy);
        UciSection[] rules = [.. Mwan3Kind.Rule.Of(draft.Mwan3).Where(rule => rule.Get((Mwan3Rule value) => value.Policy) == record.Policy && rule.Name is not null)];
        Array.ForEach(rules, Ownership.Adopt);
        record.Rules = [.. rules.Select(rule => rule.Id)];
        WarnOfOthers(draft, record.Policy);
    }

    /// <summary>Whether an interface would be taken over.</summary>
    internal static bool Takes(RouterDraft draft, UciSection first, string name) => Others(draft, first).Contains(name);

    /// <summary>Gives all back that was taken over.</summary>
    internal static void Release(RouterDraft draft)
    {
        Array.ForEach([.. draft.Network.Sections], Ownership.Release);
        if (draft.HasMwan3)
        {
            Array.ForEach([.. draft.Mwan3.Sections], Ownership.Release);
        }
    }

    // Whoever adds lines expects them to carry what goes to the internet.
    private static void WarnOfOthers(RouterDraft draft, string policy)
    {
        foreach (UciSection rule in Mwan3Kind.Rule.Of(draft.Mwan3).Where(rule => Mwan3Match.Of(rule) is { IsCatchAll: true, Family: not Mwan3Family.IPv6 }))
        {
            if (rule.Get((Mwan3Rule value) => value.Policy) is { } other && other != policy)
            {
                draft.Warn(Text.WarningAdoptedRuleBypasses.With(rule.Id, other, policy));
            }
        }
    }

    // Those that mwan3 has come first: its marks are numbered in the order of its file, so the last of it may go first.
    private static IEnumerable<string> Others(RouterDraft draft, UciSection first)
    {
        string[] lines = [.. InternetLines.Names(draft).Where(name => name != first.Id && IsLine(draft.Network, name))];
        string[] tracked = [.. Mwan3Kind.Interface.Of(draft.Mwan3).Select(section => section.Id)];
        return tracked.Intersect(lines).Concat(lines.Except(tracked));
    }

    // Of a kind that can be made anew.
    private static bool IsLine(UciPackage network, string name) =>
        WanInterfaces.TryFind(network, name) is { } section && section.Get((InterfaceSettings settings) => settings.Protocol) is not (null or WanProtocol.Other)
        && MacvlanDevices.Section(network, InterfaceDevice.Written(section)) is not null;

    private static UciSection? Policy(UciPackage mwan3, string[] lines, string? wanted) => wanted is not null
        ? Mwan3Kind.Policy.TryFind(mwan3, wanted)
        : Mwan3Kind.Policy.Of(mwan3)
            .Select(policy => (Policy: policy, Used: LineMembers.Of(mwan3, policy.Id).Keys.Intersect(lines).Count()))
            .Where(pair => pair.Used > 0)
            .OrderByDescending(pair => pair.Used).FirstOrDefault().Policy;

    private static void Adopt(UciSection? section)
    {
        if (section is not null)
        {
            Ownership.Adopt(section);
        }
    }
}
