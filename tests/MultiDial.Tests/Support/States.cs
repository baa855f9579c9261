using MultiDial.Network;
using MultiDial.Remote;
using MultiDial.Router;

namespace MultiDial.Tests;

/// <summary>States of routers made from texts, named as the parts of read.sh; later parts replace earlier ones.</summary>
internal static class States
{
    internal const string ModernNetwork = """

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

    internal const string ModernFirewall = """
        config defaults
        	option syn_flood '1'
        	option input 'REJECT'
        	option output 'ACCEPT'
        	option forward 'REJECT'

        config zone
        	option name 'lan'
        	list network 'lan'
        	option input 'ACCEPT'
        	option output 'ACCEPT'
        	option forward 'ACCEPT'

        config zone
        	option name 'wan'
        	list network 'wan'
        	list network 'wan6'
        	option input 'REJECT'
        	option output 'ACCEPT'
        	option forward 'REJECT'
        	option masq '1'
        	option mtu_fix '1'

        config forwarding
        	option src 'lan'
        	option dest 'wan'

        """;

    internal const string EmptyMwan3 = """
        config globals 'globals'
        	option mmx_mask '0x3F00'

        """;

    internal const string Links = """
        lo|||00:00:00:00:00:00|0x9|100|100
        eth0.1||eth0|52:54:00:aa:00:01|0x1003|255137|193138
        eth0.2||eth0|52:54:00:aa:00:02|0x1003|1000000|400000
        br-lan|bridge|eth0.1|52:54:00:aa:00:01|0x1003|236447|192940

        """;

    /// <summary>OpenWrt 24.10 after its installation, with mwan3 and an empty mwan3 configuration.</summary>
    internal static Dictionary<string, string> Modern() => new()
    {
        ["config/network"] = ModernNetwork,
        ["config/firewall"] = ModernFirewall,
        ["config/mwan3"] = EmptyMwan3,
        ["interfaces"] = Recording.Answer("13-ubus-interface-dump.txt", "ubus call network.interface dump"),
        ["links"] = Links,
        ["firewall"] = "fw4\n",
        ["macvlan"] = "present\n",
        ["packages"] = "opkg\n",
        ["switch"] = "",
    };

    /// <summary>The same with a network configuration as OpenWrt 19.07 and before have it.</summary>
    internal static Dictionary<string, string> Legacy()
    {
        Dictionary<string, string> parts = Modern();
        parts["config/network"] = Recording.Answer("18-old-style.txt", "cat /etc/config/network");
        parts["config/firewall"] = ModernFirewall
            .Replace("\tlist network 'wan'\n\tlist network 'wan6'\n", "\toption network 'wan wan6'\n", StringComparison.Ordinal);
        return parts;
    }

    internal static RouterState Of(Dictionary<string, string> parts, params (string Part, string Text)[] others)
    {
        var all = new Dictionary<string, string>(parts);
        foreach ((string part, string text) in others)
        {
            all[part] = text;
        }

        return new RouterState(new FakeRouter(all).Session, new RouterAnswer(all.ToDictionary(part => part.Key, part => ByteText.FromText(part.Value))), Parts.All);
    }

    /// <summary>Edits a copy of the state and gives the draft.</summary>
    internal static RouterDraft Draft(RouterState before, params Action<RouterDraft>[] edits)
    {
        var draft = new RouterDraft(before);
        foreach (Action<RouterDraft> edit in edits)
        {
            draft.Edit(edit);
        }

        return draft;
    }

    /// <summary>What a draft waits for at its end.</summary>
    internal static string[] Awaited(this RouterDraft draft) => [.. draft.Waits[InterfaceWait.Up]];

    /// <summary>The changes of a draft as <c>uci changes</c> would list them.</summary>
    internal static string[] Lines(this RouterDraft draft) => [.. draft.Changes.Select(change => change.ToString())];
}
