# Sets of networks that are never balanced: those that the router itself is in, those of extra tables, those that others add.
package Mwan3::Sets;
use strict;
use warnings;
use Mwan3::Kernel;
use Mwan3::Settings;

use constant KINDS => qw(custom connected dynamic);

my %network = (ipv4 => qr{\A(?:\d{1,3}\.){3}\d{1,3}(?:/\d+)?\z}, ipv6 => qr{\A[0-9a-f]*:[0-9a-f:.]*(?:/\d+)?\z}i);

# Makes all sets, or empties them: starting a running service leaves no connected network, and only a monitor of routes that
# starts, or sees a route go, finds them again.
sub start {
    my $settings = shift;
    for my $family (Mwan3::Kernel::FAMILIES) {
        my @custom = map { destinations($family, $_) } Mwan3::Settings::items($settings->globals, 'rt_table_lookup');
        Mwan3::Kernel::write_sets("sets_$family",
            (map { empty($_, $family) } KINDS), map { "-! add mwan3_custom_$family $_" } @custom);
    }
}

sub empty {
    my ($kind, $family) = @_;
    my $type = "$kind $family" eq 'dynamic ipv4' ? 'list:set' : 'hash:net' . ($family eq 'ipv6' ? ' family inet6' : '');
    return ("-! create mwan3_${kind}_$family $type", "flush mwan3_${kind}_$family");
}

# Multicast counts as connected, and so does all of the router's own table.
sub fill_connected {
    my $family = shift;
    my @network = destinations($family, 'main');
    push @network, destinations($family, 'local'), '224.0.0.0/3' if $family eq 'ipv4';
    Mwan3::Kernel::write_sets("connected_$family", empty('connected', $family), map { "-! add mwan3_connected_$family $_" } @network);
}

sub add_connected {
    my ($family, @route) = @_;
    my @network = map { destination($family, $_) } @route;
    Mwan3::Kernel::write_sets("connected_$family", map { "-! add mwan3_connected_$family $_" } @network) if @network;
}

sub destinations { my ($family, $table) = @_; return map { destination($family, $_) } Mwan3::Kernel::routes($family, $table) }

sub destination {
    my ($family, $route) = @_;
    my ($word) = $route =~ /\A(?:(?:local|broadcast) )?(\S+)/ or return;
    return $word =~ $network{$family} ? $word : ();
}

# What a sticky rule remembers. A kernel without this kind of set gets one that takes no addresses, so that nothing sticks.
sub make_sticky {
    my ($rule, $family, $timeout, $marks) = @_;
    my $name = "mwan3_rule_${family}_$rule";
    my $options = "hash:ip,mark markmask $marks->{mask} timeout $timeout" . ($family eq 'ipv6' ? ' family inet6' : '');
    system "ipset -! create $name $options 2>/dev/null || ipset -! create $name list:set";
    return $name;
}

# A line that is gone is forgotten by all sticky rules.
sub forget_line {
    my $mark = sprintf '0x%08x', hex $_[0];
    for my $set (grep { /\Amwan3_rule_/ } Mwan3::Kernel::sets()) {
        system 'ipset', '-q', 'del', $set, $_ for grep { /,\Q$mark\E\z/ } Mwan3::Kernel::members($set);
    }
}

sub destroy_all { system 'ipset', '-q', 'destroy', $_ for Mwan3::Kernel::sets() }

1;
