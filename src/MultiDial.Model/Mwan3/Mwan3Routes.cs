using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>
/// Goes the way of a packet through mwan3: networks that it leaves alone, then the rules in the order of the file, of which the first
/// one wins that matches and whose policy has anything to say.
/// </summary>
internal sealed class Mwan3Routes
{
    internal static readonly StatePart[] Parts = [Mwan3Program.Part, Mwan3Service.Part, Mwan3Kernel.Part, InterfaceStatus.Part, Link.Part];

    private readonly RouterState _state;
    private readonly Mwan3Sets _sets;
    private readonly Mwan3Kernel? _kernel;
    private readonly HashSet<string> _online;
    private readonly (UciSection Section, Mwan3Match? Match)[] _rules;

    /// <exception cref="MultiDialException">PackageMissing, UnsupportedRouter.</exception>
    internal Mwan3Routes(RouterState state)
    {
        if (Mwan3Program.Refusal(state) is { } refusal)
        {
            throw refusal;
        }

        (_state, _sets, _kernel) = (state, new Mwan3Sets(state), Mwan3Kernel.Of(state));
        _online = [.. Mwan3Statuses.Read(state).Where(line => line.Status is Mwan3LineStatus.Online or Mwan3LineStatus.Disconnecting).Select(line => line.Name)];
        _rules = [.. Mwan3Kind.Rule.Of(state.Mwan3).Select(rule => (rule, Mwan3Match.Of(rule)))];
    }

    internal Mwan3Route Of(Mwan3Packet packet)
    {
        if (!_state.Get(Mwan3Service.Part).IsRunning)
        {
            return Route(packet, Text.RouteNotRunning);
        }

        if (_kernel?.IsListed(packet.IsIPv6) == true && !_kernel.HasHook(packet.IsIPv6))
        {
            return Route(packet, Text.RouteNoHook.With(FamilyOf(packet)));
        }

        return LeftAlone(packet) is { } why ? Route(packet, why) : ByRule(packet);
    }

    // In the order in which mwan3 asks them.
    private string? LeftAlone(Mwan3Packet packet)
    {
        return Has("custom") is { } custom ? Text.RouteCustom.With(custom)
            : Has("connected") is { } connected ? Text.RouteConnected.With(connected)
            : Has("dynamic") is { } dynamic ? Text.RouteDynamic.With(dynamic)
            : null;

        string? Has(string kind)
        {
            string set = $"mwan3_{kind}_{(packet.IsIPv6 ? "ipv6" : "ipv4")}";
            return _sets.Has(set, packet.Destination.Address) == true ? set : null;
        }
    }

    private Mwan3Route ByRule(Mwan3Packet packet)
    {
        var before = new Mwan3RouteWords();
        foreach ((UciSection section, Mwan3Match? match) in _rules)
        {
            if (match is null)
            {
                before.LeftOut(section);
            }
            else if (Misfit(match, packet) is { } misfit)
            {
                before.DoesNotFit(section, misfit);
            }
            else if (match.IpSet is { } set && _sets.Has(set, packet.Destination.Address) is null)
            {
                before.Says(Text.RouteNoSet.With(set, section.Id));
            }
            else if (match.IpSet is { } other && _sets.Has(other, packet.Destination.Address) == false)
            {
                before.DoesNotFit(section, new(nameof(Mwan3Rule.IpSet), other));
            }
            else if (Taken(packet, section, match, before) is { } route)
            {
                return route;
            }
        }

        return Route(packet, before.All(Text.RouteNoRule));
    }

    // Null if the policy lets it pass on to the next rule: one that does not exist becomes an empty chain.
    private Mwan3Route? Taken(Mwan3Packet packet, UciSection rule, Mwan3Match match, Mwan3RouteWords before)
    {
        string name = rule.Get((Mwan3Rule value) => value.Policy)!;
        if (Mwan3Policies.BuiltIn.Contains(name))
        {
            Mwan3LastResort fate = RouterWord.Find<Mwan3LastResort>(name)!.Value;
            return Route(packet, before.All(BuiltIn(fate, rule.Id)), rule.Id, name, fate);
        }

        UciSection? policy = name.Length > Mwan3Kind.Policy.MaxLength ? null : Mwan3Kind.Policy.TryFind(_state.Mwan3, name);
        if (policy is null || _kernel?.IsEmpty(name, packet.IsIPv6) == true)
        {
            before.Says((policy is null ? Text.RouteNoPolicy : Text.RoutePolicyEmpty).With(rule.Id, name));
            return null;
        }

        Mwan3Share[] shares = [.. (_kernel?.Shares(name, packet.IsIPv6) ?? Configured(policy, packet.IsIPv6)).Where(share => share.Percent > 0)];
        if (shares.Length == 0)
        {
            Mwan3LastResort resort = policy.Get((Mwan3Policy value) => value.LastResort) ?? Mwan3LastResort.Unreachable;
            return Route(packet, before.All(LastResort(resort, rule.Id, name, FamilyOf(packet))), rule.Id, name, resort);
        }

        string[] why = [
            Text.RouteByRule.With(rule.Id, name),
            .. match.IpSet is { } set ? [Text.RouteIpSet.With(set)] : Array.Empty<string>(),
            .. rule.Get((Mwan3Rule value) => value.Sticky) == true ? [Text.RouteSticky.With(rule.Get((Mwan3Rule value) => value.StickyTimeout)?.TotalSeconds)] : Array.Empty<string>(),
        ];
        return Route(packet, before.All(why), rule.Id, name, null, shares);
    }

    private IEnumerable<Mwan3Share> Configured(UciSection policy, bool isIPv6) => Mwan3Shares.Of(_state.Mwan3, policy, name => _online.Contains(name)
        && Mwan3Kind.Interface.TryFind(_state.Mwan3, name).Get((Mwan3Interface value) => value.Family) == Mwan3Family.IPv6 == isIPv6);

    private Mwan3Misfit? Misfit(Mwan3Match match, Mwan3Packet packet) =>
        Mwan3Misfit.Of(match, packet) ?? (match.SourceInterface is { } name && !ComesFrom(name, packet.Source)
            ? new(nameof(Mwan3Rule.SourceInterface), name, packet.Source is null ? "-SourceAddress" : null)
            : null);

    // The router tells nothing of a packet but its addresses, so it comes in where its source's network is.
    private bool ComesFrom(string name, AddressRange? source) =>
        source is not null && InterfaceStatus.Read(_state, name) is { L3Device: not null } status && status.Networks.Any(network => network.Contains(source));

    private Mwan3Route Route(Mwan3Packet packet, string why, string? rule = null, string? policy = null, Mwan3LastResort? resort = null, Mwan3Share[]? shares = null) =>
        new(_state.Session, packet.Destination.Address.ToString())
        {
            DestinationPort = packet.DestinationPort,
            SourceAddress = packet.Source?.Address.ToString(),
            SourcePort = packet.SourcePort,
            Protocol = packet.Protocol,
            Rule = rule,
            Policy = policy,
            Share = shares ?? [],
            LastResort = resort,
            Why = why,
        };

    private static string FamilyOf(Mwan3Packet packet) => (packet.IsIPv6 ? Mwan3Family.IPv6 : Mwan3Family.IPv4).ToString();

    private static string BuiltIn(Mwan3LastResort fate, string rule) => fate switch
    {
        Mwan3LastResort.Default => Text.RouteRuleDefault.With(rule),
        Mwan3LastResort.Blackhole => Text.RouteRuleBlackhole.With(rule),
        _ => Text.RouteRuleUnreachable.With(rule),
    };

    private static string LastResort(Mwan3LastResort resort, string rule, string policy, string family) => resort switch
    {
        Mwan3LastResort.Default => Text.RouteLastResortDefault.With(rule, policy, family),
        Mwan3LastResort.Blackhole => Text.RouteLastResortBlackhole.With(rule, policy, family),
        _ => Text.RouteLastResortUnreachable.With(rule, policy, family),
    };
}
