# What netifd does to the kernel, through ip(8) and /sys.
package Netifd::Kernel;
use strict;
use warnings;

sub quiet { my $ok = run('2>/dev/null', @_); return $ok }

# Runs a command with standard input from nowhere; true if it succeeded.
sub run {
    my ($redirect, @command) = @_;
    my $line = join ' ', map { my $a = $_; $a =~ s/'/'\\''/g; "'$a'" } @command;
    return system("$line </dev/null >/dev/null $redirect") == 0;
}

sub ip { return quiet('ip', @_) }

sub read_file { my $path = shift; open my $fh, '<', $path or return undef; my $text = readline $fh; return undef unless defined $text; chomp $text; return $text }
sub write_file { my ($path, $text) = @_; open my $fh, '>', $path or return 0; print $fh $text; return close $fh }

sub sys { my ($device, $file) = @_; return read_file("/sys/class/net/$device/$file") }
sub exists { return -e "/sys/class/net/$_[0]" }
sub carrier { my $c = sys($_[0], 'carrier'); return $c ? 1 : 0 }
sub is_up { my $flags = sys($_[0], 'flags'); return defined $flags && (hex $flags) & 1 }
sub mac { return sys($_[0], 'address') }

sub sysctl { my ($device, $family, $key, $value) = @_; return write_file("/proc/sys/net/$family/conf/$device/$key", $value) }
sub read_sysctl { my ($device, $family, $key) = @_; return read_file("/proc/sys/net/$family/conf/$device/$key") }

sub statistics {
    my $device = shift;
    opendir my $dir, "/sys/class/net/$device/statistics" or return ();
    return map { $_ => sys($device, "statistics/$_") } grep { !/\A\./ } readdir $dir;
}

# Without the package the kernel has no macvlan. It is built into the lab's kernel, so that the package's own file decides.
sub has_macvlan { return -e '/etc/modules.d/macvlan' }

1;
