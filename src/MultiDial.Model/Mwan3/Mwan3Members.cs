using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The operations on the members of mwan3.</summary>
internal static class Mwan3Members
{
    internal static IEnumerable<Mwan3Member> Read(RouterState state) =>
        state.Mwan3.OfType(Mwan3Kind.Member.SectionType).Select(section => Make(state, section));

    internal static Mwan3Member? Read(RouterState state, string name) =>
        Read(state).FirstOrDefault(member => member.Name == name);

    /// <summary>The name that a member has when none is given: <c>wan2_m1_w2</c>.</summary>
    internal static string DefaultName(string line, int? metric, int? weight) =>
        FormattableString.Invariant($"{line}_m{metric ?? 1}_w{weight ?? 1}");

    /// <summary>Adds a member; nothing to do if it is there with these values.</summary>
    internal static void Add(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values)
    {
        if (Mwan3Kind.Member.IsThere(draft.Mwan3, name, section => UciCodec.Write(section, typeof(Mwan3Member), values)))
        {
            return;
        }

        Mwan3Kind.Member.CheckNew(draft.Mwan3, name);
        CheckInterface(draft, values);
        UciCodec.Write(Ownership.AddSection(draft.Mwan3, Mwan3Kind.Member.SectionType, name), typeof(Mwan3Member), values);
    }

    internal static void Set(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values)
    {
        UciSection section = Mwan3Kind.Member.Find(draft.Mwan3, name);
        CheckInterface(draft, values);
        UciCodec.Write(section, typeof(Mwan3Member), values);
    }

    internal static void Remove(RouterDraft draft, string name)
    {
        UciSection section = Mwan3Kind.Member.Find(draft.Mwan3, name);
        string[] users = [.. draft.Mwan3.OfType(Mwan3Kind.Policy.SectionType)
            .Where(policy => policy.GetList("use_member").Contains(name)).Select(policy => policy.Id)];
        if (users.Length > 0)
        {
            throw Error.InUse(Mwan3Kind.Member.Label, name, "the policy " + string.Join(", ", users), $"Remove-Mwan3Policy {string.Join(", ", users)}");
        }

        draft.Mwan3.Remove(section);
    }

    // mwan3 skips a member of an unknown interface without a word.
    private static void CheckInterface(RouterDraft draft, IReadOnlyDictionary<string, object?> values)
    {
        if (values.GetValueOrDefault(nameof(Mwan3Member.Interface)) is string line)
        {
            _ = Mwan3Kind.Interface.Find(draft.Mwan3, line);
        }
    }

    private static Mwan3Member Make(RouterState state, UciSection section) =>
        UciCodec.Fill(new Mwan3Member(state.Session, section.Id), section);
}
