using MultiDial.Firewall;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Completes firewall zones.</summary>
public sealed class FirewallZoneCompleter : NameCompleter
{
    private protected override IEnumerable<Offer> Offers(RouterState state) => FirewallZones.Read(state).Select(zone => new Offer(zone.Name, Text.TipZone.With(zone.Name, string.Join(", ", zone.Network))));
}
