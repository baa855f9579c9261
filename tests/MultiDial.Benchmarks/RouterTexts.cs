namespace MultiDial.Benchmarks;

/// <summary>What an OpenWrt router says of itself, made for any number of lines.</summary>
internal static class RouterTexts
{
    private const string Network = """

        config interface 'loopback'
        	option device 'lo'
        	option proto 'static'
        	option ipaddr '127.0.0.1'
        	option netmask '255.0.0.0'

        config globals 'globals'
        	option ula_prefix 'fd78:e246:b944::/48'

        config device
        	option name 'br-lan'
        	option type 'bridge'
        	list ports 'eth0.1'

        config interface 'lan'
        	option device 'br-lan'
        	option proto 'static'
        	option ipaddr '192.168.1.1'
        	option netmask '255.255.255.0'
        	option ip6assign '60'

        config interface 'wan'
        	option device 'eth0.2'
        	option proto 'dhcp'

        config interface 'wan6'
        	option device 'eth0.2'
        	option proto 'dhcpv6'

        """;

    private const string Firewall = """
        config defaults
        	option syn_flood '1'

        config zone
        	option name 'lan'
        	list network 'lan'
        	option input 'ACCEPT'

        config zone
        	option name 'wan'
        	list network 'wan'
        	list network 'wan6'
        	option input 'REJECT'
        	option masq '1'

        config forwarding
        	option src 'lan'
        	option dest 'wan'

        """;

    // The widest mask: 252 interfaces.
    private const string Mwan3 = """
        config globals 'globals'
        	option mmx_mask '0xFF00'

        """;

    /// <summary>A router as it is after its installation, with this many lines up.</summary>
    internal static Dictionary<string, string> Of(int lines) => new(State(lines))
    {
        ["config/network"] = Network,
        ["config/firewall"] = Firewall,
        ["config/mwan3"] = Mwan3,
        ["packages"] = "opkg",
        ["firewall"] = "fw4",
        ["macvlan"] = "present",
        ["mwan3-service"] = "enabled=yes\nrunning=yes\n",
    };

    /// <summary>What its services say while this many lines are up.</summary>
    internal static Dictionary<string, string> State(int lines)
    {
        string[] names = [.. Enumerable.Range(1, lines).Select(line => line == 1 ? "wan" : $"wan{line}")];
        return new()
        {
            ["interfaces"] = $$"""{ "interface": [ {{string.Join(", ", names.Select(Interface))}} ] }""",
            ["links"] = string.Concat(names.Select(Link).Prepend("br-lan|bridge|eth0.1|52:54:00:aa:00:01|0x1003|236447|192940\n")),
            ["mwan3-status"] = $$"""{ "interfaces": { {{string.Join(", ", names.Select(Status))}} } }""",
        };
    }

    private static string Device(string name) => name == "wan" ? "eth0.2" : "mv" + name;

    private static string Interface(string name, int index) => $$"""
        { "interface": "{{name}}", "up": true, "pending": false, "available": true, "autostart": true, "dynamic": false,
          "uptime": {{39 + index}}, "l3_device": "{{Device(name)}}", "proto": "dhcp", "device": "{{Device(name)}}", "metric": {{10 * (index + 1)}},
          "ipv4-address": [ { "address": "100.64.{{index}}.2", "mask": 24 } ], "ipv6-address": [ ],
          "route": [ { "target": "0.0.0.0", "mask": 0, "nexthop": "100.64.{{index}}.1", "source": "100.64.{{index}}.2/32" } ],
          "dns-server": [ "100.64.{{index}}.1" ], "data": { "leasetime": 3600 } }
        """;

    private static string Link(string name, int index) => $"{Device(name)}||{(name == "wan" ? "eth0" : "eth0.2")}|02:54:00:aa:00:{index:x2}|0x1003|{1000 * index}|{400 * index}\n";

    private static string Status(string name) => $$"""
        "{{name}}": { "age": 30, "online": 30, "offline": 0, "uptime": 30, "score": 10, "lost": 0, "turn": 1, "status": "online",
          "enabled": true, "running": true, "tracking": "active", "up": true, "track_ip": [ { "ip": "1.1.1.1", "status": "up", "latency": 1, "packetloss": 0 } ] }
        """;
}
