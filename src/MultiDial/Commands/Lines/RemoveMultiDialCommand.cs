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
public sealed class RemoveMultiDialCommand : ChangeCommand
{
    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part];

    private protected override IEnumerable<Change> Changes(object? item) => [];

    // Once, also for all lines of Get-MultiDial.
    private protected override IEnumerable<Change> LastChanges(OpenWrtSession session) => [new Change(MultiDials.Remove)];
}
