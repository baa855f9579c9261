using System.Management.Automation;
using MultiDial.Mwan3;

namespace MultiDial.Commands;

/// <summary>Removes all interfaces, members, policies and rules from mwan3, whoever made them; the section globals stays.</summary>
/// <remarks>The packages come with an example configuration, which is in the way of one's own.</remarks>
/// <example>
/// <para>Shows what would be removed.</para>
/// <code>Clear-Mwan3Configuration -WhatIf</code>
/// </example>
/// <example>
/// <para>On all routers that have a session.</para>
/// <code>Get-OpenWrtSession | Clear-Mwan3Configuration</code>
/// </example>
[Cmdlet(VerbsCommon.Clear, "Mwan3Configuration", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ClearMwan3ConfigurationCommand : ChangeCommand
{
    private protected override IEnumerable<Change> Changes(object? item)
    {
        yield return new Change(Mwan3Globals.RemoveAllElse);
    }
}
