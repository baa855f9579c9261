using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Text;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Network;

/// <summary>MAC addresses in the form of the router: <c>52:54:00:aa:00:02</c>.</summary>
internal static class MacAddresses
{
    private const int Length = 6;

    /// <summary>Reads the usual notations (colons, hyphens, dots, none).</summary>
    /// <exception cref="MultiDialException">InvalidValue: no address that a device can have.</exception>
    internal static string Parse(string parameter, string text)
    {
        byte[] bytes = Read(text) ?? throw Error.InvalidValue(parameter, text, Text.RuleMacAddress);
        return IsOfDevice(bytes) ? Format(bytes) : throw Error.InvalidValue(parameter, text, Text.RuleUnicastMacAddress);
    }

    /// <summary>The same; null for what is no address that a device can have.</summary>
    internal static string? TryParse(string text) => Read(text) is { } bytes && IsOfDevice(bytes) ? Format(bytes) : null;

    /// <summary>
    /// Makes a locally administered unicast address. The same parent and name give the same address on every day, and
    /// other routers' parents give others.
    /// </summary>
    internal static string Derive(string seed, Func<string, bool> isTaken)
    {
        for (int attempt = 0; ; attempt++)
        {
            byte[] bytes = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{attempt}")))[..Length];
            bytes[0] = (byte)((bytes[0] & 0xFC) | 0x02);
            if (Format(bytes) is var address && !isTaken(address))
            {
                return address;
            }
        }
    }

    private static byte[]? Read(string text) => PhysicalAddress.TryParse(text, out PhysicalAddress? address) && address.GetAddressBytes() is { Length: Length } bytes ? bytes : null;

    private static bool IsOfDevice(byte[] bytes) => (bytes[0] & 1) == 0 && bytes.Any(part => part != 0);

    private static string Format(byte[] bytes) => string.Join(':', bytes.Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
