# Dials: a pppd for each interface, told what the interface's options say, and told of by its exit code when it ends.
package Netifd::Pppoe;
use strict;
use warnings;
use Json;
use Loop;
use Netifd::Config;

use constant { INVALID_OPTION => 2, PEER_NOT_AUTHENTICATED => 11, NOT_AUTHENTICATED => 19, NO_ANSWER_SECONDS => 3 };

# What netifd calls pppd's exit codes.
my @code = qw(OK FATAL_ERROR OPTION_ERROR NOT_ROOT NO_KERNEL_SUPPORT USER_REQUEST LOCK_FAILED OPEN_FAILED CONNECT_FAILED PTYCMD_FAILED
    NEGOTIATION_FAILED PEER_AUTH_FAILED IDLE_TIMEOUT CONNECT_TIME CALLBACK PEER_DEAD HANGUP LOOPBACK INIT_FAILED AUTH_TOPEER_FAILED
    TRAFFIC_LIMIT CNID_AUTH_FAILED);

sub can_dial { return -e '/dev/ppp' && -x '/usr/sbin/pppd' }

sub start {
    my $i = shift;
    return pretend($i) unless can_dial();
    my $pid;
    $pid = $i->{pid} = Loop::spawn([command($i)], line => sub { main::log_line("$i->{name} ($pid): $_[0]") }, exit => sub { ended($i, shift) });
}

# A kernel without PPP: as with a dead line, dialling fails over and over.
sub pretend {
    my $i = shift;
    $i->{timer} = Loop::after(NO_ANSWER_SECONDS, sub {
        $i->add_error('pppoe', 'CONNECT_FAILED');
        main::log_line("$i->{name} (" . $$ . "): Unable to complete PPPoE Discovery");
        pretend($i);
    });
}

sub command {
    my $i = shift;
    my $c = $i->{config};
    my $option = sub { my ($name, @word) = @_; return defined $c->{$name} && $c->{$name} ne '' ? (@word, $c->{$name}) : () };
    my $flag = sub { my ($name, $default) = @_; return Netifd::Config::flag($c->{$name}, $default) };
    my ($failures, $interval) = split /[, ]+/, defined $c->{keepalive} && $c->{keepalive} ne '' ? $c->{keepalive} : '5 1';
    my @echo = !$failures || $failures !~ /\A\d+\z/ ? () : ('lcp-echo-interval', $interval || 5, 'lcp-echo-failure', $failures,
        $flag->('keepalive_adaptive', 1) ? 'lcp-echo-adaptive' : ());
    my $ipv6 = !defined $c->{ipv6} || $c->{ipv6} ne '0';
    my $persist = defined $c->{persist} ? ($flag->('persist', 0) ? 'persist' : 'nopersist') : undef;
    my $mtu = defined $c->{mtu} && $c->{mtu} ne '' ? $c->{mtu} : 1492;
    return (
        '/usr/sbin/pppd', 'nodetach', 'ipparam', $i->{name}, 'ifname', defined $c->{pppname} ? $c->{pppname} : "pppoe-$i->{name}", @echo,
        $ipv6 ? ('+ipv6', 'set', 'AUTOIPV6=1') : (), 'nodefaultroute', 'usepeerdns',
        ($c->{demand} || 0) =~ /\A[1-9]\d*\z/ ? ('demand', 'idle', $c->{demand}) : (),
        defined $persist ? $persist : (), 'maxfail', defined $c->{maxfail} ? $c->{maxfail} : ($persist || '') eq 'persist' ? 0 : 1, $option->('holdoff', 'holdoff'),
        defined $c->{username} && $c->{username} ne '' ? ('user', $c->{username}, 'password', defined $c->{password} ? $c->{password} : '') : (),
        $option->('connect', 'connect'), $option->('disconnect', 'disconnect'),
        'ip-up-script', '/lib/netifd/ppp-up', 'ip-down-script', '/lib/netifd/ppp-down', 'mtu', $mtu, 'mru', $mtu,
        'plugin', 'rp-pppoe.so', $option->('ac', 'rp_pppoe_ac'), $option->('service', 'rp_pppoe_service'), $option->('ac_mac', 'pppoe-mac'),
        $option->('host_uniq', 'host-uniq'), $option->('padi_attempts', 'pppoe-padi-attempts'), $option->('padi_timeout', 'pppoe-padi-timeout'),
        "nic-$i->{device}", Netifd::Config::words($c->{pppd_options}),
    );
}

# However pppd ended, the interface goes down and says why; then it dials again, unless an error stands in the way that would stay.
sub ended {
    my ($i, $status) = @_;
    delete $i->{pid};
    my $exit = $status & 127 || $status >> 8;
    my $wanted = delete $i->{on_exit};
    $exit = 5 if $wanted;
    $i->add_error('pppoe', $code[$exit] || 'UNKNOWN_ERROR') if $exit;
    my $lasting = $exit == INVALID_OPTION
        || (($exit == PEER_NOT_AUTHENTICATED || $exit == NOT_AUTHENTICATED) && Netifd::Config::flag($i->{config}{authfail}, 0));
    $i->{autostart} = 0 if $lasting;
    return $wanted->() if $wanted;
    $i->teardown;
}

# What ppp-up and ppp-down tell. The address and the route to the peer are pppd's; netifd keeps account of them.
sub notify {
    my ($i, $data) = @_;
    if (!Json::plain(Json::get($data, 'link-up'))) { $i->lost if $i->up; return }
    my $text = sub { my $v = Json::plain(Json::get($data, $_[0])); return defined $v && $v ne '' ? $v : undef };
    my ($address, $peer) = ($text->('ip'), $text->('ptp'));
    my %seen;
    $i->{dialled} = $text->('ifname');
    $i->{data} = Json::obj();
    $i->{updated} = { addresses => 1, routes => 1 };
    $i->replace_ip({
        addresses => [{ address => $address, mask => 32, peer => $peer }], addresses6 => [],
        routes => [{ target => '0.0.0.0', mask => 0, nexthop => $peer, source => '0.0.0.0/0' }],
        dns => [grep { !$seen{$_}++ } split ' ', $text->('dns') || ''], search => [],
    });
}

1;
