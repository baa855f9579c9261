using System.Net;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;
using MultiDial.Verification.Findings;

namespace MultiDial.Verification;

/// <summary>What mwan3 does with the packets of hosts: whether it runs, uses a line, and has rules that lead to it, in the kernel as in the configuration.</summary>
internal sealed class Mwan3Way
{
    // A web page, as most of what hosts ask for.
    private const string Port = "443";

    private readonly RouterState _state;
    private readonly CheckedConfiguration _configuration;
    private readonly LocalNetwork _lan;
    private readonly Dictionary<string, Mwan3Status> _statuses;
    private readonly Dictionary<string, int> _numbers;

    private Mwan3Way(RouterState state, CheckedConfiguration configuration, LocalNetwork lan)
    {
        (_state, _configuration, _lan) = (state, configuration, lan);
        _statuses = Mwan3Statuses.Read(state).Where(status => status.Enabled).ToDictionary(status => status.Name);
        _numbers = Mwan3Kind.Interface.Of(state.Mwan3).Select((section, index) => (section.Id, Number: index + 1)).ToDictionary(pair => pair.Id, pair => pair.Number);
    }

    /// <summary>
    /// That of a router whose mwan3 has several lines; null where there is nothing to be said: mwan3 is another one, or not there, or has
    /// but one line, or a transaction has changes that are not on the router yet.
    /// </summary>
    internal static Mwan3Way? Find(RouterState state, LocalNetwork lan) =>
        state.IsAsRead && state.HasMwan3 && state.Get(Mwan3Service.Part).IsInstalled && Mwan3Program.Refusal(state) is null && CheckedConfiguration.Of(state) is { IsMwan3SetUp: true } configuration
            ? new Mwan3Way(state, configuration, lan)
            : null;

    /// <summary>The mark of the packets that leave by a line; null if the kernel has no rule for it.</summary>
    internal string? Mark(string line) => _statuses.ContainsKey(line) ? Mwan3Kernel.Of(_state)?.Mark(_numbers[line], isIPv6: false) : null;

    /// <summary>The first thing that keeps the packets of hosts from a line, and what helps; null for nothing, or if mwan3 does not use the line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="target">Where to.</param>
    /// <param name="answered">The targets that have answered through the line.</param>
    internal string? Broken(string line, IPAddress target, string[] answered) =>
        !_statuses.TryGetValue(line, out Mwan3Status? status) ? null : Room(line) ?? Problem(status, answered) ?? Rules(line) ?? Refused(target);

    // The others have no marks of their own, whatever else mwan3 says of them.
    private string? Room(string line) =>
        _numbers[line] > Mwan3Globals.Limit(_state.Mwan3) ? Words(Mwan3InterfaceFindings.Find(_configuration).FirstOrDefault(finding => finding.Id == FindingId.TooManyInterfaces)) : null;

    // That test is this one.
    private static string? Problem(Mwan3Status status, string[] answered)
    {
        string targets = string.Join(", ", status.Target.Select(target => target.Address));
        return status.Problem == Text.ProblemDisconnecting.With(targets, status.Name) ? null
            : status.Problem == Text.ProblemOffline.With(targets, status.Name) ? Text.ReasonTrackedSilent.With(targets, status.Name, string.Join(", ", answered))
            : status.Problem;
    }

    // Which rule leads to the line at all, and then whether what no rule is for is balanced.
    private string? Rules(string line)
    {
        UciPackage mwan3 = _state.Mwan3;
        UciSection[] shadowed = [.. Mwan3Shadow.Find(mwan3).Select(pair => pair.Rule)];
        UciSection[] leading = [.. Mwan3Kind.Rule.Of(mwan3).Where(rule => LeadsTo(mwan3, rule, line))];
        ConfigurationFinding[] ofRules = [.. Mwan3RuleFindings.Find(_configuration)];
        if (leading.Any(rule => !shadowed.Contains(rule)))
        {
            return IsFirst(line) ? null : Words(ofRules.FirstOrDefault(finding => finding.Id == FindingId.CatchAllMissing));
        }

        return Words(ofRules.FirstOrDefault(finding => finding.Id == FindingId.RuleShadowed && leading.Any(rule => rule.Id == finding.Target))
            ?? Mwan3PolicyFindings.Find(_configuration).FirstOrDefault(finding => finding.Id is FindingId.PolicyEmpty)
            ?? Mwan3InterfaceFindings.Find(_configuration).FirstOrDefault(finding => finding.Id == FindingId.Mwan3InterfaceUnused && finding.Target == line)
            ?? ofRules.FirstOrDefault(finding => finding.Id is FindingId.RuleWithoutPolicy or FindingId.CatchAllMissing));
    }

    private static bool LeadsTo(UciPackage mwan3, UciSection rule, string line) =>
        Mwan3Match.Of(rule) is { Family: not Mwan3Family.IPv6 } && Mwan3Kind.Policy.TryFind(mwan3, rule.Get((Mwan3Rule value) => value.Policy)) is { } policy
        && Mwan3PolicyFindings.Interfaces(mwan3, policy, isIPv6: false).Contains(line);

    // The one that the router's own routes lead to.
    private bool IsFirst(string line) => _statuses.Keys.MinBy(name => InterfaceStatus.Read(_state, name).Metric) == line;

    // Hosts as such get no answer then, whatever few of their packets may have a way.
    private string? Refused(IPAddress target)
    {
        Mwan3Route route = new Mwan3Routes(_state).Of(Mwan3Packet.Parse(target.ToString(), Port, _lan.Host.ToString(), null, null));
        return route is { Share: [], LastResort: Mwan3LastResort.Unreachable or Mwan3LastResort.Blackhole } ? Text.ReasonHostsRefused.With(route.Why) : null;
    }

    private static string? Words(ConfigurationFinding? finding) => finding is null ? null : $"{finding.Message} {finding.RecommendedAction}";
}
