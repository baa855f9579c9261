using MultiDial.Network;
using MultiDial.Router;
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

    /// <summary>Whether it takes all traffic of its family.</summary>
    internal bool IsCatchAll => Covers(this with { Protocol = AllProtocols, Source = null, Destination = null, SourcePort = null, DestinationPort = null, SourceInterface = null, IpSet = null });

    /// <summary>Whether rules for the protocol may name ports.</summary>
    internal static bool HasPorts(string protocol) => s_withPorts.Contains(protocol);

    /// <summary>The match of a section <c>rule</c>; null if it cannot be told, or if mwan3 leaves the rule out.</summary>
    internal static Mwan3Match? Of(UciSection rule)
    {
        string protocol = rule.Get((Mwan3Rule value) => value.Protocol)!;
        bool isClear = TryRead(rule.Get((Mwan3Rule value) => value.SourceAddress), AddressRange.TryParse, out AddressRange? source)
            & TryRead(rule.Get((Mwan3Rule value) => value.DestinationAddress), AddressRange.TryParse, out AddressRange? destination);
        PortSet? sourcePort = null, destinationPort = null;
        if (HasPorts(protocol))
        {
            isClear &= TryRead(rule.Get((Mwan3Rule value) => value.SourcePort), PortSet.TryParse, out sourcePort)
                & TryRead(rule.Get((Mwan3Rule value) => value.DestinationPort), PortSet.TryParse, out destinationPort);
        }

        return !isClear || FamilyOf(rule, source, destination) is not { } family || rule.Get((Mwan3Rule value) => value.Policy) is null
            || rule.Id.Length > Mwan3Kind.Rule.MaxLength
            ? null
            : new Mwan3Match
            {
                Family = family,
                Protocol = protocol,
                Source = source,
                Destination = destination,
                SourcePort = sourcePort,
                DestinationPort = destinationPort,
                SourceInterface = rule.Get((Mwan3Rule value) => value.SourceInterface),
                IpSet = rule.Get((Mwan3Rule value) => value.IpSet),
            };
    }

    internal static Mwan3Family FamilyOf(AddressRange range) => range.IsIPv6 ? Mwan3Family.IPv6 : Mwan3Family.IPv4;

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

    private static bool TryRead<T>(string? text, Func<string, T?> parse, out T? value)
        where T : class
    {
        value = text is null ? null : parse(text);
        return text is null || value is not null;
    }

    // mwan3 writes a rule for both families unless it says one, but leaves out the family that an address contradicts.
    private static Mwan3Family? FamilyOf(UciSection rule, params AddressRange?[] addresses)
    {
        var families = addresses.OfType<AddressRange>().Select(FamilyOf).ToHashSet();
        if (rule.Get((Mwan3Rule value) => value.Family) is { } family and not Mwan3Family.Any)
        {
            families.Add(family);
        }

        return families.Count switch { 0 => Mwan3Family.Any, 1 => families.Single(), _ => null };
    }
}
