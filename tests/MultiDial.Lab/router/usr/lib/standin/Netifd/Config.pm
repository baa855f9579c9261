# Reads /etc/config/network, pending changes included, into devices and interfaces. Knows both the old (ifname) and the new (device) form.
package Netifd::Config;
use strict;
use warnings;
use Uci;

sub words { my $v = shift; return !defined $v ? () : ref $v ? @$v : grep { $_ ne '' } split ' ', $v }
sub flag { my ($v, $default) = @_; return $default unless defined $v; return $v =~ /\A(?:1|true|on|yes|enabled)\z/ ? 1 : $v =~ /\A(?:0|false|off|no|disabled)\z/ ? 0 : $default }

sub options { my $section = shift; return { map { $_->{name} => $_->{value} } @{ $section->{options} } } }

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
