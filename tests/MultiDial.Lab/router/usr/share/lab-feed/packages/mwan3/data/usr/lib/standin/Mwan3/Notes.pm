# What mwan3 remembers in /var/run: the mask in force, how each line stands, what each tracker has found.
package Mwan3::Notes;
use strict;
use warnings;
use Mwan3::Marks;
use Mwan3::Settings;

use constant { FOLDER => '/var/run/mwan3', TRACKERS => '/var/run/mwan3track' };

# Every call makes the folder by which the service counts as running, also while it is stopped.
sub prepare {
    mkdir $_ for FOLDER, FOLDER . '/iface_state', FOLDER . '/iptables_log';
}

# The mask is that of the last start: a changed option waits for the next one.
sub marks {
    my $settings = shift;
    my $file = FOLDER . '/mmx_mask';
    my $mask = content($file);
    if (!defined $mask) { write_line($file, $mask = lc Mwan3::Settings::value($settings->globals, 'mmx_mask', '0x3f00')) }
    return Mwan3::Marks->new($mask);
}

sub is_running { return -d FOLDER }
sub is_online { return (content(FOLDER . "/iface_state/$_[0]") // 'offline') eq 'online' }
sub set_online { my ($line, $online) = @_; write_line(FOLDER . "/iface_state/$line", $online ? 'online' : 'offline') }

# A tracker's note by its name: STATUS, SCORE, ...
sub of_tracker { my ($line, $note) = @_; return content(TRACKERS . "/$line/$note") }

# Stopping the service takes the folder away while its trackers still run.
sub set_of_tracker {
    my ($line, $note, $value) = @_;
    mkdir $_ for TRACKERS, TRACKERS . "/$line";
    write_line(TRACKERS . "/$line/$note", $value);
}

# Addresses of which a tracker has notes, in order.
sub targets { return map { m{/TRACK_([^/]+)\z} ? $1 : () } glob TRACKERS . "/$_[0]/TRACK_*" }

# Seconds since the uptime in a note, if it is set.
sub since { my ($line, $note) = @_; my $at = of_tracker($line, $note); return $at ? uptime() - $at : undef }

sub tracker_pid {
    my $pid = of_tracker($_[0], 'PID');
    return $pid && (content("/proc/$pid/cmdline") // '') =~ /mwan3track/ ? $pid : undef;
}

sub tracking {
    my $line = shift;
    return 'disabled' unless @{ $line->{targets} };
    return 'down' unless tracker_pid($line->{name});
    return (of_tracker($line->{name}, 'STARTED') // '') eq '0' ? 'paused' : 'active';
}

sub forget { system 'rm', '-rf', FOLDER, TRACKERS }

sub uptime { return int((split ' ', content('/proc/uptime'))[0]) }

sub content {
    open my $file, '<', $_[0] or return undef;
    my $line = readline $file;
    chomp $line if defined $line;
    return $line;
}

sub write_line { my ($path, $text) = @_; open my $file, '>', $path or return; print $file "$text\n"; close $file }

1;
