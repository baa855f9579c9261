using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Firewall;

/// <summary>The errors that only the firewall knows.</summary>
internal static class FirewallError
{
    internal static MultiDialException NetworkInOtherZone(string network, string zone) =>
        new(ErrorId.InUse, Text.ErrorNetworkInOtherZone.With(network, zone), network, Text.CureNetworkInOtherZone.With(zone, network));

    internal static MultiDialException NetworkNotInZone(string network, string zone) =>
        new(ErrorId.NotFound, Text.ErrorNetworkNotInZone.With(network, zone), network, Text.CureNetworkNotInZone.With(zone));
}
