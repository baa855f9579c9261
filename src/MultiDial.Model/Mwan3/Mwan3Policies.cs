using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The operations on the policies of mwan3.</summary>
internal static class Mwan3Policies
{
    /// <summary>What a rule may name in place of a policy.</summary>
    internal static readonly string[] BuiltIn = ["default", "unreachable", "blackhole"];

    internal static IEnumerable<Mwan3Policy> Read(RouterState state)
    {
        UciPackage package = state.Mwan3;
        return package.OfType(Mwan3Kind.Policy.SectionType).Select(section =>
        {
            Mwan3Policy policy = UciCodec.Fill(new Mwan3Policy(state.Session, section.Id), section);
            policy.Share = [.. Mwan3Shares.Of(package, section, _ => true)];
            return policy;
        });
    }

    internal static Mwan3Policy? Read(RouterState state, string name) =>
        Read(state).FirstOrDefault(policy => policy.Name == name);

    /// <summary>Changes a policy, or makes it. Members that are not given stay.</summary>
    internal static void Set(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values)
    {
        string? unknown = (values.GetValueOrDefault(nameof(Mwan3Policy.Member)) as string[] ?? [])
            .FirstOrDefault(member => draft.Mwan3.Find(member)?.Type != Mwan3Kind.Member.SectionType);
        if (unknown is not null)
        {
            throw Error.NotFound(Mwan3Kind.Member.Label, unknown, Mwan3Kind.Member.ListCommand);
        }

        UciSection section = draft.Mwan3.Find(name) is { } known && known.Type == Mwan3Kind.Policy.SectionType ? known : Add(draft, name);
        UciCodec.Write(section, typeof(Mwan3Policy), values);
    }

    internal static void Remove(RouterDraft draft, string name)
    {
        UciSection section = Mwan3Kind.Policy.Find(draft.Mwan3, name);
        string users = string.Join(", ", draft.Mwan3.OfType(Mwan3Kind.Rule.SectionType).Where(rule => rule.Get("use_policy") == name).Select(rule => rule.Id));
        if (users.Length > 0)
        {
            throw Error.InUse(Mwan3Kind.Policy.Label, name, "the rule " + users, $"Remove-Mwan3Rule {users}");
        }

        draft.Mwan3.Remove(section);
    }

    private static UciSection Add(RouterDraft draft, string name)
    {
        Mwan3Kind.Policy.CheckNew(draft.Mwan3, name);
        if (BuiltIn.Contains(name))
        {
            throw Error.InvalidName(Mwan3Kind.Policy.Label, name, "in a rule it means something else");
        }

        return Ownership.AddSection(draft.Mwan3, Mwan3Kind.Policy.SectionType, name);
    }
}
