using System.Net;
using MultiDial.Router;

namespace MultiDial.Network;

/// <summary>The network whose hosts use the lines: the interface <c>lan</c>, or else the first other one that is no line and has an IPv4 address.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Device">Its device.</param>
/// <param name="Address">The router's address there.</param>
/// <param name="Host">An address that another host could have.</param>
internal sealed record LocalNetwork(WanInterface Interface, string Device, IPAddress Address, IPAddress Host)
{
    private const string UsualName = "lan";
    private const string Loopback = "lo";

    // A smaller network has no address for a host.
    private const int LongestPrefix = 30;

    /// <summary>The router's; null if it has none.</summary>
    internal static LocalNetwork? Find(RouterState state, IEnumerable<WanInterface> all) => all
        .Where(one => one is { Up: true, IsLine: false, L3Device: not (null or Loopback) })
        .OrderBy(one => one.Name != UsualName)
        .Select(one => Make(one, InterfaceStatus.Read(state, one.Name).Networks.FirstOrDefault(network => !network.IsIPv6 && network.PrefixLength is > 0 and <= LongestPrefix)))
        .FirstOrDefault(one => one is not null);

    // The first address of the network, or the second if the first is the router's.
    private static LocalNetwork? Make(WanInterface one, AddressRange? network)
    {
        if (network is null)
        {
            return null;
        }

        byte[] bytes = network.Network.GetAddressBytes();
        bytes[^1]++;
        if (network.Address.Equals(new IPAddress(bytes)))
        {
            bytes[^1]++;
        }

        return new LocalNetwork(one, one.L3Device!, network.Address, new IPAddress(bytes));
    }
}
