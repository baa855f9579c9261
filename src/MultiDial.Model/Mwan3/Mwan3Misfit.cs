using MultiDial.Network;

namespace MultiDial.Mwan3;

/// <summary>Why a rule does not take a packet.</summary>
/// <param name="Parameter">The parameter of the rule's cmdlets that is in the way.</param>
/// <param name="Value">Its value.</param>
/// <param name="Lacking">The parameter by which the user could have told what the rule looks at; null if that was told.</param>
internal sealed record Mwan3Misfit(string Parameter, string Value, string? Lacking = null)
{
    /// <summary>The first thing that is in the way; null if nothing is. Sets are not looked at, nor is where it comes in.</summary>
    internal static Mwan3Misfit? Of(Mwan3Match match, Mwan3Packet packet)
    {
        if (match.Family == (packet.IsIPv6 ? Mwan3Family.IPv4 : Mwan3Family.IPv6))
        {
            return new(nameof(Mwan3Rule.Family), match.Family.ToString());
        }

        string protocol = Mwan3Protocols.Name(match.Protocol);
        return !Fits(match.Destination, packet.Destination) ? new(nameof(Mwan3Rule.DestinationAddress), Text(match.Destination!))
            : protocol != "all" && protocol != packet.Protocol ? new(nameof(Mwan3Rule.Protocol), protocol, packet.Protocol is null ? "-Protocol" : null)
            : !Fits(match.DestinationPort, packet.DestinationPort) ? new(nameof(Mwan3Rule.DestinationPort), Text(match.DestinationPort!), packet.DestinationPort is null ? "-DestinationPort" : null)
            : !Fits(match.Source, packet.Source) ? new(nameof(Mwan3Rule.SourceAddress), Text(match.Source!), packet.Source is null ? "-SourceAddress" : null)
            : !Fits(match.SourcePort, packet.SourcePort) ? new(nameof(Mwan3Rule.SourcePort), Text(match.SourcePort!), packet.SourcePort is null ? "-SourcePort" : null)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Parameter} {Value}";

    private static bool Fits(AddressRange? wanted, AddressRange? given) => wanted is null || wanted.PrefixLength == 0 || (given is not null && wanted.Contains(given));

    private static bool Fits(PortSet? wanted, int? given) => wanted is null || (given is { } port && wanted.Contains(new PortSet([(port, port)])));

    private static string Text(AddressRange range) => FormattableString.Invariant($"{range.Address}/{range.PrefixLength}");

    private static string Text(PortSet ports) => string.Join(',', ports.Ranges.Select(range => range.First == range.Last ? FormattableString.Invariant($"{range.First}") : FormattableString.Invariant($"{range.First}:{range.Last}")));
}
