using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MultiDial.Errors;

namespace MultiDial.Network;

/// <summary>The addresses of a line as a user gives them and as netifd wants them.</summary>
internal static class LineAddress
{
    /// <exception cref="MultiDialException">InvalidValue: no IPv4 address.</exception>
    internal static string Gateway(string text) =>
        AddressRange.TryParseAddress(text) is { AddressFamily: AddressFamily.InterNetwork }
            ? text
            : throw Error.InvalidValue("-Gateway", text, "an IPv4 address is needed, as 192.0.2.1");

    /// <exception cref="MultiDialException">InvalidValue: no address.</exception>
    internal static string Dns(string text) =>
        AddressRange.TryParseAddress(text) is not null ? text : throw Error.InvalidValue("-Dns", text, "an IP address is needed, as 1.1.1.1");

    /// <summary>Splits <c>192.0.2.7/24</c> into the address and the netmask.</summary>
    /// <exception cref="MultiDialException">InvalidValue: no IPv4 address with the length of its network.</exception>
    internal static (string Address, string Netmask) WithNetmask(string text)
    {
        string[] parts = text.Split('/');
        if (parts is [var address, var length] && AddressRange.TryParseAddress(address) is { AddressFamily: AddressFamily.InterNetwork }
            && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) && prefix is > 0 and <= 32)
        {
            return (address, new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)(uint.MaxValue << (32 - prefix))))).ToString());
        }

        throw Error.InvalidValue("-Address", text, "an IPv4 address with the length of its network is needed, as 192.0.2.7/24");
    }
}
