using MultiDial.Uci;

namespace MultiDial;

/// <summary>A macvlan: a network device with a MAC address of its own on another device's wire.</summary>
public sealed class MacvlanDevice : RouterObject
{
    internal MacvlanDevice(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The device that it sits on (<c>ifname</c>, in every release of OpenWrt).</summary>
    [UciOption("ifname")]
    public string? Parent { get; internal set; }

    /// <summary>What it may send to other macvlans on its parent (<c>mode</c>).</summary>
    [UciOption("mode", Default = "vepa")]
    public MacvlanMode? Mode { get; internal set; }

    /// <summary>
    /// The MAC address (<c>macaddr</c>), as <c>02:ab:cd:ef:01:23</c>. A device without the option gets another one each
    /// time the network restarts, and so another lease.
    /// </summary>
    [UciOption("macaddr")]
    public string? MacAddress { get; internal set; }

    /// <summary>Whether it was made by hand and is gone after a reboot.</summary>
    public bool Temporary { get; internal set; }

    /// <summary>Whether it is there and up. A device of the configuration comes into being when an interface uses it.</summary>
    public bool Up { get; internal set; }
}
