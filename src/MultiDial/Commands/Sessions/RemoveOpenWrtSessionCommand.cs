using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Closes sessions.</summary>
/// <example>
/// <para>All sessions.</para>
/// <code>Get-OpenWrtSession | Remove-OpenWrtSession</code>
/// </example>
/// <example>
/// <para>One session, by its name.</para>
/// <code>Remove-OpenWrtSession router1</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OpenWrtSession", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveOpenWrtSessionCommand : VisibleCmdlet
{
    /// <summary>The sessions, or their names; names may have wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [SessionTransformation(Wildcards = true)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public OpenWrtSession[]? Session { get; set; }

    /// <summary>The ids of the sessions.</summary>
    [Parameter]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Session is null && Id is null)
        {
            ThrowFailure(Error.Missing("-Name", "Get-OpenWrtSession | Remove-OpenWrtSession"));
        }

        foreach (int id in Id ?? [])
        {
            if (SessionRegistry.All.FirstOrDefault(session => session.Id == id) is { } session)
            {
                Remove(session);
            }
            else
            {
                WriteFailure(Error.NoSession(FormattableString.Invariant($"{id}")));
            }
        }

        foreach (OpenWrtSession session in Session ?? [])
        {
            Remove(session);
        }
    }

    private void Remove(OpenWrtSession session)
    {
        if (!SessionRegistry.All.Contains(session))
        {
            WriteFailure(Error.NoSession(session.Name));
        }
        else if (ShouldProcess($"{session.Name} ({session.UserName}@{session.HostName}:{session.Port})", Text.WhatIfCloseSession))
        {
            if (RouterTransaction.Of(session) is { Changes.Count: > 0 and var count })
            {
                WriteWarning(Text.WarningTransactionDropped.With(session.Name, count));
            }

            SessionRegistry.Remove(session);
        }
    }
}
