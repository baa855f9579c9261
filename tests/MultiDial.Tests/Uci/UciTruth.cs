namespace MultiDial.Tests.Uci;

/// <summary>What a router with OpenWrt 24.10 answered.</summary>
internal static class UciTruth
{
    /// <summary>`uci export mwan3` in the factory state.</summary>
    public const string Mwan3Export = """
        package mwan3

        config globals 'globals'
        	option mmx_mask '0x3F00'

        config interface 'wan'
        	option enabled '1'
        	list track_ip '1.0.0.1'
        	list track_ip '1.1.1.1'
        	list track_ip '208.67.222.222'
        	list track_ip '208.67.220.220'
        	option family 'ipv4'
        	option reliability '2'

        config interface 'wan6'
        	option enabled '0'
        	list track_ip '2606:4700:4700::1001'
        	list track_ip '2606:4700:4700::1111'
        	list track_ip '2620:0:ccd::2'
        	list track_ip '2620:0:ccc::2'
        	option family 'ipv6'
        	option reliability '2'

        config interface 'wanb'
        	option enabled '0'
        	list track_ip '1.0.0.1'
        	list track_ip '1.1.1.1'
        	list track_ip '208.67.222.222'
        	list track_ip '208.67.220.220'
        	option family 'ipv4'
        	option reliability '1'

        config interface 'wanb6'
        	option enabled '0'
        	list track_ip '2606:4700:4700::1001'
        	list track_ip '2606:4700:4700::1111'
        	list track_ip '2620:0:ccd::2'
        	list track_ip '2620:0:ccc::2'
        	option family 'ipv6'
        	option reliability '1'

        config member 'wan_m1_w3'
        	option interface 'wan'
        	option metric '1'
        	option weight '3'

        config member 'wan_m2_w3'
        	option interface 'wan'
        	option metric '2'
        	option weight '3'

        config member 'wanb_m1_w2'
        	option interface 'wanb'
        	option metric '1'
        	option weight '2'

        config member 'wanb_m1_w3'
        	option interface 'wanb'
        	option metric '1'
        	option weight '3'

        config member 'wanb_m2_w2'
        	option interface 'wanb'
        	option metric '2'
        	option weight '2'

        config member 'wan6_m1_w3'
        	option interface 'wan6'
        	option metric '1'
        	option weight '3'

        config member 'wan6_m2_w3'
        	option interface 'wan6'
        	option metric '2'
        	option weight '3'

        config member 'wanb6_m1_w2'
        	option interface 'wanb6'
        	option metric '1'
        	option weight '2'

        config member 'wanb6_m1_w3'
        	option interface 'wanb6'
        	option metric '1'
        	option weight '3'

        config member 'wanb6_m2_w2'
        	option interface 'wanb6'
        	option metric '2'
        	option weight '2'

        config policy 'wan_only'
        	list use_member 'wan_m1_w3'
        	list use_member 'wan6_m1_w3'

        config policy 'wanb_only'
        	list use_member 'wanb_m1_w2'
        	list use_member 'wanb6_m1_w2'

        config policy 'balanced'
        	list use_member 'wan_m1_w3'
        	list use_member 'wanb_m1_w3'
        	list use_member 'wan6_m1_w3'
        	list use_member 'wanb6_m1_w3'

        config policy 'wan_wanb'
        	list use_member 'wan_m1_w3'
        	list use_member 'wanb_m2_w2'
        	list use_member 'wan6_m1_w3'
        	list use_member 'wanb6_m2_w2'

        config policy 'wanb_wan'
        	list use_member 'wan_m2_w3'
        	list use_member 'wanb_m1_w2'
        	list use_member 'wan6_m2_w3'
        	list use_member 'wanb6_m1_w2'

        config rule 'https'
        	option sticky '1'
        	option dest_port '443'
        	option proto 'tcp'
        	option use_policy 'balanced'

        config rule 'default_rule_v4'
        	option dest_ip '0.0.0.0/0'
        	option use_policy 'balanced'
        	option family 'ipv4'

        config rule 'default_rule_v6'
        	option dest_ip '::/0'
        	option use_policy 'balanced'
        	option family 'ipv6'


        """;

    /// <summary>`uci show mwan3` in the factory state.</summary>
    public const string Mwan3Show = """
        mwan3.globals=globals
        mwan3.globals.mmx_mask='0x3F00'
        mwan3.wan=interface
        mwan3.wan.enabled='1'
        mwan3.wan.track_ip='1.0.0.1' '1.1.1.1' '208.67.222.222' '208.67.220.220'
        mwan3.wan.family='ipv4'
        mwan3.wan.reliability='2'
        mwan3.wan6=interface
        mwan3.wan6.enabled='0'
        mwan3.wan6.track_ip='2606:4700:4700::1001' '2606:4700:4700::1111' '2620:0:ccd::2' '2620:0:ccc::2'
        mwan3.wan6.family='ipv6'
        mwan3.wan6.reliability='2'
        mwan3.wanb=interface
        mwan3.wanb.enabled='0'
        mwan3.wanb.track_ip='1.0.0.1' '1.1.1.1' '208.67.222.222' '208.67.220.220'
        mwan3.wanb.family='ipv4'
        mwan3.wanb.reliability='1'
        mwan3.wanb6=interface
        mwan3.wanb6.enabled='0'
        mwan3.wanb6.track_ip='2606:4700:4700::1001' '2606:4700:4700::1111' '2620:0:ccd::2' '2620:0:ccc::2'
        mwan3.wanb6.family='ipv6'
        mwan3.wanb6.reliability='1'
        mwan3.wan_m1_w3=member
        mwan3.wan_m1_w3.interface='wan'
        mwan3.wan_m1_w3.metric='1'
        mwan3.wan_m1_w3.weight='3'
        mwan3.wan_m2_w3=member
        mwan3.wan_m2_w3.interface='wan'
        mwan3.wan_m2_w3.metric='2'
        mwan3.wan_m2_w3.weight='3'
        mwan3.wanb_m1_w2=member
        mwan3.wanb_m1_w2.interface='wanb'
        mwan3.wanb_m1_w2.metric='1'
        mwan3.wanb_m1_w2.weight='2'
        mwan3.wanb_m1_w3=member
        mwan3.wanb_m1_w3.interface='wanb'
        mwan3.wanb_m1_w3.metric='1'
        mwan3.wanb_m1_w3.weight='3'
        mwan3.wanb_m2_w2=member
        mwan3.wanb_m2_w2.interface='wanb'
        mwan3.wanb_m2_w2.metric='2'
        mwan3.wanb_m2_w2.weight='2'
        mwan3.wan6_m1_w3=member
        mwan3.wan6_m1_w3.interface='wan6'
        mwan3.wan6_m1_w3.metric='1'
        mwan3.wan6_m1_w3.weight='3'
        mwan3.wan6_m2_w3=member
        mwan3.wan6_m2_w3.interface='wan6'
        mwan3.wan6_m2_w3.metric='2'
        mwan3.wan6_m2_w3.weight='3'
        mwan3.wanb6_m1_w2=member
        mwan3.wanb6_m1_w2.interface='wanb6'
        mwan3.wanb6_m1_w2.metric='1'
        mwan3.wanb6_m1_w2.weight='2'
        mwan3.wanb6_m1_w3=member
        mwan3.wanb6_m1_w3.interface='wanb6'
        mwan3.wanb6_m1_w3.metric='1'
        mwan3.wanb6_m1_w3.weight='3'
        mwan3.wanb6_m2_w2=member
        mwan3.wanb6_m2_w2.interface='wanb6'
        mwan3.wanb6_m2_w2.metric='2'
        mwan3.wanb6_m2_w2.weight='2'
        mwan3.wan_only=policy
        mwan3.wan_only.use_member='wan_m1_w3' 'wan6_m1_w3'
        mwan3.wanb_only=policy
        mwan3.wanb_only.use_member='wanb_m1_w2' 'wanb6_m1_w2'
        mwan3.balanced=policy
        mwan3.balanced.use_member='wan_m1_w3' 'wanb_m1_w3' 'wan6_m1_w3' 'wanb6_m1_w3'
        mwan3.wan_wanb=policy
        mwan3.wan_wanb.use_member='wan_m1_w3' 'wanb_m2_w2' 'wan6_m1_w3' 'wanb6_m2_w2'
        mwan3.wanb_wan=policy
        mwan3.wanb_wan.use_member='wan_m2_w3' 'wanb_m1_w2' 'wan6_m2_w3' 'wanb6_m1_w2'
        mwan3.https=rule
        mwan3.https.sticky='1'
        mwan3.https.dest_port='443'
        mwan3.https.proto='tcp'
        mwan3.https.use_policy='balanced'
        mwan3.default_rule_v4=rule
        mwan3.default_rule_v4.dest_ip='0.0.0.0/0'
        mwan3.default_rule_v4.use_policy='balanced'
        mwan3.default_rule_v4.family='ipv4'
        mwan3.default_rule_v6=rule
        mwan3.default_rule_v6.dest_ip='::/0'
        mwan3.default_rule_v6.use_policy='balanced'
        mwan3.default_rule_v6.family='ipv6'

        """;
}
