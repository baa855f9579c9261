namespace MultiDial;

/// <summary>A generation of OpenWrt's firewall.</summary>
public enum FirewallGeneration
{
    /// <summary>With iptables, up to OpenWrt 21.02.</summary>
    Fw3,

    /// <summary>With nftables, from OpenWrt 22.03 on.</summary>
    Fw4,
}
