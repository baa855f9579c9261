using System.Management.Automation;
using MultiDial.Firewall;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Shows the zones of the firewall.</summary>
/// <example>
/// <para>The zones to the outside.</para>
/// <code>Get-FirewallZone | Where-Object Masquerade</code>
/// </example>
/// <example>
/// <para>The interfaces of the zone wan.</para>
/// <code>(Get-FirewallZone wan).Network</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "FirewallZone")]
[OutputType(typeof(FirewallZone))]
public sealed class GetFirewallZoneCommand : GetCommand<FirewallZone>
{
    /// <summary>The names of zones, with wildcards; without it all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FirewallZoneCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override string Kind => Text.KindFirewallZone;

    private protected override IEnumerable<FirewallZone> Read(RouterState state) => FirewallZones.Read(state);
}
