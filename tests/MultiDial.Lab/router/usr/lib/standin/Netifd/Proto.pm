# Protocol handlers: each brings an interface up (ready) or leaves it pending, and takes it down (done).
package Netifd::Proto;
use strict;
use warnings;
use Json;
use Loop;
use Netifd::Address;
use Netifd::Config;
use Netifd::Pppoe;

# The options whose change makes netifd set an interface of that protocol up anew.
my %parameters = (
    none => '', static => 'ipaddr ip6addr netmask broadcast gateway ip6gw ip6prefix',
    dhcp => 'ipaddr hostname clientid vendorid broadcast norelease reqopts defaultreqopts sendopts iface6rd delegate zone mtu6rd customroutes classlessroute',
    dhcpv6 => 'reqaddress reqprefix clientid reqopts noslaaconly forceprefix norelease ip6prefix',
    pppoe => 'username password keepalive keepalive_adaptive demand pppd_options connect disconnect ipv6 authfail mtu pppname unnumbered reqprefix sourcefilter delegate norelease ac service ac_mac host_uniq padi_attempts padi_timeout persist maxfail holdoff',
);

# A protocol without a handler becomes "none".
sub name { my $proto = shift; return defined $proto && !ref $proto && exists $parameters{$proto} ? $proto : 'none' }
sub parameters { return split ' ', $parameters{ $_[0] } }
sub needs_carrier { return $_[0] ne 'static' }

sub start {
    my $i = shift;
    my $proto = $i->{proto};
    return start_static($i) if $proto eq 'static';
    return start_dhcp($i) if $proto eq 'dhcp';
    return Netifd::Pppoe::start($i) if $proto eq 'pppoe';
    $i->ready if $proto eq 'none';
    # dhcpv6: no server answers in the lab; the interface stays pending.
}

sub stop {
    my ($i, $done) = @_;
    Loop::cancel(delete $i->{timer});
    return $done->() unless $i->{pid};
    $i->{on_exit} = $done;
    kill 'TERM', $i->{pid};
}

sub start_static {
    my $i = shift;
    my $c = $i->{config};
    my @address;
    for my $text (Netifd::Config::words($c->{ipaddr})) {
        next unless $text =~ m{\A(\d+\.\d+\.\d+\.\d+)(?:/(\d+))?\z};
        my $mask = defined $2 ? $2 : defined $c->{netmask} ? Netifd::Address::prefix_length($c->{netmask}) : 32;
        push @address, { address => $1, mask => $mask, broadcast => $c->{broadcast} };
    }
    my @route = defined $c->{gateway} ? { target => '0.0.0.0', mask => 0, nexthop => $c->{gateway}, source => '0.0.0.0/0' } : ();
    $i->{ip} = { addresses => \@address, addresses6 => [], routes => \@route, dns => [] };
    $i->{updated} = { addresses => scalar @address, routes => scalar @route };
    $i->ready;
}

sub start_dhcp {
    my $i = shift;
    my $c = $i->{config};
    my $device = $i->{device};
    my $hostname = defined $c->{hostname} ? $c->{hostname} : Netifd::Kernel::read_file('/proc/sys/kernel/hostname');
    my @command = ('udhcpc', '-p', "/var/run/udhcpc-$device.pid", '-s', '/lib/netifd/dhcp.script', '-f', '-t', '0', '-i', $device);
    push @command, '-r', $c->{ipaddr} if defined $c->{ipaddr};
    push @command, '-x', "hostname:$hostname" if $hostname ne '*';
    push @command, defined $c->{clientid} ? ('-C', '-x', "0x3d:$c->{clientid}") : '-C';
    push @command, '-V', $c->{vendorid} if defined $c->{vendorid};
    push @command, '-B' if Netifd::Config::flag($c->{broadcast}, 0);
    push @command, '-R' unless Netifd::Config::flag($c->{norelease}, 0);
    end_orphan("/var/run/udhcpc-$device.pid");
    my $pid;
    $pid = $i->{pid} = Loop::spawn(\@command, env => { INTERFACE => $i->{name} },
        line => sub { main::log_line("$i->{name} ($pid): $_[0]") }, exit => sub { ended($i) });
}

# A netifd that was killed leaves its clients behind.
sub end_orphan {
    my $pid = Netifd::Kernel::read_file(shift);
    my $command = defined $pid && $pid =~ /\A(\d+)\z/ ? Netifd::Kernel::read_file("/proc/$1/cmdline") : undef;
    kill 'KILL', $pid if defined $command && $command =~ /\Audhcpc\0/;
}

# The process of an interface ended: wanted (teardown) or not (set up again).
sub ended {
    my $i = shift;
    delete $i->{pid};
    my $done = delete $i->{on_exit} || sub { $i->lost };
    $done->();
}

# What the DHCP script tells: a lease, a renewed one, or that there is none.
sub notify {
    my ($i, $data) = @_;
    return Netifd::Pppoe::notify($i, $data) if $i->{proto} eq 'pppoe';
    my $up = Json::plain(Json::get($data, 'link-up'));
    if (!$up) { $i->lost if $i->{state} eq 'up'; return }
    my $text = sub { my $v = Json::plain(Json::get($data, $_[0])); return defined $v && $v ne '' ? $v : undef };
    my ($address, $mask) = ($text->('ip'), Netifd::Address::prefix_length($text->('subnet') || '255.255.255.255'));
    my @route = map { { target => '0.0.0.0', mask => 0, nexthop => $_, source => "$address/32" } } split ' ', $text->('router') || '';
    my %new = (
        addresses => [{ address => $address, mask => $mask, broadcast => $text->('broadcast') }], addresses6 => [],
        routes => \@route, dns => [split ' ', $text->('dns') || ''], search => [split ' ', $text->('domain') || ''],
    );
    $i->{data} = Json::obj(dhcpserver => $text->('serverid'), hostname => $text->('hostname'), leasetime => Json::num($text->('lease')));
    $i->{updated} = { addresses => 1, routes => scalar @route, data => 1 };
    $i->replace_ip(\%new);
}

1;
