using MultiDial.Dialling;
using MultiDial.Mwan3;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>What mwan3 has of the lines: an interface and a member each, one policy, and its rules.</summary>
internal static class LineMembers
{
    /// <summary>The members of a policy by the lines that they stand for.</summary>
    internal static IReadOnlyDictionary<string, UciSection> Of(UciPackage mwan3, string policy)
    {
        var members = new Dictionary<string, UciSection>(StringComparer.Ordinal);
        foreach (UciSection member in Names(mwan3, policy).Select(name => Mwan3Kind.Member.TryFind(mwan3, name)).OfType<UciSection>())
        {
            if (member.Get((Mwan3Member value) => value.Interface) is { } line)
            {
                members.TryAdd(line, member);
            }
        }

        return members;
    }

    /// <summary>Adds what is missing of the lines, in their order.</summary>
    internal static void Complete(RouterDraft draft, LinesRecord record, LinesRequest request)
    {
        string[] lines = record.Lines;
        string[] targets = request.TrackIp
            ?? lines.Select(line => Mwan3Kind.Interface.TryFind(draft.Mwan3, line)).OfType<UciSection>().FirstOrDefault()?.Get((Mwan3Interface value) => value.TrackIp)
            ?? ReachabilityTargets.Usual;
        foreach (string line in lines.Where(line => Mwan3Kind.Interface.TryFind(draft.Mwan3, line) is null))
        {
            Mwan3Interfaces.Add(draft, line, new UciPatch<Mwan3Interface>().Set(value => value.Enabled, true).Set(value => value.TrackIp, targets));
        }

        IReadOnlyDictionary<string, UciSection> there = Of(draft.Mwan3, record.Policy);
        SetPolicy(draft, record, [.. lines.Select((line, index) => there.GetValueOrDefault(line)?.Id ?? Add(draft, line, request[index].Weight ?? 1))]);
        AddRules(draft, record, request.StickyHttps);
        if (request.DirectNetwork is { } networks)
        {
            DirectNetworks.Set(draft, record, networks);
        }
    }

    /// <summary>Takes a line out of the policy, and then out of mwan3.</summary>
    internal static void Remove(RouterDraft draft, LinesRecord record, string line)
    {
        if (Of(draft.Mwan3, record.Policy).GetValueOrDefault(line) is { } member)
        {
            Remove(draft, record, member);
        }

        Mwan3Use.Leave(draft, line, leave: true);
    }

    /// <summary>Takes away what was made for a line, and leaves what was taken over.</summary>
    internal static void RemoveMade(RouterDraft draft, LinesRecord record, string line)
    {
        UciSection? member = Of(draft.Mwan3, record.Policy).GetValueOrDefault(line) ?? Mwan3Kind.Member.TryFind(draft.Mwan3, LineNames.Member(line));
        if (member is not null && Ownership.IsOurs(member) && !Ownership.IsAdopted(member))
        {
            Remove(draft, record, member);
        }

        if (Mwan3Kind.Interface.TryFind(draft.Mwan3, line) is { } tracked && !Ownership.IsAdopted(tracked))
        {
            Mwan3Use.Leave(draft, line, leave: true);
        }
    }

    /// <summary>Takes away the rules, those of direct networks too, and the policy; what was taken over stays.</summary>
    /// <exception cref="Errors.MultiDialException">InUse: a rule of somebody else uses the policy.</exception>
    internal static void RemovePolicy(RouterDraft draft, LinesRecord record)
    {
        DirectNetworks.Remove(draft, record);
        foreach (UciSection rule in record.Rules.Select(rule => Mwan3Kind.Rule.TryFind(draft.Mwan3, rule)).OfType<UciSection>().Where(rule => !Ownership.IsAdopted(rule)))
        {
            draft.Mwan3.Remove(rule);
        }

        if (Mwan3Kind.Policy.TryFind(draft.Mwan3, record.Policy) is { } policy && !Ownership.IsAdopted(policy))
        {
            Mwan3Policies.Remove(draft, record.Policy);
        }
    }

    /// <summary>Whether there is a rule of ours that keeps a client's HTTPS on one line.</summary>
    internal static bool HasSticky(RouterDraft draft, LinesRecord record) => record.Rules.Contains(LineNames.StickyRule) && draft.Mwan3.Find(LineNames.StickyRule) is not null;

    /// <summary>Makes the rule that keeps a client's HTTPS on one line, or takes it away.</summary>
    internal static void SetSticky(RouterDraft draft, LinesRecord record, bool sticky)
    {
        if (sticky == HasSticky(draft, record))
        {
            return;
        }

        if (!sticky)
        {
            Mwan3Rules.Remove(draft, LineNames.StickyRule);
            record.Rules = [.. record.Rules.Where(rule => rule != LineNames.StickyRule)];
            return;
        }

        string? last = record.Rules.LastOrDefault(rule => Mwan3Kind.Rule.TryFind(draft.Mwan3, rule) is not null);
        AddRule(draft, record, LineNames.StickyRule, last is null ? Mwan3RulePlace.Last : new Mwan3RulePlace(last, IsBefore: true),
            new UciPatch<Mwan3Rule>().Set(rule => rule.Protocol, "tcp").Set(rule => rule.DestinationPort, "443").Set(rule => rule.Sticky, true));
    }

    private static void Remove(RouterDraft draft, LinesRecord record, UciSection member)
    {
        Mwan3Kind.Policy.TryFind(draft.Mwan3, record.Policy)?.Set((Mwan3Policy value) => value.Member, [.. Names(draft.Mwan3, record.Policy).Where(name => name != member.Id)]);
        Mwan3Interfaces.RemoveMembers(draft, [member]);
    }

    private static string[] Names(UciPackage mwan3, string policy) => Mwan3Kind.Policy.TryFind(mwan3, policy)?.Get((Mwan3Policy value) => value.Member) ?? [];

    private static string Add(RouterDraft draft, string line, int weight)
    {
        string member = LineNames.Member(line);
        Mwan3Members.Add(draft, member, new UciPatch<Mwan3Member>().Set(value => value.Interface, line).Set(value => value.Metric, 1).Set(value => value.Weight, weight));
        return member;
    }

    // Members that somebody else has put there stay.
    private static void SetPolicy(RouterDraft draft, LinesRecord record, string[] members) =>
        Mwan3Policies.Set(draft, record.Policy, new UciPatch<Mwan3Policy>().Set(value => value.Member, [.. Names(draft.Mwan3, record.Policy).Union(members)]));

    private static void AddRules(RouterDraft draft, LinesRecord record, bool? sticky)
    {
        if (!Mwan3Kind.Rule.Of(draft.Mwan3).Any(rule => rule.Get((Mwan3Rule value) => value.Policy) == record.Policy))
        {
            record.Rules = [];
            AddRule(draft, record, LineNames.Rule, Mwan3RulePlace.Last, new UciPatch<Mwan3Rule>());
        }

        if (sticky is { } wanted)
        {
            SetSticky(draft, record, wanted);
        }
    }

    // The policy has lines of IPv4 only, and would reject IPv6.
    private static void AddRule(RouterDraft draft, LinesRecord record, string name, Mwan3RulePlace place, UciPatch<Mwan3Rule> patch)
    {
        Mwan3Rules.Add(draft, name, patch.Set(rule => rule.Policy, record.Policy).Set(rule => rule.Family, Mwan3Family.IPv4), place);
        record.Rules = name == LineNames.StickyRule ? [name, .. record.Rules] : [.. record.Rules, name];
    }
}
