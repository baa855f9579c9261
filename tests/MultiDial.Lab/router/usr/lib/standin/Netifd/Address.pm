# The addresses, routes and name servers of an interface, in the kernel and out of it.
package Netifd::Address;
use strict;
use warnings;
use Netifd::Kernel;

sub prefix_length { my $mask = shift; return $mask if $mask =~ /\A\d+\z/; my $bits = unpack 'B32', pack 'C4', split /\./, $mask; return ($bits =~ tr/1//) }

sub network {
    my ($address, $length) = @_;
    my $mask = $length ? (0xffffffff << (32 - $length)) & 0xffffffff : 0;
    return join('.', unpack 'C4', pack 'N', unpack('N', pack 'C4', split /\./, $address) & $mask) . "/$length";
}

sub broadcast {
    my ($address, $length) = @_;
    my $host = $length ? (1 << (32 - $length)) - 1 : 0xffffffff;
    return join '.', unpack 'C4', pack 'N', unpack('N', pack 'C4', split /\./, $address) | $host;
}

# With a metric netifd replaces the kernel's own route to the subnet by one that has it.
sub enable {
    my ($device, $ip, $metric, $default_route) = @_;
    my @metric = $metric ? ('metric', $metric) : ();
    for my $a (own($ip)) {
        my @brd = $device eq 'lo' || $a->{mask} > 30 ? () : ('broadcast', $a->{broadcast} || broadcast($a->{address}, $a->{mask}));
        Netifd::Kernel::ip('addr', 'add', "$a->{address}/$a->{mask}", @brd, 'dev', $device);
        next unless $metric;
        my $net = network($a->{address}, $a->{mask});
        Netifd::Kernel::ip('route', 'del', $net, 'dev', $device, 'proto', 'kernel');
        Netifd::Kernel::ip('route', 'replace', $net, 'dev', $device, 'proto', 'static', 'scope', 'link', @metric);
    }
    for my $a (@{ $ip->{addresses6} }) {
        Netifd::Kernel::ip('-6', 'addr', 'add', "$a->{address}/$a->{mask}", 'dev', $device, 'noprefixroute');
        Netifd::Kernel::ip('-6', 'route', 'add', subnet6($a), 'dev', $device, 'proto', 'static');
    }
    for my $r (routes($ip, $default_route)) {
        Netifd::Kernel::ip('route', 'replace', "$r->{target}/$r->{mask}", via($r), 'dev', $device, 'proto', 'static', source($r), @metric);
    }
}

sub disable {
    my ($device, $ip, $metric, $default_route) = @_;
    my @metric = $metric ? ('metric', $metric) : ();
    for my $r (routes($ip, $default_route)) {
        Netifd::Kernel::ip('route', 'del', "$r->{target}/$r->{mask}", via($r), 'dev', $device, 'proto', 'static', @metric);
    }
    for my $a (own($ip)) {
        Netifd::Kernel::ip('route', 'del', network($a->{address}, $a->{mask}), 'dev', $device, 'proto', 'static', @metric) if $metric;
        Netifd::Kernel::ip('addr', 'del', "$a->{address}/$a->{mask}", 'dev', $device);
    }
    for my $a (@{ $ip->{addresses6} }) {
        Netifd::Kernel::ip('-6', 'route', 'del', subnet6($a), 'dev', $device, 'proto', 'static');
        Netifd::Kernel::ip('-6', 'addr', 'del', "$a->{address}/$a->{mask}", 'dev', $device);
    }
}

# An address with a peer is set by the program that dials.
sub own { my $ip = shift; return grep { !defined $_->{peer} } @{ $ip->{addresses} || [] } }

# Of an assigned prefix netifd routes the first /64 alone.
sub subnet6 { my $a = shift; return ($a->{address} =~ s/::1\z/::/r) . '/' . ($a->{mask} < 64 ? 64 : $a->{mask}) }

sub routes { my ($ip, $default_route) = @_; return grep { $_->{mask} || $default_route } @{ $ip->{routes} } }
sub via { my $r = shift; return $r->{nexthop} ne '0.0.0.0' ? ('via', $r->{nexthop}) : () }
sub source { my $r = shift; return $r->{source} =~ m{\A(.+)/32\z} ? ('src', $1) : () }

1;
