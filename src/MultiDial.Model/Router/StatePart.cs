namespace MultiDial.Router;

/// <summary>What of the router's state is to be read. The configuration files always are.</summary>
[Flags]
internal enum StatePart
{
    Config = 0,

    /// <summary>netifd's interfaces: <c>ubus call network.interface dump</c>.</summary>
    Interfaces = 1,

    /// <summary>netifd's devices and the kernel's links.</summary>
    Devices = 2,

    /// <summary>Whether mwan3 runs, and <c>ubus call mwan3 status</c>.</summary>
    Mwan3 = 4,

    /// <summary>Release, board and what the firmware has.</summary>
    System = 8,

    /// <summary>The installed packages.</summary>
    Packages = 16,

    /// <summary>The files of the watch, and whether it runs.</summary>
    Watch = 32,
}
