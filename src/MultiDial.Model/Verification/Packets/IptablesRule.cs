using System.Text.RegularExpressions;

namespace MultiDial.Verification.Packets;

/// <summary>Reads rules of iptables, as far as firewalls of routers need: devices, states, protocols, ports and addresses.</summary>
internal static partial class IptablesRule
{
    /// <param name="rule">A rule without its chain: <c>-i br-lan -j ACCEPT</c>.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="isChain">Whether there is a chain of that name.</param>
    internal static FirewallRule Read(string rule, FilteredPacket packet, Func<string, bool> isChain)
    {
        bool? applies = true;
        bool isNot = false;
        string[] words = [.. Word().Matches(rule).Select(match => match.Value)];
        for (int i = 0; i < words.Length; i++)
        {
            string value = i + 1 < words.Length ? words[i + 1] : "";
            if (words[i] is "-j" or "-g")
            {
                return new FirewallRule(applies, !isChain(value) ? Fate(value) : words[i] == "-g" ? RuleFate.GoTo : RuleFate.Jump, value);
            }

            if (words[i] is "-m" or "--comment")
            {
                i++;
            }
            else if (words[i] != "!")
            {
                bool? fits = Match(words[i], value, packet);
                applies = FirewallRule.And(applies, isNot ? !fits : fits);
                i += fits is null ? 0 : 1;
            }

            isNot = words[i] == "!";
        }

        return new FirewallRule(applies, RuleFate.None);
    }

    private static bool? Match(string option, string value, FilteredPacket packet) => option switch
    {
        "-i" => FilteredPacket.IsDevice(packet.In, value, '+'),
        "-o" => FilteredPacket.IsDevice(packet.Out, value, '+'),
        "-p" => FilteredPacket.IsProtocol(value),
        "-s" => FilteredPacket.IsIn(packet.Source, value),
        "-d" => FilteredPacket.IsIn(packet.Destination, value),
        "--dport" => FilteredPacket.IsPort(value),
        "--ctstate" or "--state" => value.Split(',').Any(FilteredPacket.IsState),
        _ => null,
    };

    private static RuleFate Fate(string target) => target switch
    {
        "ACCEPT" => RuleFate.Accept,
        "DROP" or "REJECT" => RuleFate.Drop,
        "MASQUERADE" or "SNAT" or "FULLCONENAT" => RuleFate.Masquerade,
        "RETURN" => RuleFate.Return,
        _ => RuleFate.None,
    };

    [GeneratedRegex(@"""[^""]*""|[^\s""]+")]
    private static partial Regex Word();
}
