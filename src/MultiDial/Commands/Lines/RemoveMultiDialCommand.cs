using System.Management.Automation;
using MultiDial.Lines;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Takes away all that New-MultiDial has made, and gives the first line and mwan3 back what they had.</summary>
/// <remarks>
/// What was taken over with -Adopt stays, and is its owner's again. Lines that come from the pipeline must be all of the router's:
/// for fewer lines there is Set-MultiDial -Line.
/// </remarks>
/// <example>
/// <para>Back to one line.</para>
/// <code>Remove-MultiDial</code>
/// </example>
/// <example>
/// <para>Looks first at what would be changed on two routers.</para>
/// <code>Remove-MultiDial -Session home, office -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "MultiDial", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveMultiDialCommand : RouterChangeCommand<string>
{
    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, Link.Part];

    private protected override IEnumerable<string> Take(object? item) => item is null ? [] : [PipelineName.Of(item)];

    private protected override IEnumerable<Change> Changes(OpenWrtSession session, IReadOnlyList<string> given) => [new Change(draft => LineRemoval.All(draft, given))];
}
