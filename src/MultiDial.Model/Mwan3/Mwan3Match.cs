using MultiDial.Network;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>What traffic a rule takes, as mwan3 really writes it.</summary>
internal sealed record Mwan3Match
{
    private const string AllProtocols = "all";
    private static readonly string[] s_withPorts = ["tcp", "udp"];

    internal required Mwan3Family Family { get; init; }

    internal required string Protocol { get; init; }

    internal AddressRange? Source { get; init; }

    internal AddressRange? Destination { get; init; }

    internal PortSet? SourcePort { get; init; }

    internal PortSet? DestinationPort { get; init; }

    internal string? SourceInterface { get; init; }

    internal string? IpSet { get; init; }

    /// <summary>Whether rules for the protocol may name ports.</summary>
    internal static bool HasPorts(string protocol) => s_withPorts.Contains(protocol);

    /// <summary>The match of a section <c>rule</c>; null if it cannot be told, or if mwan3 leaves the rule out.</summary>
    internal static Mwan3Match? Of(UciSection rule)
    {
        string protocol = rule.Get("proto") ?? AllProtocols;
        bool isClear = TryRead(rule, "src_ip", AddressRange.TryParse, out AddressRange? source)
            & TryRead(rule, "dest_ip", AddressRange.TryParse, out AddressRange? destination);
        PortSet? sourcePort = null, destinationPort = null;
        if (HasPorts(protocol))
        {
            isClear &= TryRead(rule, "src_port", PortSet.TryParse, out sourcePort) & TryRead(rule, "dest_port", PortSet.TryParse, out destinationPort);
        }

        return !isClear || FamilyOf(rule, source, destination) is not { } family || !rule.Has("use_policy") || rule.Id.Length > Mwan3Kind.Rule.MaxLength
            ? null
            : new Mwan3Match
            {
                Family = family,
                Protocol = protocol,
                Source = source,
                Destination = destination,
                SourcePort = sourcePort,
                DestinationPort = destinationPort,
                SourceInterface = rule.Get("src_iface"),
                IpSet = rule.Get("ipset"),
            };
    }

    /// <summary>Whether all traffic that the other rule would take is taken by this one.</summary>
    internal bool Covers(Mwan3Match other) =>
        (Family == Mwan3Family.Any || Family == other.Family)
        && (Protocol == AllProtocols || Protocol == other.Protocol)
        && Covers(Source, other.Source) && Covers(Destination, other.Destination)
        && Covers(SourcePort, other.SourcePort) && Covers(DestinationPort, other.DestinationPort)
        && (SourceInterface is null || SourceInterface == other.SourceInterface)
        && (IpSet is null || IpSet == other.IpSet);

    // 0.0.0.0/0 covers a rule without an address too: the family, compared before, is the same then.
    private static bool Covers(AddressRange? own, AddressRange? other) =>
        own is null || own.PrefixLength == 0 || (other is not null && own.Contains(other));

    private static bool Covers(PortSet? own, PortSet? other) => own is null || (other is not null && own.Contains(other));

    private static bool TryRead<T>(UciSection rule, string option, Func<string, T?> parse, out T? value)
        where T : class
    {
        string? text = rule.Get(option);
        value = text is null ? null : parse(text);
        return text is null || value is not null;
    }

    // mwan3 writes a rule for both families unless it says one, but leaves out the family that an address contradicts.
    private static Mwan3Family? FamilyOf(UciSection rule, params AddressRange?[] addresses)
    {
        var families = addresses.OfType<AddressRange>().Select(range => range.IsIPv6 ? Mwan3Family.IPv6 : Mwan3Family.IPv4).ToHashSet();
        if (rule.Get("family") is "ipv4" or "ipv6")
        {
            families.Add(rule.Get("family") == "ipv4" ? Mwan3Family.IPv4 : Mwan3Family.IPv6);
        }

        return families.Count switch { 0 => Mwan3Family.Any, 1 => families.Single(), _ => null };
    }
}
