using System.Text.RegularExpressions;

namespace MultiDial.Verification.Packets;

/// <summary>Reads rules of nftables, as far as firewalls of routers need: devices, states, protocols, ports and addresses.</summary>
internal sealed partial class NftRule
{
    // What neither matches nor ends anything, with the number of words that belong to it.
    private static readonly Dictionary<string, int> s_silent = new() { ["comment"] = 1, ["packets"] = 1, ["bytes"] = 1, ["counter"] = 0, ["notrack"] = 0 };
    private static readonly string[] s_states = ["new", "established", "related", "invalid", "untracked"];

    private readonly FilteredPacket _packet;
    private readonly string[] _words;
    private int _next;

    private NftRule(FilteredPacket packet, string[] words) => (_packet, _words) = (packet, words);

    internal static FirewallRule Read(string rule, FilteredPacket packet) => new NftRule(packet, [.. Word().Matches(rule).Select(match => match.Value.Trim('"'))]).Read();

    private string? Peek => _next < _words.Length ? _words[_next] : null;

    private FirewallRule Read()
    {
        bool? applies = true;
        while (Take() is { } word)
        {
            if (s_silent.TryGetValue(word, out int words))
            {
                _next += words;
            }
            else if (Fate(word) is { } fate)
            {
                return new FirewallRule(applies, fate, fate is RuleFate.Jump or RuleFate.GoTo ? Peek ?? "" : "");
            }
            else if (word == "ct" && Peek == "state")
            {
                _next++;
                if (Peek == "vmap")
                {
                    return new FirewallRule(applies, OfNewState());
                }

                applies = FirewallRule.And(applies, Is(FilteredPacket.IsState, s_states.Contains));
            }
            else
            {
                applies = FirewallRule.And(applies, Match(word));
            }

            // What is behind a match that cannot be read cannot be read either, up to the end of the rule.
            if (applies is null)
            {
                return Rest();
            }
        }

        return new FirewallRule(applies, RuleFate.None);
    }

    private bool? Match(string word) => word switch
    {
        "iifname" or "iif" => Is(name => FilteredPacket.IsDevice(_packet.In, name, '*')),
        "oifname" or "oif" => Is(name => FilteredPacket.IsDevice(_packet.Out, name, '*')),
        "meta" when Peek is "iifname" or "oifname" or "iif" or "oif" => Match(Take()!),
        "meta" when Peek == "nfproto" => Is(Skip(name => name == "ipv4")),
        "meta" when Peek == "l4proto" => Is(Skip(FilteredPacket.IsProtocol)),
        "ct" when Peek == "status" => Is(Skip(_ => false)),
        "ip" when Peek == "protocol" => Is(Skip(FilteredPacket.IsProtocol)),
        "ip" when Peek == "saddr" => Is(Skip(network => FilteredPacket.IsIn(_packet.Source, network))),
        "ip" when Peek == "daddr" => Is(Skip(network => FilteredPacket.IsIn(_packet.Destination, network))),
        "tcp" when Peek == "dport" => Is(Skip(FilteredPacket.IsPort)),
        "udp" or "icmp" or "icmpv6" or "ip6" => false,
        _ => null,
    };

    private Func<string, T> Skip<T>(Func<string, T> test)
    {
        _next++;
        return test;
    }

    private bool? Is(Func<string, bool> test, Func<string, bool>? belongs = null) => Is(word => (bool?)test(word), belongs);

    // One value, or several in braces or in a row.
    private bool? Is(Func<string, bool?> test, Func<string, bool>? belongs = null)
    {
        bool isNot = Peek == "!=";
        _next += isNot ? 1 : 0;
        List<bool?> found = [];
        if (Peek == "{")
        {
            _next++;
            while (Take() is { } word and not "}")
            {
                found.Add(test(word));
            }
        }
        else
        {
            do
            {
                found.Add(Take() is { } word ? test(word) : null);
            }
            while (belongs is not null && Peek is { } more && belongs(more));
        }

        bool? isOne = found.Contains(true) ? true : found.Contains(null) ? null : false;
        return isNot ? !isOne : isOne;
    }

    // ct state vmap { established : accept, new : jump x }
    private RuleFate OfNewState()
    {
        while (Take() is { } word and not "}")
        {
            if (FilteredPacket.IsState(word))
            {
                _next++;
                return Take() is { } fate ? Fate(fate) ?? RuleFate.None : RuleFate.None;
            }
        }

        return RuleFate.None;
    }

    private FirewallRule Rest()
    {
        while (Take() is { } word)
        {
            if (Fate(word) is { } fate)
            {
                return new FirewallRule(null, fate, fate is RuleFate.Jump or RuleFate.GoTo ? Peek ?? "" : "");
            }

            _next += word == "comment" ? 1 : 0;
        }

        return new FirewallRule(null, RuleFate.None);
    }

    private string? Take() => _next < _words.Length ? _words[_next++] : null;

    private static RuleFate? Fate(string word) => word switch
    {
        "accept" => RuleFate.Accept,
        "drop" or "reject" => RuleFate.Drop,
        "masquerade" or "snat" or "fullcone" => RuleFate.Masquerade,
        "return" => RuleFate.Return,
        "jump" => RuleFate.Jump,
        "goto" => RuleFate.GoTo,
        _ => null,
    };

    // Commas only part words.
    [GeneratedRegex(@"""[^""]*""|[{}]|[^\s{},""]+")]
    private static partial Regex Word();
}
