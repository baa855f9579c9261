# Writes to the system log, which PID 1 keeps (see logread).
package Log;
use strict;
use warnings;
use Socket;

my %facility = (kern => 0, user => 1, daemon => 3, auth => 4, cron => 9, authpriv => 10);
my %level = (emerg => 0, alert => 1, crit => 2, err => 3, warn => 4, notice => 5, info => 6, debug => 7);

sub write {
    my ($priority, $tag, $text) = @_;
    my ($f, $l) = split /\./, $priority;
    socket my $s, PF_UNIX, SOCK_DGRAM, 0 or return;
    send $s, '<' . ($facility{$f} * 8 + $level{$l}) . ">$tag: $text", 0, pack_sockaddr_un('/dev/log');
}

# "<13>Nov 22 14:08:52 tag: text" as a line of logread.
sub format_line {
    my $text = shift;
    $text =~ s/[\0\n]+\z//;
    my $number = $text =~ s/\A<(\d+)>// ? $1 : 13;
    $text =~ s/\A[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d //;
    my %f = reverse %facility;
    my %l = reverse %level;
    my $f = $f{ $number >> 3 };
    return sprintf "%s %s.%s %s\n", scalar(localtime), defined $f ? $f : 'user', $l{ $number & 7 }, $text;
}

1;
