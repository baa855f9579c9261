namespace MultiDial.Tests;

/// <summary>What is typed on the router itself, to bring it into a known state.</summary>
internal static class RouterScripts
{
    private const string Folder = "/tmp/multidial-test";

    private const string Mwan3 = """
        config globals 'globals'
        	option mmx_mask '0x3F00'

        config interface 'wan'
        	option enabled '1'
        	option family 'ipv4'
        	list track_ip '1.1.1.1'
        	list track_ip '8.8.8.8'
        	option reliability '1'
        	option interval '10'

        config interface 'wan2'
        	option enabled '1'
        	option family 'ipv4'
        	list track_ip '1.1.1.1'
        	list track_ip '8.8.8.8'
        	option reliability '1'
        	option interval '10'

        config member 'wan_m1_w1'
        	option interface 'wan'
        	option metric '1'
        	option weight '1'

        config member 'wan2_m1_w1'
        	option interface 'wan2'
        	option metric '1'
        	option weight '1'

        config member 'spare_member'
        	option interface 'wan2'
        	option metric '5'
        	option weight '5'

        config policy 'balance'
        	list use_member 'wan_m1_w1'
        	list use_member 'wan2_m1_w1'
        	option last_resort 'unreachable'

        config policy 'wan2_only'
        	list use_member 'wan2_m1_w1'
        	option last_resort 'unreachable'

        config policy 'spare_policy'
        	list use_member 'wan_m1_w1'

        config rule 'spare_rule'
        	option dest_ip '198.51.100.7'
        	option family 'ipv4'
        	option use_policy 'balance'

        config rule 'by_wan2'
        	option dest_ip '203.0.113.1'
        	option family 'ipv4'
        	option use_policy 'wan2_only'

        config rule 'default_route'
        	option family 'ipv4'
        	option dest_ip '0.0.0.0/0'
        	option use_policy 'balance'

        """;

    /// <summary>Writes the prepared configuration, and keeps it and the one before.</summary>
    internal static string Prepare(string wanDevice) => $"""
        mkdir -p {Folder}/original {Folder}/prepared
        cp -p /etc/config/network /etc/config/firewall /etc/config/mwan3 {Folder}/original
        uci set network.wan.metric='10'
        uci set network.veth0='device'
        uci set network.veth0.name='veth0'
        uci set network.veth0.type='macvlan'
        uci set network.veth0.ifname='{wanDevice}'
        uci set network.veth0.mode='bridge'
        uci set network.veth0.macaddr='02:00:5e:00:53:01'
        uci set network.veth8='device'
        uci set network.veth8.name='veth8'
        uci set network.veth8.type='macvlan'
        uci set network.veth8.ifname='{wanDevice}'
        uci set network.veth8.macaddr='02:00:5e:00:53:08'
        uci set network.veth9='device'
        uci set network.veth9.name='veth9'
        uci set network.veth9.type='macvlan'
        uci set network.veth9.ifname='{wanDevice}'
        uci set network.veth9.macaddr='02:00:5e:00:53:09'
        uci set network.wan2='interface'
        uci set network.wan2.device='veth0'
        uci set network.wan2.proto='dhcp'
        uci set network.wan2.metric='20'
        uci add_list firewall.@zone[1].network='wan2'
        uci commit network
        uci commit firewall
        cat >/etc/config/mwan3 <<'END'
        {Mwan3}
        END
        cp -p /etc/config/network /etc/config/firewall /etc/config/mwan3 {Folder}/prepared
        /etc/init.d/mwan3 enable
        echo >>/etc/config/network
        """;

    /// <summary>
    /// Puts files back that are not as they were kept, and takes unsaved changes away. Then reload_config takes the
    /// files for those that the services have.
    /// </summary>
    internal static string Restore(string kept) => $$"""
        for name in network firewall mwan3; do
        	rm -f /tmp/.uci/$name
        	[ "$(md5sum </etc/config/$name)" = "$(md5sum <{{Folder}}/{{kept}}/$name)" ] && continue
        	cp -p {{Folder}}/{{kept}}/$name /etc/config/$name
        	stale="$stale $name"
        done
        case "$stale" in
        *network*) /etc/init.d/network reload; /etc/init.d/firewall reload; /etc/init.d/mwan3 restart ;;
        *firewall*) /etc/init.d/firewall reload; /etc/init.d/mwan3 restart ;;
        *mwan3*) /etc/init.d/mwan3 restart ;;
        esac >/dev/null 2>&1
        for line in wan wan2; do
        	ubus call network.interface.$line status | grep -q '"up": true' || ifup $line
        done >/dev/null 2>&1
        rm /var/run/config.md5
        reload_config
        """;
}
