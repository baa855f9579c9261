using MultiDial.Dialling;
using MultiDial.Mwan3;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>What is wrong with the interfaces that mwan3 tracks.</summary>
internal static class Mwan3InterfaceFindings
{
    private static readonly (int Most, string Mask)[] s_masks = [(60, "0x3F00"), (252, "0xFF00"), (1020, "0x3FF00"), (int.MaxValue, "0xFFFF00")];

    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration)
    {
        IReadOnlyList<UciSection> all = Mwan3Kind.Interface.Of(configuration.Mwan3);
        HashSet<string> used = [.. Mwan3PolicyFindings.Used(configuration.Mwan3).SelectMany(policy => Mwan3Shares.Members(configuration.Mwan3, policy)).Select(member => member.Interface.Id)];
        return [.. all.SelectMany(section => Of(configuration, section, used)), .. Room(configuration, all.Count)];
    }

    private static IEnumerable<ConfigurationFinding> Of(CheckedConfiguration configuration, UciSection section, HashSet<string> used)
    {
        var one = new Mwan3InterfaceState(section, default, default);
        bool hasNetwork = configuration.IsNetworkInterface(one.Name);
        if (!one.Enabled)
        {
            // What packages bring along has such ones for lines that nobody has.
            return hasNetwork && configuration.IsMwan3SetUp && used.Contains(one.Name)
                ? [configuration.Finding(FindingId.MemberInterfaceDisabled, FindingSeverity.Warning, one.Name, Text.FindingMemberInterfaceDisabled.With(one.Name), Text.RemedyEnableInterface.With(one.Name))]
                : [];
        }

        if (!hasNetwork)
        {
            // Images bring along interfaces for modems and phones that come and go.
            return configuration.Balanced.Count > 1 || Ownership.IsOurs(section)
                ? [configuration.Finding(FindingId.Mwan3InterfaceWithoutNetwork, FindingSeverity.Warning, one.Name, Text.FindingMwan3InterfaceWithoutNetwork.With(one.Name), Text.RemedyRemoveMwan3Interface.With(one.Name))]
                : [];
        }

        return [.. Tracking(configuration, one), .. Use(configuration, one, used)];
    }

    private static IEnumerable<ConfigurationFinding> Tracking(CheckedConfiguration configuration, Mwan3InterfaceState one)
    {
        if (one.HasTargetsInOneString)
        {
            string[] targets = [.. one.TrackIp.SelectMany(words => words.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
            yield return configuration.Finding(FindingId.TrackIpIsNoList, FindingSeverity.Error, one.Name, Text.FindingTrackIpIsNoList.With(one.Name), Text.RemedyTrackIp.With(one.Name, Remedy.List(targets)));
        }
        else if (!one.HasTargets)
        {
            string remedy = Text.RemedyTrackIp.With(one.Name, Remedy.List(Targets(one.IsIPv6)));
            yield return one.StartsOffline
                ? configuration.Finding(FindingId.NeverOnline, FindingSeverity.Error, one.Name, Text.FindingNeverOnline.With(one.Name), remedy)
                : configuration.Finding(FindingId.TrackIpMissing, FindingSeverity.Information, one.Name, Text.FindingTrackIpMissing.With(one.Name), remedy);
        }
        else if (one.Reliability > one.TrackIp.Length)
        {
            yield return configuration.Finding(
                FindingId.ReliabilityTooHigh, FindingSeverity.Error, one.Name, Text.FindingReliabilityTooHigh.With(one.Name, one.Reliability, one.TrackIp.Length), Text.RemedyReliability.With(one.Name));
        }
    }

    // Unless a policy of lines takes all, what others leave goes by the router's own routes, and with it by the line.
    private static IEnumerable<ConfigurationFinding> Use(CheckedConfiguration configuration, Mwan3InterfaceState one, HashSet<string> used) =>
        used.Count > 0 && !used.Contains(one.Name) && !one.IsIPv6
            && Mwan3RuleFindings.TakeAll(configuration.Mwan3).Any(rule => Mwan3Kind.Policy.TryFind(configuration.Mwan3, rule.Get((Mwan3Rule value) => value.Policy)) is not null) && Mwan3PolicyFindings.Best(configuration.Mwan3, one.IsIPv6) is { } policy
            ? [configuration.Finding(FindingId.Mwan3InterfaceUnused, FindingSeverity.Information, one.Name, Text.FindingMwan3InterfaceUnused.With(one.Name), Join(configuration.Mwan3, one.Name, policy))]
            : [];

    private static string Join(UciPackage mwan3, string name, UciSection policy)
    {
        string[] members = policy.Get((Mwan3Policy value) => value.Member);
        return Mwan3Members.Of(mwan3, name).FirstOrDefault() is { } member
            ? Text.RemedySetMembers.With(policy.Id, Remedy.List([.. members, member.Id]))
            : Text.RemedyAddMember.With(name, policy.Id, Remedy.List(members));
    }

    private static IEnumerable<ConfigurationFinding> Room(CheckedConfiguration configuration, int count)
    {
        int limit = Mwan3Globals.Limit(configuration.Mwan3);
        return count > limit
            ? [configuration.Finding(FindingId.TooManyInterfaces, FindingSeverity.Error, Mwan3Globals.Section,
                Text.FindingTooManyInterfaces.With(count, Mwan3Globals.Mask(configuration.Mwan3), limit), Text.RemedyMarkMask.With(s_masks.First(mask => count <= mask.Most).Mask))]
            : [];
    }

    /// <summary>Addresses to track for want of others.</summary>
    internal static string[] Targets(bool isIPv6) => isIPv6 ? ["2606:4700:4700::1111", "2001:4860:4860::8888"] : ReachabilityTargets.Usual;
}
