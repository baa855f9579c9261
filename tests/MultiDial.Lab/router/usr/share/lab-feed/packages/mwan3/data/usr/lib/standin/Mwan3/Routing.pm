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

# Adds what the tables of these lines lack. What is there stays.
sub fill_tables {
    my ($settings, $network, $family, @line) = @_;
    my %owner = $network->lines_by_device($settings, $family);
    my %present = map { $_->{number} => {} } @line;
    for my $line (@line) { $present{ $line->{number} }{$_} = 1 for Mwan3::Kernel::routes($family, $line->{number}) }

    # A gateway must be in reach, so networks come before what goes by way of them.
    my @route = sort { ($a =~ / via /) <=> ($b =~ / via /) } routes_of_router($settings, $family);
    Mwan3::Kernel::batch($family, map {
        my $route = $_;
        map { "route replace $route table $_->{number}" } grep { $present{ $_->{number} } && !$present{ $_->{number} }{$route} } takers($route, \%owner, @line);
    } @route);
}

# Brings changes of the router's routes into the tables, as `ip monitor` has them. A default route that another one took the
# place of is no change that is told, and so stays in its line's table: the line goes on without a route of its own.
sub follow {
    my ($settings, $network, $family, $changes, @line) = @_;
    my %owner = $network->lines_by_device($settings, $family);
    my %is = map { $_ => 1 } routes_of_router($settings, $family);
    Mwan3::Kernel::batch($family, map {
        my $is_gone = /\ADeleted /;
        my $route = Mwan3::Kernel::clean(s/\ADeleted //r);
        my $verb = $is_gone ? 'del' : 'replace';
        $is_gone && $is{$route} ? () : map { "route $verb $route table $_->{number}" } takers($route, \%owner, @line);
    } @$changes);
}

# A route over a line's device is that line's, in use or not yet: netifd tells of a line when its routes are there, and by then
# a default route may have given way to the next. One over a device of nobody, defaults aside, is for all lines in use.
sub takers {
    my ($route, $owner, @line) = @_;
    my $of = $route =~ /\bdev (\S+)/ ? $owner->{$1} : undef;
    return $of if $of;
    return $route =~ m{\A(?:default|fe80::/64)\b} ? () : @line;
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
