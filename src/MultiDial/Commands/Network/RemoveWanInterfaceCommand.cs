using System.Management.Automation;
using MultiDial.Lines;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Removes interfaces, and takes them out of their firewall zone. Their devices stay.</summary>
/// <example>
/// <para>An interface, and all that mwan3 has of it.</para>
/// <code>Remove-WanInterface wan2 -Force</code>
/// </example>
/// <example>
/// <para>Looks first at what would be changed.</para>
/// <code>Get-WanInterface wan2 | Remove-WanInterface -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "WanInterface", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveWanInterfaceCommand : NameCommand
{
    /// <summary>The names of the interfaces.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(WanInterfaceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Removes it from mwan3 too: its interface and its members, which also leave their policies. Without it there is only a warning.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part];

    private protected override Change Change(string name)
    {
        bool force = Force;
        return new Change(draft => InterfaceRemoval.Remove(draft, name, force));
    }
}
