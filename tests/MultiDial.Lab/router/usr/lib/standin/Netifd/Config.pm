# Reads /etc/config/network, pending changes included, into devices and interfaces. Knows both the old (ifname) and the new (device) form.
package Netifd::Config;
use strict;
use warnings;
use Uci;

sub words { my $v = shift; return !defined $v ? () : ref $v ? @$v : grep { $_ ne '' } split ' ', $v }
sub flag { my ($v, $default) = @_; return $default unless defined $v; return $v =~ /\A(?:1|true|on|yes|enabled)\z/ ? 1 : $v =~ /\A(?:0|false|off|no|disabled)\z/ ? 0 : $default }

sub options { my $section = shift; return { map { $_->{name} => $_->{value} } @{ $section->{options} } } }

# What netifd reads of a device's section. A mark of somebody else's changes nothing, and so restarts nothing.
my %device_option = map { $_ => 1 } qw(
    ifname ports macaddr mode mtu mtu6 txqueuelen enabled ipv6 ip6segmentrouting promisc rpfilter acceptlocal igmpversion mldversion
    neighreachabletime neighgcstaletime neighlocktime dadtransmits multicast multicast_to_unicast multicast_router multicast_fast_leave
    sendredirects drop_v4_unicast_in_l2_multicast drop_v6_unicast_in_l2_multicast drop_gratuitous_arp drop_unsolicited_na arp_accept
    isolate learning unicast_flood auth autoneg speed duplex gro pause rxpause txpause stp forward_delay priority ageing_time hello_time
    max_age bridge_empty igmp_snooping multicast_querier robustness query_interval query_response_interval hash_max vlan_filtering
);

sub load {
    my $package = eval { Uci->new->load('network') } or return undef;
    my (%device, %interface, %globals);
    for my $s (@{ $package->{sections} }) {
        my $o = options($s);
        if ($s->{type} eq 'device') { add_device(\%device, $o) }
        elsif ($s->{type} eq 'globals') { %globals = %$o }
        elsif ($s->{type} eq 'interface' && !$s->{anonymous} && !flag($o->{disabled}, 0)) { add_interface(\%device, \%interface, $s->{name}, $o) }
        elsif ($s->{type} eq 'alias' || $s->{type} eq 'bridge-vlan') { print STDERR "netifd stand-in: section type $s->{type} is not covered\n" }
    }
    return { devices => \%device, interfaces => \%interface, globals => \%globals };
}

sub add_device {
    my ($device, $o) = @_;
    my $name = delete $o->{name};
    return unless defined $name && !ref $name && length $name <= 15 && $name ne '';
    my $type = delete $o->{type};
    $type = 'plain' unless defined $type && $type =~ /\A(?:bridge|macvlan)\z/;
    delete @$o{grep { !$device_option{$_} } keys %$o};
    if ($type eq 'bridge') { $o->{ports} = [words(defined $o->{ports} ? $o->{ports} : delete $o->{ifname})] }
    elsif (ref $o->{ifname}) { delete $o->{ifname} }
    $device->{$name} = { type => $type, config => $o };
}

# In the old form an interface may be a bridge itself; its device is then br-<name>.
sub add_interface {
    my ($device, $interface, $name, $o) = @_;
    my $base = defined $o->{device} ? $o->{device} : $o->{ifname};
    if (defined $o->{type} && $o->{type} eq 'bridge') {
        my %c = map { $_ => $o->{$_} } grep { defined $o->{$_} } qw(macaddr mtu bridge_empty);
        $device->{"br-$name"} = { type => 'bridge', config => { %c, ports => [words($base)] } };
        $base = "br-$name";
    } else { ($base) = words($base) }
    $interface->{$name} = { config => $o, device => $base };
}

1;
