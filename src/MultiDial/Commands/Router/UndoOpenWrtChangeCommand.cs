using System.Management.Automation;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Takes back a change that waits to be confirmed, and returns when the router is as before.</summary>
/// <remarks>A change waits if it was made with -ConfirmTimeout. It can be taken back from any session to the same router.</remarks>
/// <example>
/// <para>Takes the change back.</para>
/// <code>Undo-OpenWrtChange</code>
/// </example>
/// <example>
/// <para>Keeps a change only if all lines work.</para>
/// <code>Set-MultiDial -Weight 3, 1 -ConfirmTimeout 5m; if (Test-WanConnectivity -Quiet) { Confirm-OpenWrtChange } else { Undo-OpenWrtChange }</code>
/// </example>
[Cmdlet(VerbsCommon.Undo, "OpenWrtChange", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UndoOpenWrtChangeCommand : WaitingChangeCommand
{
    private protected override string Action => Text.WhatIfUndo;

    private protected override Task DecideAsync(WaitingChange change, CancellationToken cancellation) => change.UndoAsync(cancellation);
}
