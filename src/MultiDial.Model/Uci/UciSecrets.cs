using System.Collections.Frozen;
using System.Text;
using MultiDial.Remote;

namespace MultiDial.Uci;

/// <summary>Which options may be secrets, and texts that are shown without them.</summary>
internal static class UciSecrets
{
    internal const string Mask = "***";

    // What says nothing that anybody could misuse: the options of network, firewall and mwan3 as netifd, its protocols, fw3,
    // fw4 and mwan3 document them, and the module's own. Every other one may hold a secret: providers, modems and tunnels
    // have passwords and PINs under names of their own.
    private static readonly FrozenSet<string> s_shown = Names("""
        accept_local|acceptlocal|action|ageing_time|alias|allowed_ips|apn|arp_validate|auto|auto_helper|auto_includes
        autoneg|bonding_policy|bridge_empty|broadcast|chain|check_quality|classlessroute|cluster|comment|conntrack|count
        counter|custom_chains|customroutes|dadtransmits|default_ps|defaultroute|delay|delegate|demand|description|dest
        dest_ip|dest_mac|dest_port|device|devices|direct|direction|disable_ipv6|disabled|dns|dns_metric|dns_search|down
        dport|drop_gratuitous_arp|drop_invalid|drop_unicast_in_l2_multicast|drop_unsolicited_na|dscp|duplex|dynamic|eee
        egress_qos_mapping|enable|enable_learning|enable_mirror_rx|enable_mirror_tx|enable_vlan|enable_vlan4k|enabled
        encaplimit|endpoint_host|endpoint_port|entry|extendprefix|external|failure_interval|failure_latency|failure_loss
        family|flood|flow_offloading|flow_offloading_hw|flush_conntrack|force_link|forceprefix|forward|forward_delay
        forwarding|fw4_compatible|fwmark|gateway|goto|gro|gw_mode|hash_max|hashsize|hello_time|helper|holdoff|hostname
        httping_ssl|icmp_type|ieee8021x|iface_464xlat|iface_dslite|iface_map|ifname|igmp_snooping|igmpversion|in
        ingress_qos_mapping|initial_state|input|interface|interval|invert|ip4prefixlen|ip4table|ip6addr|ip6assign
        ip6class|ip6deprecated|ip6gw|ip6hint|ip6ifaceid|ip6prefix|ip6prefixlen|ip6segmentrouting|ip6table|ip6weight
        ipaddr|ipproto|ipset|ipv6|isolate|keep_failure_interval|keepalive|keepalive_adaptive|last_member_interval
        last_resort|layer|learning|limit|limit_burst|line|listen_port|loadfile|local|local_source|log|log_limit|logging
        loglevel|lookup|macaddr|managed_by|mark|masq|masq6|masq6_privacy|masq_allow_invalid|masq_dest|masq_src|match
        max_age|max_ttl|maxelem|maxfail|maxwait|members|metric|minimum|mldversion|mmx_mask|mode|modes|module
        monitored_ports|monthdays|mtu|mtu6|mtu_fix|multicast|multicast_fast_leave|multicast_querier|multicast_router
        multicast_to_unicast|name|neighgcstaletime|neighlocktime|neighreachabletime|netmask|network|noacceptreconfig
        noclientfqdn|nohostroute|norelease|noserverunicast|off|old|onlink|out|output|packet_steering|padi_attempts
        padi_timeout|path|pause|pdptype|peer6addr|peeraddr|peerdns|persist|persistent_keepalive|phys_switch|policy|port
        ports|position|priority|promisc|proto|public_key|pvid|query_interval|query_response_interval|ra_holdoff
        recovery_interval|recovery_latency|recovery_loss|reflection|reflection_src|reflection_zone|reliability|reload
        reload_set|reqaddress|reqopts|reqprefix|reset|robustness|route_allowed_ips|router|rpfilter|rps_cpus|rps_flows
        rt_table_lookup|rtmon_interval|rule|rxcsum|sendredirects|server|service|set_dscp|set_helper|set_mark|set_xmark
        simultaneous|size|skip_link_up|slaves|snat_ip|snat_port|soltimeout|source|sourcefilter|speed|sport|src|src_dip
        src_dport|src_iface|src_ip|src_mac|src_port|start_date|start_time|steering_flows|sticky|stop_date|stop_time
        storage|stp|strict|subnet|suppress_prefixlength|syn_flood|synflood_burst|synflood_protect|synflood_rate|table
        target|tcp_ecn|tcp_l3mdev|tcp_syncookies|tcp_window_scaling|timeout|tos|track_gateway|track_ip|track_method|ttl
        tunlink|txcsum|txqueuelen|type|ula_prefix|unicast_flood|unnumbered|up|use_member|use_policy|username|utc_time
        vid|vlan|vlan_filtering|weekdays|weight|zone|zone_464xlat|zone_dslite|zone_map
        """);

    // The lines' record has what the first line had under its own name, and whether other interfaces were switched off.
    private const string WasOfFirst = "old_";
    private const string WasOff = "off_";

    /// <summary>Whether the option's value may be a secret.</summary>
    internal static bool IsSecret(string option) =>
        !s_shown.Contains(option.StartsWith(WasOfFirst, StringComparison.Ordinal) ? option[WasOfFirst.Length..] : option)
        && !option.StartsWith(WasOff, StringComparison.Ordinal);

    /// <summary>
    /// What a package says, as a byte text (<see cref="ByteText"/>), with every secret masked. Comments are left out: an option
    /// that somebody has switched off by one is a secret all the same.
    /// </summary>
    internal static string Hide(UciPackage package)
    {
        var shown = new StringBuilder();
        foreach (UciSection section in package.Sections)
        {
            shown.Append("\nconfig ").Append(section.Type).Append(section.Name is { } name ? " " + Shell.Quote(name) : "").Append('\n');
            foreach (UciOption option in section.Options)
            {
                string[] values = IsSecret(option.Name) ? [Mask] : [.. option.Values];
                foreach (string value in values)
                {
                    shown.Append(option.IsList ? "\tlist " : "\toption ").Append(option.Name).Append(' ').Append(Shell.Quote(UciText.Encode(value))).Append('\n');
                }
            }
        }

        return shown.ToString();
    }

    private static FrozenSet<string> Names(string words) => words.Split(['|', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
