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
        foreach (UciSection member in Names(mwan3, policy).Select(mwan3.Find).OfType<UciSection>())
        {
            if (member.Type == Mwan3Kind.Member.SectionType && member.Get("interface") is { } line)
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
            ?? lines.Select(draft.Mwan3.Find).FirstOrDefault(section => section?.Type == Mwan3Kind.Interface.SectionType)?.GetList("track_ip").ToArray()
            ?? ReachabilityTargets.Usual;
        foreach (string line in lines.Where(line => draft.Mwan3.Find(line)?.Type != Mwan3Kind.Interface.SectionType))
        {
            Mwan3Interfaces.Add(draft, line, new Dictionary<string, object?> { [nameof(Mwan3Interface.Enabled)] = true, [nameof(Mwan3Interface.TrackIp)] = targets });
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
            UciSection policy = draft.Mwan3.Find(record.Policy)!;
            policy.SetList("use_member", policy.GetList("use_member").Where(name => name != member.Id));
            draft.Mwan3.Remove(member);
        }

        Mwan3Use.Leave(draft, line, leave: true);
    }

    /// <summary>Takes away the rules, those of direct networks too, and the policy.</summary>
    /// <exception cref="Errors.MultiDialException">InUse: a rule of somebody else uses the policy.</exception>
    internal static void RemovePolicy(RouterDraft draft, LinesRecord record)
    {
        DirectNetworks.Remove(draft, record);
        foreach (string rule in record.Rules.Where(rule => draft.Mwan3.Find(rule)?.Type == Mwan3Kind.Rule.SectionType))
        {
            Mwan3Rules.Remove(draft, rule);
        }

        if (draft.Mwan3.Find(record.Policy)?.Type == Mwan3Kind.Policy.SectionType)
        {
            Mwan3Policies.Remove(draft, record.Policy);
        }
    }

    /// <summary>Makes the rule that keeps a client's HTTPS on one line, or takes it away.</summary>
    internal static void SetSticky(RouterDraft draft, LinesRecord record, bool sticky)
    {
        bool isThere = record.Rules.Contains(LineNames.StickyRule) && draft.Mwan3.Find(LineNames.StickyRule) is not null;
        if (sticky == isThere)
        {
            return;
        }

        if (!sticky)
        {
            Mwan3Rules.Remove(draft, LineNames.StickyRule);
            record.Rules = [.. record.Rules.Where(rule => rule != LineNames.StickyRule)];
            return;
        }

        string? last = record.Rules.LastOrDefault(rule => draft.Mwan3.Find(rule)?.Type == Mwan3Kind.Rule.SectionType);
        AddRule(draft, record, LineNames.StickyRule, last is null ? Mwan3RulePlace.Last : new Mwan3RulePlace(last, IsBefore: true), new()
        {
            [nameof(Mwan3Rule.Protocol)] = "tcp", [nameof(Mwan3Rule.DestinationPort)] = "443", [nameof(Mwan3Rule.Sticky)] = true,
        });
    }

    private static IReadOnlyList<string> Names(UciPackage mwan3, string policy) =>
        mwan3.Find(policy) is { } section && section.Type == Mwan3Kind.Policy.SectionType ? section.GetList("use_member") : [];

    private static string Add(RouterDraft draft, string line, int weight)
    {
        string member = LineNames.Member(line);
        Mwan3Members.Add(draft, member, new Dictionary<string, object?>
        {
            [nameof(Mwan3Member.Interface)] = line, [nameof(Mwan3Member.Metric)] = 1, [nameof(Mwan3Member.Weight)] = weight,
        });
        return member;
    }

    // Members that somebody else has put there stay.
    private static void SetPolicy(RouterDraft draft, LinesRecord record, string[] members) =>
        Mwan3Policies.Set(draft, record.Policy, new Dictionary<string, object?> { [nameof(Mwan3Policy.Member)] = Names(draft.Mwan3, record.Policy).Union(members).ToArray() });

    private static void AddRules(RouterDraft draft, LinesRecord record, bool? sticky)
    {
        if (!record.Rules.Any(rule => draft.Mwan3.Find(rule)?.Type == Mwan3Kind.Rule.SectionType))
        {
            record.Rules = [];
            AddRule(draft, record, LineNames.Rule, Mwan3RulePlace.Last, []);
        }

        if (sticky is { } wanted)
        {
            SetSticky(draft, record, wanted);
        }
    }

    // The policy has lines of IPv4 only, and would reject IPv6.
    private static void AddRule(RouterDraft draft, LinesRecord record, string name, Mwan3RulePlace place, Dictionary<string, object?> values)
    {
        values[nameof(Mwan3Rule.Policy)] = record.Policy;
        values[nameof(Mwan3Rule.Family)] = Mwan3Family.IPv4;
        Mwan3Rules.Add(draft, name, values, place);
        record.Rules = name == LineNames.StickyRule ? [name, .. record.Rules] : [.. record.Rules, name];
    }
}
