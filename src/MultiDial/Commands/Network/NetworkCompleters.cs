using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Completes the network devices of the router.</summary>
public sealed class DeviceCompleter : NameCompleter
{
    private protected override IReadOnlyCollection<StatePart> Parts => [Link.Part];

    private protected override IEnumerable<string> Names(RouterState state) => Devices.Names(state);
}

/// <summary>Completes the devices that a macvlan can sit on.</summary>
public sealed class ParentCompleter : NameCompleter
{
    private protected override IReadOnlyCollection<StatePart> Parts => [Link.Part];

    private protected override IEnumerable<string> Names(RouterState state) => Devices.Parents(state);
}

/// <summary>Completes macvlans.</summary>
public sealed class MacvlanDeviceCompleter : NameCompleter
{
    private protected override IReadOnlyCollection<StatePart> Parts => [Link.Part];

    private protected override IEnumerable<string> Names(RouterState state) => MacvlanDevices.Read(state).Select(device => device.Name);
}

/// <summary>Completes the interfaces that are ways to the internet.</summary>
public sealed class WanInterfaceCompleter : NameCompleter
{
    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part];

    private protected override IEnumerable<string> Names(RouterState state) => InternetLines.Names(state);
}
