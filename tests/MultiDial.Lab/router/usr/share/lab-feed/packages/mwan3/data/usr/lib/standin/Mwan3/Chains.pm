# The chains that every packet passes, and those that mark what comes in by a line.
package Mwan3::Chains;
use strict;
use warnings;
use Mwan3::Kernel;
use Mwan3::Sets;

# What is there already stays as it is: it may have been extended by others, and lines have their place in it.
sub start {
    my $marks = shift;
    for my $family (Mwan3::Kernel::FAMILIES) {
        my %has = map { $_ => 1 } Mwan3::Kernel::mangle($family);
        my %wanted = base($marks, $family);
        my @new = grep { !$has{"-N $_"} } sort keys %wanted;
        my @jump = grep { !$has{$_} } map { "-A $_ -j mwan3_hook" } qw(PREROUTING OUTPUT);
        Mwan3::Kernel::write_mangle($family, 'base', (map { "-N $_" } @new), (map { my $chain = $_; map { "-A $chain $_" } @{ $wanted{$chain} } } @new), @jump);
    }
}

# A connection keeps the mark of its first packet, which is that of the line it came in by, or none for connected networks,
# or what the user's rules say. In the end connected networks win over all.
sub base {
    my ($marks, $family) = @_;
    my $unmarked = $marks->unmarked;
    my $ct = "--nfmask $marks->{mask} --ctmask $marks->{mask}";
    my @never = map { "mwan3_${_}_$family" } Mwan3::Sets::KINDS;

    # Neighbour discovery of IPv6 must not be rerouted.
    my @hook = map { "-p ipv6-icmp -m icmp6 --icmpv6-type $_ -j RETURN" } $family eq 'ipv6' ? 133 .. 137 : ();
    push @hook, "$unmarked -j CONNMARK --restore-mark $ct", map({ "$unmarked -j $_" } 'mwan3_ifaces_in', @never, 'mwan3_rules'),
        "-j CONNMARK --save-mark $ct", map { '-m mark ! --mark ' . $marks->match('default') . " -j $_" } @never;
    return (
        mwan3_hook => \@hook, mwan3_ifaces_in => [], mwan3_rules => [],
        map { $_ => ["-m set --match-set $_ dst " . $marks->set('default')] } @never,
    );
}

sub write_line {
    my ($marks, $line, $device) = @_;
    my ($family, $chain) = ($line->{family}, "mwan3_iface_in_$line->{name}");
    my $jump = '-A mwan3_ifaces_in ' . $marks->unmarked . " -j $chain";
    my $is = $marks->unmarked . ' -m comment --comment';
    my @rule = map { "-m set --match-set mwan3_${_}_$family src $is default " . $marks->set('default') } Mwan3::Sets::KINDS;
    push @rule, "$is $line->{name} " . $marks->set($line->{number});
    Mwan3::Kernel::write_mangle($family, "line_$line->{name}", ":$chain - [0:0]", map({ "-A $chain -i $device $_" } @rule),
        grep { my $wanted = $_; !grep { $_ eq $wanted } Mwan3::Kernel::mangle($family, 'mwan3_ifaces_in') } $jump);
}

# Takes away everything of mwan3, chains of deleted policies included.
sub remove_all {
    my $family = shift;
    my @present = Mwan3::Kernel::mangle($family);
    my @chain = map { /\A-N (mwan3_\S+)/ ? $1 : () } @present or return;
    Mwan3::Kernel::write_mangle($family, 'stop', map({ /\A-A (\S+ -j mwan3_hook)\z/ ? "-D $1" : () } @present), map({ "-F $_" } @chain), map { "-X $_" } @chain);
}

1;
