using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>
/// Finds rules that never get any traffic: mwan3 goes through its rules in the order of the file and stops at the first
/// that fits.
/// </summary>
internal static class Mwan3Shadow
{
    /// <summary>The pairs of rules of which the first takes all traffic of the second.</summary>
    internal static IEnumerable<(UciSection By, UciSection Rule)> Find(UciPackage package)
    {
        (UciSection Rule, Mwan3Match? Match)[] rules = [.. Mwan3Kind.Rule.Of(package).Select(rule => (rule, Mwan3Match.Of(rule)))];
        for (int i = 1; i < rules.Length; i++)
        {
            int by = Array.FindIndex(rules, 0, i, earlier => Takes(package, earlier.Rule) && rules[i].Match is { } match && earlier.Match?.Covers(match) == true);
            if (by >= 0)
            {
                yield return (rules[by].Rule, rules[i].Rule);
            }
        }
    }

    // A policy that does not exist becomes an empty chain, which lets everything pass on to the next rule.
    private static bool Takes(UciPackage package, UciSection rule) =>
        rule.Get((Mwan3Rule value) => value.Policy) is { } policy && (Mwan3Policies.BuiltIn.Contains(policy) || Mwan3Kind.Policy.TryFind(package, policy) is not null);
}
