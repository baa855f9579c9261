# What the kernel and the trackers have, as numbers for `ubus call mwan3 status` and as text for the command mwan3.
package Mwan3::Report;
use strict;
use warnings;
use Mwan3::Kernel;
use Mwan3::Notes;
use Mwan3::Routing;

my %part = (iif => 1, mark => 2, unreachable => 4, chain => 8, default => 16);

# [policy, [line, percent], ...] by name; one without a line has its last resort in place of them.
sub shares {
    my $family = shift;
    my (%line, %resort);
    for (Mwan3::Kernel::mangle($family)) {
        if (/\A-N mwan3_policy_(\S+)/) { $line{$1} = [] }
        next unless /\A-A mwan3_policy_(\S+) .*--comment (?:"([^"]*)"|(\S+))/;
        my ($policy, $resort, @word) = ($1, $3, split ' ', $2 // '');
        if (defined $resort) { $resort{$policy} //= $resort }
        elsif ($word[0] ne 'out') { push @{ $line{$policy} }, \@word }
    }
    return map {
        my $of = $_;
        my $total = @{ $line{$of} } ? $line{$of}[0][2] : 0;
        [$of, @{ $line{$of} } ? map { [$_->[0], int 100 * $_->[1] / $total] } @{ $line{$of} } : $resort{$of} // ''];
    } sort keys %line;
}

sub policies {
    my $family = shift;
    return map {
        my ($policy, @share) = @$_;
        ("$policy:", map { ref() ? " $_->[0] ($_->[1]%)" : " $_" } @share);
    } shares($family);
}

sub connected { return Mwan3::Kernel::members("mwan3_connected_$_[0]") }

# The rules with their counters, and what they lead to: a policy, or what a sticky rule remembers.
sub rules {
    my $family = shift;
    my $tool = Mwan3::Kernel::tables($family);
    my (undef, undef, @line) = `$tool -t mangle -w -L mwan3_rules -n -v 2>/dev/null`;
    return map { s/mark.*//r =~ s/mwan3_policy_/- /r =~ s/mwan3_rule_/S /r =~ s/\n//r } @line;
}

sub line {
    my ($line, $network) = @_;
    my $name = $line->{name};
    my $status = Mwan3::Notes::of_tracker($name, 'STATUS') // 'unknown';
    my $detail;
    if ($status eq 'online') {
        my $counts = Mwan3::Notes::is_online($name) ? 'online' : 'offline';
        $detail = "$counts " . clock(Mwan3::Notes::since($name, 'ONLINE')) . ', uptime ' . clock($network->get($name, 'uptime'));
    } else {
        $detail = missing($line, $network);
    }
    return " interface $name is $status and tracking is " . Mwan3::Notes::tracking($line) . ($detail ? " ($detail)" : '');
}

sub clock { my $s = $_[0] || 0; return sprintf '%02dh:%02dm:%02ds', $s / 3600, $s % 3600 / 60, $s % 60 }

# The sum of what the kernel lacks for a line.
sub missing {
    my ($line, $network) = @_;
    my ($family, $number) = @$line{qw(family number)};
    my %rule = Mwan3::Kernel::rules($family);
    my $device = $network->device($line->{name});
    my %has = (
        iif => $rule{ Mwan3::Routing::FROM_LINE + $number }, mark => $rule{ Mwan3::Routing::BY_MARK + $number },
        unreachable => $rule{ Mwan3::Routing::NO_WAY + $number },
        chain => Mwan3::Kernel::has_chain($family, "mwan3_iface_in_$line->{name}"),
        default => $device && scalar grep { /\Adefault .*\bdev \Q$device\E\b/ } Mwan3::Kernel::routes($family, $number),
    );
    my $sum = 0;
    for (keys %part) { $sum += $part{$_} unless $has{$_} }
    return $sum;
}

1;
