using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The operations on the rules of mwan3.</summary>
internal static class Mwan3Rules
{
    internal static IEnumerable<Mwan3Rule> Read(RouterState state) =>
        Mwan3Kind.Rule.Of(state.Mwan3).Select((section, index) => Make(state, section, index));

    internal static Mwan3Rule? Read(RouterState state, string name) => Mwan3Kind.Rule.TryFind(state.Mwan3, name) is { } section
        ? Make(state, section, Mwan3Kind.Rule.Of(state.Mwan3).ToList().IndexOf(section))
        : null;

    /// <summary>
    /// The rule that had this name when it said this. Where a rule has no name, uci makes one up from its place, so that another
    /// one has it when rules have moved.
    /// </summary>
    internal static Mwan3Rule? Read(RouterState state, string name, string said)
    {
        UciSection[] rules = [.. Mwan3Kind.Rule.Of(state.Mwan3)];
        int index = Array.FindIndex(rules, rule => rule.Id == name && (rule.Name is not null || Said(rule) == said));
        index = index < 0 ? Array.FindIndex(rules, rule => rule.Name is null && Said(rule) == said) : index;
        return index < 0 ? null : Make(state, rules[index], index);
    }

    /// <summary>What a rule says.</summary>
    /// <exception cref="MultiDialException">NotFound.</exception>
    internal static string Said(RouterDraft draft, string name) => Said(Mwan3Kind.Rule.Find(draft.Mwan3, name));

    /// <summary>Adds a rule; nothing to do if it is there with these values.</summary>
    /// <param name="draft">The draft to edit.</param>
    /// <param name="name">The rule.</param>
    /// <param name="patch">Its values.</param>
    /// <param name="place">Where it goes; null for the last place, or for any if it is there.</param>
    internal static void Add(RouterDraft draft, string name, UciPatch<Mwan3Rule> patch, Mwan3RulePlace? place)
    {
        if (Mwan3Kind.Rule.IsThere(draft.Mwan3, name, section => Write(draft, section, patch)) && place?.IsOf(draft.Mwan3, name) != false)
        {
            return;
        }

        Mwan3Kind.Rule.CheckNew(draft.Mwan3, name);
        UciSection section = Ownership.AddSection(draft.Mwan3, Mwan3Kind.Rule.SectionType, name);
        Write(draft, section, patch);
        (place ?? Mwan3RulePlace.Last).Put(draft.Mwan3, section);
        Warn(draft, section);
    }

    internal static void Set(RouterDraft draft, string name, UciPatch<Mwan3Rule> patch)
    {
        UciSection section = Mwan3Kind.Rule.Find(draft.Mwan3, name);
        Write(draft, section, patch);
        Warn(draft, section);
    }

    internal static void Move(RouterDraft draft, string name, Mwan3RulePlace place)
    {
        UciSection section = Mwan3Kind.Rule.Find(draft.Mwan3, name);
        place.Put(draft.Mwan3, section);
        Warn(draft, section);
    }

    internal static void Remove(RouterDraft draft, string name) =>
        draft.Mwan3.Remove(Mwan3Kind.Rule.Find(draft.Mwan3, name));

    private static string Said(UciSection rule) => string.Join('\n', rule.Options.SelectMany(option => option.Values.Prepend(option.Name)));

    private static Mwan3Rule Make(RouterState state, UciSection section, int index) =>
        UciCodec.Fill(new Mwan3Rule(state.Session, section.Id) { Position = index + 1 }, section);

    private static void Write(RouterDraft draft, UciSection section, UciPatch<Mwan3Rule> patch)
    {
        Mwan3RuleValues.Check(draft, patch);
        patch.Write(section);
        Mwan3RuleValues.CheckTogether(section, patch);
    }

    private static void Warn(RouterDraft draft, UciSection section)
    {
        foreach ((UciSection by, UciSection rule) in Mwan3Shadow.Find(draft.Mwan3).Where(pair => pair.By == section || pair.Rule == section))
        {
            draft.Warn(Text.WarningRuleIsShadowed.With(rule.Id, by.Id));
        }

        string? policy = section.Get((Mwan3Rule rule) => rule.Policy);
        if (Mwan3Match.Of(section) is { Family: not Mwan3Family.IPv4 } match && Mwan3Policies.RejectsIPv6(draft.Mwan3, policy))
        {
            draft.Warn((match.Family == Mwan3Family.Any ? Text.WarningRuleRejectsIPv6Too : Text.WarningRuleRejectsIPv6).With(section.Id, policy));
        }
    }
}
