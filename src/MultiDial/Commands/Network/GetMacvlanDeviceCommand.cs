using System.Management.Automation;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Shows macvlans: those of the configuration, and temporary ones.</summary>
/// <example>
/// <para>All of them.</para>
/// <code>Get-MacvlanDevice</code>
/// </example>
/// <example>
/// <para>Removes those that were made to try something.</para>
/// <code>Get-MacvlanDevice | Where-Object Temporary | Remove-MacvlanDevice</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "MacvlanDevice")]
[OutputType(typeof(MacvlanDevice))]
public sealed class GetMacvlanDeviceCommand : GetCommand<MacvlanDevice>
{
    /// <summary>The names of devices, with wildcards; without it all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MacvlanDeviceCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override string Kind => Text.KindMacvlanDevice;

    private protected override IReadOnlyCollection<StatePart> Parts => [Link.Part];

    private protected override IEnumerable<MacvlanDevice> Read(RouterState state) => MacvlanDevices.Read(state);
}
