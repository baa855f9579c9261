using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>What is wrong with the policies of mwan3 and their members.</summary>
internal static class Mwan3PolicyFindings
{
    private static readonly string s_members = UciCodec.Option((Mwan3Policy value) => value.Member);

    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration)
    {
        if (!configuration.IsMwan3SetUp)
        {
            return [];
        }

        UciPackage mwan3 = configuration.Mwan3;
        HashSet<UciSection> used = [.. Used(mwan3)];
        return [.. Mwan3Kind.Policy.Of(mwan3).SelectMany(policy => OfPolicy(configuration, policy, used.Contains(policy))), .. OfMembers(configuration)];
    }

    /// <summary>The policies that rules use.</summary>
    internal static IEnumerable<UciSection> Used(UciPackage mwan3) =>
        Mwan3Kind.Rule.Of(mwan3).Select(rule => Mwan3Kind.Policy.TryFind(mwan3, rule.Get((Mwan3Rule value) => value.Policy))).OfType<UciSection>().Distinct();

    /// <summary>The policy with most interfaces of a family; null if none has any.</summary>
    internal static UciSection? Best(UciPackage mwan3, bool isIPv6) => Mwan3Kind.Policy.Of(mwan3)
        .Select(policy => (Policy: policy, Count: Interfaces(mwan3, policy, isIPv6).Count()))
        .Where(pair => pair.Count > 0)
        .OrderByDescending(pair => pair.Count)
        .Select(pair => pair.Policy)
        .FirstOrDefault();

    /// <summary>The interfaces of a family that a policy has.</summary>
    internal static IEnumerable<string> Interfaces(UciPackage mwan3, UciSection policy, bool isIPv6) => Mwan3Shares.Members(mwan3, policy)
        .Where(member => (member.Interface.Get((Mwan3Interface value) => value.Family) == Mwan3Family.IPv6) == isIPv6)
        .Select(member => member.Interface.Id).Distinct();

    private static IEnumerable<ConfigurationFinding> OfPolicy(CheckedConfiguration configuration, UciSection policy, bool isUsed)
    {
        UciPackage mwan3 = configuration.Mwan3;
        string[] named = policy.Get((Mwan3Policy value) => value.Member);
        string[] there = [.. named.Where(name => Mwan3Kind.Member.TryFind(mwan3, name) is not null)];
        string[] meant = [.. (IsString(policy) ? named : []).SelectMany(words => words.Split(' ')).Where(name => Mwan3Kind.Member.TryFind(mwan3, name) is not null)];
        if (isUsed && meant.Length > 0)
        {
            return [configuration.Finding(
                FindingId.PolicyEmpty, FindingSeverity.Error, policy.Id, Text.FindingPolicyMembersAreNoList.With(policy.Id), Text.RemedySetMembers.With(policy.Id, Remedy.List(meant)))];
        }

        // Members whose interfaces are missing are found themselves.
        if (isUsed && there.Length == 0 && !IsMeant(policy, named))
        {
            return [configuration.Finding(FindingId.PolicyEmpty, FindingSeverity.Error, policy.Id, Text.FindingPolicyEmpty.With(policy.Id), Fill(mwan3, policy))];
        }

        return there.Length == named.Length
            ? []
            : [configuration.Finding(FindingId.PolicyMemberMissing, FindingSeverity.Warning, policy.Id,
                Text.FindingPolicyMemberMissing.With(policy.Id, Remedy.Names(named.Except(there))), Text.RemedySetMembers.With(policy.Id, Remedy.List(there)))];
    }

    private static bool IsString(UciSection policy) => policy.Options.Any(option => option.Name == s_members && !option.IsList);

    // A policy without any sends traffic by the router's own routes, if it says so.
    private static bool IsMeant(UciSection policy, string[] named) => named.Length == 0 && policy.Get((Mwan3Policy value) => value.LastResort) == Mwan3LastResort.Default;

    // A member of each interface that mwan3 uses; where there are none they are made. Without an interface nothing can be balanced.
    private static string Fill(UciPackage mwan3, UciSection policy)
    {
        string[] tracked = [.. Mwan3Kind.Interface.Of(mwan3).Where(one => one.Get((Mwan3Interface value) => value.Enabled) == true).Select(one => one.Id)];
        string[] members = [.. tracked.Select(name => Mwan3Members.Of(mwan3, name).FirstOrDefault()?.Id).OfType<string>()];
        return members.Length > 0 ? Text.RemedySetMembers.With(policy.Id, Remedy.List(members))
            : tracked.Length > 0 ? Text.RemedyNewMembers.With(Remedy.List(tracked), policy.Id)
            : Text.RemedyNoMembers.With(policy.Id);
    }

    private static IEnumerable<ConfigurationFinding> OfMembers(CheckedConfiguration configuration)
    {
        UciPackage mwan3 = configuration.Mwan3;
        foreach (UciSection member in Mwan3Kind.Member.Of(mwan3))
        {
            UciSection[] policies = [.. Mwan3Kind.Policy.Of(mwan3).Where(policy => policy.Get((Mwan3Policy value) => value.Member).Contains(member.Id))];
            string? name = member.Get((Mwan3Member value) => value.Interface);
            if (policies.Length == 0 || Mwan3Kind.Interface.TryFind(mwan3, name) is not null)
            {
                continue;
            }

            yield return configuration.Finding(FindingId.MemberWithoutInterface, FindingSeverity.Warning, member.Id,
                Text.FindingMemberWithoutInterface.With(member.Id, name), WithInterface(configuration, member, name, policies));
        }
    }

    // Of a line that there is mwan3 can take care; else the member goes.
    private static string WithInterface(CheckedConfiguration configuration, UciSection member, string? name, UciSection[] policies)
    {
        if (name is not null && WanInterfaces.TryFind(configuration.Network, name) is { } line && configuration.Mwan3.Find(name) is null)
        {
            bool isIPv6 = InterfaceChecks.IsIPv6(line);
            return (isIPv6 ? Text.RemedyAddInterfaceIPv6 : Text.RemedyAddInterface).With(name, Remedy.List(Mwan3InterfaceFindings.Targets(isIPv6)));
        }

        return string.Join("; ", policies
            .Select(policy => Text.RemedySetMembers.With(policy.Id, Remedy.List(policy.Get((Mwan3Policy value) => value.Member).Where(other => other != member.Id))))
            .Append(Text.RemedyRemoveMember.With(member.Id)));
    }
}
