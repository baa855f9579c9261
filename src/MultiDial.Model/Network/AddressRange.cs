using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Network;

/// <summary>
/// An address or a network as the router writes it. .NET reads <c>1</c>, <c>1.2</c> and <c>010.0.0.1</c> as addresses;
/// here IPv4 is four numbers and nothing else.
/// </summary>
internal sealed partial record AddressRange(IPAddress Address, int PrefixLength)
{
    /// <summary>The network's first address, which stands for the network.</summary>
    internal IPAddress Network => Masked();

    internal bool IsIPv6 => Address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>Reads what a user typed.</summary>
    /// <exception cref="MultiDialException">InvalidValue: no address or network, or a network with host bits.</exception>
    internal static AddressRange Parse(string parameter, string text)
    {
        AddressRange range = TryParse(text) ?? throw Error.InvalidValue(parameter, text, Text.RuleAddressRange);
        IPAddress network = range.Masked();
        return network.Equals(range.Address)
            ? range
            : throw Error.InvalidValue(parameter, text, Text.RuleHostBits.With(network, range.PrefixLength, range.Address));
    }

    /// <summary>Reads an address, or null if the text is none.</summary>
    internal static IPAddress? TryParseAddress(string text) =>
        (DottedQuad().IsMatch(text) || IPv6Characters().IsMatch(text)) && IPAddress.TryParse(text, out IPAddress? address) ? address : null;

    /// <summary>Reads an address or a network, host bits or not; null if the text is neither.</summary>
    internal static AddressRange? TryParse(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length > 2 || TryParseAddress(parts[0]) is not { } address)
        {
            return null;
        }

        int bits = address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32;
        return parts.Length == 1 ? new AddressRange(address, bits)
            : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) && prefix <= bits ? new AddressRange(address, prefix)
            : null;
    }

    /// <summary>Whether every address of the other range is in this one.</summary>
    internal bool Contains(AddressRange other) =>
        IsIPv6 == other.IsIPv6 && PrefixLength <= other.PrefixLength && Masked().Equals((other with { PrefixLength = PrefixLength }).Masked());

    /// <summary>An address near the begin of an IPv4 network, and one near its end; of one address that itself.</summary>
    internal IPAddress[] Ends()
    {
        uint first = BinaryPrimitives.ReadUInt32BigEndian(Masked().GetAddressBytes()), last = (uint)(first + (1L << (32 - PrefixLength)) - 1);
        return last - first < 2 ? [Of(first)] : [Of(first + 1), Of(last - 1)];

        static IPAddress Of(uint number) => new(BinaryPrimitives.ReverseEndianness(number));
    }

    private IPAddress Masked()
    {
        byte[] bytes = Address.GetAddressBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            int bits = Math.Clamp(PrefixLength - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF00 >> bits);
        }

        return new IPAddress(bytes);
    }

    [GeneratedRegex(@"\A(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!\z)|\z)){4}\z")]
    private static partial Regex DottedQuad();

    [GeneratedRegex(@"\A(?=.*:)[0-9A-Fa-f:.]+\z")]
    private static partial Regex IPv6Characters();
}
