using System.Management.Automation;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Watch;

namespace MultiDial.Commands;

/// <summary>Ends the watch that Register-MultiDialWatch has set up, and removes it from the router. The lines stay as they are.</summary>
/// <example>
/// <para>The router dials nothing by itself any more, except for what netifd does.</para>
/// <code>Unregister-MultiDialWatch</code>
/// </example>
/// <example>
/// <para>On all routers that have one.</para>
/// <code>Get-OpenWrtSession | Get-MultiDialWatch | Unregister-MultiDialWatch</code>
/// </example>
[Cmdlet(VerbsLifecycle.Unregister, "MultiDialWatch", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterMultiDialWatchCommand : RouterChangeCommand<object>
{
    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part];

    // Once, also for all lines of Get-MultiDial.
    private protected override IEnumerable<Change> Changes(OpenWrtSession session, IReadOnlyList<object> given) => [new Change(MultiDialWatches.Unregister)];
}
