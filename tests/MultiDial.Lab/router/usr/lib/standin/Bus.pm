# The message bus: one Unix socket for each daemon, a JSON line as request [object, method, data], a JSON line as answer [status, data].
package Bus;
use strict;
use warnings;
use Socket;
use Json;

use constant { OK => 0, INVALID => 2, NO_METHOD => 3, NOT_FOUND => 4, NO_DATA => 5, DENIED => 6, TIMEOUT => 7, UNSUPPORTED => 8, NO_BUS => 10 };

my $folder = '/var/run/ubus';

sub daemon_of { return $_[0] =~ /\Anetwork(?:\.|\z)/ ? 'netifd' : 'procd' }

sub connect_to {
    my $daemon = shift;
    socket my $s, PF_UNIX, SOCK_STREAM, 0 or return undef;
    connect $s, pack_sockaddr_un("$folder/$daemon.sock") or return undef;
    return $s;
}

# Sends a request and returns (status, data). A daemon that does not run has no objects.
sub call {
    my ($object, $method, $data) = @_;
    my $s = connect_to(daemon_of($object)) or return (NOT_FOUND, undef);
    my $old = select $s; $| = 1; select $old;
    print $s Json::encode([$object, $method, $data || Json::obj()]), "\n";
    my $line = readline $s;
    my $answer = defined $line ? Json::decode($line) : undef;
    return $answer ? (Json::plain($answer->[0]), $answer->[1]) : (NO_DATA, undef);
}

# Serves requests in the event loop: $handler->(object, method, data, socket) returns (status, data), or nothing to keep the socket.
sub serve {
    my ($daemon, $handler) = @_;
    mkdir $folder, 0755;
    my $path = "$folder/$daemon.sock";
    unlink $path;
    socket my $server, PF_UNIX, SOCK_STREAM, 0 or die "socket: $!";
    bind $server, pack_sockaddr_un($path) or die "bind $path: $!";
    listen $server, 64;
    Loop::watch($server, sub { my $client; accept $client, $server and serve_client($client, $handler) });
    return $server;
}

sub serve_client {
    my ($client, $handler) = @_;
    my $text = '';
    Loop::watch($client, sub {
        my $n = sysread $client, $text, 65536, length $text;
        if (!$n) { Loop::unwatch($client); close $client; return }
        return unless $text =~ s/\A(.*)\n//s;
        my $request = Json::decode($1);
        my ($status, $data) = ref $request eq 'ARRAY' ? $handler->(@$request, $client) : (INVALID);
        return unless defined $status;
        Loop::unwatch($client);
        print $client Json::encode([Json::num($status), $data]), "\n";
        close $client;
    });
}

1;
