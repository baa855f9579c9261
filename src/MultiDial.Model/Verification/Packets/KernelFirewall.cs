using MultiDial.Router;

namespace MultiDial.Verification.Packets;

/// <summary>
/// The firewall that the kernel has, as nft and iptables-save list it, whatever the configuration says. What it does with a packet is
/// read out of the rules; a rule that cannot be read leaves it open.
/// </summary>
internal sealed class KernelFirewall
{
    // Chains that call each other in a circle the kernel does not take, but what a router says can be anything.
    private const int Deepest = 16;
    private const int MostRules = 20_000;

    private const string Filter = "filter";
    private const string Nat = "nat";

    private readonly List<Chain> _bases = [];
    private readonly Dictionary<(string Table, string Chain), List<string>> _chains = [];

    /// <param name="answer">What the router said, with the pieces <c>nft</c> and <c>iptables</c>.</param>
    internal KernelFirewall(RouterAnswer answer)
    {
        ReadNft(answer["nft"] ?? "");
        ReadIptables(answer["iptables"] ?? "");
    }

    /// <summary>The rule that keeps a packet from being forwarded; null if none does, or if that cannot be told.</summary>
    internal string? Blocking(FilteredPacket packet)
    {
        foreach (Chain chain in _bases.Where(chain => chain is { Type: Filter, Hook: "forward" }))
        {
            var walk = new Walk(this, packet, chain.Table);
            RuleFate fate = walk.Go(chain.Name, 0);
            if (!walk.IsOpen && (fate == RuleFate.Drop || (fate == RuleFate.None && chain.Drops)))
            {
                return fate == RuleFate.Drop ? walk.Rule : chain.Policy;
            }
        }

        return null;
    }

    /// <summary>Whether a packet gets another source address; also if a rule that cannot be read may give it one.</summary>
    internal bool Masquerades(FilteredPacket packet) => _bases.Where(chain => chain is { Type: Nat, Hook: "postrouting" }).Any(chain =>
    {
        var walk = new Walk(this, packet, chain.Table);
        return walk.Go(chain.Name, 0) == RuleFate.Masquerade || walk.MayMasquerade;
    });

    private void ReadNft(string text)
    {
        string table = "";
        List<string>? rules = null;
        string name = "", begun = "";
        foreach (string line in text.Split('\n').Select(line => line.Trim()))
        {
            string[] words = line.Split(' ');
            if (begun.Length == 0 && words is ["table", _, _, "{"])
            {
                table = line;
            }
            else if (begun.Length == 0 && words is ["chain", _, "{"])
            {
                (name, rules) = (words[1], _chains[(table, words[1])] = []);
            }
            else if (begun.Length == 0 && line == "}")
            {
                rules = null;
            }
            else if (rules is not null && words is ["type", var type, "hook", var hook, ..])
            {
                _bases.Add(new Chain(table, name, type, hook, line[(line.LastIndexOf("policy", StringComparison.Ordinal) is >= 0 and var policy ? policy : line.Length)..].TrimEnd(';')));
            }
            else if (rules is not null)
            {
                // A long set goes on in the next line.
                begun += (begun.Length > 0 ? " " : "") + line;
                if (begun.Count(character => character == '{') <= begun.Count(character => character == '}'))
                {
                    rules.Add(begun);
                    begun = "";
                }
            }
        }
    }

    private void ReadIptables(string text)
    {
        string table = "";
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split(' ', 3);
            if (line is ['*', ..])
            {
                table = line;
            }
            else if (line is [':', ..] && words.Length > 1)
            {
                _chains[(table, words[0][1..])] = [];
                if (words[1] != "-")
                {
                    _bases.Add(new Chain(table, words[0][1..], table.TrimStart('*'), words[0][1..].ToLowerInvariant(), "policy " + words[1]));
                }
            }
            else if (words is ["-A", var chain, var rule] && _chains.TryGetValue((table, chain), out List<string>? rules))
            {
                rules.Add(rule);
            }
        }
    }

    /// <summary>A chain where the kernel begins.</summary>
    private sealed record Chain(string Table, string Name, string Type, string Hook, string Policy)
    {
        internal bool Drops => Policy.EndsWith("drop", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The way of a packet through one table.</summary>
    private sealed class Walk(KernelFirewall firewall, FilteredPacket packet, string table)
    {
        private int _rules;

        /// <summary>The rule that has decided.</summary>
        internal string? Rule { get; private set; }

        /// <summary>Whether a rule that cannot be read could have let the packet pass before it was dropped.</summary>
        internal bool IsOpen { get; private set; }

        internal bool MayMasquerade { get; private set; }

        internal RuleFate Go(string chain, int depth)
        {
            foreach (string rule in depth < Deepest ? firewall._chains.GetValueOrDefault((table, chain)) ?? [] : [])
            {
                if (++_rules > MostRules)
                {
                    IsOpen = true;
                    break;
                }

                FirewallRule read = table[0] == '*' ? IptablesRule.Read(rule, packet, name => firewall._chains.ContainsKey((table, name))) : NftRule.Read(rule, packet);
                RuleFate fate = read.Applies == true ? Decide(read, rule, depth) : RuleFate.None;
                if (fate != RuleFate.None)
                {
                    return fate == RuleFate.Return ? RuleFate.None : fate;
                }

                IsOpen |= read.Applies is null && read.Fate is not (RuleFate.None or RuleFate.Drop);
                MayMasquerade |= read.Applies is null && read.Fate == RuleFate.Masquerade;
            }

            return RuleFate.None;
        }

        private RuleFate Decide(FirewallRule read, string rule, int depth)
        {
            RuleFate fate = read.Fate is RuleFate.Jump or RuleFate.GoTo ? Go(read.Chain, depth + 1) : read.Fate;
            Rule ??= fate == RuleFate.Drop ? rule : null;
            return read.Fate == RuleFate.GoTo && fate == RuleFate.None ? RuleFate.Return : fate;
        }
    }
}
