using System.Management.Automation;
using MultiDial.Lines;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Takes away all that New-MultiDial has made, and gives the first line and mwan3 back what they had.</summary>
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
public sealed class RemoveMultiDialCommand : RouterChangeCommand<object>
{
    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part];

    // Once, also for all lines of Get-MultiDial.
    private protected override IEnumerable<Change> Changes(OpenWrtSession session, IReadOnlyList<object> given) => [new Change(LineSet.Remove)];
}
