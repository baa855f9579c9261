using System.Management.Automation;
using MultiDial.Mwan3;

namespace MultiDial.Commands;

/// <summary>Removes members from mwan3. A member that a policy uses is refused.</summary>
/// <example>
/// <para>Looks first at what would be changed.</para>
/// <code>Remove-Mwan3Member wan2_m1_w1 -WhatIf</code>
/// </example>
/// <example>
/// <para>All members of the interface wan2.</para>
/// <code>Get-Mwan3Member | Where-Object Interface -eq wan2 | Remove-Mwan3Member</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "Mwan3Member", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveMwan3MemberCommand : NameCommand
{
    /// <summary>The names of the members.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3MemberCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override Change Change(string name) => new(draft => Mwan3Members.Remove(draft, name));
}
