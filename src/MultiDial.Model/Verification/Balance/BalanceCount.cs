using System.Globalization;
using System.Text.RegularExpressions;

namespace MultiDial.Verification.Balance;

/// <summary>What the chain of a policy says of its rules (<c>iptables -v -S</c>): how many connections each has marked for its line.</summary>
internal sealed partial class BalanceCount
{
    private readonly string _rules;
    private readonly (string Interface, long Connections)[] _counts;

    internal BalanceCount(string said)
    {
        _rules = Counter().Replace(said, "");
        _counts = [.. Member().Matches(said).Select(match => (match.Groups[1].Value, Number(match.Groups[2])))];
    }

    internal bool IsEmpty => _counts.Length == 0;

    /// <summary>How many each line got since then; null if the chain is another one now.</summary>
    internal IReadOnlyDictionary<string, long>? Since(BalanceCount before) => _rules != before._rules ? null : _counts.Zip(before._counts)
        .GroupBy(pair => pair.First.Interface)
        .ToDictionary(line => line.Key, line => line.Sum(pair => pair.First.Connections - pair.Second.Connections)) is var counts && counts.Values.All(count => count >= 0) ? counts : null;

    private static long Number(Group group) => long.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    // mwan3 notes the interface in a comment, with its weight and that of all so far.
    [GeneratedRegex(@"--comment ""([A-Za-z0-9_]+) \d+ \d+"".* -c (\d+) \d+ -j MARK ")]
    private static partial Regex Member();

    [GeneratedRegex(@" -c \d+ \d+\b")]
    private static partial Regex Counter();
}
