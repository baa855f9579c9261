using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Network;

/// <summary>The addresses of an interface as a user gives them and as netifd wants them.</summary>
internal static class InterfaceAddress
{
    private const int Bits = 32;

    /// <exception cref="MultiDialException">InvalidValue: no IPv4 address.</exception>
    internal static void CheckGateway(string text)
    {
        if (!IsIPv4(text))
        {
            throw Error.InvalidValue("-Gateway", text, Text.RuleGateway);
        }
    }

    /// <exception cref="MultiDialException">InvalidValue: no address.</exception>
    internal static void CheckDns(string text)
    {
        if (AddressRange.TryParseAddress(text) is null)
        {
            throw Error.InvalidValue("-Dns", text, Text.RuleDns);
        }
    }

    /// <summary>Splits <c>192.0.2.7/24</c> into the address and the netmask.</summary>
    /// <exception cref="MultiDialException">InvalidValue: no IPv4 address with the length of its network.</exception>
    internal static (string Address, string Netmask) WithNetmask(string text)
    {
        if (text.Split('/') is [var address, var length] && IsIPv4(address)
            && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) && prefix is > 0 and <= Bits)
        {
            return (address, new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)(uint.MaxValue << (Bits - prefix))))).ToString());
        }

        throw Error.InvalidValue("-Address", text, Text.RuleAddressWithLength);
    }

    private static bool IsIPv4(string text) => AddressRange.TryParseAddress(text) is { AddressFamily: AddressFamily.InterNetwork };
}
