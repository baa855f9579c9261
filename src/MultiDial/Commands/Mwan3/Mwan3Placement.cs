using MultiDial.Errors;
using MultiDial.Mwan3;

namespace MultiDial.Commands;

/// <summary>Where a cmdlet puts rules. Several rules in one call keep their order, also at the first place.</summary>
internal sealed class Mwan3Placement
{
    private readonly Mwan3RulePlace? _place;
    private readonly Dictionary<OpenWrtSession, string> _previous = [];

    /// <exception cref="MultiDialException">InvalidValue: more than one place.</exception>
    internal Mwan3Placement(string? before, string? after, bool first, bool last)
    {
        Mwan3RulePlace?[] given =
        [
            before is null ? null : new Mwan3RulePlace(before, IsBefore: true),
            after is null ? null : new Mwan3RulePlace(after, IsBefore: false),
            first ? Mwan3RulePlace.First : null,
            last ? Mwan3RulePlace.Last : null,
        ];
        _place = given.Count(place => place is not null) <= 1
            ? Array.Find(given, place => place is not null)
            : throw Error.InvalidValue("the place", "-Before, -After, -First, -Last", "a rule goes to one place only");
    }

    /// <summary>Whether a place was given.</summary>
    internal bool IsGiven => _place is not null;

    /// <summary>The change that carries out an operation at the next place, which is null if none was given.</summary>
    internal Change Change(string rule, Action<Router.RouterDraft, Mwan3RulePlace?> operation) => new(
        draft =>
        {
            bool isNext = IsGiven && _place != Mwan3RulePlace.Last && _previous.ContainsKey(draft.Before.Session);
            operation(draft, isNext ? new Mwan3RulePlace(_previous[draft.Before.Session], IsBefore: false) : _place);
            _previous[draft.Before.Session] = rule;
        },
        state => Mwan3Rules.Read(state, rule));
}
