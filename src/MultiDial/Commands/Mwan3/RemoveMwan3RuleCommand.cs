using System.Management.Automation;
using MultiDial.Mwan3;

namespace MultiDial.Commands;

/// <summary>Removes rules from mwan3.</summary>
/// <example>
/// <para>Looks first at what would be changed.</para>
/// <code>Remove-Mwan3Rule default_route -WhatIf</code>
/// </example>
/// <example>
/// <para>The rules of one policy.</para>
/// <code>Get-Mwan3Rule | Where-Object Policy -eq wan2_only | Remove-Mwan3Rule</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "Mwan3Rule", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveMwan3RuleCommand : NameCommand
{
    /// <summary>The names.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3RuleCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override Change Change(string name) => new(draft => Mwan3Rules.Remove(draft, name));
}
