using System.Management.Automation;
using MultiDial.Errors;

namespace MultiDial.Commands;

/// <summary>Shows the sessions of this process.</summary>
/// <example>
/// <para>Reads from all routers at once.</para>
/// <code>Get-OpenWrtSession | Get-WanInterface</code>
/// </example>
/// <example>
/// <para>The sessions that can no longer be used.</para>
/// <code>Get-OpenWrtSession | Where-Object State -ne Opened</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "OpenWrtSession")]
[OutputType(typeof(OpenWrtSession))]
public sealed class GetOpenWrtSessionCommand : VisibleCmdlet
{
    /// <summary>The names, which may have wildcards; all sessions by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The ids: numbers that are unique in this process.</summary>
    [Parameter]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name ?? (Id is null ? ["*"] : []))
        {
            Write(SessionResolver.Matching(name), name, WildcardPattern.ContainsWildcardCharacters(name));
        }

        foreach (int id in Id ?? [])
        {
            Write(SessionRegistry.All.Where(session => session.Id == id), FormattableString.Invariant($"{id}"), mayBeNone: false);
        }
    }

    private void Write(IEnumerable<OpenWrtSession> sessions, string wanted, bool mayBeNone)
    {
        OpenWrtSession[] found = [.. sessions];
        if (found.Length == 0 && !mayBeNone)
        {
            WriteFailure(Error.NoSession(wanted));
        }

        WriteObject(found, enumerateCollection: true);
    }
}
