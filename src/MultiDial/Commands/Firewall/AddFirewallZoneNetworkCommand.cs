using System.Management.Automation;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Adds interfaces to a firewall zone, whichever form its list has in the file. Nothing to do for one that is there already.</summary>
/// <remarks>A piped WanInterface is the interface; a piped zone is the zone; a piped text is an interface if -Zone is given, else a zone.</remarks>
/// <example>
/// <para>The zone is found by its name, not by its place in the file.</para>
/// <code>Add-FirewallZoneNetwork wan -Network wan2</code>
/// </example>
/// <example>
/// <para>Every interface goes into the zone wan.</para>
/// <code>Get-WanInterface | Add-FirewallZoneNetwork wan</code>
/// </example>
[Cmdlet(VerbsCommon.Add, "FirewallZoneNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(FirewallZone))]
public sealed class AddFirewallZoneNetworkCommand : ZoneNetworkCommand
{
    private protected override void Edit(RouterDraft draft, string zone, string network) => ZoneNetworks.Add(draft, zone, network);
}
