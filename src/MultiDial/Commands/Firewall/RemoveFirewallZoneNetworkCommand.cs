using System.Management.Automation;
using MultiDial.Firewall;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Takes interfaces out of a firewall zone.</summary>
/// <remarks>A piped WanInterface is the interface; a piped zone is the zone; a piped text is an interface if -Zone is given, else a zone.</remarks>
/// <example>
/// <para>The interface has no firewall zone then: it carries no traffic of the LAN.</para>
/// <code>Remove-FirewallZoneNetwork wan -Network wan2</code>
/// </example>
/// <example>
/// <para>Looks first at what would be changed.</para>
/// <code>Get-WanInterface wan2 | Remove-FirewallZoneNetwork wan -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "FirewallZoneNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(FirewallZone))]
public sealed class RemoveFirewallZoneNetworkCommand : ZoneNetworkCommand
{
    private protected override void Edit(RouterDraft draft, string zone, string network) => FirewallZones.RemoveNetwork(draft, zone, network);
}
