# An event loop: readable handles, timers, children.
package Loop;
use strict;
use warnings;
use POSIX ();

my (%reader, @timer, %child);
my $timer_id = 0;
my $ending = POSIX::SigSet->new(POSIX::SIGTERM(), POSIX::SIGINT(), POSIX::SIGHUP(), POSIX::SIGUSR1(), POSIX::SIGUSR2());
pipe my $wake_read, my $wake_write or die "pipe: $!";
$SIG{CHLD} = sub { syswrite $wake_write, 'x' };
$SIG{PIPE} = 'IGNORE';
$reader{ fileno $wake_read } = [$wake_read, sub { sysread $wake_read, my $drop, 512; reap() }];
fcntl $_, 2, 1 for $wake_read, $wake_write;    # F_SETFD, FD_CLOEXEC

# Seconds since boot, with hundredths.
sub now { open my $fh, '<', '/proc/uptime' or return time; my ($now) = split ' ', scalar readline $fh; return $now }

sub watch { my ($handle, $code) = @_; $reader{ fileno $handle } = [$handle, $code] }
sub unwatch { my $handle = shift; delete $reader{ fileno $handle } if defined fileno $handle }

sub after { my ($seconds, $code) = @_; push @timer, [++$timer_id, now() + $seconds, $code]; return $timer_id }
sub cancel { my $id = shift; @timer = grep { $_->[0] != $id } @timer if $id }

sub reap {
    while ((my $pid = waitpid -1, POSIX::WNOHANG()) > 0) {
        my $status = $?;
        my $code = delete $child{$pid};
        $code->($status) if $code;
    }
}

# Starts a command. env: extra variables; line: called with each line it prints; exit: called with its status.
sub spawn {
    my ($command, %o) = @_;
    my ($read, $write);
    pipe $read, $write if $o{line};
    # A command that is ended as soon as it is started must not take the signal with this program's handler.
    POSIX::sigprocmask(POSIX::SIG_BLOCK(), $ending, my $mask = POSIX::SigSet->new);
    my $pid = fork;
    if (defined $pid && !$pid) { $SIG{$_} = 'DEFAULT' for qw(CHLD PIPE TERM USR1 USR2 HUP INT) }
    POSIX::sigprocmask(POSIX::SIG_SETMASK(), $mask);
    return undef unless defined $pid;
    if (!$pid) {
        POSIX::setsid();
        open STDIN, '<', '/dev/null';
        if ($write) { open STDOUT, '>&', $write; open STDERR, '>&', $write }
        $ENV{$_} = $o{env}{$_} for keys %{ $o{env} || {} };
        chdir '/';
        exec @$command or POSIX::_exit(127);
    }
    $child{$pid} = $o{exit} || sub { };
    if ($o{line}) {
        close $write;
        my $text = '';
        watch($read, sub {
            my $n = sysread $read, $text, 4096, length $text;
            $o{line}->($1) while $text =~ s/\A(.*?)\n//;
            if (!$n) { $o{line}->($text) if $text ne ''; unwatch($read); close $read }
        });
    }
    return $pid;
}

sub run {
    while (1) {
        my $now = now();
        @timer = sort { $a->[1] <=> $b->[1] } @timer;
        while (@timer && $timer[0][1] <= $now) { (shift @timer)->[2]->() }
        my $wait = @timer ? $timer[0][1] - $now : undef;
        $wait = 0.01 if defined $wait && $wait < 0.01;
        my $bits = '';
        vec($bits, $_, 1) = 1 for keys %reader;
        my $n = select $bits, undef, undef, $wait;
        next unless $n > 0;
        for my $fd (keys %reader) { $reader{$fd}[1]->() if $reader{$fd} && vec $bits, $fd, 1 }
    }
}

1;
