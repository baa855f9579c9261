using System.Management.Automation;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Removes macvlans. One that an interface uses is refused.</summary>
/// <example>
/// <para>An interface and its device.</para>
/// <code>Remove-WanInterface wan2; Remove-MacvlanDevice veth0</code>
/// </example>
/// <example>
/// <para>The devices that are gone at the next reboot anyway.</para>
/// <code>Get-MacvlanDevice | Where-Object Temporary | Remove-MacvlanDevice</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "MacvlanDevice", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveMacvlanDeviceCommand : NameCommand
{
    /// <summary>The names of the devices.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(MacvlanDeviceCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override IReadOnlyCollection<StatePart> Parts => [Link.Part];

    private protected override Change Change(string name) => new(draft => MacvlanDevices.Remove(draft, name));
}
