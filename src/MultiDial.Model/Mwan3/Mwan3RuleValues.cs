using System.Globalization;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>
/// Checks what a user gives for a rule. mwan3 hands all rules to iptables at once, so one that iptables does not take
/// would be the end of all of them.
/// </summary>
internal static class Mwan3RuleValues
{
    private const int LongestIpSet = 31;
    private const int HighestProtocol = 255;

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

    /// <summary>A protocol as mwan3 compares it, in lower case; what is none stays for <see cref="CheckProtocol"/>.</summary>
    internal static string? Protocol(string? text) =>
        text is not null && s_protocols.TryGetValue(text, out string? known) ? known : text;

    /// <summary>Checks each value by itself.</summary>
    /// <exception cref="MultiDialException">InvalidValue, NotFound.</exception>
    internal static void Check(RouterDraft draft, UciPatch<Mwan3Rule> patch)
    {
        Check(patch.Get(rule => rule.SourceAddress), text => _ = AddressRange.Parse("-SourceAddress", text));
        Check(patch.Get(rule => rule.DestinationAddress), text => _ = AddressRange.Parse("-DestinationAddress", text));
        Check(patch.Get(rule => rule.SourcePort), text => _ = PortSet.Parse("-SourcePort", text));
        Check(patch.Get(rule => rule.DestinationPort), text => _ = PortSet.Parse("-DestinationPort", text));
        Check(patch.Get(rule => rule.Protocol), CheckProtocol);
        Check(patch.Get(rule => rule.IpSet), CheckIpSet);
        Check(patch.Get(rule => rule.SourceInterface), name => CheckSourceInterface(draft.Network, name));
        Check(patch.Get(rule => rule.Policy), name => CheckPolicy(draft.Mwan3, name));
    }

    /// <summary>Checks what was given together with what the rule has already.</summary>
    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static void CheckTogether(UciSection rule, UciPatch<Mwan3Rule> patch)
    {
        string protocol = rule.Get((Mwan3Rule value) => value.Protocol)!;
        if ((patch.Has(value => value.Protocol) || patch.Has(value => value.SourcePort) || patch.Has(value => value.DestinationPort))
            && (rule.Has((Mwan3Rule value) => value.SourcePort) || rule.Has((Mwan3Rule value) => value.DestinationPort))
            && !Mwan3Match.HasPorts(protocol))
        {
            throw patch.Has(value => value.Protocol) || rule.Has((Mwan3Rule value) => value.Protocol)
                ? Error.InvalidValue("-Protocol", protocol, Text.RulePortsNeedProtocol)
                : Error.Missing("-Protocol", Text.CurePortsProtocol);
        }

        if (patch.Has(value => value.Family) || patch.Has(value => value.SourceAddress) || patch.Has(value => value.DestinationAddress))
        {
            CheckFamily(rule);
        }
    }

    private static void CheckFamily(UciSection rule)
    {
        Mwan3Family family = rule.Get((Mwan3Rule value) => value.Family) ?? Mwan3Family.Any;
        family = CheckFamily(family, "-SourceAddress", rule.Get((Mwan3Rule value) => value.SourceAddress));
        _ = CheckFamily(family, "-DestinationAddress", rule.Get((Mwan3Rule value) => value.DestinationAddress));
    }

    // The family that the rule is of with the address.
    private static Mwan3Family CheckFamily(Mwan3Family family, string parameter, string? text)
    {
        if (text is null || AddressRange.TryParse(text) is not { } range)
        {
            return family;
        }

        Mwan3Family own = Mwan3Match.FamilyOf(range);
        return family == Mwan3Family.Any || family == own ? own : throw Error.InvalidValue(parameter, text, Text.RuleOtherFamily.With(family));
    }

    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static void CheckProtocol(string text)
    {
        if (!s_protocols.Contains(text) && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= HighestProtocol))
        {
            throw Error.InvalidValue("-Protocol", text, Text.RuleProtocol);
        }
    }

    private static void CheckIpSet(string text)
    {
        if (text.Length > LongestIpSet || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':'))
        {
            throw Error.InvalidValue("-IpSet", text, Text.RuleIpSet.With(LongestIpSet));
        }
    }

    private static void CheckSourceInterface(UciPackage network, string name)
    {
        if (WanInterfaces.Owner(network, name) is null)
        {
            throw Mwan3Error.NoNetworkInterface(name, Text.CureListNetworkInterfaces);
        }
    }

    private static void CheckPolicy(UciPackage mwan3, string name)
    {
        if (!Mwan3Policies.BuiltIn.Contains(name))
        {
            _ = Mwan3Kind.Policy.Find(mwan3, name);
        }
    }

    private static void Check(string? text, Action<string> check)
    {
        if (text is { Length: > 0 })
        {
            check(text);
        }
    }
}
