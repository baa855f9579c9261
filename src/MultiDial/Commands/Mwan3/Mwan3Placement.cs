using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Where a cmdlet puts rules. Several rules in one call keep their order, also at the first place.</summary>
internal sealed class Mwan3Placement
{
    private readonly Mwan3RulePlace? _place;
    private readonly Dictionary<OpenWrtSession, string> _previous = [];

    /// <exception cref="MultiDialException">InvalidValue: more than one place.</exception>
    internal Mwan3Placement(string? before, string? after, bool first, bool last)
    {
        (string Parameter, Mwan3RulePlace? Place)[] places =
        [
            ("-Before", before is null ? null : new Mwan3RulePlace(before, IsBefore: true)),
            ("-After", after is null ? null : new Mwan3RulePlace(after, IsBefore: false)),
            ("-First", first ? Mwan3RulePlace.First : null),
            ("-Last", last ? Mwan3RulePlace.Last : null),
        ];
        (string Parameter, Mwan3RulePlace? Place)[] given = [.. places.Where(place => place.Place is not null)];
        _place = given.Length <= 1
            ? given.FirstOrDefault().Place
            : throw Error.InvalidValue(Text.ParametersOfPlace, string.Join(", ", given.Select(place => place.Parameter)), Text.RuleOnePlace);
    }

    /// <summary>Whether a place was given.</summary>
    internal bool IsGiven => _place is not null;

    /// <summary>The change that carries out an operation at the next place, which is null if none was given.</summary>
    internal Change Change(string rule, Action<Router.RouterDraft, Mwan3RulePlace?> operation)
    {
        string said = "";
        return new(Edit, state => Mwan3Rules.Read(state, rule, said));

        void Edit(Router.RouterDraft draft)
        {
            bool isNext = IsGiven && _place != Mwan3RulePlace.Last && _previous.ContainsKey(draft.Before.Session);
            operation(draft, isNext ? new Mwan3RulePlace(_previous[draft.Before.Session], IsBefore: false) : _place);
            _previous[draft.Before.Session] = rule;
            said = Mwan3Rules.Said(draft, rule);
        }
    }
}
