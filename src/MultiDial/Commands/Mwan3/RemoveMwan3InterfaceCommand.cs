using System.Management.Automation;
using MultiDial.Mwan3;

namespace MultiDial.Commands;

/// <summary>Removes interfaces from mwan3. The network interfaces themselves stay.</summary>
/// <remarks>An interface that has members is refused; with Force its members go too, and leave their policies.</remarks>
/// <example>
/// <para>Looks first at what would be changed.</para>
/// <code>Remove-Mwan3Interface wan2 -Force -WhatIf</code>
/// </example>
/// <example>
/// <para>The interfaces that mwan3 does not use anyway.</para>
/// <code>Get-Mwan3Interface | Where-Object Enabled -eq $false | Remove-Mwan3Interface</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "Mwan3Interface", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveMwan3InterfaceCommand : NameCommand
{
    /// <summary>The names of the interfaces.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3InterfaceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Removes the members of the interfaces as well, also from their policies.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override Change Change(string name) => new(draft => Mwan3Interfaces.Remove(draft, name, Force));
}
