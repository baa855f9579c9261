using System.Management.Automation;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Completes a transaction: makes all the changes that it has collected as one change, and shows them.</summary>
/// <remarks>
/// Each file is written once and each service reloaded once. If anything fails, or the router cannot be reached
/// afterwards, all of it is rolled back and the transaction stays open: complete it again, or Undo-OpenWrtTransaction.
/// </remarks>
/// <example>
/// <para>Two changes as one.</para>
/// <code>Start-OpenWrtTransaction
/// Set-WanInterface wan -Metric 10
/// Set-WanInterface wan2 -Metric 20
/// Complete-OpenWrtTransaction</code>
/// </example>
/// <example>
/// <para>Shows first what would be written and reloaded.</para>
/// <code>Complete-OpenWrtTransaction -WhatIf</code>
/// </example>
/// <example>
/// <para>Has ten minutes to look whether all works.</para>
/// <code>Complete-OpenWrtTransaction -ConfirmTimeout 10m
/// Test-WanConnectivity
/// Confirm-OpenWrtChange</code>
/// </example>
[Cmdlet(VerbsLifecycle.Complete, "OpenWrtTransaction", SupportsShouldProcess = true)]
[OutputType(typeof(UciChange))]
public sealed class CompleteOpenWrtTransactionCommand : RouterChangeCommand<object>
{
    /// <summary>
    /// How long the change waits for you: Confirm-OpenWrtChange keeps it, Undo-OpenWrtChange takes it back, and no answer
    /// takes it back. A TimeSpan, a number of seconds, or a text such as 10m. Without it the change stays as soon as the
    /// router is reached over a new connection.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ConfirmTimeout { get; set; }

    private protected override TimeSpan? DecidedWithin => ConfirmTimeout;

    private protected override bool Stages => false;

    private protected override IEnumerable<Change> Changes(OpenWrtSession session, IReadOnlyList<object> given)
    {
        RouterTransaction transaction = RouterTransaction.Find(session);
        return [new Change(transaction.CopyTo, _ =>
        {
            RouterTransaction.End(session);
            return transaction.Changes.Select(change => new UciChange(change, session)).ToArray();
        })];
    }
}
