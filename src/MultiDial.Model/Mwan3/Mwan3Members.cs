using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The operations on the members of mwan3.</summary>
internal static class Mwan3Members
{
    internal static IEnumerable<Mwan3Member> Read(RouterState state) =>
        Mwan3Kind.Member.Of(state.Mwan3).Select(section => Make(state, section));

    internal static Mwan3Member? Read(RouterState state, string name) =>
        Mwan3Kind.Member.TryFind(state.Mwan3, name) is { } section ? Make(state, section) : null;

    /// <summary>The members of an interface.</summary>
    internal static IEnumerable<UciSection> Of(UciPackage package, string networkInterface) =>
        Mwan3Kind.Member.Of(package).Where(member => member.Get((Mwan3Member value) => value.Interface) == networkInterface);

    /// <summary>The name that a member has when none is given: <c>wan2_m1_w2</c>.</summary>
    internal static string DefaultName(string networkInterface, int? metric, int? weight) =>
        FormattableString.Invariant($"{networkInterface}_m{metric ?? 1}_w{weight ?? 1}");

    /// <summary>Adds a member; nothing to do if it is there with these values.</summary>
    internal static void Add(RouterDraft draft, string name, UciPatch<Mwan3Member> patch)
    {
        if (Mwan3Kind.Member.IsThere(draft.Mwan3, name, patch.Write))
        {
            return;
        }

        Mwan3Kind.Member.CheckNew(draft.Mwan3, name);
        CheckInterface(draft, patch);
        patch.Write(Ownership.AddSection(draft.Mwan3, Mwan3Kind.Member.SectionType, name));
    }

    internal static void Set(RouterDraft draft, string name, UciPatch<Mwan3Member> patch)
    {
        UciSection section = Mwan3Kind.Member.Find(draft.Mwan3, name);
        CheckInterface(draft, patch);
        patch.Write(section);
    }

    internal static void Remove(RouterDraft draft, string name)
    {
        UciSection section = Mwan3Kind.Member.Find(draft.Mwan3, name);
        UciSection[] policies = [.. Mwan3Kind.Policy.Of(draft.Mwan3).Where(policy => policy.Get((Mwan3Policy value) => value.Member).Contains(name))];
        if (policies.Length > 0)
        {
            throw Mwan3Error.MemberInUse(name, policies, draft.Mwan3);
        }

        draft.Mwan3.Remove(section);
    }

    // mwan3 skips a member of an unknown interface without a word.
    private static void CheckInterface(RouterDraft draft, UciPatch<Mwan3Member> patch)
    {
        if (patch.Get(member => member.Interface) is { } name)
        {
            _ = Mwan3Kind.Interface.Find(draft.Mwan3, name);
        }
    }

    private static Mwan3Member Make(RouterState state, UciSection section) =>
        UciCodec.Fill(new Mwan3Member(state.Session, section.Id), section);
}
