using System.Management.Automation;
using MultiDial.Mwan3;

namespace MultiDial.Commands;

/// <summary>Removes policies from mwan3. A policy that a rule uses is refused.</summary>
/// <example>
/// <para>Removes the policies that no rule uses.</para>
/// <code>Get-Mwan3Policy | Where-Object Name -notin (Get-Mwan3Rule).Policy | Remove-Mwan3Policy</code>
/// </example>
/// <example>
/// <para>Looks first at what would be changed.</para>
/// <code>Remove-Mwan3Policy wan2_only -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "Mwan3Policy", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveMwan3PolicyCommand : NameCommand
{
    /// <summary>The names.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3PolicyCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override Change Change(string name) => new(draft => Mwan3Policies.Remove(draft, name));
}
