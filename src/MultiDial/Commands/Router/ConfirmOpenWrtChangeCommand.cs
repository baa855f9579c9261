using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Keeps a change that waits to be confirmed, or gives it more time.</summary>
/// <remarks>
/// A change waits if it was made with -ConfirmTimeout. It can be confirmed from any session to the same router. It is
/// done over a new connection, since only that proves that the next one can be made.
/// </remarks>
/// <example>
/// <para>Keeps the change.</para>
/// <code>Confirm-OpenWrtChange</code>
/// </example>
/// <example>
/// <para>Needs another half an hour to decide.</para>
/// <code>Confirm-OpenWrtChange -ConfirmTimeout 30m</code>
/// </example>
[Cmdlet(VerbsLifecycle.Confirm, "OpenWrtChange", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ConfirmOpenWrtChangeCommand : WaitingChangeCommand
{
    /// <summary>From now on the change waits so long instead of being kept: a TimeSpan, a number of seconds, or a text such as 10m.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ConfirmTimeout { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            ConfirmTimeouts.Check(ConfirmTimeout);
        }
        catch (MultiDialException exception)
        {
            ThrowFailure(exception);
        }
    }

    private protected override string Action => ConfirmTimeout is { } time ? Text.WhatIfExtend.With(time.TotalSeconds) : Text.WhatIfConfirm;

    private protected override Task DecideAsync(WaitingChange change, CancellationToken cancellation) =>
        ConfirmTimeout is { } time ? change.ExtendAsync(time, cancellation) : change.ConfirmAsync(cancellation);
}
