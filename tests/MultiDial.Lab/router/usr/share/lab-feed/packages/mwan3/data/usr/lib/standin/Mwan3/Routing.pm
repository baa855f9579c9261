# The rules of ip that lead from marks to tables, and the table that each line has.
package Mwan3::Routing;
use strict;
use warnings;
use Mwan3::Kernel;
use Mwan3::Settings;

use constant { FROM_LINE => 1000, BY_MARK => 2000, NO_WAY => 3000, BEHIND => 4000 };

# The marks of the last resorts.
sub write_resorts {
    my $marks = shift;
    my %wanted = map { BY_MARK + $marks->number($_) => 'from all fwmark ' . $marks->match($_) . " $_" } qw(blackhole unreachable);
    write_rules($_, %wanted) for Mwan3::Kernel::FAMILIES;
}

# What comes in by a line, and what has its mark, goes by the line's table, and what finds no way there by none.
sub write_line_rules {
    my ($marks, $line, $device) = @_;
    my ($number, $mark) = ($line->{number}, $marks->match($line->{number}));
    write_rules(
        $line->{family},
        FROM_LINE + $number => "from all iif $device lookup $number",
        BY_MARK + $number => "from all fwmark $mark lookup $number",
        NO_WAY + $number => "from all fwmark $mark unreachable",
    );
}

sub remove_line_rules {
    my $line = shift;
    my %present = Mwan3::Kernel::rules($line->{family});
    Mwan3::Kernel::batch($line->{family}, map { "rule del pref $_" } grep { $present{$_} } map { $_ + $line->{number} } FROM_LINE, BY_MARK, NO_WAY);
}

sub write_rules {
    my ($family, %wanted) = @_;
    my %present = Mwan3::Kernel::rules($family);
    Mwan3::Kernel::batch($family, map {
        my $is = $present{$_};
        my $add = "rule add pref $_ " . $wanted{$_} =~ s/\Afrom all //r;
        !defined $is ? $add : $is eq $wanted{$_} ? () : ("rule del pref $_", $add);
    } sort keys %wanted);
}

# Whether a line takes part: its chain stays when it goes down, its rules do not.
sub is_used { my ($line, %rule) = @_; return defined $rule{ BY_MARK + $line->{number} } }

# Gives each line's table the routes over the line's device, and those over devices of nobody but default routes.
sub write_tables {
    my ($settings, $network, $family, @line) = @_;
    my %owner = $network->lines_by_device($settings, $family);
    my %shared;
    for my $route (routes_of_router($settings, $family)) {
        my $of = $route =~ /\bdev (\S+)/ ? $owner{$1} : undef;
        my @taker = $of ? $of : $route =~ m{\A(?:default|fe80::/64)\b} ? () : @line;
        push @{ $shared{ $_->{number} } }, $route for @taker;
    }
    write_table($family, $_->{number}, @{ $shared{ $_->{number} } || [] }) for @line;
}

# What is new comes first, so that there is a way at any moment.
sub write_table {
    my ($family, $table, @wanted) = @_;
    my %present = map { $_ => 1 } Mwan3::Kernel::routes($family, $table);
    my %wanted = map { $_ => 1 } @wanted;

    # A gateway must be in reach, so networks come before what goes by way of them.
    my @new = sort { ($a =~ / via /) <=> ($b =~ / via /) } grep { !$present{$_} } @wanted;
    Mwan3::Kernel::batch($family, map({ "route replace $_ table $table" } @new), map { "route del $_ table $table" } grep { !$wanted{$_} } keys %present);
}

# The routes of the main table and of extra ones.
sub routes_of_router {
    my ($settings, $family) = @_;
    my $globals = $settings->globals;
    my @route = map { Mwan3::Kernel::routes($family, $_) } 'main', Mwan3::Settings::items($globals, 'rt_table_lookup');
    if (!Mwan3::Settings::flag($globals, 'source_routing')) { s/\A(default.*?) from \S+/$1/ for @route }
    my %seen;
    return grep { !$seen{$_}++ } @route;
}

sub flush_table { my $line = shift; Mwan3::Kernel::batch($line->{family}, "route flush table $line->{number}") }

# Also what lines have left that are no more in the configuration.
sub remove_all {
    my ($family, $marks) = @_;
    my %table = map { /\btable (\d+)\b/ && $1 <= $marks->{lines} ? ($1 => 1) : () } Mwan3::Kernel::routes($family, 'all');
    my %rule = Mwan3::Kernel::rules($family);
    Mwan3::Kernel::batch($family, map({ "route flush table $_" } keys %table), map { "rule del pref $_" } grep { $_ >= FROM_LINE && $_ < BEHIND } keys %rule);
}

1;
