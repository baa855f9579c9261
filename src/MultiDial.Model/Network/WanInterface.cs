namespace MultiDial;

/// <summary>An interface of netifd (a section <c>interface</c> of /etc/config/network) with its state.</summary>
public sealed class WanInterface : RouterObject
{
    internal WanInterface(OpenWrtSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>The device that the interface sits on (<c>device</c>, up to OpenWrt 19.07 <c>ifname</c>).</summary>
    public string? Device { get; internal init; }

    /// <summary>The device that carries the traffic, as <c>pppoe-wan2</c>; null while the interface is down.</summary>
    public string? L3Device { get; internal init; }

    /// <summary>How the interface gets its address (<c>proto</c>).</summary>
    public WanProtocol Protocol { get; internal init; }

    /// <summary>The metric of its routes (<c>metric</c>); null if it has none, which mwan3 cannot work with when there are more interfaces.</summary>
    public int? Metric { get; internal init; }

    /// <summary>The firewall zone that the interface belongs to; null for none.</summary>
    public string? Zone { get; internal init; }

    /// <summary>Whether the zone hides the LAN behind the interface's address.</summary>
    public bool Masqueraded { get; internal init; }

    /// <summary>Whether the interface is up.</summary>
    public bool Up { get; internal init; }

    /// <summary>The address; of a static interface that is down the one that it will have.</summary>
    public string? Address { get; internal init; }

    /// <summary>The gateway of the interface's default route.</summary>
    public string? Gateway { get; internal init; }

    /// <summary>The DNS servers that the interface brings.</summary>
    public string[] Dns { get; internal init; } = [];

    /// <summary>The MAC address of the device.</summary>
    public string? MacAddress { get; internal init; }

    /// <summary>How long the interface has been up; null while it is down.</summary>
    public TimeSpan? Uptime { get; internal init; }

    /// <summary>Why the interface is not up: netifd's code and what it means, as <c>AUTH_TOPEER_FAILED: …</c>; null if nothing failed.</summary>
    public string? DialError { get; internal init; }

    /// <summary>Bytes received by this interface alone; null while it is down. A device counts its macvlans' bytes too; those are taken off.</summary>
    public long? ReceivedBytes { get; internal init; }

    /// <summary>Bytes sent by this interface alone; null while it is down.</summary>
    public long? SentBytes { get; internal init; }

    /// <summary>Whether it is a way to the internet.</summary>
    internal bool IsLine { get; init; }

    /// <summary>Whether the kernel has lost the default route that netifd has set.</summary>
    internal bool HasLostDefaultRoute { get; init; }

    /// <summary>Whether others than netifd give it its address and routes.</summary>
    internal bool IsUnmanaged { get; init; }

    /// <summary>Whether it brings IPv6 alone.</summary>
    internal bool IsIPv6 { get; init; }

    /// <summary>Why the interface is not up, also when nothing has failed yet.</summary>
    internal string Reason { get; init; } = "";
}
