using MultiDial.Network;

namespace MultiDial.Verification.Packets;

/// <summary>The first packet of a TCP connection to a web server by IPv4, on its way through the router.</summary>
/// <param name="In">The device by which it comes.</param>
/// <param name="Out">The device by which it leaves.</param>
/// <param name="Source">From where.</param>
/// <param name="Destination">Where to.</param>
internal sealed record FilteredPacket(string In, string Out, AddressRange Source, AddressRange Destination)
{
    private const int Port = 443;
    private const string State = "new";
    private static readonly AddressRange s_anywhere = new(System.Net.IPAddress.Any, 32);
    private static readonly string[] s_protocols = ["tcp", "6", "all", "0"];

    /// <summary>One of the router itself, by a device.</summary>
    internal static FilteredPacket OfRouter(string device) => new("", device, s_anywhere, s_anywhere);

    /// <summary>Whether a device is meant by a name, in which <paramref name="rest"/> at the end stands for anything.</summary>
    internal static bool IsDevice(string device, string name, char rest) =>
        name.EndsWith(rest) ? device.StartsWith(name[..^1], StringComparison.Ordinal) : device == name;

    internal static bool IsProtocol(string protocol) => s_protocols.Contains(protocol.ToLowerInvariant());

    internal static bool IsState(string state) => state.Equals(State, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the port is in a range, as <c>443</c>, <c>1:1023</c> or <c>1-1023</c>; null if it cannot be read.</summary>
    internal static bool? IsPort(string range)
    {
        string[] ends = range.Split(':', '-');
        return ends.Length <= 2 && int.TryParse(ends[0], out int first) && int.TryParse(ends[^1], out int last) ? first <= Port && Port <= last : null;
    }

    /// <summary>Whether an address is in a network; null if that cannot be read.</summary>
    internal static bool? IsIn(AddressRange address, string network) => AddressRange.TryParse(network)?.Contains(address);
}
