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
        UciSection[] others = [.. package.OfType(Mwan3Kind.Rule.SectionType).Where(other => other != rule)];
        UciSection? anchor = Anchor is null ? (IsBefore ? others.FirstOrDefault() : others.LastOrDefault()) : Mwan3Kind.Rule.Find(package, Anchor);
        if (anchor is null || anchor == rule || IsThere(others, package, rule, anchor))
        {
            return;
        }

        List<UciSection> sections = [.. package.Sections.Where(section => section != rule)];
        package.Move(rule, sections.IndexOf(anchor) + (IsBefore ? 0 : 1));
    }

    /// <summary>Whether the rule is there already.</summary>
    internal bool IsOf(UciPackage package, string rule)
    {
        UciPackage trial = package.Clone();
        Put(trial, Mwan3Kind.Rule.Find(trial, rule));
        return trial.ToText() == package.ToText();
    }

    // Other sections may lie between two rules; then neighbours stay where they are.
    private bool IsThere(UciSection[] others, UciPackage package, UciSection rule, UciSection anchor)
    {
        int place = package.OfType(Mwan3Kind.Rule.SectionType).ToList().IndexOf(rule);
        return place == Array.IndexOf(others, anchor) + (IsBefore ? 0 : 1);
    }
}
