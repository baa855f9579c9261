using MultiDial.Uci;

namespace MultiDial;

/// <summary>The address family of an mwan3 interface or rule.</summary>
public enum Mwan3Family
{
    /// <summary>Both families; only rules know it.</summary>
    Any,

    /// <summary>IPv4.</summary>
    IPv4,

    /// <summary>IPv6.</summary>
    IPv6,
}

/// <summary>What an interface counts as before its tracker has an answer.</summary>
public enum Mwan3InitialState
{
    /// <summary>Used at once.</summary>
    Online,

    /// <summary>Not used until tracking succeeded.</summary>
    Offline,
}

/// <summary>How an interface is tracked. Every method but Ping needs a package of its own on the router.</summary>
public enum Mwan3TrackMethod
{
    /// <summary>ICMP echo, with the router's own ping.</summary>
    Ping,

    /// <summary>ARP requests; not for IPv6.</summary>
    Arping,

    /// <summary>HTTP requests.</summary>
    Httping,

    /// <summary>TCP with nping.</summary>
    [UciWord("nping-tcp")]
    NpingTcp,

    /// <summary>UDP with nping.</summary>
    [UciWord("nping-udp")]
    NpingUdp,

    /// <summary>ICMP with nping.</summary>
    [UciWord("nping-icmp")]
    NpingIcmp,

    /// <summary>ARP with nping.</summary>
    [UciWord("nping-arp")]
    NpingArp,

    /// <summary>DNS requests; mwan3 2.11.17 and later.</summary>
    Nslookup,
}

/// <summary>What happens to traffic of a policy none of whose members is online.</summary>
public enum Mwan3LastResort
{
    /// <summary>It is refused with "unreachable".</summary>
    Unreachable,

    /// <summary>It is dropped without a word.</summary>
    Blackhole,

    /// <summary>It takes the main routing table.</summary>
    Default,
}

/// <summary>The level of mwan3's firewall log.</summary>
public enum Mwan3LogLevel
{
    /// <summary>The router is unusable.</summary>
    Emerg,

    /// <summary>Action must be taken at once.</summary>
    Alert,

    /// <summary>Critical.</summary>
    Crit,

    /// <summary>Errors.</summary>
    Error,

    /// <summary>Warnings.</summary>
    Warning,

    /// <summary>Normal but worth noting; mwan3's default.</summary>
    Notice,

    /// <summary>Information.</summary>
    Info,

    /// <summary>For finding faults.</summary>
    Debug,
}

/// <summary>What mwan3 says of an interface.</summary>
public enum Mwan3LineStatus
{
    /// <summary>Nothing is known, as a rule because mwan3 does not run.</summary>
    Unknown,

    /// <summary>The interface carries traffic.</summary>
    Online,

    /// <summary>The interface carries no traffic.</summary>
    Offline,

    /// <summary>Still offline; its targets answer again, but not yet often enough.</summary>
    Connecting,

    /// <summary>Still online; its targets do not answer, but not yet often enough.</summary>
    Disconnecting,

    /// <summary>mwan3 does not use the interface: it is not enabled, or its network interface is down.</summary>
    Disabled,

    /// <summary>mwan3 itself reports an error.</summary>
    Error,
}

/// <summary>What an interface's tracker does.</summary>
public enum Mwan3Tracking
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>It asks its targets.</summary>
    Active,

    /// <summary>It waits for the network interface.</summary>
    Paused,

    /// <summary>It should run, but does not.</summary>
    Down,

    /// <summary>There is none: the interface has no targets, and always counts as online.</summary>
    Disabled,
}

/// <summary>What a tracked address said last.</summary>
public enum Mwan3TargetStatus
{
    /// <summary>It was not asked yet.</summary>
    Unknown,

    /// <summary>It answered.</summary>
    Up,

    /// <summary>It did not answer.</summary>
    Down,

    /// <summary>It was not asked, since enough others answered.</summary>
    Skipped,
}
