# What mwan3 tells the system log, under the name of the script that a real router would have run.
package Mwan3::Journal;
use strict;
use warnings;
use Log;

# Undefined: lines go to standard output as "level text", and the shell that called has them logged in its own name.
our $name;

sub note {
    my ($level, $text) = @_;
    if (!defined $name) { print "$level $text\n"; return }
    Log::write('user.' . ($level eq 'error' ? 'err' : $level), "$name\[$$]", $text);
}

1;
