# The ubus object `system`.
package Procd::System;
use strict;
use warnings;
use Bus;
use Json;
use POSIX ();

sub slurp { open my $fh, '<', $_[0] or return ''; local $/; return scalar readline $fh }
sub line { my $text = slurp(shift); chomp $text; return $text }

sub release {
    my %r = slurp('/etc/openwrt_release') =~ /^DISTRIB_(\w+)='(.*)'$/mg;
    my ($date) = slurp('/etc/os-release') =~ /^OPENWRT_BUILD_DATE="?(\d+)/m;
    return Json::obj(distribution => $r{ID}, version => $r{RELEASE}, firmware_url => 'https://downloads.openwrt.org/',
        revision => $r{REVISION}, target => $r{TARGET}, description => $r{DESCRIPTION}, builddate => $date || '0');
}

sub board {
    my ($cpu) = slurp('/proc/cpuinfo') =~ /^model name\s*:\s*(.+)$/m;
    my ($type) = slurp('/proc/mounts') =~ m{^\S+ / (?!rootfs)(\S+)}m;
    return Json::obj(
        kernel => (POSIX::uname())[2], hostname => line('/proc/sys/kernel/hostname'), system => defined $cpu ? $cpu : 'unknown',
        model => line('/tmp/sysinfo/model'), board_name => line('/tmp/sysinfo/board_name'), rootfs_type => defined $type ? $type : 'tmpfs',
        release => release(),
    );
}

sub space {
    my ($total, $used, $free) = (split ' ', (split /\n/, `df -k $_[0] 2>/dev/null`)[-1] || '')[-5, -4, -3];
    my $n = sub { return Json::num(($_[0] || 0) + 0) };
    return Json::obj(total => $n->($total), free => $n->($free), used => $n->($used), avail => $n->($free));
}

sub info {
    my %m = slurp('/proc/meminfo') =~ /^(\w+):\s+(\d+)/mg;
    my @load = (split ' ', slurp('/proc/loadavg'))[0 .. 2];
    my $kb = sub { return Json::num(($m{ $_[0] } || 0) * 1024) };
    return Json::obj(
        localtime => Json::num(time), uptime => Json::num(int Loop::now()), load => [map { Json::num(int $_ * 65536) } @load],
        memory => Json::obj(total => $kb->('MemTotal'), free => $kb->('MemFree'), shared => $kb->('Shmem'), buffered => $kb->('Buffers'),
            available => $kb->('MemAvailable'), cached => $kb->('Cached')),
        root => space('/'), tmp => space('/tmp'), swap => Json::obj(total => $kb->('SwapTotal'), free => $kb->('SwapFree')),
    );
}

sub call {
    my $method = shift;
    return (Bus::OK, board()) if $method eq 'board';
    return (Bus::OK, info()) if $method eq 'info';
    if ($method eq 'reboot') { kill 'TERM', 1; return (Bus::OK) }
    return (Bus::UNSUPPORTED) if $method =~ /\A(?:watchdog|signal|validate_firmware_image|sysupgrade)\z/;
    return (Bus::NO_METHOD);
}

1;
