namespace MultiDial;

/// <summary>What a router is, and whether it has what MultiDial needs.</summary>
public sealed class OpenWrtSystem : RouterObject
{
    internal OpenWrtSystem(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The release of OpenWrt, as <c>24.10.0</c>.</summary>
    public string? Release { get; internal init; }

    /// <summary>The board, as <c>xiaomi,mi-router-3g</c>.</summary>
    public string? Board { get; internal init; }

    /// <summary>The target that the firmware was built for, as <c>ramips/mt7621</c>.</summary>
    public string? Target { get; internal init; }

    /// <summary>How the router's switch is driven.</summary>
    public SwitchModel SwitchModel { get; internal init; }

    /// <summary>The package manager; null if the firmware has none.</summary>
    public PackageManager? PackageManager { get; internal init; }

    /// <summary>The firewall; null if the firmware has none.</summary>
    public FirewallGeneration? Firewall { get; internal init; }

    /// <summary>The version of mwan3; null if it is not installed.</summary>
    public string? Mwan3Version { get; internal init; }

    /// <summary>Which mwan3 that is: the one of OpenWrt, which MultiDial changes, or another one under the same name.</summary>
    public Mwan3Flavor Mwan3Flavor { get; internal init; }

    /// <summary>The version of the kernel, as <c>6.6.73</c>.</summary>
    public string? Kernel { get; internal init; }

    /// <summary>Whether the kernel can make macvlans, by a module or by itself.</summary>
    public bool HasMacvlan { get; internal init; }

    /// <summary>The interface of the WAN port, usually <c>wan</c>.</summary>
    public string? WanInterface { get; internal init; }

    /// <summary>The device of the WAN port, on which macvlans can sit, as <c>eth0.2</c>.</summary>
    public string? WanDevice { get; internal init; }
}
