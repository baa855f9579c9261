using System.Management.Automation;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Changes macvlans of the configuration. What is not given stays; $null removes an option. The interface on the device dials again.</summary>
/// <example>
/// <para>Another MAC address, so that the provider gives another lease.</para>
/// <code>Set-MacvlanDevice veth0 -MacAddress 02:12:34:56:78:9a</code>
/// </example>
/// <example>
/// <para>Keeps the interfaces apart from each other.</para>
/// <code>Get-MacvlanDevice | Set-MacvlanDevice -Mode Private -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "MacvlanDevice", SupportsShouldProcess = true)]
[OutputType(typeof(MacvlanDevice))]
public sealed class SetMacvlanDeviceCommand : NameCommand
{
    /// <summary>The names of the devices.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(MacvlanDeviceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The device to sit on (<c>ifname</c>); an interface stands for its device.</summary>
    [Parameter]
    [DeviceTransformation]
    [ArgumentCompleter(typeof(ParentCompleter))]
    public string? Parent { get; set; }

    /// <summary>What macvlans on the same parent may send to each other (<c>mode</c>).</summary>
    [Parameter]
    public MacvlanMode? Mode { get; set; }

    /// <summary>The MAC address (<c>macaddr</c>). $null removes it: the device then gets another one each time the network restarts.</summary>
    [Parameter]
    [AllowNull]
    [MacAddressTransformation]
    public string? MacAddress { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override IReadOnlyCollection<StatePart> Parts => [Link.Part, InterfaceStatus.Part];

    private protected override Change Change(string name)
    {
        UciPatch<MacvlanDevice> patch = Parameters.Given<MacvlanDevice>(this);
        return new Change(draft => MacvlanDevices.Set(draft, name, patch), state => MacvlanDevices.Read(state, name));
    }
}
