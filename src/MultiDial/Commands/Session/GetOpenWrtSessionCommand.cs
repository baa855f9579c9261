using System.Management.Automation;
using MultiDial.Errors;

namespace MultiDial.Commands;

/// <summary>Shows the sessions of this process.</summary>
/// <example>
/// <para>Reads from all routers at once.</para>
/// <code>Get-OpenWrtSession | Get-WanInterface</code>
/// </example>
/// <example>
/// <para>The sessions that can be used no longer.</para>
/// <code>Get-OpenWrtSession | Where-Object State -ne Opened</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "OpenWrtSession")]
[OutputType(typeof(OpenWrtSession))]
public sealed class GetOpenWrtSessionCommand : PSCmdlet
{
    /// <summary>The names, with wildcards; without it all sessions.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The ids.</summary>
    [Parameter]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        OpenWrtSession[] all = [.. SessionRegistry.All.Where(session => Id is null || Id.Contains(session.Id))];
        foreach (string name in Name ?? ["*"])
        {
            WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            OpenWrtSession[] found = [.. all.Where(session => pattern.IsMatch(session.Name))];
            if (found.Length == 0 && (!WildcardPattern.ContainsWildcardCharacters(name) || Id is not null))
            {
                WriteError(ErrorRecords.From(Error.NoSession(Id is null ? name : string.Join(", ", Id))));
            }

            WriteObject(found, enumerateCollection: true);
        }
    }
}
