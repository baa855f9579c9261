namespace MultiDial;

/// <summary>How an interface gets its address (<c>proto</c>).</summary>
public enum WanProtocol
{
    /// <summary>From the provider's DHCP server.</summary>
    Dhcp,

    /// <summary>By PPP over Ethernet, with user name and password.</summary>
    Pppoe,

    /// <summary>It is written in the configuration.</summary>
    Static,

    /// <summary>Another way, that the module shows but does not make.</summary>
    Other,
}
