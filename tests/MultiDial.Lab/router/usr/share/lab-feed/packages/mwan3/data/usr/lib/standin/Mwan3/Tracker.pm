# Watches one line: asks its targets round by round, and says when it goes offline or comes back.
package Mwan3::Tracker;
use strict;
use warnings;
use Mwan3::Journal;
use Mwan3::Kernel;
use Mwan3::Network;
use Mwan3::Notes;
use Mwan3::Ping;
use Mwan3::Settings;

my %default = (
    reliability => 1, count => 1, timeout => 4, interval => 10, down => 5, up => 5, size => 56, max_ttl => 60,
    failure_latency => 1000, recovery_latency => 500, failure_loss => 40, recovery_loss => 10,
);

# Signals arrive by a pipe, which every wait watches, so that none is missed.
sub run {
    my $name = shift;
    pipe my $events, my $signal or die "pipe: $!\n";
    my $self = bless { name => $name, status => '', device => '', events => $events, turn => 0, lost => 0 }, __PACKAGE__;
    $SIG{USR1} = sub { syswrite $signal, 'd' };
    $SIG{USR2} = sub { syswrite $signal, 'u' };
    $SIG{TERM} = sub { $self->say('notice', qq(Stopping mwan3track for interface "$name". Status was "$self->{status}")); exit 0 };
    Mwan3::Notes::prepare();
    $self->note(PID => $$);
    $self->read_options;
    $self->{score} = $self->{full};
    $self->begin;
    while (1) {
        my $pause = $self->{status} eq 'disabled' ? undef : $self->round;
        $self->heed(Mwan3::Ping::wait_for([$events], defined $pause ? Mwan3::Ping::now() + $pause : undef));
    }
}

sub read_options {
    my $self = shift;
    my $settings = Mwan3::Settings->new;
    my $line = $self->{line} = $settings->line($self->{name}) or exit 1;
    my $section = $line->{section};
    $self->{mark} = Mwan3::Notes::marks($settings)->mark('default');
    $self->{$_} = Mwan3::Settings::value($section, $_, $default{$_}) for keys %default;
    $self->{$_} = Mwan3::Settings::value($section, $_, $self->{interval}) for qw(failure_interval recovery_interval);
    $self->{$_} = Mwan3::Settings::flag($section, $_) for qw(keep_failure_interval check_quality);
    $self->{initial_state} = Mwan3::Settings::value($section, 'initial_state', 'online');
    $self->{full} = $self->{down} + $self->{up};
    my $method = Mwan3::Settings::value($section, 'track_method', 'ping');
    return if $method eq 'ping';

    # As on a router without the packages of the other methods.
    $self->say('warn', "Missing $method, which is not installed.");
    $self->say('warn', "Using ping to track interface $self->{name} avaliability");
}

sub note { my ($self, $note, $value) = @_; Mwan3::Notes::set_of_tracker($self->{name}, $note, $value) }
sub say { my ($self, $level, $text) = @_; Mwan3::Journal::note($level, $text) }
sub where { my $self = shift; return "interface $self->{name} ($self->{device})" }

# Scripts of the user hear of it too. What the line is at first is no news to mwan3.
sub announce {
    my ($self, $action, $first) = @_;
    local %ENV = (PATH => $ENV{PATH}, ACTION => $action, INTERFACE => $self->{name}, DEVICE => $self->{device}, FIRSTCONNECT => $first ? 1 : '');
    system '/sbin/hotplug-call', 'iface';
}

sub begin {
    my $self = shift;
    my $network = Mwan3::Network->new;
    my $child = $network->child($self->{line});
    my $state = $self->{status} eq 'online' ? 'online' : $self->{initial_state};
    $self->{device} = $network->live_device($child) // '';
    if ($self->{device} eq '') { $self->disable; return }
    $self->{source} = $self->source($network, $child);
    $self->note(STARTED => 1);
    $state eq 'offline' ? $self->set_offline : $self->set_online(1);
}

# netifd may not know the address of a device that others manage.
sub source {
    my ($self, $network, $child) = @_;
    my $family = $self->{line}{family};
    my $known = $network->address($child, $family);
    return $known if $known;
    my $ip = Mwan3::Kernel::ip($family);
    my ($found) = `$ip -o address show dev $self->{device} scope global 2>/dev/null` =~ m{ inet6? ([^ /]+)};
    my $what = "no src $family address found" . ($found ? ' from netifd' : '') . " for interface '$child' dev '$self->{device}'";
    $self->say('warn', $found ? "$what guessing $found" : $what);
    return $found // ($family eq 'ipv6' ? '::' : '0.0.0.0');
}

sub disable { my $self = shift; $self->set_status('disabled'); $self->note(STARTED => 0) }
sub set_status { my ($self, $status) = @_; $self->{status} = $status; $self->note(STATUS => $status) }

sub set_online {
    my ($self, $first) = @_;
    $self->set_status('online');
    $self->note(OFFLINE => 0);
    $self->note(ONLINE => Mwan3::Notes::uptime());
    @$self{qw(score lost turn)} = ($self->{full}, 0, 0);
    $self->say('notice', ucfirst $self->where . ' is online');
    $self->announce('connected', $first);
}

sub set_offline {
    my $self = shift;
    $self->set_status('offline');
    $self->note(OFFLINE => Mwan3::Notes::uptime());
    $self->note(ONLINE => 0);
    $self->{score} = 0;
}

sub go_offline {
    my $self = shift;
    my $carried = $self->{status} =~ /\A(?:online|disconnecting)\z/;
    $self->set_offline;
    if (!$carried) { $self->say('notice', "Skip disconnected event for $self->{name} ($self->{device})"); return }
    $self->say('notice', ucfirst $self->where . ' is offline');
    $self->announce('disconnected');
}

# On the way to a state: connecting or disconnecting.
sub waver {
    my ($self, $status) = @_;
    return if $self->{status} eq $status;
    $self->set_status($status);
    $self->say('notice', ucfirst $self->where . " is $status");
    $self->announce($status);
}

# netifd took the line down, or has it up.
sub heed {
    my ($self, $has_events) = @_;
    return unless $has_events;
    sysread $self->{events}, my $signals, 512;
    if ($signals =~ /d/) {
        $self->say('info', 'Detect ifdown event on ' . $self->where);
        $self->go_offline;
        $self->disable;
    }
    if ($signals =~ /u/) {
        $self->say('info', 'Detect ifup event on ' . $self->where);
        $self->begin;
    }
}

# Asks the targets one after the other until enough have answered. Returns the pause before the next round.
sub round {
    my $self = shift;
    my $answers = 0;
    for my $target (@{ $self->{line}{targets} }) {
        if ($answers >= $self->{reliability}) { $self->note("TRACK_$target" => 'skipped'); next }
        my $verdict = $self->ask($target) // return 0;
        $answers++ if $verdict eq 'up';
        $self->{lost}++ if $verdict eq 'down';
    }
    my $pause = $answers >= $self->{reliability} ? $self->good : $self->bad;
    $self->{turn}++;
    $self->note(uc $_ => $self->{$_}) for qw(lost score turn);
    $self->note(TIME => Mwan3::Notes::uptime());
    return $pause;
}

# Nothing if there was an event meanwhile: it says more than an answer that did not come.
sub ask {
    my ($self, $target) = @_;
    my %way = (map({ $_ => $self->{$_} } qw(device source mark count timeout size)), ttl => $self->{max_ttl}, target => $target);
    my ($loss, $latency) = Mwan3::Ping::ping(\%way, $self->{events});
    return undef if Mwan3::Ping::wait_for([$self->{events}], 0);
    my ($verdict, $how) = ($loss < 100 ? 'up' : 'down', 'ping');
    if ($self->{check_quality}) {
        $verdict = $loss >= $self->{failure_loss} || $latency >= $self->{failure_latency} ? 'down'
            : $loss <= $self->{recovery_loss} && $latency <= $self->{recovery_latency} ? 'up' : 'skipped';
        $how = "ping: latency=${latency}ms loss=$loss%";
        if ($verdict ne 'skipped') { $self->note("LATENCY_$target" => $latency); $self->note("LOSS_$target" => $loss) }
    }
    $self->note("TRACK_$target" => $verdict);

    # The log has what speaks against the line's state.
    my $healthy = $self->{score} > $self->{up};
    $self->say('info', "Check ($how) failed for target \"$target\" on " . $self->where . ". Current score: $self->{score}") if $verdict eq 'down' && $healthy;
    $self->say('info', "Check ($how) success for target \"$target\" on " . $self->where . ". Current score: $self->{score}") if $verdict eq 'up' && !$healthy;
    return $verdict;
}

# The score goes down to what is needed to come up, where the line is lost.
sub bad {
    my $self = shift;
    my $is_offline = --$self->{score} < $self->{up};
    if ($is_offline) { $self->{score} = 0; return $self->{keep_failure_interval} ? $self->{failure_interval} : $self->{interval} }
    $self->waver('disconnecting');
    $self->go_offline if $self->{score} == $self->{up};
    return $self->{failure_interval};
}

sub good {
    my $self = shift;
    if ($self->{score} < $self->{full} && $self->{lost}) {
        $self->say('info', sprintf 'Lost %d ping(s) on %s. Current score: %d', $self->{lost} * $self->{count}, $self->where, $self->{score});
    }
    $self->{lost} = 0;
    if (++$self->{score} > $self->{up}) {
        $self->set_status('online');
        $self->{score} = $self->{full};
        return $self->{interval};
    }
    $self->waver('connecting');
    $self->set_online if $self->{score} == $self->{up};
    return $self->{recovery_interval};
}

1;
