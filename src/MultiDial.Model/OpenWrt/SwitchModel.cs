namespace MultiDial;

/// <summary>How a router's switch is driven.</summary>
public enum SwitchModel
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>By swconfig: the ports are VLANs of one device, as eth0.1 and eth0.2.</summary>
    Swconfig,

    /// <summary>By DSA: each port is a device, as lan1 and wan.</summary>
    Dsa,
}
