using System.Management.Automation;
using MultiDial.Dialling;

namespace MultiDial.Commands;

/// <summary>Waits until interfaces are up, and changes nothing. One that is not up in time is an error.</summary>
/// <example>
/// <para>Continues when both interfaces are up.</para>
/// <code>Wait-WanInterface wan, wan2 -Timeout 1m</code>
/// </example>
/// <example>
/// <para>Waits for an interface before testing it.</para>
/// <code>Wait-WanInterface wan2 | Test-WanConnectivity</code>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "WanInterface")]
[OutputType(typeof(WanInterface))]
public sealed class WaitWanInterfaceCommand : DialCommand
{
    private protected override IEnumerable<Change> Changes(string[] names)
    {
        TimeSpan timeout = Timeout;
        return names.Select(name => new Change(draft => InterfaceDialling.Wait(draft, name, timeout), state => InterfaceDialling.Started(state, name)));
    }
}
