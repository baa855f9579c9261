using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The operations on the rules of mwan3.</summary>
internal static class Mwan3Rules
{
    internal static IEnumerable<Mwan3Rule> Read(RouterState state) =>
        state.Mwan3.OfType(Mwan3Kind.Rule.SectionType)
            .Select((section, index) => UciCodec.Fill(new Mwan3Rule(state.Session, section.Id) { Position = index + 1 }, section));

    internal static Mwan3Rule? Read(RouterState state, string name) =>
        Read(state).FirstOrDefault(rule => rule.Name == name);

    /// <summary>Adds a rule; nothing to do if it is there with these values.</summary>
    /// <param name="draft">The draft to edit.</param>
    /// <param name="name">The rule.</param>
    /// <param name="values">Its values by property name.</param>
    /// <param name="place">Where it goes; null for the last place, or for any if it is there.</param>
    internal static void Add(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values, Mwan3RulePlace? place)
    {
        if (Mwan3Kind.Rule.IsThere(draft.Mwan3, name, section => Write(draft, section, values)) && place?.IsOf(draft.Mwan3, name) != false)
        {
            return;
        }

        Mwan3Kind.Rule.CheckNew(draft.Mwan3, name);
        UciSection section = Ownership.AddSection(draft.Mwan3, Mwan3Kind.Rule.SectionType, name);
        Write(draft, section, values);
        (place ?? Mwan3RulePlace.Last).Put(draft.Mwan3, section);
        Warn(draft, section);
    }

    internal static void Set(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values)
    {
        UciSection section = Mwan3Kind.Rule.Find(draft.Mwan3, name);
        Write(draft, section, values);
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

    private static void Write(RouterDraft draft, UciSection section, IReadOnlyDictionary<string, object?> values)
    {
        Mwan3RuleValues.Check(draft, values);
        UciCodec.Write(section, typeof(Mwan3Rule), values);
        Mwan3RuleValues.CheckTogether(section, values);
    }

    private static void Warn(RouterDraft draft, UciSection section)
    {
        foreach ((UciSection by, UciSection rule) in Mwan3Shadow.Find(draft.Mwan3).Where(pair => pair.By == section || pair.Rule == section))
        {
            draft.Warn($"The rule '{rule.Id}' will get no traffic: '{by.Id}' before it takes all that fits. Move-Mwan3Rule {rule.Id} -Before {by.Id}");
        }

        if (Mwan3Match.Of(section) is { Family: not Mwan3Family.IPv4 } match && IsRejected(draft.Mwan3, section.Get("use_policy")!))
        {
            string cure = match.Family == Mwan3Family.Any ? $" Set-Mwan3Rule {section.Id} -Family IPv4 leaves it alone." : string.Empty;
            draft.Warn($"The rule '{section.Id}' takes IPv6 as well, and its policy '{section.Get("use_policy")}' has no IPv6 line: IPv6 that fits is rejected.{cure}");
        }
    }

    private static bool IsRejected(UciPackage package, string name)
    {
        UciSection? policy = package.Find(name) is { Type: "policy" } found ? found : null;
        string?[] families = [.. (policy?.GetList("use_member") ?? [])
            .Select(member => package.Find(member)?.Get("interface"))
            .OfType<string>()
            .Select(package.Find).OfType<UciSection>()
            .Select(line => line.Get("family"))];
        return policy is not null && policy.Get("last_resort") != "default" && families.Length > 0 && !families.Contains("ipv6");
    }
}
