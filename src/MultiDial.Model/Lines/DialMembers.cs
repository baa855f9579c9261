using MultiDial.Mwan3;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>What mwan3 has of the lines: an interface and a member each, one policy, and its rules.</summary>
internal static class DialMembers
{
    private static readonly string[] s_usualTargets = ["1.1.1.1", "8.8.8.8", "223.5.5.5"];

    /// <summary>The member of a policy that stands for a line.</summary>
    internal static UciSection? Of(UciPackage mwan3, string policy, string line) => (mwan3.Find(policy) is { Type: "policy" } section ? section.GetList("use_member") : [])
        .Select(mwan3.Find).OfType<UciSection>()
        .FirstOrDefault(member => member.Type == Mwan3Kind.Member.SectionType && member.Get("interface") == line);

    /// <summary>Adds what is missing of the lines, in their order.</summary>
    internal static void Complete(RouterDraft draft, DialRecord record, DialRequest request)
    {
        string[] lines = record.Lines;
        string[] targets = request.TrackIp
            ?? lines.Select(draft.Mwan3.Find).FirstOrDefault(section => section?.Type == Mwan3Kind.Interface.SectionType)?.GetList("track_ip").ToArray()
            ?? s_usualTargets;
        foreach (string line in lines.Where(line => draft.Mwan3.Find(line)?.Type != Mwan3Kind.Interface.SectionType))
        {
            Mwan3Interfaces.Add(draft, line, new UciPatch<Mwan3Interface>().Set(value => value.Enabled, true).Set(value => value.TrackIp, targets));
        }

        var members = new List<string>();
        for (int i = 0; i < lines.Length; i++)
        {
            members.Add(Of(draft.Mwan3, record.Policy, lines[i])?.Id ?? Add(draft, lines[i], request.At(i).Weight ?? 1));
        }

        SetPolicy(draft, record, members);
        AddRules(draft, record, request.StickyHttps);
        if (request.DirectNetwork is { } networks)
        {
            DialDirect.Set(draft, record, networks);
        }
    }

    /// <summary>Takes a line out of the policy, and then out of mwan3.</summary>
    internal static void Remove(RouterDraft draft, DialRecord record, string line)
    {
        if (Of(draft.Mwan3, record.Policy, line) is { } member)
        {
            UciSection policy = draft.Mwan3.Find(record.Policy)!;
            policy.SetList("use_member", policy.GetList("use_member").Where(name => name != member.Id));
            draft.Mwan3.Remove(member);
        }

        Mwan3Use.Leave(draft, line, leave: true);
    }

    /// <summary>Takes away the rules, those of direct networks too, and the policy.</summary>
    /// <exception cref="Errors.MultiDialException">InUse: a rule of somebody else uses the policy.</exception>
    internal static void RemovePolicy(RouterDraft draft, DialRecord record)
    {
        DialDirect.Remove(draft, record);
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
    internal static void SetSticky(RouterDraft draft, DialRecord record, bool sticky)
    {
        bool isThere = record.Rules.Contains(DialNames.StickyRule) && draft.Mwan3.Find(DialNames.StickyRule) is not null;
        if (sticky == isThere)
        {
            return;
        }

        if (!sticky)
        {
            Mwan3Rules.Remove(draft, DialNames.StickyRule);
            record.Rules = [.. record.Rules.Where(rule => rule != DialNames.StickyRule)];
            return;
        }

        string? last = record.Rules.LastOrDefault(rule => draft.Mwan3.Find(rule)?.Type == Mwan3Kind.Rule.SectionType);
        AddRule(draft, record, DialNames.StickyRule, last is null ? Mwan3RulePlace.Last : new Mwan3RulePlace(last, IsBefore: true), new UciPatch<Mwan3Rule>().Set(rule => rule.Protocol, "tcp").Set(rule => rule.DestinationPort, "443").Set(rule => rule.Sticky, true));
    }

    private static string Add(RouterDraft draft, string line, int weight)
    {
        string member = DialNames.Member(line);
        Mwan3Members.Add(draft, member, new UciPatch<Mwan3Member>().Set(value => value.Interface, line).Set(value => value.Metric, 1).Set(value => value.Weight, weight));
        return member;
    }

    // Members that somebody else has put there stay.
    private static void SetPolicy(RouterDraft draft, DialRecord record, List<string> members)
    {
        IReadOnlyList<string> there = draft.Mwan3.Find(record.Policy) is { Type: "policy" } policy ? policy.GetList("use_member") : [];
        Mwan3Policies.Set(draft, record.Policy, new UciPatch<Mwan3Policy>().Set(value => value.Member, [.. there.Union(members)]));
    }

    private static void AddRules(RouterDraft draft, DialRecord record, bool? sticky)
    {
        if (!record.Rules.Any(rule => draft.Mwan3.Find(rule)?.Type == Mwan3Kind.Rule.SectionType))
        {
            record.Rules = [];
            AddRule(draft, record, DialNames.Rule, Mwan3RulePlace.Last, new UciPatch<Mwan3Rule>());
        }

        if (sticky is { } wanted)
        {
            SetSticky(draft, record, wanted);
        }
    }

    // The policy has lines of IPv4 only, and would reject IPv6.
    private static void AddRule(RouterDraft draft, DialRecord record, string name, Mwan3RulePlace place, UciPatch<Mwan3Rule> patch)
    {
        Mwan3Rules.Add(draft, name, patch.Set(rule => rule.Policy, record.Policy).Set(rule => rule.Family, Mwan3Family.IPv4), place);
        record.Rules = name == DialNames.StickyRule ? [name, .. record.Rules] : [.. record.Rules, name];
    }
}
