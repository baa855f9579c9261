using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The options of netifd's interfaces that the module knows: of a section <c>interface</c> of /etc/config/network.</summary>
internal sealed class InterfaceSettings
{
    internal const string SectionType = "interface";

    /// <summary>Its name since OpenWrt 21.02; <see cref="InterfaceDevice"/> knows the older one.</summary>
    [UciOption("device")]
    public string? Device { get; set; }

    [UciOption("proto")]
    public WanProtocol? Protocol { get; set; }

    [UciOption("username")]
    public string? UserName { get; set; }

    [UciOption("password")]
    public string? Password { get; set; }

    [UciOption("metric")]
    public int? Metric { get; set; }

    /// <summary>Whether the default route that the provider gives is used.</summary>
    [UciOption("defaultroute", Default = "1")]
    public bool? DefaultRoute { get; set; }

    /// <summary>Whether the provider's DNS servers are used.</summary>
    [UciOption("peerdns", Default = "1")]
    public bool? PeerDns { get; set; }

    [UciOption("dns", IsWords = true)]
    public string[] Dns { get; set; } = [];

    /// <summary>The address of a static interface; as other tools write it several, or with the length of the network.</summary>
    [UciOption("ipaddr")]
    public string? Address { get; set; }

    [UciOption("netmask")]
    public string? Netmask { get; set; }

    [UciOption("gateway")]
    public string? Gateway { get; set; }

    /// <summary>In bytes.</summary>
    [UciOption("mtu", Min = 576, Max = 9200)]
    public int? Mtu { get; set; }

    /// <summary>What PPP does about IPv6: <c>auto</c>, <c>1</c> or <c>0</c>.</summary>
    [UciOption("ipv6")]
    public string? IPv6 { get; set; }

    [UciOption("disabled", Default = "0")]
    public bool? Disabled { get; set; }

    /// <summary>Up to OpenWrt 19.07 <c>bridge</c> makes a bridge of the devices.</summary>
    [UciOption("type")]
    public string? Type { get; set; }
}
