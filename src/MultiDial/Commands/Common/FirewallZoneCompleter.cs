using MultiDial.Firewall;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Completes firewall zones.</summary>
public sealed class FirewallZoneCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(RouterState state) => FirewallZones.Read(state).Select(zone => zone.Name);
}
