# Policies: one chain each, which spreads new connections over the lines that are online and have the lowest metric.
package Mwan3::Policies;
use strict;
use warnings;
use Mwan3::Journal;
use Mwan3::Kernel;
use Mwan3::Notes;
use Mwan3::Settings;

use constant { LONGEST_NAME => 15, HIGHEST_METRIC => 256 };

# Chains of policies that are no more in the configuration stay behind.
sub write_all {
    my ($settings, $marks, $network) = @_;
    for my $family (Mwan3::Kernel::FAMILIES) {
        Mwan3::Kernel::write_mangle($family, 'policies', map {
            my $chain = "mwan3_policy_$_->{name}";
            (":$chain - [0:0]", map { "-A $chain $_" } rules($settings, $marks, $network, $family, $_));
        } grep { is_short($_->{name}, $family) } $settings->sections('policy'));
    }
}

# The log has it once, not for each family.
sub is_short {
    my ($name, $family) = @_;
    return 1 if length $name <= LONGEST_NAME;
    Mwan3::Journal::note('warn', "Policy $name exceeds max of 15 chars. Not setting policy") if $family eq 'ipv4';
    return 0;
}

sub rules {
    my ($settings, $marks, $network, $family, $policy) = @_;
    my @member = members($settings, $family, $policy);
    my @online = grep { Mwan3::Notes::is_online($_->{line}{name}) } @member;
    return shares($marks, @online) if @online;

    # Without a line there is the last resort; but what the router itself binds to a device may leave by it.
    my @bound = map { my $device = $network->device($_->{line}{name}); $device ? "-o $device " . choice($marks, 'default', "out $_->{line}{name} $device") : () } @member;
    my $resort = Mwan3::Settings::value($policy, 'last_resort', '');
    $resort = 'unreachable' unless $resort eq 'blackhole' || $resort eq 'default';
    return (reverse(@bound), choice($marks, $resort, $resort));
}

# Members that are none, or of no line of this family, are passed over in silence.
sub members {
    my ($settings, $family, $policy) = @_;
    my @found;
    for my $name (Mwan3::Settings::items($policy, 'use_member')) {
        my $section = $settings->section($name) or next;
        my $interface = Mwan3::Settings::value($section, 'interface') // next;
        my $metric = Mwan3::Settings::value($section, 'metric', 1);
        if ($metric > HIGHEST_METRIC) {
            Mwan3::Journal::note('warn', "Member interface $interface has >256 metric. Not appending to policy") if $family eq 'ipv4';
            next;
        }
        my $line = $settings->line($interface);
        push @found, { line => $line, metric => $metric, weight => Mwan3::Settings::value($section, 'weight', 1) } if $line && $line->{family} eq $family;
    }
    return @found;
}

# The last member is asked first. Each takes its part of the weight up to its own, so that the first one, asked last, takes
# what is left. A comment tells reports of the line, its weight and the weight so far.
sub shares {
    my ($marks, @member) = @_;
    my ($best) = sort { $a <=> $b } map { $_->{metric} } @member;
    my ($total, @rule) = 0;
    for my $member (grep { $_->{metric} == $best } @member) {
        my $weight = $member->{weight};
        $total += $weight;
        my $random = @rule ? ' -m statistic --mode random --probability ' . sprintf('%.3f', int(1000 * $weight / $total) / 1000) : '';
        unshift @rule, choice($marks, $member->{line}{number}, "$member->{line}{name} $weight $total", $random);
    }
    return @rule;
}

sub choice {
    my ($marks, $what, $comment, $random) = @_;
    $comment = "\"$comment\"" if $comment =~ / /;
    return $marks->unmarked . ($random // '') . " -m comment --comment $comment " . $marks->set($what);
}

1;
