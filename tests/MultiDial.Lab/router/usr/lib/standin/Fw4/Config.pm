# Reads /etc/config/firewall: zones with their devices, forwardings, rules. Complains as fw4 does.
package Fw4::Config;
use strict;
use warnings;
use Bus;
use Json;
use Uci;

sub words { my $v = shift; return !defined $v ? () : ref $v ? @$v : grep { $_ ne '' } split ' ', $v }
sub true { my $v = shift; return defined $v && $v =~ /\A(?:1|true|on|yes|enabled)\z/ ? 1 : 0 }

sub warn_section {
    my ($s, $text) = @_;
    my $id = $s->{anonymous} ? "\@$s->{type}[$s->{index}]" : $s->{name};
    my $label = UciModel::get($s, 'name');
    $id .= " ($label)" if defined $label && $label ne $id;
    print STDERR "[!] Section $id $text\n";
}

# Devices of the networks that are up, as netifd tells.
sub devices {
    my ($status, $dump) = Bus::call('network.interface', 'dump');
    my %device;
    for my $i (@{ $status ? [] : Json::get($dump, 'interface') }) {
        my $l3 = Json::get($i, 'l3_device');
        $device{ Json::get($i, 'interface') } = $l3 if defined $l3;
    }
    return \%device;
}

sub load {
    my $package = Uci->new->load('firewall');
    my (%index, %state);
    $_->{index} = $index{ $_->{type} }++ || 0 for @{ $package->{sections} };
    my ($defaults) = $package->by_type('defaults');
    $state{$_} = policy($defaults ? UciModel::get($defaults, $_) : undef) for qw(input output forward);
    my $device = devices();
    my @zone = map { zone($_, $device) } $package->by_type('zone');
    @state{qw(zones zone)} = (\@zone, { map { ($_->{name} => $_) } @zone });
    $state{forwardings} = [map { forwarding($_, \%state) } $package->by_type('forwarding')];
    $state{rules} = [map { rule($_, \%state) } $package->by_type('rule')];
    for my $s (@{ $package->{sections} }) {
        next if $s->{type} =~ /\A(?:defaults|zone|forwarding|rule|include)\z/;
        warn_section($s, "is of type '$s->{type}', which the stand-in does not cover");
    }
    return \%state;
}

sub policy { my $p = uc(defined $_[0] ? $_[0] : 'DROP'); return $p =~ /\A(?:ACCEPT|REJECT|DROP)\z/ ? $p : 'DROP' }

# A string is split at spaces; an item of a list is one name, spaces included, and names no network then.
sub zone {
    my ($s, $device) = @_;
    return () if defined UciModel::get($s, 'enabled') && !true(UciModel::get($s, 'enabled'));
    my $name = UciModel::get($s, 'name');
    if (!defined $name) { warn_section($s, 'has no name'); return () }
    my @network = words(UciModel::get($s, 'network'));
    my %seen;
    my @device = grep { !$seen{$_}++ } (map { defined $device->{$_} ? $device->{$_} : () } @network), words(UciModel::get($s, 'device'));
    return {
        name => $name, networks => \@network, devices => \@device, masq => true(UciModel::get($s, 'masq')), mtu_fix => true(UciModel::get($s, 'mtu_fix')),
        map { ($_ => policy(UciModel::get($s, $_))) } qw(input output forward),
    };
}

sub invalid {
    my ($s, $option) = @_;
    my $value = UciModel::get($s, $option);
    warn_section($s, "option '$option' specifies invalid value '" . (ref $value ? "@$value" : $value) . "'");
    warn_section($s, 'skipped due to invalid options');
    return ();
}

sub forwarding {
    my ($s, $state) = @_;
    for my $option (qw(src dest)) {
        my $zone = UciModel::get($s, $option);
        if (!defined $zone) { warn_section($s, "option '$option' is mandatory but not set"); warn_section($s, 'skipped due to invalid options'); return () }
        return invalid($s, $option) unless $zone eq '*' || $state->{zone}{$zone};
    }
    return { src => UciModel::get($s, 'src'), dest => UciModel::get($s, 'dest') };
}

my %known = map { $_ => 1 } qw(name src dest proto family target enabled src_ip dest_ip src_port dest_port icmp_type limit managed_by);

sub rule {
    my ($s, $state) = @_;
    return () if defined UciModel::get($s, 'enabled') && !true(UciModel::get($s, 'enabled'));
    for my $option (qw(src dest)) {
        my $zone = UciModel::get($s, $option);
        return invalid($s, $option) if defined $zone && $zone ne '*' && !$state->{zone}{$zone};
    }
    my $target = uc(UciModel::get($s, 'target', 'DROP'));
    return invalid($s, 'target') unless $target =~ /\A(?:ACCEPT|REJECT|DROP)\z/;
    if (my ($strange) = grep { !$known{ $_->{name} } } @{ $s->{options} }) {
        warn_section($s, "option '$strange->{name}' is not covered by the stand-in");
        return ();
    }
    return { target => $target, limit => UciModel::get($s, 'limit'), (map { ($_ => UciModel::get($s, $_)) } qw(src dest family)),
        map { ($_ => [words(UciModel::get($s, $_))]) } qw(proto src_ip dest_ip src_port dest_port icmp_type) };
}

1;
