# The lock that procd's scripts take, so that only one of a service runs at a time.
package Mwan3::Lock;
use strict;
use warnings;
use Fcntl qw(LOCK_EX LOCK_NB);

# Where those scripts hold it.
use constant DESCRIPTOR => 1000;

my $held;

# Held until this process ends. A script that has it already passes it on to what it starts.
sub take {
    return if open($held, '<&=', DESCRIPTOR) && flock $held, LOCK_EX | LOCK_NB;
    open $held, '>', '/var/lock/procd_mwan3.lock' or return;
    flock $held, LOCK_EX;
}

1;
