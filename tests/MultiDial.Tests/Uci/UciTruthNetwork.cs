namespace MultiDial.Tests.Uci;

/// <summary>What routers with OpenWrt 24.10 answered about their network.</summary>
internal static class UciTruthNetwork
{
    /// <summary>`uci show network` in the factory state.</summary>
    public const string Show = """
        network.loopback=interface
        network.loopback.device='lo'
        network.loopback.proto='static'
        network.loopback.ipaddr='127.0.0.1'
        network.loopback.netmask='255.0.0.0'
        network.globals=globals
        network.globals.ula_prefix='fdcb:9659:8aeb::/48'
        network.@device[0]=device
        network.@device[0].name='br-lan'
        network.@device[0].type='bridge'
        network.@device[0].ports='eth0.1'
        network.lan=interface
        network.lan.device='br-lan'
        network.lan.proto='static'
        network.lan.ipaddr='192.168.1.1'
        network.lan.netmask='255.255.255.0'
        network.lan.ip6assign='60'
        network.wan=interface
        network.wan.device='eth0.2'
        network.wan.proto='dhcp'
        network.wan6=interface
        network.wan6.device='eth0.2'
        network.wan6.proto='dhcpv6'

        """;

    /// <summary>/etc/config/network of a router that was upgraded from the time of swconfig.</summary>
    public const string OldStyleFile = """

        config interface 'loopback'
        	option ifname 'lo'
        	option proto 'static'
        	option ipaddr '127.0.0.1'
        	option netmask '255.0.0.0'

        config globals 'globals'
        	option ula_prefix 'fd12:3456:789a::/48'

        config interface 'lan'
        	option type 'bridge'
        	option ifname 'eth0.1'
        	option proto 'static'
        	option ipaddr '192.168.1.1'
        	option netmask '255.255.255.0'
        	option ip6assign '60'

        config device 'lan_eth0_1_dev'
        	option name 'eth0.1'
        	option macaddr '52:54:00:aa:00:01'

        config interface 'wan'
        	option ifname 'eth0.2'
        	option proto 'dhcp'

        config device 'wan_eth0_2_dev'
        	option name 'eth0.2'
        	option macaddr '52:54:00:aa:00:02'

        config interface 'wan6'
        	option ifname 'eth0.2'
        	option proto 'dhcpv6'

        """;
}
