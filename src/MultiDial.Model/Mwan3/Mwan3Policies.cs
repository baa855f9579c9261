using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The operations on the policies of mwan3.</summary>
internal static class Mwan3Policies
{
    /// <summary>What a rule may name in place of a policy.</summary>
    internal static readonly string[] BuiltIn = ["default", "unreachable", "blackhole"];

    internal static IEnumerable<Mwan3Policy> Read(RouterState state) =>
        Mwan3Kind.Policy.Of(state.Mwan3).Select(section => Make(state, section));

    internal static Mwan3Policy? Read(RouterState state, string name) =>
        Mwan3Kind.Policy.TryFind(state.Mwan3, name) is { } section ? Make(state, section) : null;

    /// <summary>Changes a policy, or makes it. Members that are not given stay.</summary>
    internal static void Set(RouterDraft draft, string name, UciPatch<Mwan3Policy> patch)
    {
        foreach (string member in patch.Get(policy => policy.Member) ?? [])
        {
            _ = Mwan3Kind.Member.Find(draft.Mwan3, member);
        }

        UciSection? known = Mwan3Kind.Policy.TryFind(draft.Mwan3, name);
        UciSection section = known ?? Add(draft, name);
        patch.Write(section);
        if ((known is null || patch.Has(policy => policy.Member)) && section.Get((Mwan3Policy policy) => policy.Member).Length == 0)
        {
            draft.Warn(Text.WarningPolicyHasNoMembers.With(name, section.Get((Mwan3Policy policy) => policy.LastResort)));
        }
    }

    internal static void Remove(RouterDraft draft, string name)
    {
        UciSection section = Mwan3Kind.Policy.Find(draft.Mwan3, name);
        string[] rules = Rules(draft.Mwan3, name);
        if (rules.Length > 0)
        {
            throw Mwan3Error.PolicyInUse(name, rules);
        }

        draft.Mwan3.Remove(section);
    }

    /// <summary>Whether traffic of IPv6 has no way in a policy: it has lines, but all of IPv4.</summary>
    internal static bool RejectsIPv6(UciPackage package, string? name)
    {
        if (Mwan3Kind.Policy.TryFind(package, name) is not { } policy || policy.Get((Mwan3Policy value) => value.LastResort) == Mwan3LastResort.Default)
        {
            return false;
        }

        Mwan3Family?[] families = [.. Mwan3Shares.Members(package, policy).Select(member => member.Interface.Get((Mwan3Interface value) => value.Family))];
        return families.Length > 0 && !families.Contains(Mwan3Family.IPv6);
    }

    /// <summary>The rules that send their traffic to a policy.</summary>
    internal static string[] Rules(UciPackage mwan3, string policy) =>
        [.. Mwan3Kind.Rule.Of(mwan3).Where(rule => rule.Get((Mwan3Rule value) => value.Policy) == policy).Select(rule => rule.Id)];

    private static UciSection Add(RouterDraft draft, string name)
    {
        Mwan3Kind.Policy.CheckNew(draft.Mwan3, name);
        if (BuiltIn.Contains(name))
        {
            throw Error.InvalidName(Mwan3Kind.Policy.Label, name, Text.RuleMwan3PolicyBuiltIn);
        }

        return Ownership.AddSection(draft.Mwan3, Mwan3Kind.Policy.SectionType, name);
    }

    private static Mwan3Policy Make(RouterState state, UciSection section)
    {
        Mwan3Policy policy = UciCodec.Fill(new Mwan3Policy(state.Session, section.Id), section);
        policy.WantedShare = [.. Mwan3Shares.Of(state.Mwan3, section, _ => true)];
        policy.Share = Mwan3Kernel.Of(state)?.Shares(section.Id) ?? policy.WantedShare;
        return policy;
    }
}
