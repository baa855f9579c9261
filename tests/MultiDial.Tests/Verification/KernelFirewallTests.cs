using System.Net;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Verification.Packets;

namespace MultiDial.Tests.Verification;

/// <summary>What the rules of a firewall do with a packet that a LAN host sends through a line.</summary>
public sealed class KernelFirewallTests
{
    // As OpenWrt 24.10 lists it.
    private const string Fw4 = """
        table inet fw4 {
        	set blocked {
        		type ipv4_addr
        		flags interval
        	}

        	flowtable ft {
        		hook ingress priority filter
        		devices = { "br-lan", "eth0.2" }
        	}

        	chain input {
        		type filter hook input priority filter; policy drop;
        		jump handle_reject
        	}

        	chain forward {
        		type filter hook forward priority filter; policy drop;
        		meta l4proto { tcp, udp } flow add @ft
        		ct state vmap { established : accept, related : accept } comment "!fw4: Handle forwarded flows"
        		iifname "br-lan" jump forward_lan comment "!fw4: Handle lan IPv4/IPv6 forward traffic"
        		iifname { "eth0.2", "veth0" } jump forward_wan comment "!fw4: Handle wan IPv4/IPv6 forward traffic"
        		jump handle_reject
        	}

        	chain handle_reject {
        		meta l4proto tcp reject with tcp reset comment "!fw4: Reject TCP traffic"
        		reject comment "!fw4: Reject any other traffic"
        	}

        	chain forward_lan {
        		ct status dnat accept comment "!fw4: Accept port redirections"
        		meta nfproto ipv6 icmpv6 type { echo-request, echo-reply } drop
        		udp dport { 80, 443 } counter packets 0 bytes 0 jump handle_reject comment "!fw4: QUIC"
        		jump accept_to_wan comment "!fw4: Accept lan to wan forwarding"
        		jump accept_to_lan
        	}

        	chain accept_to_lan {
        		oifname "br-lan" counter packets 0 bytes 0 accept comment "!fw4: accept lan IPv4/IPv6 traffic"
        	}

        	chain forward_wan {
        		jump reject_to_wan
        	}

        	chain accept_to_wan {
        		meta nfproto ipv4 oifname { "eth0.2", "veth0" } ct state invalid counter packets 0 bytes 0 drop comment "!fw4: Prevent NAT leakage"
        		oifname { "eth0.2", "veth0" } counter packets 66 bytes 7846 accept comment "!fw4: accept wan IPv4/IPv6 traffic"
        	}

        	chain reject_to_wan {
        		oifname { "eth0.2", "veth0" } counter packets 0 bytes 0 jump handle_reject comment "!fw4: reject wan IPv4/IPv6 traffic"
        	}

        	chain srcnat {
        		type nat hook postrouting priority srcnat; policy accept;
        		oifname { "eth0.2", "veth0" } jump srcnat_wan comment "!fw4: Handle wan IPv4/IPv6 srcnat traffic"
        	}

        	chain srcnat_wan {
        		meta nfproto ipv4 masquerade comment "!fw4: Masquerade IPv4 wan traffic"
        	}

        	chain mangle_forward {
        		type filter hook forward priority mangle; policy accept;
        		oifname { "eth0.2", "veth0" } tcp flags syn / fin,syn,rst tcp option maxseg size set rt mtu comment "!fw4: Zone wan IPv4/IPv6 egress MTU fixing"
        	}
        }
        """;

    // As OpenWrt 19.07 does.
    private const string Fw3 = """
        *nat
        :PREROUTING ACCEPT [1:60]
        :POSTROUTING ACCEPT [2:120]
        :zone_lan_postrouting - [0:0]
        :zone_wan_postrouting - [0:0]
        -A POSTROUTING -o br-lan -m comment --comment "!fw3" -j zone_lan_postrouting
        -A POSTROUTING -o eth0.2 -m comment --comment "!fw3" -j zone_wan_postrouting
        -A zone_wan_postrouting -m comment --comment "!fw3" -j MASQUERADE
        COMMIT
        *filter
        :INPUT ACCEPT [0:0]
        :FORWARD DROP [0:0]
        :forwarding_rule - [0:0]
        :reject - [0:0]
        :zone_lan_forward - [0:0]
        :zone_wan_dest_ACCEPT - [0:0]
        -A FORWARD -m comment --comment "!fw3: Custom forwarding rule chain" -j forwarding_rule
        -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment "!fw3" -j ACCEPT
        -A FORWARD -i br-lan -m comment --comment "!fw3" -j zone_lan_forward
        -A FORWARD -m comment --comment "!fw3" -j reject
        -A reject -p tcp -m comment --comment "!fw3" -j REJECT --reject-with tcp-reset
        -A reject -m comment --comment "!fw3" -j REJECT --reject-with icmp-port-unreachable
        -A zone_lan_forward -m comment --comment "!fw3: Zone lan to wan forwarding policy" -j zone_wan_dest_ACCEPT
        -A zone_wan_dest_ACCEPT -o eth0.2 -m conntrack --ctstate INVALID -m comment --comment "!fw3: Prevent NAT leakage" -j DROP
        -A zone_wan_dest_ACCEPT -o eth0.2 -m comment --comment "!fw3" -j ACCEPT
        COMMIT
        """;

    [Theory]
    [InlineData(Fw4, "", "veth0", null, true)]
    [InlineData(Fw4, "", "wg0", "meta l4proto tcp reject with tcp reset comment \"!fw4: Reject TCP traffic\"", false)]
    [InlineData("", Fw3, "eth0.2", null, true)]
    [InlineData("", Fw3, "veth0", "-p tcp -m comment --comment \"!fw3\" -j REJECT --reject-with tcp-reset", false)]
    [InlineData("", Fw3, "br-lan", "-p tcp -m comment --comment \"!fw3\" -j REJECT --reject-with tcp-reset", false)]
    [InlineData("", "", "veth0", null, false)]
    public void What_the_zones_allow_passes_and_is_masqueraded(string nft, string iptables, string device, string? blocking, bool masquerades)
    {
        KernelFirewall firewall = Firewall(nft, iptables);
        Assert.Equal((blocking, masquerades), (firewall.Blocking(Packet(device)), firewall.Masquerades(Packet(device))));
    }

    // Rules that somebody has put before all others.
    [Theory]
    [InlineData("oifname \"veth0\" drop", true)]
    [InlineData("oifname != \"eth0.2\" drop", true)]
    [InlineData("oifname != { \"eth0.2\", \"veth0\" } drop", false)]
    [InlineData("oif \"veth*\" reject", true)]
    [InlineData("iifname \"br-lan\" ip saddr 192.168.1.0/24 drop", true)]
    [InlineData("ip saddr { 192.168.1.7, 192.168.2.0/24 } drop", false)]
    [InlineData("ip daddr 1.1.1.1 tcp dport 443 counter packets 1 bytes 60 drop comment \"mine\"", true)]
    [InlineData("tcp dport 1-1023 drop", true)]
    [InlineData("tcp dport { 80, 8080 } drop", false)]
    [InlineData("udp dport 443 drop", false)]
    [InlineData("ip6 saddr fe80::/10 drop", false)]
    [InlineData("ct state new drop", true)]
    [InlineData("ct state established,related drop", false)]
    [InlineData("ct state { new, invalid } drop", true)]
    [InlineData("ct state vmap { new : drop, established : accept }", true)]
    [InlineData("meta l4proto tcp jump handle_reject", true)]
    [InlineData("goto handle_reject", true)]
    [InlineData("oifname \"veth0\" return", true)]
    [InlineData("ether saddr 52:54:00:00:00:01 drop", false)]
    [InlineData("ip saddr @blocked drop", false)]
    [InlineData("limit rate 5/second accept", false)]
    [InlineData("log prefix \"drop \"", false)]
    [InlineData("jump nowhere", false)]
    public void A_rule_of_nftables_is_for_a_packet_or_is_not(string rule, bool blocks)
    {
        KernelFirewall firewall = Firewall(Fw4.Replace("policy drop;\n\t\tmeta", "policy drop;\n\t\t" + rule + "\n\t\tmeta", StringComparison.Ordinal), "");
        Assert.Equal(blocks, firewall.Blocking(Packet("veth0")) is not null);
    }

    [Theory]
    [InlineData("-o eth0.2 -j DROP", true)]
    [InlineData("-o eth+ -j REJECT --reject-with icmp-port-unreachable", true)]
    [InlineData("! -o eth0.2 -j DROP", false)]
    [InlineData("! -i lo -j DROP", true)]
    [InlineData("-s 192.168.1.0/24 -p tcp -m tcp --dport 443 -j DROP", true)]
    [InlineData("-s 192.168.2.0/24 -j DROP", false)]
    [InlineData("-d 1.1.1.1/32 -g reject", true)]
    [InlineData("-p udp -j DROP", false)]
    [InlineData("-m state --state NEW,INVALID -j DROP", true)]
    [InlineData("-m mac --mac-source 52:54:00:00:00:01 -j DROP", false)]
    [InlineData("-j LOG --log-prefix \"-j DROP \"", false)]
    [InlineData("-j RETURN", true)]
    public void A_rule_of_iptables_is_for_a_packet_or_is_not(string rule, bool blocks)
    {
        KernelFirewall firewall = Firewall("", Fw3.Replace("-A FORWARD -m comment --comment \"!fw3: C", $"-A FORWARD {rule}\n-A FORWARD -m comment --comment \"!fw3: C", StringComparison.Ordinal));
        Assert.Equal(blocks, firewall.Blocking(Packet("eth0.2")) is not null);
    }

    // Both have to let it pass.
    [Fact]
    public void A_rule_beside_the_firewall_counts_too() => Assert.Equal(
        "-o veth0 -j DROP", Firewall(Fw4, "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -o veth0 -j DROP\nCOMMIT\n").Blocking(Packet("veth0")));

    [Fact]
    public void What_a_rule_that_cannot_be_read_may_let_pass_is_not_said_to_be_dropped()
    {
        const string Opened = "*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m set --match-set allowed src -j ACCEPT\nCOMMIT\n";
        Assert.Null(Firewall("", Opened).Blocking(Packet("veth0")));
        Assert.Equal("policy DROP", Firewall("", Opened.Replace("-j ACCEPT", "-j DROP", StringComparison.Ordinal)).Blocking(Packet("veth0")));
    }

    [Theory]
    [InlineData("meta nfproto ipv4 masquerade", "ip saddr 192.168.1.0/24 masquerade", true)]
    [InlineData("meta nfproto ipv4 masquerade", "ip saddr 192.168.2.0/24 masquerade", false)]
    [InlineData("meta nfproto ipv4 masquerade", "meta nfproto ipv4 fullcone", true)]
    [InlineData("meta nfproto ipv4 masquerade", "ip saddr @inside masquerade", true)]
    [InlineData("meta nfproto ipv4 masquerade", "meta nfproto ipv6 masquerade", false)]
    public void Another_source_address_is_one_whatever_gives_it(string rule, string other, bool masquerades) =>
        Assert.Equal(masquerades, Firewall(Fw4.Replace(rule, other, StringComparison.Ordinal), "").Masquerades(Packet("veth0")));

    [Fact]
    public void Chains_that_call_each_other_end() => Assert.Null(
        Firewall("", "*filter\n:FORWARD ACCEPT [0:0]\n:a - [0:0]\n-A FORWARD -j a\n-A a -j a\n-A a -j a\nCOMMIT\n").Blocking(Packet("veth0")));

    private static KernelFirewall Firewall(string nft, string iptables) => new(new RouterAnswer(new Dictionary<string, string> { ["nft"] = nft, ["iptables"] = iptables }));

    private static FilteredPacket Packet(string device) => new("br-lan", device, new AddressRange(IPAddress.Parse("192.168.1.2"), 32), new AddressRange(IPAddress.Parse("1.1.1.1"), 32));
}
