using MultiDial.Network;
using MultiDial.OpenWrt;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Completes the network devices of the router.</summary>
public class DeviceCompleter : NameCompleter
{
    private protected override IReadOnlyCollection<StatePart> Parts => [Link.Part, InterfaceStatus.Part];

    private protected virtual IEnumerable<string> Names(RouterState state) => Devices.Names(state);

    private protected override IEnumerable<Offer> Offers(RouterState state)
    {
        string? port = SystemReader.WanDevice(state);
        IReadOnlyDictionary<string, Link> links = Link.Read(state);
        return Names(state).Select(name => name == port ? new Offer(name, Text.TipWanDevice.With(name), true)
            : links.TryGetValue(name, out Link? link) ? new Offer(name, (link.Up ? Text.TipDevice : Text.TipDeviceDown).With(name, link.MacAddress))
            : new Offer(name));
    }
}

/// <summary>Completes the devices that a macvlan can sit on.</summary>
public sealed class ParentCompleter : DeviceCompleter
{
    private protected override IEnumerable<string> Names(RouterState state) => Devices.Parents(state);
}

/// <summary>Completes macvlans.</summary>
public sealed class MacvlanDeviceCompleter : NameCompleter
{
    private protected override IReadOnlyCollection<StatePart> Parts => [Link.Part];

    private protected override IEnumerable<Offer> Offers(RouterState state) => MacvlanDevices.Read(state).Select(device => new Offer(device.Name, Text.TipMacvlan.With(device.Name, device.Parent, device.MacAddress)));
}

/// <summary>Completes the interfaces of netifd.</summary>
public class NetworkInterfaceCompleter : NameCompleter
{
    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, Link.Part];

    private protected virtual IEnumerable<string> Names(RouterState state) =>
        WanInterfaces.Sections(state.Network).Select(section => section.Id).Where(name => name != "loopback");

    private protected override IEnumerable<Offer> Offers(RouterState state)
    {
        Dictionary<string, WanInterface> all = WanInterfaces.Read(state).ToDictionary(line => line.Name);
        return Names(state).Select(name => new Offer(name, all.TryGetValue(name, out WanInterface? line) ? Tip(line) : null));
    }

    private static string Tip(WanInterface line) =>
        line.Address is { } address ? Text.TipInterface.With(line.Name, address, line.Device) : (line.Up ? Text.TipInterfaceUp : Text.TipInterfaceDown).With(line.Name, line.Device);
}

/// <summary>Completes the interfaces that are ways to the internet.</summary>
public sealed class WanInterfaceCompleter : NetworkInterfaceCompleter
{
    private protected override IEnumerable<string> Names(RouterState state) => InternetLines.Names(state);
}
