using System.Management.Automation;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Begins a transaction: from now on changes are collected, and nothing takes effect on the router before Complete-OpenWrtTransaction.</summary>
/// <remarks>
/// Get- cmdlets of the same session show what has been collected. What takes effect at once (starting, stopping or
/// restarting an interface, installing a package, a temporary device) is refused meanwhile with TransactionOpen.
/// </remarks>
/// <example>
/// <para>Two changes as one.</para>
/// <code>Start-OpenWrtTransaction
/// Set-WanInterface wan -Metric 10
/// Set-WanInterface wan2 -Metric 20
/// Complete-OpenWrtTransaction</code>
/// </example>
/// <example>
/// <para>Shows what a script would change, and changes nothing.</para>
/// <code>Start-OpenWrtTransaction; ./balance.ps1; Get-OpenWrtTransaction; Undo-OpenWrtTransaction</code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "OpenWrtTransaction")]
[OutputType(typeof(void))]
public sealed class StartOpenWrtTransactionCommand : RouterCommand
{
    private protected override void Collect(OpenWrtSession session, object? item)
    {
        if (session.State != OpenWrtSessionState.Opened)
        {
            throw session.Unusable();
        }

        RouterTransaction.Start(session);
    }
}
