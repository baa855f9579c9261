# Services as procd keeps them: instances that are started, watched and started again, and triggers that run scripts.
package Procd::Service;
use strict;
use warnings;
use Bus;
use Json;
use Log;
use Loop;

use constant TERM_TIMEOUT => 5;
my %service;

sub start {
    my $n = shift;
    my $command = Json::get($n->{config}, 'command');
    my $env = Json::get($n->{config}, 'env');
    my %env = $env ? map { ($_ => Json::get($env, $_)) } Json::keys($env) : ();
    my $tag = (split m{/}, $command->[0])[-1];
    $n->{started} = Loop::now();
    my $pid;
    $pid = $n->{pid} = Loop::spawn($command, env => \%env, exit => sub { ended($n, $_[0]) },
        line => sub { Log::write('daemon.info', "$tag\[$pid]", $_[0]) });
}

sub ended {
    my ($n, $status) = @_;
    delete $n->{pid};
    Loop::cancel(delete $n->{killer});
    $n->{exit_code} = $status >> 8;
    if (my $then = delete $n->{after_stop}) { return $then->() }
    return if $n->{stopped};
    my ($threshold, $timeout, $retry) = @{ $n->{respawn} || return };
    $n->{failures} = Loop::now() - $n->{started} < $threshold ? ($n->{failures} || 0) + 1 : 0;
    return if $retry && $n->{failures} > $retry;
    $n->{timer} = Loop::after($timeout, sub { start($n) });
}

sub stop {
    my ($n, $then) = @_;
    $n->{stopped} = 1;
    Loop::cancel(delete $n->{timer});
    if (!$n->{pid}) { $then->() if $then; return }
    $n->{after_stop} = $then;
    kill 'TERM', $n->{pid};
    my $pid = $n->{pid};
    $n->{killer} = Loop::after(term_timeout($n), sub { kill 'KILL', $pid });
}

sub term_timeout { return Json::plain(Json::get($_[0]{config}, 'term_timeout')) || TERM_TIMEOUT }

sub configure_instance {
    my ($s, $name, $config) = @_;
    my $old = $s->{instances}{$name};
    return if $old && !$old->{stopped} && Json::encode($old->{config}) eq Json::encode($config) && $old->{pid};
    my $respawn = Json::get($config, 'respawn');
    my $new = { config => $config };
    if ($respawn) { my @default = (3600, 5, 5); $new->{respawn} = [map { defined $respawn->[$_] ? Json::plain($respawn->[$_]) : $default[$_] } 0 .. 2] }
    push @{ $s->{order} }, $name unless $old;
    $s->{instances}{$name} = $new;
    return unless Json::get($config, 'command');
    $old ? stop($old, sub { start($new) }) : start($new);
}

sub set {
    my ($method, $data) = @_;
    my $name = Json::plain(Json::get($data, 'name'));
    return (Bus::INVALID) unless defined $name;
    my $s = $service{$name} ||= { instances => {}, order => [] };
    $s->{triggers} = Json::get($data, 'triggers') if Json::get($data, 'triggers');
    my $wanted = Json::get($data, 'instances') || Json::obj();
    configure_instance($s, $_, Json::get($wanted, $_)) for Json::keys($wanted);
    return (Bus::OK) if $method eq 'add';
    my %keep = map { $_ => 1 } Json::keys($wanted);
    remove_instance($s, $_) for grep { !$keep{$_} } @{ $s->{order} };
    return (Bus::OK);
}

sub remove_instance {
    my ($s, $name) = @_;
    my $n = delete $s->{instances}{$name} or return 0;
    $s->{order} = [grep { $_ ne $name } @{ $s->{order} }];
    stop($n);
    return 1;
}

sub remove {
    my $data = shift;
    my ($name, $instance) = map { Json::plain(Json::get($data, $_)) } qw(name instance);
    return (Bus::INVALID) unless defined $name;
    my $s = $service{$name} or return (Bus::NOT_FOUND);
    if (defined $instance) { return (remove_instance($s, $instance) ? Bus::OK : Bus::NOT_FOUND) }
    remove_instance($s, $_) for @{ $s->{order} };
    delete $service{$name};
    return (Bus::OK);
}

sub signal {
    my $data = shift;
    my ($name, $instance, $signal) = map { Json::plain(Json::get($data, $_)) } qw(name instance signal);
    my $s = defined $name ? $service{$name} : undef or return (Bus::NOT_FOUND);
    my @n = defined $instance ? ($s->{instances}{$instance} || return (Bus::NOT_FOUND)) : values %{ $s->{instances} };
    kill defined $signal ? $signal : 'HUP', $_->{pid} for grep { $_->{pid} } @n;
    return (Bus::OK);
}

sub describe_instance {
    my $n = shift;
    my ($c, $out) = ($n->{config}, Json::obj(running => Json::bool($n->{pid})));
    push @$out, pid => Json::num($n->{pid}) if $n->{pid};
    push @$out, command => Json::get($c, 'command'), term_timeout => Json::num(term_timeout($n));
    push @$out, exit_code => Json::num($n->{exit_code}) if !$n->{pid} && defined $n->{exit_code};
    for my $key (qw(env limits)) { my $v = Json::get($c, $key); push @$out, $key => $v if $v }
    my @r = @{ $n->{respawn} || [] };
    push @$out, respawn => Json::obj(threshold => Json::num($r[0]), timeout => Json::num($r[1]), retry => Json::num($r[2])) if @r;
    return $out;
}

sub list {
    my $data = shift;
    my ($only, $verbose) = map { Json::plain(Json::get($data, $_)) } qw(name verbose);
    my $out = Json::obj();
    for my $name (sort grep { !defined $only || $only eq $_ } keys %service) {
        my $s = $service{$name};
        my @instance = map { ($_ => describe_instance($s->{instances}{$_})) } sort @{ $s->{order} };
        my $entry = Json::obj(@instance ? (instances => Json::obj(@instance)) : ());
        push @$entry, triggers => $s->{triggers} if $verbose && $s->{triggers} && @{ $s->{triggers} };
        push @$out, $name => $entry;
    }
    return (Bus::OK, $out);
}

# [type, ["if", ["eq", key, value], ["run_script", ...]], delay]: each script runs once, when its triggers have been quiet for the delay.
my %pending;

sub event {
    my $data = shift;
    my ($type, $about) = (Json::plain(Json::get($data, 'type')), Json::get($data, 'data') || Json::obj());
    return (Bus::INVALID) unless defined $type;
    for my $s (values %service) {
        for my $t (@{ $s->{triggers} || [] }) {
            my ($wanted, $rule, $delay) = @$t;
            next unless $wanted eq $type && $rule->[0] eq 'if' && $rule->[1][0] eq 'eq';
            next unless (Json::plain(Json::get($about, $rule->[1][1])) || '') eq $rule->[1][2];
            my (undef, @command) = @{ $rule->[2] };
            my $key = "@command";
            Loop::cancel($pending{$key});
            $pending{$key} = Loop::after(Json::plain($delay) / 1000, sub { delete $pending{$key}; Loop::spawn(\@command) });
        }
    }
    return (Bus::OK);
}

sub call {
    my ($method, $data) = @_;
    return set($method, $data) if $method eq 'set' || $method eq 'add';
    return list($data) if $method eq 'list';
    return remove($data) if $method eq 'delete';
    return event($data) if $method eq 'event';
    return signal($data) if $method eq 'signal';
    return (Bus::OK) if $method =~ /\Aupdate_(?:start|complete)\z/;
    return (Bus::UNSUPPORTED) if $method =~ /\A(?:validate|get_data|state|watchdog)\z/;
    return (Bus::NO_METHOD);
}

1;
