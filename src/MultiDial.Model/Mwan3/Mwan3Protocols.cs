namespace MultiDial.Mwan3;

/// <summary>Protocols that have a name and a number, and for the kernel are the same by both.</summary>
internal static class Mwan3Protocols
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["0"] = "all", ["ip"] = "all", ["1"] = "icmp", ["2"] = "igmp", ["4"] = "ipencap", ["ipip"] = "ipencap", ["6"] = "tcp", ["17"] = "udp", ["33"] = "dccp",
        ["41"] = "ipv6", ["47"] = "gre", ["50"] = "esp", ["51"] = "ah", ["58"] = "ipv6-icmp", ["icmpv6"] = "ipv6-icmp", ["115"] = "l2tp", ["132"] = "sctp", ["136"] = "udplite",
    };

    /// <summary>The one name of a protocol, in lower case.</summary>
    internal static string Name(string protocol) => s_names.TryGetValue(protocol, out string? name) ? name : protocol.ToLowerInvariant();
}
