using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The options of netifd's devices that the module knows: of a section <c>device</c> of /etc/config/network.</summary>
internal sealed class DeviceSettings
{
    internal const string SectionType = "device";

    [UciOption("name")]
    public string? Name { get; set; }

    [UciOption("type")]
    public string? Type { get; set; }

    [UciOption("macaddr")]
    public string? MacAddress { get; set; }

    /// <summary>In bytes.</summary>
    [UciOption("mtu", Min = 576, Max = 9200)]
    public int? Mtu { get; set; }
}
