# A ping over one line: bound to its device and source address, and marked so that none of the chains moves it.
package Mwan3::Ping;
use strict;
use warnings;
use Socket qw(:DEFAULT inet_pton AF_INET6 SOCK_RAW IPPROTO_IP IPPROTO_IPV6 IPV6_UNICAST_HOPS pack_sockaddr_in6);
use POSIX ();

use constant { SO_MARK => 36, SO_BINDTODEVICE => 25, TTL => 2, ICMP => 1, ICMPV6 => 58, CLOCK_MONOTONIC => 1, NO_LATENCY => 999999 };
use constant SYS_CLOCK_GETTIME => (POSIX::uname)[4] eq 'aarch64' ? 113 : 228;

# By device, source, mark, count, timeout, size, ttl and target. $interrupted is a handle that ends the wait when it can be
# read. Returns the loss in percent and the latency in milliseconds.
sub ping {
    my ($way, $interrupted) = @_;
    my $v6 = index($way->{target}, ':') >= 0;
    my $socket = open_socket($way, $v6) or return (100, NO_LATENCY);
    my ($answers, $spent, $count) = (0, 0, $way->{count});
    for my $sequence (1 .. $count) {
        my $started = now();
        send $socket, request($sequence, $way->{size}, $v6), 0, address($way->{target}, $v6) or last;
        my $limit = $started + ($sequence == $count ? $way->{timeout} : 1);
        if (is_answered($socket, $sequence, $limit, $v6, $interrupted)) {
            $answers++;
            $spent += now() - $started;
            wait_for([$interrupted], $started + 1) if $sequence < $count;
        }
        last if wait_for([$interrupted], 0);
    }
    return (100 * ($count - $answers) / $count, $answers ? int 1000 * $spent / $answers : NO_LATENCY);
}

sub now {
    my $time = pack 'qq', 0, 0;
    syscall(SYS_CLOCK_GETTIME, CLOCK_MONOTONIC, $time) == 0 or die "clock_gettime: $!\n";
    my ($seconds, $nanoseconds) = unpack 'qq', $time;
    return $seconds + $nanoseconds / 1e9;
}

# Waits until some of the handles can be read, and returns those, or until then. A signal ends the system call, not the wait.
sub wait_for {
    my ($handle, $until) = @_;
    my ($bits, $n) = ('', -1);
    while ($n < 0) {
        $bits = '';
        vec($bits, fileno $_, 1) = 1 for @$handle;
        my $left = defined $until ? $until - now() : undef;
        $n = select $bits, undef, undef, defined $left && $left < 0 ? 0 : $left;
    }
    return grep { $n && vec $bits, fileno $_, 1 } @$handle;
}

sub open_socket {
    my ($way, $v6) = @_;
    socket my $socket, $v6 ? AF_INET6 : AF_INET, SOCK_RAW, $v6 ? ICMPV6 : ICMP or return undef;
    my ($level, $option) = $v6 ? (IPPROTO_IPV6, IPV6_UNICAST_HOPS) : (IPPROTO_IP, TTL);
    my $done = setsockopt($socket, SOL_SOCKET, SO_BINDTODEVICE, "$way->{device}\0")
        && setsockopt($socket, SOL_SOCKET, SO_MARK, pack 'i', hex $way->{mark})
        && setsockopt($socket, $level, $option, pack 'i', $way->{ttl});
    my ($source, $target) = map { address($_, $v6) } @$way{qw(source target)};
    return $done && $source && $target && bind($socket, $source) ? $socket : undef;
}

sub address {
    my ($text, $v6) = @_;
    my $number = $v6 ? inet_pton(AF_INET6, $text) : inet_aton($text);
    return undef unless defined $number;
    return $v6 ? pack_sockaddr_in6(0, $number) : pack_sockaddr_in(0, $number);
}

sub request {
    my ($sequence, $size, $v6) = @_;
    my $packet = pack 'CCnnna*', $v6 ? 128 : 8, 0, 0, $$ & 0xffff, $sequence, "\0" x $size;
    substr($packet, 2, 2) = pack 'n', checksum($packet) unless $v6;
    return $packet;
}

sub checksum {
    my $data = shift;
    my $sum = 0;
    $sum += $_ for unpack 'n*', $data . "\0" x (length($data) % 2);
    $sum = ($sum & 0xffff) + ($sum >> 16) while $sum >> 16;
    return ~$sum & 0xffff;
}

sub is_answered {
    my ($socket, $sequence, $limit, $v6, $interrupted) = @_;
    while (my @ready = wait_for([$socket, $interrupted], $limit)) {
        return 0 if grep { $_ == $interrupted } @ready;
        defined recv $socket, my $packet, 65536, 0 or return 0;
        $packet = substr $packet, 4 * (ord($packet) & 15) unless $v6;
        my ($type, undef, undef, $id, $number) = unpack 'CCnnn', $packet;
        return 1 if $type == ($v6 ? 129 : 0) && $id == ($$ & 0xffff) && $number == $sequence;
    }
    return 0;
}

1;
