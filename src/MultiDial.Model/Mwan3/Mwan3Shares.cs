using MultiDial.Router;
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

    private static readonly string s_members = UciCodec.Option((Mwan3Policy value) => value.Member);

    /// <summary>Of each family the members with the lowest metric whose interface is used, each with its part of their weights.</summary>
    /// <param name="package">The configuration of mwan3.</param>
    /// <param name="policy">A section <c>policy</c> of it.</param>
    /// <param name="isUsed">Whether an interface counts, by its name.</param>
    internal static IEnumerable<Mwan3Share> Of(UciPackage package, UciSection policy, Func<string, bool> isUsed)
    {
        Member[] members = [.. Members(package, policy)
            .Where(member => isUsed(member.Interface.Id))
            .Select(member => new Member(
                member.Interface.Id,
                member.Interface.Get((Mwan3Interface value) => value.Family),
                member.Section.Get((Mwan3Member value) => value.Metric) ?? 1,
                member.Section.Get((Mwan3Member value) => value.Weight) ?? 1))];
        return members.Where(member => member.Metric <= HighestMetric)
            .GroupBy(member => member.Family)
            .SelectMany(family => family.GroupBy(member => member.Metric).MinBy(group => group.Key)!)
            .GroupBy(member => member.Family)
            .SelectMany(Split);
    }

    /// <summary>The members of a policy that mwan3 does not skip, each with its interface. In an option that is no list it finds none.</summary>
    internal static IEnumerable<(UciSection Section, UciSection Interface)> Members(UciPackage package, UciSection policy)
    {
        foreach (string name in policy.Options.FirstOrDefault(option => option.Name == s_members && option.IsList)?.Values ?? [])
        {
            if (Mwan3Kind.Member.TryFind(package, name) is { } member
                && Mwan3Kind.Interface.TryFind(package, member.Get((Mwan3Member value) => value.Interface)) is { } tracked)
            {
                yield return (member, tracked);
            }
        }
    }

    private static IEnumerable<Mwan3Share> Split(IEnumerable<Member> group)
    {
        double total = group.Sum(member => (long)member.Weight);
        return group.GroupBy(member => member.Interface)
            .Select(one => new Mwan3Share(one.Key, total > 0 ? Math.Round(one.Sum(member => (long)member.Weight) * 100 / total, 1) : 0));
    }

    private sealed record Member(string Interface, Mwan3Family? Family, int Metric, int Weight);
}
