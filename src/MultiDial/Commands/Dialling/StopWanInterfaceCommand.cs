using System.Management.Automation;
using MultiDial.Dialling;

namespace MultiDial.Commands;

/// <summary>Stops interfaces and waits until they are down. They start again at the next reboot, or with Start-WanInterface.</summary>
/// <example>
/// <para>Takes an interface out of service.</para>
/// <code>Stop-WanInterface wan2</code>
/// </example>
/// <example>
/// <para>Asks before each router that it changes.</para>
/// <code>Get-WanInterface wan2, wan3 | Stop-WanInterface -Confirm</code>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "WanInterface", SupportsShouldProcess = true)]
[OutputType(typeof(WanInterface))]
public sealed class StopWanInterfaceCommand : DialCommand
{
    private protected override IEnumerable<Change> Changes(string[] names)
    {
        TimeSpan timeout = Timeout;
        return names.Select(name => new Change(draft => InterfaceDialling.Stop(draft, name, timeout), state => InterfaceDialling.Stopped(state, name)));
    }
}
