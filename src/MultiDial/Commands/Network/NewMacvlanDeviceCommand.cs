using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Creates a macvlan: a device with a MAC address of its own on the wire of another device.</summary>
/// <remarks>
/// A device of the configuration is created when an interface uses it (New-WanInterface). A piped interface is the
/// parent; a piped text is the name; a row gives Name, Parent, Mode, MacAddress.
/// </remarks>
/// <example>
/// <para>A second device on the WAN port, and an interface that dials on it.</para>
/// <code>New-MacvlanDevice veth0 -Parent eth0.2 | New-WanInterface wan2 -Protocol Dhcp -Metric 20</code>
/// </example>
/// <example>
/// <para>One that is gone after a reboot, to try whether the provider gives it an address.</para>
/// <code>New-MacvlanDevice test0 -Parent eth0.2 -Temporary</code>
/// </example>
[Cmdlet(VerbsCommon.New, "MacvlanDevice", SupportsShouldProcess = true)]
[OutputType(typeof(MacvlanDevice))]
public sealed class NewMacvlanDeviceCommand : ChangeCommand
{
    /// <summary>The name: at most 15 characters, A-Z, a-z, 0-9, <c>_</c>, <c>.</c> and <c>-</c> (<c>name</c>).</summary>
    [Parameter(Position = 0)]
    public string? Name { get; set; }

    /// <summary>The device to sit on (<c>ifname</c>); an interface stands for its device. Get-OpenWrtSystem shows the WAN port's.</summary>
    [Parameter]
    [DeviceTransformation]
    [ArgumentCompleter(typeof(ParentCompleter))]
    public string? Parent { get; set; }

    /// <summary>What macvlans on the same parent may send to each other (<c>mode</c>). Without it nothing is written, and the kernel takes Vepa.</summary>
    [Parameter]
    public MacvlanMode? Mode { get; set; }

    /// <summary>The MAC address (<c>macaddr</c>), in any usual notation. Without it a local one that is the same every time.</summary>
    [Parameter]
    [MacAddressTransformation]
    public string? MacAddress { get; set; }

    /// <summary>Creates the device at once in the kernel alone; it is gone after a reboot.</summary>
    [Parameter]
    public SwitchParameter Temporary { get; set; }

    private protected override bool TakesRows => true;

    private protected override IReadOnlyCollection<StatePart> Parts => [Link.Part, MacvlanSupport.Part];

    private protected override IEnumerable<Change> Changes(object? item)
    {
        string name = item as string ?? Row.Or(Name) ?? throw Error.Missing("-Name", Text.CureNewMacvlanDevice.With("veth0"));
        string parent = (item as WanInterface)?.Device ?? (item as MacvlanDevice)?.Name ?? Row.Or(Parent) ?? throw Error.Missing("-Parent", Text.CureNewMacvlanDevice.With(name));
        UciPatch<MacvlanDevice> patch = Parameters.NotNull<MacvlanDevice>(this, Row);
        bool temporary = Row.Or(Temporary);
        yield return new Change(
            draft =>
            {
                if (temporary)
                {
                    MacvlanDevices.AddTemporary(draft, name, parent, patch);
                }
                else
                {
                    MacvlanDevices.Add(draft, name, parent, patch);
                }
            },
            state => MacvlanDevices.Read(state, name));
    }
}
