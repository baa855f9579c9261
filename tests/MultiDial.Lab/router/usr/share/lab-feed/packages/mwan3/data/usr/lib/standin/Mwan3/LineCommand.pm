# Runs a command whose sockets leave by one line.
# A route lookup knows the user id that made the socket. So the command gets an id of its own, with all rights of root,
# and a rule sends that id, before any mark is looked at, to a table that holds the device's routes alone. When mwan3 marks
# the packet, the kernel looks again without the id, but with the source address: hence the second rule.
package Mwan3::LineCommand;
use strict;
use warnings;
use POSIX ();
use Mwan3::Kernel;

use constant AARCH64 => (POSIX::uname)[4] eq 'aarch64';
use constant {
    SYS_PRCTL => AARCH64 ? 167 : 157, SYS_CAPSET => AARCH64 ? 91 : 126,
    PR_SET_SECUREBITS => 28, KEEP_CAPS_ON_SETUID => 4, PR_CAP_AMBIENT => 47, PR_CAP_AMBIENT_RAISE => 2,
    CAPABILITY_VERSION_3 => 0x20080522, PREFERENCE => 900, FIRST_ID => 100_000,
};

# Waits for its end.
sub run {
    my ($device, $source, $family, @command) = @_;
    my $id = FIRST_ID + $$;
    my @rule = map { 'pref ' . PREFERENCE . " $_ lookup $id" } "uidrange $id-$id", "from $source iif lo";
    Mwan3::Kernel::batch($family, routes($device, $source, $family, $id), map { "rule add $_" } @rule);
    my $child = fork // die "fork: $!\n";
    become_user_and_run($id, @command) unless $child;
    local @SIG{qw(INT TERM HUP)} = map { my $signal = $_; sub { kill $signal, $child } } qw(INT TERM HUP);
    1 while waitpid($child, 0) < 0;
    Mwan3::Kernel::batch($family, map({ "rule del $_" } @rule), "route flush table $id");
}

# Networks come before what goes by way of them. A line without a gateway has all the world on its wire.
sub routes {
    my ($device, $source, $family, $id) = @_;
    my @route = Mwan3::Kernel::routes($family, "main dev $device");
    push @route, 'default scope link' unless grep { /\Adefault/ } @route;
    return map { "route replace $_" . (/\bsrc / ? '' : " src $source") . " dev $device table $id" } sort { ($a =~ / via /) <=> ($b =~ / via /) } @route;
}

sub become_user_and_run {
    my ($id, @command) = @_;
    syscall(SYS_PRCTL, PR_SET_SECUREBITS, KEEP_CAPS_ON_SETUID, 0, 0, 0) == 0 or die "prctl: $!\n";
    ($<, $>) = ($id, $id);
    keep_capabilities();
    exec { $command[0] } @command or POSIX::_exit(127);
}

sub keep_capabilities {
    open my $status, '<', '/proc/self/status' or die "/proc/self/status: $!\n";
    my ($high, $low) = map { /^CapPrm:\s*(\w{8})(\w{8})/ ? (hex $1, hex $2) : () } <$status>;
    my $header = pack 'Ii', CAPABILITY_VERSION_3, 0;
    my $sets = pack 'I6', ($low) x 3, ($high) x 3;
    syscall(SYS_CAPSET, $header, $sets) == 0 or die "capset: $!\n";
    for my $capability (grep { ($_ < 32 ? $low >> $_ : $high >> $_ - 32) & 1 } 0 .. 63) {
        syscall(SYS_PRCTL, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, $capability, 0, 0);
    }
}

1;
