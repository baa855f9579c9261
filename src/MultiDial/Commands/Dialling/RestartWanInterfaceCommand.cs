using System.Management.Automation;
using MultiDial.Dialling;

namespace MultiDial.Commands;

/// <summary>Takes interfaces down, dials again and waits until they are up. One that does not come up is an error.</summary>
/// <example>
/// <para>Dials again, to get another address.</para>
/// <code>Restart-WanInterface wan2 -Timeout 1m</code>
/// </example>
/// <example>
/// <para>Every interface that is down.</para>
/// <code>Get-WanInterface | Where-Object { -not $_.Up } | Restart-WanInterface</code>
/// </example>
[Cmdlet(VerbsLifecycle.Restart, "WanInterface", SupportsShouldProcess = true)]
[OutputType(typeof(WanInterface))]
public sealed class RestartWanInterfaceCommand : DialCommand
{
    private protected override IEnumerable<Change> Changes(string[] names)
    {
        TimeSpan timeout = Timeout;
        return names.Select(name => new Change(draft => InterfaceDialling.Restart(draft, name, timeout), state => InterfaceDialling.Started(state, name)));
    }
}
