using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>What is wrong with the rules of mwan3.</summary>
internal static class Mwan3RuleFindings
{
    private static readonly string[] s_namesOfCatchAll = ["default_rule", "default_rule_v4", "catch_all"];

    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration)
    {
        if (!configuration.IsMwan3SetUp)
        {
            return IPv6(configuration);
        }

        // One that gets a policy may be the one that takes all.
        ConfigurationFinding[] dangling = [.. Dangling(configuration)];
        return [.. dangling, .. Shadowed(configuration), .. IPv6(configuration), .. dangling.Length == 0 ? CatchAll(configuration) : []];
    }

    /// <summary>The rules that leave no IPv4 to others.</summary>
    internal static IEnumerable<UciSection> TakeAll(UciPackage mwan3) => Mwan3Kind.Rule.Of(mwan3).Where(rule => Mwan3Match.Of(rule) is { IsCatchAll: true, Family: not Mwan3Family.IPv6 });

    private static IEnumerable<ConfigurationFinding> Dangling(CheckedConfiguration configuration)
    {
        UciPackage mwan3 = configuration.Mwan3;
        foreach (UciSection rule in Mwan3Kind.Rule.Of(mwan3))
        {
            string? policy = rule.Get((Mwan3Rule value) => value.Policy);
            if (policy is not null && (Mwan3Policies.BuiltIn.Contains(policy) || Mwan3Kind.Policy.TryFind(mwan3, policy) is not null))
            {
                continue;
            }

            bool isIPv6 = rule.Get((Mwan3Rule value) => value.Family) == Mwan3Family.IPv6;
            yield return configuration.Finding(FindingId.RuleWithoutPolicy, FindingSeverity.Error, rule.Id,
                policy is null ? Text.FindingRuleWithoutPolicy.With(rule.Id) : Text.FindingRulePolicyMissing.With(rule.Id, policy),
                Mwan3PolicyFindings.Best(mwan3, isIPv6) is { } best ? Text.RemedySetPolicy.With(rule.Id, best.Id) : Text.RemedyRemoveRule.With(rule.Id));
        }
    }

    private static IEnumerable<ConfigurationFinding> Shadowed(CheckedConfiguration configuration) => Mwan3Shadow.Find(configuration.Mwan3).Select(pair => configuration.Finding(
        FindingId.RuleShadowed, FindingSeverity.Warning, pair.Rule.Id, Text.FindingRuleShadowed.With(pair.Rule.Id, pair.By.Id), Unshadow(configuration.Mwan3, pair.Rule, pair.By)));

    // One that matches the very same would shadow the other, wherever it stands: the one stays that leads to more lines.
    private static string Unshadow(UciPackage mwan3, UciSection rule, UciSection by) =>
        !Mwan3Match.Of(rule)!.Covers(Mwan3Match.Of(by)!) ? Text.RemedyMoveRule.With(rule.Id, by.Id)
        : Text.RemedyRemoveRule.With((Lines(mwan3, by) < Lines(mwan3, rule) ? by : rule).Id);

    private static int Lines(UciPackage mwan3, UciSection rule) => Mwan3Kind.Policy.TryFind(mwan3, rule.Get((Mwan3Rule value) => value.Policy)) is { } policy
        ? Mwan3PolicyFindings.Interfaces(mwan3, policy, rule.Get((Mwan3Rule value) => value.Family) == Mwan3Family.IPv6).Count()
        : 0;

    private static IEnumerable<ConfigurationFinding> IPv6(CheckedConfiguration configuration)
    {
        if (!HasIPv6(configuration))
        {
            yield break;
        }

        foreach (UciSection rule in Mwan3Kind.Rule.Of(configuration.Mwan3))
        {
            string? policy = rule.Get((Mwan3Rule value) => value.Policy);
            if (Mwan3Match.Of(rule) is { Family: not Mwan3Family.IPv4 } match && Mwan3Policies.RejectsIPv6(configuration.Mwan3, policy))
            {
                yield return configuration.Finding(FindingId.RuleRejectsIPv6, FindingSeverity.Warning, rule.Id, Text.FindingRuleRejectsIPv6.With(rule.Id, policy),
                    match.Family == Mwan3Family.Any ? Text.RemedyRuleIPv4.With(rule.Id) : Text.RemedyLastResortDefault.With(policy));
            }
        }
    }

    // Where no line has IPv6 there is nothing to be refused.
    private static bool HasIPv6(CheckedConfiguration configuration) => configuration.Status.Values.Any(status => status.HasDefaultRoute(isIPv6: true))
        || WanInterfaces.Sections(configuration.Network).Any(section => InterfaceChecks.IsIPv6(section) && section.Get((InterfaceSettings settings) => settings.Disabled) != true);

    // Who sends a few hosts by one line does not balance; who has policies and no rule at all has forgotten it.
    private static IEnumerable<ConfigurationFinding> CatchAll(CheckedConfiguration configuration)
    {
        UciPackage mwan3 = configuration.Mwan3;
        bool isCaught = TakeAll(mwan3).Any();
        IEnumerable<UciSection> policies = Mwan3Kind.Rule.Of(mwan3).Count > 0 ? Mwan3PolicyFindings.Used(mwan3) : Mwan3Kind.Policy.Of(mwan3);
        bool balances = policies.Any(policy => Mwan3PolicyFindings.Interfaces(mwan3, policy, isIPv6: false).Skip(1).Any());
        if (isCaught || !balances || Mwan3PolicyFindings.Best(mwan3, isIPv6: false) is not { } best)
        {
            yield break;
        }

        string name = s_namesOfCatchAll.FirstOrDefault(free => mwan3.Find(free) is null, "multidial_rule");
        yield return configuration.Finding(FindingId.CatchAllMissing, FindingSeverity.Information, best.Id, Text.FindingCatchAllMissing.With(best.Id), Text.RemedyCatchAll.With(name, best.Id));
    }
}
