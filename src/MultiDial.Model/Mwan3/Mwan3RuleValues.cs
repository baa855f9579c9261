using System.Globalization;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>
/// Checks what a user gives for a rule. mwan3 hands all rules to iptables at once, so one that iptables does not take
/// would be the end of all of them.
/// </summary>
internal static class Mwan3RuleValues
{
    private const int LongestIpSet = 31;

    // /etc/protocols of OpenWrt, and iptables' own names.
    private static readonly HashSet<string> s_protocols = new(StringComparer.OrdinalIgnoreCase)
    {
        "all", "ip", "icmp", "igmp", "ggp", "ipencap", "st", "tcp", "egp", "igp", "pup", "udp", "hmp", "xns-idp", "rdp", "iso-tp4", "dccp",
        "xtp", "ddp", "idpr-cmtp", "ipv6", "ipv6-route", "ipv6-frag", "idrp", "rsvp", "gre", "esp", "ah", "skip", "ipv6-icmp", "icmpv6",
        "ipv6-nonxt", "ipv6-opts", "rspf", "vmtp", "eigrp", "ospf", "ax.25", "ipip", "etherip", "encap", "pim", "ipcomp", "vrrp", "l2tp",
        "isis", "sctp", "fc", "mobility-header", "udplite", "mpls-in-ip", "manet", "hip", "shim6", "wesp", "rohc",
    };

    /// <summary>The protocols that rules are made for.</summary>
    internal static readonly string[] CommonProtocols = ["all", "tcp", "udp", "icmp", "ipv6-icmp", "esp", "gre", "sctp"];

    /// <summary>A protocol as mwan3 compares it, in lower case; what is none stays for <see cref="Check(RouterDraft, IReadOnlyDictionary{string, object})"/>.</summary>
    internal static string? Protocol(string? text) =>
        text is not null && s_protocols.TryGetValue(text, out string? known) ? known : text;

    /// <summary>Checks each value by itself.</summary>
    /// <exception cref="MultiDialException">InvalidValue, NotFound.</exception>
    internal static void Check(RouterDraft draft, IReadOnlyDictionary<string, object?> values)
    {
        Check(values, nameof(Mwan3Rule.SourceAddress), text => AddressRange.Parse("-SourceAddress", text));
        Check(values, nameof(Mwan3Rule.DestinationAddress), text => AddressRange.Parse("-DestinationAddress", text));
        Check(values, nameof(Mwan3Rule.SourcePort), text => PortSet.Parse("-SourcePort", text));
        Check(values, nameof(Mwan3Rule.DestinationPort), text => PortSet.Parse("-DestinationPort", text));
        Check(values, nameof(Mwan3Rule.Protocol), text => IsProtocol(text)
            ? text
            : throw Error.InvalidValue("-Protocol", text, "it takes a name of /etc/protocols, as tcp, or a number"));
        Check(values, nameof(Mwan3Rule.IpSet), text => text.Length <= LongestIpSet && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':')
            ? text
            : throw Error.InvalidValue("-IpSet", text, FormattableString.Invariant($"the name of an ipset has at most {LongestIpSet} letters, digits, or _ - . :")));
        Check(values, nameof(Mwan3Rule.SourceInterface), text => Mwan3Interfaces.IsNetworkInterface(draft.Network, text)
            ? text
            : throw Error.NotFound("network interface", text, "Get-WanInterface, or on the router: uci show network"));
        Check(values, nameof(Mwan3Rule.Policy), text => Mwan3Policies.BuiltIn.Contains(text) ? null : Mwan3Kind.Policy.Find(draft.Mwan3, text));
    }

    /// <summary>Checks what was given together with what the rule has already.</summary>
    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static void CheckTogether(UciSection rule, IReadOnlyDictionary<string, object?> values)
    {
        bool IsGiven(params string[] names) => names.Any(values.ContainsKey);
        string protocol = rule.Get("proto") ?? "all";
        if (IsGiven(nameof(Mwan3Rule.Protocol), nameof(Mwan3Rule.SourcePort), nameof(Mwan3Rule.DestinationPort))
            && (rule.Has("src_port") || rule.Has("dest_port")) && !Mwan3Match.HasPorts(protocol))
        {
            throw Error.InvalidValue("-Protocol", protocol, "a rule with ports is for tcp or udp; mwan3 ignores the ports of others");
        }

        if (IsGiven(nameof(Mwan3Rule.Family), nameof(Mwan3Rule.SourceAddress), nameof(Mwan3Rule.DestinationAddress)))
        {
            CheckFamily(rule);
        }
    }

    private static void CheckFamily(UciSection rule)
    {
        string? family = rule.Get("family") is { } word and not "any" ? word : null;
        foreach ((string option, string parameter) in new[] { ("src_ip", "-SourceAddress"), ("dest_ip", "-DestinationAddress") })
        {
            if (rule.Get(option) is not { } text || AddressRange.TryParse(text) is not { } range)
            {
                continue;
            }

            string own = range.IsIPv6 ? "ipv6" : "ipv4";
            family ??= own;
            if (family != own)
            {
                throw Error.InvalidValue(parameter, text, $"the rule is for {family.Replace("ip", "IP", StringComparison.Ordinal)}, and mwan3 would leave it out");
            }
        }
    }

    private static bool IsProtocol(string text) =>
        s_protocols.Contains(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= 255);

    private static void Check(IReadOnlyDictionary<string, object?> values, string name, Func<string, object?> check)
    {
        if (values.GetValueOrDefault(name) is string { Length: > 0 } text)
        {
            _ = check(text);
        }
    }
}
