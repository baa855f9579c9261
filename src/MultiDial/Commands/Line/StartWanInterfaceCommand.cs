using System.Management.Automation;
using MultiDial.Network;

namespace MultiDial.Commands;

/// <summary>Starts lines and waits until they are up. One that is up already stays as it is; one that does not come up is an error.</summary>
/// <example>
/// <para>All lines that are down, at the same time.</para>
/// <code>Get-WanInterface | Where-Object Up -eq $false | Start-WanInterface -Timeout 30s</code>
/// </example>
/// <example>
/// <para>One line, with a minute to dial.</para>
/// <code>Start-WanInterface wan2 -Timeout 1m</code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "WanInterface", SupportsShouldProcess = true)]
[OutputType(typeof(WanInterface))]
public sealed class StartWanInterfaceCommand : DialCommand
{
    private protected override Change Change(string name)
    {
        TimeSpan timeout = Timeout;
        return new Change(draft => Dialling.Start(draft, name, timeout), state => Dialling.Started(state, name));
    }
}
