using System.Globalization;
using System.Text.RegularExpressions;
using MultiDial.Router;

namespace MultiDial.Mwan3;

/// <summary>What mwan3 has in the kernel: what it does with packets, whatever its configuration wants.</summary>
internal sealed partial class Mwan3Kernel
{
    internal static readonly StatePart<Mwan3Kernel> Part = new("mw_kernel_read", "mwan3-kernel", state => new Mwan3Kernel(state));

    /// <summary>What the router has; null if it was not read, or if the state is one that it is to have.</summary>
    internal static Mwan3Kernel? Of(RouterState state) => state.IsAsRead && state.Parts.Contains(Part) ? state.Get(Part) : null;

    // An interface has this much more than its table's number as the priority of the rule that leads its mark there.
    private const int FirstPriority = 2000;

    private const string PolicyPrefix = "mwan3_policy_";

    private readonly Family _ipv4;
    private readonly Family _ipv6;

    private Mwan3Kernel(RouterState state) => (_ipv4, _ipv6) = (new Family(state, 4), new Family(state, 6));

    /// <summary>The policies that have chains; none where these cannot be listed.</summary>
    internal IReadOnlySet<string> Policies => _ipv4.Chains.Select(chain => chain.Key)
        .Where(name => name.StartsWith(PolicyPrefix, StringComparison.Ordinal)).Select(name => name[PolicyPrefix.Length..]).ToHashSet();

    /// <summary>Whether the chains can be listed.</summary>
    internal bool IsListed(bool isIPv6) => Of(isIPv6).IsListed;

    /// <summary>Whether the packets of others go through mwan3's chains.</summary>
    internal bool HasHook(bool isIPv6) => Of(isIPv6).Chains["PREROUTING"].Any(rule => rule.Split(' ').Contains("mwan3_hook")) && Of(isIPv6).Chains["mwan3_hook"].Any(Leads);

    /// <summary>Whether any rule is in the chain of the rules.</summary>
    internal bool HasRules(bool isIPv6) => Of(isIPv6).Chains["mwan3_rules"].Any(Leads);

    /// <summary>Whether a rule leads the mark of an interface to its table.</summary>
    /// <param name="number">The interface's place among all, from 1, which is also the number of its table.</param>
    /// <param name="isIPv6">The interface's family.</param>
    internal bool HasMark(int number, bool isIPv6) => Mark(number, isIPv6) is not null;

    /// <summary>The mark that a rule leads to an interface's table; null if none does.</summary>
    internal string? Mark(int number, bool isIPv6) => Of(isIPv6).Marks.GetValueOrDefault((FirstPriority + number, number));

    /// <summary>Whether an interface's table has a default route.</summary>
    internal bool HasDefaultRoute(int number, bool isIPv6) => Of(isIPv6).Defaults.Contains(number);

    /// <summary>How the chains of a policy split traffic, of each family on its own; null if the kernel has none of it.</summary>
    internal Mwan3Share[]? Shares(string policy)
    {
        Mwan3Share[]? ipv4 = Shares(policy, isIPv6: false), ipv6 = Shares(policy, isIPv6: true);
        return ipv4 is null && ipv6 is null ? null : [.. ipv4 ?? [], .. ipv6 ?? []];
    }

    /// <summary>The same for one family.</summary>
    internal Mwan3Share[]? Shares(string policy, bool isIPv6) => Of(isIPv6).Chains.Contains(Policy(policy)) ? [.. Shares(Of(isIPv6).Chains[Policy(policy)])] : null;

    /// <summary>Whether there is a policy's chain, with nothing in it, so that packets pass on to the next rule.</summary>
    internal bool IsEmpty(string policy, bool isIPv6) => Of(isIPv6).Chains.Contains(Policy(policy)) && !Of(isIPv6).Chains[Policy(policy)].Any(Leads);

    // Each rule takes a part of what those before it have left.
    private static IEnumerable<Mwan3Share> Shares(IEnumerable<string> rules)
    {
        var shares = new List<(string Interface, double Part)>();
        double left = 1;
        foreach (string rule in rules)
        {
            if (Member().Match(rule) is { Success: true } member)
            {
                double part = left * (Probability().Match(rule) is { Success: true } probability && double.TryParse(probability.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out double value)
                    ? Math.Clamp(value, 0, 1)
                    : 1);
                left -= part;
                shares.Add((member.Groups[1].Value, part));
            }
        }

        // They are written from the last one on.
        return shares.AsEnumerable().Reverse().GroupBy(share => share.Interface).Select(one => new Mwan3Share(one.Key, Math.Round(one.Sum(share => share.Part) * 100, 1)));
    }

    private static string Policy(string name) => PolicyPrefix + name;

    private static bool Leads(string rule) => rule.Contains(" -j ", StringComparison.Ordinal);

    private Family Of(bool isIPv6) => isIPv6 ? _ipv6 : _ipv4;

    // mwan3 notes the interface in a comment, with its weight and that of all so far.
    [GeneratedRegex(@"--comment ""([A-Za-z0-9_]+) \d+ \d+"".* -j MARK ")]
    private static partial Regex Member();

    [GeneratedRegex(@"--probability (\d+(?:\.\d+)?)")]
    private static partial Regex Probability();

    [GeneratedRegex(@"^(\d+):.* fwmark (0x[0-9a-fA-F]+|\d+)(?:/\S+)? .*?lookup (\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex MarkRule();

    [GeneratedRegex(@"^default .*\btable (\d+)\b", RegexOptions.Multiline)]
    private static partial Regex Default();

    private sealed class Family
    {
        internal Family(RouterState state, int number)
        {
            string[] said = (state.Said(FormattableString.Invariant($"mwan3-chains{number}")) ?? "").Split('\n');
            Chains = said.Select(line => line.Split(' ', 3)).Where(words => words is ["-A" or "-N", _, ..]).ToLookup(words => words[1], words => words.Length > 2 ? $" {words[2]} " : "");
            IsListed = said.Contains("listed");
            foreach (Match match in MarkRule().Matches(state.Said(FormattableString.Invariant($"mwan3-marks{number}")) ?? ""))
            {
                Marks[(Number(match.Groups[1]), Number(match.Groups[3]))] = match.Groups[2].Value;
            }

            Defaults = [.. Default().Matches(state.Said(FormattableString.Invariant($"mwan3-defaults{number}")) ?? "").Select(match => Number(match.Groups[1]))];
        }

        /// <summary>The rules of the chains, by their names; a chain without rules has an empty one.</summary>
        internal ILookup<string, string> Chains { get; }

        internal bool IsListed { get; }

        internal Dictionary<(int Priority, int Table), string> Marks { get; } = [];

        internal HashSet<int> Defaults { get; }

        private static int Number(Group group) => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }
}
