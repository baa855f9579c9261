using System.Globalization;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The options of a line: the parameters of New- and Set-WanInterface, and their places in /etc/config/network.</summary>
internal static class LineOptions
{
    internal const string SectionType = "interface";

    internal const string Device = nameof(WanInterface.Device);
    internal const string Protocol = nameof(WanInterface.Protocol);
    internal const string Metric = nameof(WanInterface.Metric);
    internal const string Zone = nameof(WanInterface.Zone);
    internal const string Dns = nameof(WanInterface.Dns);
    internal const string Address = nameof(WanInterface.Address);
    internal const string Gateway = nameof(WanInterface.Gateway);
    internal const string Credential = "Credential";

    private static readonly Dictionary<string, Action<RouterDraft, UciSection, object?>> s_writers = new()
    {
        [Device] = SetDevice,
        [Protocol] = (_, section, value) => section.Set("proto", Word(value)),
        [Credential] = (_, section, value) => SetCredential(section, value as LineCredential),
        [Metric] = (_, section, value) => section.Set("metric", Number(value)),
        ["PeerDns"] = (_, section, value) => section.Set("peerdns", value is bool flag ? flag ? "1" : "0" : null),
        [Dns] = (_, section, value) => section.SetList("dns", (value as string[])?.Select(LineAddress.Dns)),
        [Address] = (_, section, value) => SetAddress(section, value as string),
        [Gateway] = (_, section, value) => section.Set("gateway", value is string text ? LineAddress.Gateway(text) : null),
    };

    /// <summary>The names of the parameters.</summary>
    internal static IEnumerable<string> Names => s_writers.Keys.Append(Zone);

    /// <summary>Writes the values into the line's section; null removes an option.</summary>
    /// <exception cref="MultiDialException">InvalidValue; NotFound for a device that is not there.</exception>
    internal static void Write(RouterDraft draft, UciSection section, IReadOnlyDictionary<string, object?> values)
    {
        foreach ((string name, object? value) in values.Where(value => value.Key != Zone))
        {
            s_writers[name](draft, section, value);
        }

        Require(section, "pppoe", "username", "-Credential");
        Require(section, "static", "ipaddr", "-Address");
        if (values.GetValueOrDefault(Address) is string && section.Get("proto") != "static")
        {
            throw Error.InvalidValue("-Address", values[Address], "only a line with -Protocol Static has an address of its own choice");
        }
    }

    /// <summary>The device as it is written, in either form of the option.</summary>
    internal static string? WrittenDevice(UciSection section) => section.Get(DeviceOption(section));

    private static void Require(UciSection section, string protocol, string option, string parameter)
    {
        if (section.Get("proto") == protocol && !section.Has(option))
        {
            throw Error.Missing(parameter, $"A line with the protocol {protocol} needs {parameter}.");
        }
    }

    private static void SetDevice(RouterDraft draft, UciSection section, object? value)
    {
        string device = value as string ?? throw Error.InvalidValue("-Device", null, "a line needs a device");

        if (!IsDevice(draft, device))
        {
            throw Error.NotFound("device", device, "Get-MacvlanDevice, or for the WAN port's device Get-OpenWrtSystem");
        }

        section.Set(section.Has("ifname") || section.Has("device") ? DeviceOption(section) : NewDeviceOption(draft.Network), device);
    }

    // netifd makes a VLAN of a device that is there by itself, as eth0.35 of eth0; @wan is the device of the interface wan.
    private static bool IsDevice(RouterDraft draft, string device) => device.StartsWith('@')
        ? draft.Network.Find(device[1..]) is { Type: SectionType, Name: not null }
        : Devices.Exists(draft, device) || (device.Split('.') is [var trunk, _] && Devices.Exists(draft, trunk));

    // Modems name a character device in the option that newer releases use for the network device.
    private static string DeviceOption(UciSection section) =>
        section.Get("device") is not { } device || (device.StartsWith('/') && section.Has("ifname")) ? "ifname" : "device";

    // The option was renamed in OpenWrt 21.02; the router's own interfaces show which one it knows.
    private static string NewDeviceOption(UciPackage network)
    {
        UciSection[] others = [.. network.OfType(SectionType).Where(section => WrittenDevice(section) is not null)];
        return others.Length > 0 && others.All(section => DeviceOption(section) == "ifname") ? "ifname" : "device";
    }

    private static string Word(object? value) => value is WanProtocol protocol and not WanProtocol.Other
        ? UciCodec.Word(protocol)
        : throw Error.InvalidValue("-Protocol", value, "Dhcp, Pppoe or Static");

    private static string? Number(object? value) => value switch
    {
        null => null,
        int number and >= 0 => number.ToString(CultureInfo.InvariantCulture),
        _ => throw Error.InvalidValue("-Metric", value, "a number from 0 up"),
    };

    private static void SetCredential(UciSection section, LineCredential? credential)
    {
        section.Set("username", credential?.UserName);
        section.Set("password", credential?.Password);
    }

    private static void SetAddress(UciSection section, string? text)
    {
        (string? address, string? netmask) = text is null ? (null, null) : LineAddress.WithNetmask(text);
        section.Set("ipaddr", address);
        section.Set("netmask", netmask);
    }
}
