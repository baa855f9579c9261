using System.Globalization;
using System.Net;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Texts;

namespace MultiDial.Mwan3;

/// <summary>The first packet of a connection, as far as a user tells it.</summary>
internal sealed record Mwan3Packet
{
    private const string AnyProtocol = "all";
    private const string PortsProtocol = "tcp";

    private Mwan3Packet(IPAddress destination) => Destination = new AddressRange(destination, destination.GetAddressBytes().Length * 8);

    internal AddressRange Destination { get; }

    internal int? DestinationPort { get; private init; }

    internal AddressRange? Source { get; private init; }

    internal int? SourcePort { get; private init; }

    internal string? Protocol { get; private init; }

    internal bool IsIPv6 => Destination.IsIPv6;

    /// <summary>Reads what a user typed. Ports alone are of TCP.</summary>
    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static Mwan3Packet Parse(string? destination, string? destinationPort, string? source, string? sourcePort, string? protocol)
    {
        if (destination is null)
        {
            throw Error.Missing("-DestinationAddress", Text.CureResolveMwan3Route);
        }

        Mwan3Packet packet = new(Address("-DestinationAddress", destination))
        {
            DestinationPort = Port("-DestinationPort", destinationPort),
            SourcePort = Port("-SourcePort", sourcePort),
            Source = source is null ? null : new Mwan3Packet(Address("-SourceAddress", source)).Destination,
        };
        if (packet.Source is { } from && from.IsIPv6 != packet.IsIPv6)
        {
            throw Error.InvalidValue("-SourceAddress", source, Text.RuleSameFamily);
        }

        bool hasPorts = packet.DestinationPort is not null || packet.SourcePort is not null;
        protocol = Mwan3RuleValues.Protocol(protocol);
        if (protocol is null or AnyProtocol)
        {
            return packet with { Protocol = hasPorts ? PortsProtocol : null };
        }

        Mwan3RuleValues.CheckProtocol(protocol);
        protocol = Mwan3Protocols.Name(protocol);
        return !hasPorts || Mwan3Match.HasPorts(protocol) ? packet with { Protocol = protocol } : throw Error.InvalidValue("-Protocol", protocol, Text.RulePortsOfProtocol);
    }

    private static IPAddress Address(string parameter, string text) =>
        AddressRange.TryParseAddress(text) ?? throw Error.InvalidValue(parameter, text, Text.RuleOneAddress);

    private static int? Port(string parameter, string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535 ? port
        : throw Error.InvalidValue(parameter, text, Text.RuleOnePort);
}
