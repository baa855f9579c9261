using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Router;

namespace MultiDial.Network;

/// <summary>
/// Interfaces that join firewall zones: the zone knows names alone, here they are known to be interfaces. Those that netifd makes
/// by itself (<c>wan_6</c>) may join, too: the firewall asks netifd.
/// </summary>
internal static class ZoneNetworks
{
    /// <exception cref="MultiDialException">NotFound: no such zone or interface. InUse: another zone has it.</exception>
    internal static void Add(RouterDraft draft, string zone, string network)
    {
        if (!InterfaceStatus.Read(draft.Before).ContainsKey(network))
        {
            _ = WanInterfaces.Find(draft.Network, network);
        }

        FirewallZones.AddNetwork(draft, zone, network);
    }
}
