using static MultiDial.Tests.Verification.Fault;

namespace MultiDial.Tests.Verification;

/// <summary>Routers that look as if they had a fault, and have none.</summary>
internal static class HarmlessRouters
{
    private const string UsePolicy = "\toption use_policy 'balance'\n";
    private const string InZone = "\tlist network 'wan2'\n";

    internal static readonly Dictionary<string, (string Part, string From, string To)[]> All = new()
    {
        ["a narrow rule before a wide one"] = [InMwan3("'3.4.5.6'", "'3.4.0.0/16'")],
        ["no line has IPv6"] = [InMwan3("\toption family 'ipv4'\n", ""), InNetwork("config interface 'wan6'\n\toption device 'eth0.2'\n\toption proto 'dhcpv6'\n", ""), InFirewall("\tlist network 'wan6'\n", "")],
        ["the policy leaves IPv6 to the router"] = [InMwan3("config rule 'default_rule'\n\toption family 'ipv4'\n", "config rule 'default_rule'\n"), InMwan3("\tlist use_member 'wan2_m'\n", "\tlist use_member 'wan2_m'\n\toption last_resort 'default'\n")],
        ["only one host by one line"] = [InMwan3("config rule 'default_rule'\n\toption family 'ipv4'\n" + UsePolicy, ""), InMwan3("\tlist use_member 'wan2_m'\n", ""), InMwan3("config interface 'wan2'\n\toption enabled '1'", "config interface 'wan2'\n\toption enabled '0'")],
        ["the rest by the router's own routes"] = [InMwan3("\toption family 'ipv4'\n" + UsePolicy, "\toption family 'ipv4'\n\toption use_policy 'default'\n"), InMwan3("\tlist use_member 'wan2_m'\n\n", "\tlist use_member 'wan2_m'\n\nconfig rule 'web'\n\toption proto 'tcp'\n\toption dest_port '80'\n\toption family 'ipv4'\n" + UsePolicy + "\n")],
        ["catch-all by its network"] = [InMwan3("config rule 'default_rule'\n", "config rule 'default_rule'\n\toption dest_ip '0.0.0.0/0'\n")],
        ["an empty policy that says what it does"] = [InMwan3("config rule 'some'\n", "config policy 'direct'\n\toption last_resort 'default'\n\nconfig rule 'lan'\n\toption dest_ip '10.0.0.0/8'\n\toption use_policy 'direct'\n\toption family 'ipv4'\n\nconfig rule 'some'\n")],
        ["names as long as may be"] = [InMwan3("'some'", "'fifteen_letters'"), InMwan3("'balance'", "'balance_15_long'")],
        ["a member's long name"] = [InMwan3("'wan2_m'", "'a_member_of_the_second_line'")],
        ["one line without a metric"] = [InNetwork("\toption metric '10'\n", "")],
        ["metric of a line whose route is elsewhere"] = [InNetwork("\toption metric '20'\n", "\toption metric '10'\n\toption ip4table '77'\n")],
        ["metric of a line that is switched off"] = [InNetwork("", "\nconfig interface 'wan3'\n\toption device 'eth9'\n\toption proto 'dhcp'\n\toption metric '10'\n\toption disabled '1'\n"), InFirewall(InZone, InZone + "\tlist network 'wan3'\n")],
        ["line in a zone of its own"] = [InFirewall(InZone, ""), InFirewall("", "\nconfig zone\n\toption name 'second'\n\tlist network 'wan2'\n\toption masq '1'\n\toption input 'DROP'\n")],
        ["zone of devices"] = [InFirewall(InZone, InZone.Replace("wan2", "other", StringComparison.Ordinal)), InFirewall("\toption masq '1'\n", "\toption masq '1'\n\tlist device 'veth0'\n")],
        ["masqueraded by a rule"] = [InFirewall(InZone, ""), InFirewall("", "\nconfig zone\n\toption name 'second'\n\tlist network 'wan2'\n\toption input 'REJECT'\n\nconfig nat\n\toption src 'second'\n\toption target 'MASQUERADE'\n")],
        ["a way from the lines to a tunnel"] = [InFirewall("", "\nconfig zone\n\toption name 'vpn'\n\tlist network 'tunnel'\n\toption masq '1'\n\toption input 'REJECT'\n\nconfig forwarding\n\toption src 'wan'\n\toption dest 'vpn'\n"), InNetwork("", "\nconfig interface 'tunnel'\n\toption device 'tun0'\n\toption proto 'dhcp'\n\toption metric '30'\n")],
        ["one line beside offloading"] = [InMwan3("config interface 'wan2'\n\toption enabled '1'\n\tlist track_ip '1.1.1.1'\n\tlist track_ip '8.8.8.8'\n\n", ""), InMwan3("config member 'wan2_m'\n\toption interface 'wan2'\n\n", ""), InMwan3("\tlist use_member 'wan2_m'\n", ""), InFirewall("config defaults\n", "config defaults\n\toption flow_offloading '1'\n"), ("mwan3-service", "running\n", ""), InCheck("programs=", "programs=miniupnpd passwall")],
        ["a local network that masquerades too"] = [InFirewall("\toption name 'lan'\n", "\toption name 'lan'\n\toption masq '1'\n")],
        ["a tunnel in a zone that accepts input"] = [InNetwork("\toption proto 'dhcp'\n\toption metric '20'", "\toption proto 'none'\n\toption metric '20'"), InFirewall(InZone, ""), InFirewall("", "\nconfig zone\n\toption name 'vpn'\n\tlist network 'wan2'\n\toption input 'ACCEPT'\n")],
        ["interface of no line that is not enabled"] = [InMwan3("config member 'wan_m'\n", "config interface 'wanb'\n\toption enabled '0'\n\nconfig member 'wanb_m'\n\toption interface 'wanb'\n\nconfig member 'wan_m'\n"), InMwan3("\tlist use_member 'wan2_m'\n", "\tlist use_member 'wan2_m'\n\tlist use_member 'wanb_m'\n")],
        ["interface that netifd makes"] = [InMwan3("config member 'wan_m'\n", "config interface 'wan_6'\n\toption enabled '1'\n\toption family 'ipv6'\n\tlist track_ip '2606:4700:4700::1111'\n\nconfig member 'wan_m6'\n\toption interface 'wan_6'\n\nconfig member 'wan_m'\n"), InMwan3("\tlist use_member 'wan2_m'\n", "\tlist use_member 'wan2_m'\n\tlist use_member 'wan_m6'\n")],
        ["all targets must answer"] = [InMwan3("\tlist track_ip '8.8.8.8'\n", "\tlist track_ip '8.8.8.8'\n\toption reliability '2'\n")],
        ["MAC address in capitals"] = [InNetwork("'02:00:00:00:00:10'", "'02:00:00:00:AA:10'")],
        ["the same MAC address on another wire"] = [InNetwork("", "\nconfig device 'other'\n\toption name 'other'\n\toption type 'macvlan'\n\toption ifname 'eth0.1'\n\toption macaddr '02:00:00:00:00:10'\n\nconfig interface 'spare'\n\toption device 'other'\n\toption proto 'none'\n")],
        ["a macvlan that takes its parent over"] = [InNetwork("\toption macaddr '02:00:00:00:00:10'\n", "\toption mode 'passthru'\n")],
        ["a macvlan that nobody uses"] = [InNetwork("", "\nconfig device 'idle'\n\toption name 'idle'\n\toption type 'macvlan'\n")],
        ["a VLAN that netifd makes as parent"] = [InNetwork("\toption ifname 'eth0.2'\n", "\toption ifname 'eth0.2.35'\n")],
        ["sessions on one device"] = [InNetwork("'veth0'\n\toption proto 'dhcp'", "'eth0.2'\n\toption proto 'pppoe'")],
        ["offloading switched off"] = [InFirewall("config defaults\n", "config defaults\n\toption flow_offloading '0'\n\toption flow_offloading_hw '1'\n\toption fullcone '0'\n")],
        ["nothing balanced"] = [InFirewall("config defaults\n", "config defaults\n\toption flow_offloading '1'\n\toption fullcone '1'\n"), InMwan3(CheckedRouter.Mwan3, States.EmptyMwan3), ("mwan3-service", "running\n", "")],
        ["another program than mwan3"] = [InMwan3("\toption use_policy 'balance'\n", "\toption use_policy 'balanced'\n"), ("mwan3-flavor", "iptables", "nftables")],
        ["filters that are loose"] = [InCheck("strict=", "strict=eth9")],
        ["modules built in"] = [InCheck("modules=6.6.73", "modules=6.6.110")],
        ["the old iptables alone"] = [InCheck(" (nf_tables)", " (legacy)")],
        ["a policy that iptables could not show"] = [(CheckedRouter.Chains, "-N mwan3_policy_balance\n", "")],
        ["an interface that is switched off"] = [InNetwork("", "\nconfig interface 'off'\n\toption proto 'dhcp'\n\toption disabled '1'\n"), ("interfaces", "\"interface\":\"off\"", "\"interface\":\"lost\"")],
    };
}
