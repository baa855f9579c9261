using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>Networks that mwan3 keeps its hands off: rules before all others that leave them to the router's own routes.</summary>
internal static class DirectNetworks
{
    private const string Name = "direct";
    private const string Parameter = "-DirectNetwork";

    /// <summary>Makes the networks those that are given; rules that stay are not touched.</summary>
    /// <exception cref="Errors.MultiDialException">InvalidValue: no network, or one with host bits.</exception>
    internal static void Set(RouterDraft draft, LinesRecord record, string[] networks)
    {
        var wanted = new Dictionary<AddressRange, string>();
        foreach (string text in networks)
        {
            wanted.TryAdd(AddressRange.Parse(Parameter, text), text);
        }

        foreach (UciSection rule in Rules(draft.Mwan3, record).ToArray())
        {
            if (Network(rule) is not { } known || !wanted.Remove(known))
            {
                draft.Mwan3.Remove(rule);
            }
        }

        record.Direct = [.. Rules(draft.Mwan3, record).Select(rule => rule.Id)];
        foreach ((AddressRange range, string text) in wanted)
        {
            Add(draft, record, range, text);
        }
    }

    /// <summary>Takes the rules away.</summary>
    internal static void Remove(RouterDraft draft, LinesRecord record) => Set(draft, record, []);

    private static IEnumerable<UciSection> Rules(UciPackage mwan3, LinesRecord record) =>
        record.Direct.Select(mwan3.Find).OfType<UciSection>().Where(rule => rule.Type == Mwan3Kind.Rule.SectionType);

    private static AddressRange? Network(UciSection rule) => rule.Get("dest_ip") is { } text ? AddressRange.TryParse(text) : null;

    private static void Add(RouterDraft draft, LinesRecord record, AddressRange range, string text)
    {
        string name = Enumerable.Range(1, int.MaxValue - 1).Select(number => number == 1 ? Name : FormattableString.Invariant($"{Name}{number}"))
            .First(free => draft.Mwan3.Find(free) is null);
        string? balanced = draft.Mwan3.OfType(Mwan3Kind.Rule.SectionType).FirstOrDefault(rule => record.Rules.Contains(rule.Id))?.Id;
        Mwan3Rules.Add(draft, name,
            new UciPatch<Mwan3Rule>().Set(rule => rule.Policy, "default").Set(rule => rule.Family, Mwan3Match.FamilyOf(range)).Set(rule => rule.DestinationAddress, text),
            balanced is null ? Mwan3RulePlace.Last : new Mwan3RulePlace(balanced, IsBefore: true));
        record.Direct = [.. record.Direct, name];
    }
}
