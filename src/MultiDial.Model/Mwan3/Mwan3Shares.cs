using System.Globalization;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>
/// How a policy splits traffic, from its members' metrics and weights. Not taken from mwan3, whose 2.12 reports 0 % for
/// all members but one.
/// </summary>
internal static class Mwan3Shares
{
    // mwan3 ignores members above it.
    private const int HighestMetric = 256;

    /// <summary>Of each family the members with the lowest metric whose line is used, each with its part of their weights.</summary>
    /// <param name="package">The configuration of mwan3.</param>
    /// <param name="policy">A section <c>policy</c> of it.</param>
    /// <param name="isUsed">Whether a line counts, by its name.</param>
    internal static IEnumerable<Mwan3Share> Of(UciPackage package, UciSection policy, Func<string, bool> isUsed)
    {
        (string Line, string Family, int Metric, int Weight)[] members = [.. policy.GetList("use_member")
            .Select(package.Find).OfType<UciSection>()
            .Where(member => member.Type == Mwan3Kind.Member.SectionType)
            .Select(member => (Member: member, Line: package.Find(member.Get("interface") ?? string.Empty)))
            .Where(pair => pair.Line is { Type: "interface" } && isUsed(pair.Line.Id))
            .Select(pair => (pair.Line!.Id, pair.Line.Get("family") ?? "ipv4", Number(pair.Member, "metric"), Number(pair.Member, "weight")))];
        return members.Where(member => member.Metric <= HighestMetric)
            .GroupBy(member => member.Family)
            .SelectMany(family => family.GroupBy(member => member.Metric).MinBy(group => group.Key)!)
            .GroupBy(member => member.Family)
            .SelectMany(Split);
    }

    private static IEnumerable<Mwan3Share> Split(IEnumerable<(string Line, string Family, int Metric, int Weight)> group)
    {
        double total = group.Sum(member => (long)member.Weight);
        return group.GroupBy(member => member.Line)
            .Select(line => new Mwan3Share(line.Key, total > 0 ? Math.Round(line.Sum(member => (long)member.Weight) * 100 / total, 1) : 0));
    }

    private static int Number(UciSection section, string option) =>
        int.TryParse(section.Get(option), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : 1;
}
