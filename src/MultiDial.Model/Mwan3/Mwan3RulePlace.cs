using MultiDial.Errors;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>Where among the rules a rule goes.</summary>
/// <param name="Anchor">The rule that it goes before or after; null for the first or the last place.</param>
/// <param name="IsBefore">Before the anchor or, without one, to the first place.</param>
internal sealed record Mwan3RulePlace(string? Anchor, bool IsBefore)
{
    internal static readonly Mwan3RulePlace First = new(null, true);
    internal static readonly Mwan3RulePlace Last = new(null, false);

    /// <summary>Moves the rule there. The sections that are no rules keep their order.</summary>
    /// <exception cref="MultiDialException">NotFound: there is no such anchor.</exception>
    internal void Put(UciPackage package, UciSection rule)
    {
        if (AnchorOf(package, rule) is { } anchor)
        {
            List<UciSection> sections = [.. package.Sections.Where(section => section != rule)];
            package.Move(rule, sections.IndexOf(anchor) + (IsBefore ? 0 : 1));
        }
    }

    /// <summary>Whether the rule is there already.</summary>
    /// <exception cref="MultiDialException">NotFound: there is no such anchor, or no such rule.</exception>
    internal bool IsOf(UciPackage package, string rule) => AnchorOf(package, Mwan3Kind.Rule.Find(package, rule)) is null;

    // The rule to move beside; null if the rule need not move. Other sections may lie between two neighbours.
    private UciSection? AnchorOf(UciPackage package, UciSection rule)
    {
        List<UciSection> rules = [.. Mwan3Kind.Rule.Of(package)];
        List<UciSection> others = [.. rules.Where(other => other != rule)];
        UciSection? anchor = Anchor is not null ? Mwan3Kind.Rule.Find(package, Anchor) : IsBefore ? others.FirstOrDefault() : others.LastOrDefault();
        return anchor is null || anchor == rule || rules.IndexOf(rule) == others.IndexOf(anchor) + (IsBefore ? 0 : 1) ? null : anchor;
    }
}
