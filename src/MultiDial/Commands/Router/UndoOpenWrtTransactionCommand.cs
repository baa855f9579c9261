using System.Management.Automation;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Ends a transaction and drops the changes that it has collected. The router never sees them.</summary>
/// <example>
/// <para>Drops the changes, and shows what they were.</para>
/// <code>Undo-OpenWrtTransaction</code>
/// </example>
/// <example>
/// <para>Only shows what would be dropped.</para>
/// <code>Undo-OpenWrtTransaction -WhatIf; Get-OpenWrtTransaction</code>
/// </example>
[Cmdlet(VerbsCommon.Undo, "OpenWrtTransaction", SupportsShouldProcess = true)]
[OutputType(typeof(UciChange))]
public sealed class UndoOpenWrtTransactionCommand : RouterCommand
{
    private protected override void Collect(OpenWrtSession session, object? item)
    {
        RouterTransaction transaction = RouterTransaction.Find(session);
        if (ShouldProcess(session.Name, Text.WhatIfDropTransaction.With(transaction.Changes.Count)))
        {
            RouterTransaction.End(session);
            WriteObject(transaction.Changes.Select(change => new UciChange(change, session)), enumerateCollection: true);
        }
    }
}
