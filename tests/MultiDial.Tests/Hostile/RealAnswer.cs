using MultiDial.Remote;

namespace MultiDial.Tests.Hostile;

/// <summary>What a router says that is well and means no harm, in pieces by their names.</summary>
internal static class RealAnswer
{
    /// <summary>What a router says when it is well: the pieces of all that is read, by name.</summary>
    internal static IReadOnlyDictionary<string, string> Pieces { get; } = Make();

    private static Dictionary<string, string> Make()
    {
        Dictionary<string, string> parts = States.Modern();
        parts["config/network"] += """

            config device 'veth0'
            	option name 'veth0'
            	option type 'macvlan'
            	option ifname 'eth0.2'
            	option mode 'vepa'
            	option macaddr '02:00:00:00:00:01'

            config interface 'wan2'
            	option device 'veth0'
            	option proto 'pppoe'
            	option username 'user@isp'
            	option password 'hunter2'
            	option metric '20'

            config multidial 'multidial'
            	option managed_by 'multidial'
            	list line 'wan'
            	list line 'wan2'
            	option policy 'balanced'
            	list rule 'default_rule_v4'
            	list old 'metric'

            config multidial_watch 'multidial_watch'
            	list line 'wan'
            	list line 'wan2'
            	option interval '30'

            """;
        parts["config/firewall"] = parts["config/firewall"].Replace("list network 'wan'", "list network 'wan'\n\tlist network 'wan2'", StringComparison.Ordinal);
        parts["config/mwan3"] = Recording.Text("06-mwan3-two-lines.conf");
        parts["pending/network"] = "network.wan.metric='91'\nnetwork.wan.password='hunter2'\n";
        parts["mwan3-service"] = "enabled\nrunning\n";
        parts["mwan3-status"] = Recording.Text("07-two-lines-ubus-mwan3-status.json");
        parts["release"] = Recording.Answer("01-factory.txt", "cat /etc/openwrt_release");
        parts["board"] = Recording.Answer("01-factory.txt", "ubus call system board");
        parts["opkg"] = Recording.Answer("01-factory.txt", "opkg list-installed");
        parts["apk"] = "mwan3-2.12.2-r1 noarch {feeds/packages/net/mwan3} (GPL-2.0) [installed]\nkmod-macvlan-6.12.1-r1 mips {x} (GPL) [installed]\n";
        parts["links"] += "veth0|macvlan|eth0.2|02:00:00:00:00:01|0x1003|5|7\n";
        parts["macvlans"] = "9: veth0@eth0.2: <BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue\n    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0\n    macvlan mode vepa addrgenmode eui64\n";
        parts["client"] = "192.168.1.2 dev br-lan src 192.168.1.1 uid 0\n    cache\n";
        parts["watch"] = "files=d41d8cd98f00b204e9800998ecf8427e\nenabled=1\nrunning=1\n";
        parts["watch-event"] = "Thu Jan  1 00:00:00 1970 daemon.notice multidial-watch: dialled wan2\n";
        parts["words"] = "Downloading https://downloads.openwrt.org/x\nUnknown package 'mwan3'.\nCollected errors:\n * opkg_install_cmd: Cannot install package mwan3.\n";
        parts["dial"] = "try 1 12 2\ntry 2 - 1\nonline wan\nsilent wan2\n";
        parts["warning"] = "network reload: something\n";
        parts["connections/before"] = "12\n";
        parts["connections/after"] = "13\n";
        parts["public/wan"] = "198.51.100.7";
        parts["dns/wan"] = "203.0.113.5\n";
        parts["masquerade/wan"] = "oifname \"eth0.2\" masquerade\n";
        parts["ping/wan/1.1.1.1"] = "3 packets transmitted, 3 packets received, 0% packet loss\nround-trip min/avg/max = 0.286/0.286/0.286 ms\n";
        return parts.ToDictionary(part => part.Key, part => ByteText.FromText(part.Value.ReplaceLineEndings("\n")));
    }
}
