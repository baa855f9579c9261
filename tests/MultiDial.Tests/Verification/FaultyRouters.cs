using static MultiDial.Tests.Verification.Fault;

namespace MultiDial.Tests.Verification;

/// <summary>Routers with a fault in their configuration, whose remedy changes it.</summary>
internal static class FaultyRouters
{
    private const string Veth1 = "\nconfig device 'veth1'\n\toption name 'veth1'\n\toption type 'macvlan'\n\toption ifname 'eth0.2'\n\toption macaddr '02:00:00:00:00:10'\n\nconfig interface 'spare'\n\toption device 'veth1'\n\toption proto 'none'\n";
    private const string InZone = "\tlist network 'wan2'\n";
    private const string Track2 = "config interface 'wan2'\n\toption enabled '1'\n\tlist track_ip '1.1.1.1'\n\tlist track_ip '8.8.8.8'\n";
    private const string Members = "config member 'wan_m'\n";
    private const string Mac = "\toption macaddr '02:00:00:00:00:10'\n";
    private const string Parent = "\toption ifname 'eth0.2'\n";
    private const string Default = "config rule 'default_rule'\n\toption family 'ipv4'\n";

    internal static readonly Dictionary<string, Fault> All = new()
    {
        ["rule shadowed"] = new([InMwan3("config rule 'some'\n\toption dest_ip '3.4.5.6'\n", "config rule 'all'\n\toption use_policy 'balance'\n\toption family 'ipv4'\n\nconfig rule 'some'\n\toption dest_ip '3.4.5.6'\n"), InMwan3(Default + "\toption use_policy 'balance'\n", "")], "Warning RuleShadowed some"),
        ["the same rule twice"] = new([InMwan3("", "\nconfig rule 'again'\n\toption family 'ipv4'\n\toption use_policy 'balance'\n")], "Warning RuleShadowed again"),
        ["a rule of no line takes what is for the lines"] = new([InMwan3(Default, "config rule 'first'\n\toption family 'ipv4'\n\toption dest_ip '0.0.0.0/0'\n\toption use_policy 'default'\n\n" + Default)], "Warning RuleShadowed default_rule"),
        ["policies and no rule"] = new([InMwan3(Default + "\toption use_policy 'balance'\n", ""), InMwan3("config rule 'some'\n\toption dest_ip '3.4.5.6'\n\toption family 'ipv4'\n\toption use_policy 'balance'\n", "")], "Information CatchAllMissing balance"),
        ["catch-all of both families"] = new([InMwan3(Default, "config rule 'default_rule'\n")], "Warning RuleRejectsIPv6 default_rule"),
        ["rule for IPv6 without a line of it"] = new([InMwan3("", "\nconfig rule 'six'\n\toption family 'ipv6'\n\toption use_policy 'balance'\n")], "Warning RuleRejectsIPv6 six"),
        ["no catch-all"] = new([InMwan3(Default + "\toption use_policy 'balance'\n", "")], "Information CatchAllMissing balance"),
        ["rule of an unknown policy"] = new([InMwan3(Default + "\toption use_policy 'balance'\n", Default + "\toption use_policy 'gone'\n")], "Error RuleWithoutPolicy default_rule"),
        ["rule without a policy"] = new([InMwan3(Default + "\toption use_policy 'balance'\n", Default)], "Error RuleWithoutPolicy default_rule"),
        ["rule's name too long"] = new([InMwan3("rule 'some'", "rule 'some_long_name_it_has'")], "Error NameTooLong some_long_name_it_has"),
        ["policy's name too long"] = new([InMwan3("'balance'", "'balance_all_my_lines'")], "Error NameTooLong balance_all_my_lines"),
        ["mwan3 interface's name too long"] = new([InNetwork("interface 'wan2'", "interface 'telecom_second_line'"), InFirewall("'wan2'", "'telecom_second_line'"), InMwan3("'wan2'", "'telecom_second_line'")], "Error NameTooLong telecom_second_line"),
        ["PPPoE interface's name too long"] = new([InNetwork("interface 'wan2'\n\toption device 'veth0'\n\toption proto 'dhcp'", "interface 'telecom_two'\n\toption device 'veth0'\n\toption proto 'pppoe'"), InFirewall("'wan2'", "'telecom_two'"), InMwan3("'wan2'", "'telecom_two'")], "Error NameTooLong telecom_two"),
        ["interface's name too long in a zone of one string"] = new([InNetwork("interface 'wan2'", "interface 'telecom_second_line'"), InFirewall("\tlist network 'wan'\n\tlist network 'wan6'\n\tlist network 'wan2'\n", "\toption network 'wan wan6 telecom_second_line'\n"), InMwan3("'wan2'", "'telecom_second_line'")], "Error NameTooLong telecom_second_line"),
        ["metric equal"] = new([InNetwork("metric '20'", "metric '10'")], "Error MetricEqual wan2"),
        ["metric missing"] = new([InNetwork("\toption metric '20'\n", ""), InNetwork("\toption metric '10'\n", "")], "Error MetricMissing wan2"),
        ["line in no zone"] = new([InFirewall(InZone, "")], "Error LineWithoutZone wan2"),
        ["line in zone lan"] = new([InFirewall(InZone, ""), InFirewall("\tlist network 'lan'\n", "\tlist network 'lan'\n\tlist network 'wan2'\n")], "Error LineInLocalZone wan2"),
        ["zone without masquerading"] = new([InFirewall(InZone, ""), InFirewall("", "\nconfig zone\n\toption name 'second'\n\tlist network 'wan2'\n\toption input 'REJECT'\n")], "Error LineNotMasqueraded wan2"),
        ["zone that accepts input"] = new([InFirewall(InZone, ""), InFirewall("", "\nconfig zone\n\toption name 'second'\n\tlist network 'wan2'\n\toption masq '1'\n\toption input 'ACCEPT'\n")], "Warning LineAcceptsInput wan2"),
        ["member of an unknown interface"] = new([InMwan3(Track2, "")], "Warning MemberWithoutInterface wan2_m"),
        ["member of no line"] = new([InMwan3("config member 'wan2_m'\n", "config member 'old_m'\n\toption interface 'old'\n\nconfig member 'wan2_m'\n"), InMwan3("\tlist use_member 'wan2_m'\n", "\tlist use_member 'wan2_m'\n\tlist use_member 'old_m'\n")], "Warning MemberWithoutInterface old_m"),
        ["policy without members"] = new([InMwan3("\tlist use_member 'wan_m'\n\tlist use_member 'wan2_m'\n", "\toption last_resort 'unreachable'\n")], "Error PolicyEmpty balance"),
        ["policy whose members are an option"] = new([InMwan3("\tlist use_member 'wan_m'\n\tlist use_member 'wan2_m'\n", "\toption use_member 'wan_m wan2_m'\n")], "Error PolicyEmpty balance"),
        ["policy of unknown members"] = new([InMwan3("config member 'wan_m'\n\toption interface 'wan'\n\n", ""), InMwan3("config member 'wan2_m'\n\toption interface 'wan2'\n\n", "")], "Error PolicyEmpty balance"),
        ["policy of unknown members, and no interface is enabled"] = new([InMwan3("option enabled '1'", "option enabled '0'"), InMwan3("list use_member 'wan_m'", "list use_member 'a'"), InMwan3("list use_member 'wan2_m'", "list use_member 'b'"), ("mwan3-service", "running\n", "")], "Error PolicyEmpty balance"),
        ["mwan3 has no interfaces"] = new([InMwan3(Track2, ""), InMwan3(Track2.Replace("wan2", "wan", StringComparison.Ordinal), "")], "Warning MemberWithoutInterface wan_m", "Warning MemberWithoutInterface wan2_m"),
        ["policy with an unknown member"] = new([InMwan3("\tlist use_member 'wan2_m'\n", "\tlist use_member 'wan2_m'\n\tlist use_member 'wan9_m'\n")], "Warning PolicyMemberMissing balance"),
        ["interface in no policy"] = new([InMwan3("\tlist use_member 'wan2_m'\n", "")], "Information Mwan3InterfaceUnused wan2"),
        ["interface without a member"] = new([InMwan3("\tlist use_member 'wan2_m'\n", ""), InMwan3("config member 'wan2_m'\n\toption interface 'wan2'\n\n", "")], "Information Mwan3InterfaceUnused wan2"),
        ["mwan3 interface without network"] = new([InMwan3(Track2, Track2 + "\nconfig interface 'old'\n\toption enabled '1'\n\tlist track_ip '1.1.1.1'\n")], "Warning Mwan3InterfaceWithoutNetwork old"),
        ["member's interface not enabled"] = new([InMwan3("'wan2'\n\toption enabled '1'", "'wan2'\n\toption enabled '0'")], "Warning MemberInterfaceDisabled wan2"),
        ["track_ip as an option"] = new([InMwan3(Track2, "config interface 'wan2'\n\toption enabled '1'\n\toption track_ip '1.1.1.1 8.8.8.8'\n")], "Error TrackIpIsNoList wan2"),
        ["nothing tracked"] = new([InMwan3(Track2, "config interface 'wan2'\n\toption enabled '1'\n")], "Information TrackIpMissing wan2"),
        ["nothing tracked on a line of IPv6"] = new([InMwan3(Members, "config interface 'wan6'\n\toption enabled '1'\n\toption family 'ipv6'\n\nconfig member 'wan6_m'\n\toption interface 'wan6'\n\n" + Members), InMwan3("\tlist use_member 'wan2_m'\n", "\tlist use_member 'wan2_m'\n\tlist use_member 'wan6_m'\n")], "Information TrackIpMissing wan6"),
        ["member of an unknown interface of IPv6"] = new([InMwan3(Members, "config member 'wan6_m'\n\toption interface 'wan6'\n\n" + Members), InMwan3("\tlist use_member 'wan2_m'\n", "\tlist use_member 'wan2_m'\n\tlist use_member 'wan6_m'\n")], "Warning MemberWithoutInterface wan6_m"),
        ["starts offline for ever"] = new([InMwan3(Track2, "config interface 'wan2'\n\toption enabled '1'\n\toption initial_state 'offline'\n")], "Error NeverOnline wan2"),
        ["reliability too high"] = new([InMwan3(Track2, Track2 + "\toption reliability '3'\n")], "Error ReliabilityTooHigh wan2"),
        ["mark mask too narrow"] = new([InMwan3("0x3F00", "0x0300"), InMwan3("config member 'wan_m'\n", "config interface 'off'\n\toption enabled '0'\n\nconfig member 'wan_m'\n")], "Error TooManyInterfaces globals"),
        ["macvlan without a MAC address"] = new([InNetwork(Mac, "")], "Warning MacAddressRandom veth0"),
        ["MAC address of a group"] = new([InNetwork("'02:00:00:00:00:10'", "'03:00:00:00:00:10'"), ("links", "03:00:00:00:00:10", "02:00:00:00:00:77")], "Error MacAddressInvalid veth0"),
        ["MAC address twice"] = new([InNetwork("", Veth1)], "Error MacAddressTwice veth1"),
        ["MAC address of its parent"] = new([InNetwork("'02:00:00:00:00:10'", "'52:54:00:AA:00:02'")], "Error MacAddressTwice veth0"),
        ["macvlan without parent"] = new([InNetwork(Parent, "")], "Error MacvlanWithoutParent veth0"),
        ["macvlan's parent as device"] = new([InNetwork(Parent, "\toption device 'eth0.2'\n")], "Error MacvlanParentInDevice veth0"),
        ["macvlan's parent gone"] = new([InNetwork(Parent, "\toption ifname 'eth1'\n")], "Error MacvlanParentMissing veth0"),
        ["two lines on one device"] = new([InNetwork("\toption device 'veth0'\n", "\toption device 'eth0.2'\n")], "Error DeviceShared wan2"),
        ["flow offloading"] = new([InFirewall("config defaults\n", "config defaults\n\toption flow_offloading '1'\n\toption flow_offloading_hw '1'\n")], "Warning FlowOffloading defaults"),
        ["full-cone NAT"] = new([InFirewall("config defaults\n", "config defaults\n\toption fullcone '1'\n")], "Warning FullConeNat defaults"),
        ["full-cone NAT of a zone"] = new([InFirewall("\toption mtu_fix '1'\n", "\toption mtu_fix '1'\n\toption fullcone4 '1'\n")], "Warning FullConeNat wan"),
    };
}
