namespace MultiDial;

/// <summary>Which of the programs that share the name mwan3 a router has.</summary>
public enum Mwan3Flavor
{
    /// <summary>None.</summary>
    None,

    /// <summary>OpenWrt's own mwan3 2.x, which marks packets by iptables: the one that MultiDial changes.</summary>
    Iptables,

    /// <summary>One that marks packets by nftables, such as mwan3 3.x. It is read only.</summary>
    Nftables,

    /// <summary>mwan4, which has a configuration of its own.</summary>
    Mwan4,

    /// <summary>One whose functions are not known. It is read only.</summary>
    Unknown,
}
