# What `ubus call network.interface status` and `network.device status` say.
package Netifd::Report;
use strict;
use warnings;
use Json;
use Loop;
use Netifd::Config;
use Netifd::Device;
use Netifd::Kernel;

my @counters = qw(collisions rx_frame_errors tx_compressed multicast rx_length_errors tx_dropped rx_bytes rx_missed_errors tx_errors
    rx_compressed rx_over_errors tx_fifo_errors rx_crc_errors rx_packets tx_heartbeat_errors rx_dropped tx_aborted_errors tx_packets
    rx_errors tx_bytes tx_window_errors rx_fifo_errors tx_carrier_errors);

sub interface {
    my $i = shift;
    my $out = Json::obj(up => Json::bool($i->up), pending => Json::bool($i->{state} eq 'setup'), available => Json::bool($i->{available}),
        autostart => Json::bool($i->{autostart}), dynamic => Json::bool(0));
    push @$out, uptime => Json::num(int(Loop::now() - $i->{start_time})), l3_device => $i->{l3_device} if $i->up;
    push @$out, proto => $i->{proto};
    push @$out, device => $i->{device} if defined $i->{device};
    push @$out, addresses($i) if $i->up;
    push @$out, data => $i->{data};
    push @$out, errors => [map { Json::obj(subsystem => $_->{subsystem}, code => $_->{code}) } @{ $i->{errors} }] if @{ $i->{errors} };
    return $out;
}

sub addresses {
    my $i = shift;
    my $ip = $i->{ip};
    my @updated = grep { $i->{updated}{$_} } qw(addresses routes data);
    my @address = map {
        Json::obj(address => $_->{address}, mask => Json::num($_->{mask}), defined $_->{peer} ? (ptpaddress => $_->{peer}) : ())
    } @{ $ip->{addresses} };
    my $a = $i->{assignment};
    my @assigned = $a ? Json::obj(address => $a->{network}, mask => Json::num($a->{mask}),
        'local-address' => Json::obj(address => $a->{address}, mask => Json::num($a->{mask}))) : ();
    my (@active, @inactive);
    for my $r (@{ $ip->{routes} }) {
        my $text = Json::obj(target => $r->{target}, mask => Json::num($r->{mask}), nexthop => $r->{nexthop}, source => $r->{source});
        push @{ $r->{mask} || $i->{default_route} ? \@active : \@inactive }, $text;
    }
    my @kind = qw(ipv4-address ipv6-address route dns-server dns-search neighbors);
    my %inactive = (route => \@inactive);
    return (
        @updated ? (updated => \@updated) : (), metric => Json::num($i->{metric}), dns_metric => Json::num($i->{dns_metric}),
        delegation => Json::bool(1), 'ipv4-address' => \@address, 'ipv6-address' => [], 'ipv6-prefix' => [],
        'ipv6-prefix-assignment' => \@assigned, route => \@active, 'dns-server' => $ip->{dns} || [],
        'dns-search' => $ip->{search} || [], neighbors => [], inactive => Json::obj(map { ($_ => $inactive{$_} || []) } @kind),
    );
}

sub device {
    my $d = shift;
    my %type = (plain => 'Network device', bridge => 'bridge', macvlan => 'macvlan');
    my $out = Json::obj(external => Json::bool($d->{dialled}), present => Json::bool($d->present), type => $d->vlan ? 'VLAN' : $type{ $d->{type} });
    return $out unless $d->present;
    push @$out, up => Json::bool($d->{claims}), carrier => Json::bool($d->carrier), auth_status => Json::bool(0);
    push @$out, parent => ($d->parents)[0] if $d->{type} eq 'macvlan' || $d->vlan;
    my $exists = Netifd::Kernel::exists($d->{name}) && ($d->{claims} || $d->{type} eq 'plain');
    push @$out, link_info($d) if $exists && $d->{name} ne 'lo';
    push @$out, bridge($d) if $exists && $d->{type} eq 'bridge';
    push @$out, settings($d) if $exists && $d->{claims};
    my %now = $exists ? Netifd::Kernel::statistics($d->{name}) : ();
    push @$out, statistics => Json::obj(map { exists $now{$_} ? ($_ => Json::num($now{$_})) : () } @counters);
    return $out;
}

sub link_info {
    my $d = shift;
    my $name = $d->{name};
    my $speed = Netifd::Kernel::sys($name, 'speed');
    my ($devtype) = map { /^DEVTYPE=(.*)/m ? $1 : () } slurp("/sys/class/net/$name/uevent");
    my $empty = sub { return map { ($_ => []) } @_ };
    return (
        $empty->(qw(link-advertising link-partner-advertising link-supported)),
        defined $speed && $speed > 0 ? (speed => $speed . 'F') : (), autoneg => Json::bool(0),
        'flow-control' => Json::obj(autoneg => Json::bool(1), $empty->(qw(supported link-advertising link-partner-advertising negotiated))),
        'hw-tc-offload' => Json::bool(0), devtype => defined $devtype ? $devtype : 'ethernet',
    );
}

sub slurp { open my $fh, '<', $_[0] or return ''; local $/; return scalar readline $fh }

sub bridge {
    my $d = shift;
    my ($yes, $no) = (Json::bool(1), Json::bool(0));
    my %n = (forward_delay => 8, priority => 32767, ageing_time => 0, hello_time => 1, max_age => 10);
    return (
        'bridge-members' => [sort grep { Netifd::Kernel::exists($_) } $d->parents],
        'bridge-attributes' => Json::obj(
            stp => $no, (map { ($_ => Json::num($n{$_})) } qw(forward_delay priority ageing_time hello_time max_age)),
            igmp_snooping => $no, bridge_empty => Json::bool($d->{config}{bridge_empty}), multicast_querier => $no,
            hash_max => Json::num(512), robustness => Json::num(2), query_interval => Json::num(12500),
            query_response_interval => Json::num(1000), last_member_interval => Json::num(100), vlan_filtering => $no, stp_kernel => $no,
        ),
    );
}

sub settings {
    my $d = shift;
    my $name = $d->{name};
    my $sys = sub { my $v = Netifd::Kernel::sys($name, shift); return Json::num(defined $v ? $v : 0) };
    my $conf = sub { my ($family, $key) = @_; return Netifd::Kernel::read_sysctl($name, $family, $key) || 0 };
    my $flag = sub { return Json::bool($conf->(@_)) };
    my $number = sub { return Json::num($conf->(@_)) };
    my $flags = hex(Netifd::Kernel::sys($name, 'flags') || 0);
    my $veth = defined Netifd::Kernel::sys($name, 'iflink') && Netifd::Kernel::sys($name, 'iflink') ne Netifd::Kernel::sys($name, 'ifindex')
        && !glob("/sys/class/net/$name/lower_*");
    return (
        mtu => $sys->('mtu'), mtu6 => $sys->('mtu'), macaddr => Netifd::Kernel::mac($name), txqueuelen => $sys->('tx_queue_len'),
        ipv6 => Json::bool(!$conf->('ipv6', 'disable_ipv6')), ip6segmentrouting => $flag->('ipv6', 'seg6_enabled'),
        promisc => Json::bool(Netifd::Config::flag($d->{config}{promisc}, 0)), rpfilter => $number->('ipv4', 'rp_filter'), acceptlocal => $flag->('ipv4', 'accept_local'),
        igmpversion => $number->('ipv4', 'force_igmp_version'), mldversion => $number->('ipv6', 'force_mld_version'),
        neigh4reachabletime => Json::num(30000), neigh6reachabletime => Json::num(30000), neigh4gcstaletime => Json::num(60),
        neigh6gcstaletime => Json::num(60), neigh4locktime => Json::num(100), dadtransmits => $number->('ipv6', 'dad_transmits'),
        multicast => Json::bool($flags & 0x1000), sendredirects => $flag->('ipv4', 'send_redirects'),
        drop_v4_unicast_in_l2_multicast => $flag->('ipv4', 'drop_unicast_in_l2_multicast'),
        drop_v6_unicast_in_l2_multicast => $flag->('ipv6', 'drop_unicast_in_l2_multicast'),
        drop_gratuitous_arp => $flag->('ipv4', 'drop_gratuitous_arp'), drop_unsolicited_na => $flag->('ipv6', 'drop_unsolicited_na'),
        arp_accept => $flag->('ipv4', 'arp_accept'), gro => Json::bool(!$veth),
    );
}

1;
