using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Firewall;

/// <summary>What to do about an interface that the firewall does not masquerade.</summary>
internal static class Masquerading
{
    /// <summary>
    /// The command: the interface is in no zone or in one on the inside, or its zone does not masquerade, which no cmdlet sets, or
    /// the firewall has not taken up what is configured.
    /// </summary>
    internal static string Cure(RouterState state, string network)
    {
        UciSection[] zones = [.. state.Firewall.OfType(ZoneSettings.SectionType)];
        UciSection? own = Array.Find(zones, zone => zone.Get((FirewallZone value) => value.Network).Contains(network));
        if (own is not null && Masquerades(own))
        {
            return Text.CureReloadFirewall.With(state.Session.Login);
        }

        string?[] beyond = [.. state.Firewall.OfType("forwarding").Where(way => own is null || way.Get("src") == NameOf(own)).Select(way => way.Get("dest"))];
        return Array.Find(zones, zone => Masquerades(zone) && beyond.Contains(NameOf(zone))) is { } outside ? Text.RemedyMoveZone.With(network, NameOf(outside))
            : own is null ? Text.CureListFirewallZones
            : Text.RemedyMasquerade.With(state.Session.Login, Array.IndexOf(zones, own));
    }

    private static bool Masquerades(UciSection zone) => zone.Get((FirewallZone value) => value.Masquerade);

    private static string? NameOf(UciSection zone) => zone.Get((ZoneSettings settings) => settings.Name);
}
