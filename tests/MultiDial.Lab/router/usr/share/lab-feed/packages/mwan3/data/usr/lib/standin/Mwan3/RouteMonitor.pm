# Follows the routes of one family: into the set of connected networks, and into the tables of lines that are in use.
package Mwan3::RouteMonitor;
use strict;
use warnings;
use Mwan3::Kernel;
use Mwan3::Network;
use Mwan3::Notes;
use Mwan3::Routing;
use Mwan3::Settings;
use Mwan3::Sets;

# What comes within this time of each other is one change.
use constant SECONDS_TOGETHER => 0.05;

# It knows the lines that there were when it started.
sub run {
    my $family = shift;
    Mwan3::Notes::prepare();
    my $settings = Mwan3::Settings->new;

    # The watch begins before the first look, so that no change slips between them.
    my ($ip, @words) = split ' ', Mwan3::Kernel::ip($family);
    my $pid = open my $changes, '-|', $ip, @words, 'monitor', 'route' or die "ip: $!\n";
    $SIG{TERM} = $SIG{INT} = sub { kill 'TERM', $pid; exit 0 };
    Mwan3::Sets::fill_connected($family);
    with_used($settings, $family, sub { Mwan3::Routing::fill_tables(@_) });
    my $text = '';
    while (sysread $changes, $text, 65536, length $text) {
        sysread $changes, $text, 65536, length $text while is_ready($changes);

        # Those of other tables say so; most are this monitor's own.
        my @change = grep { !/\btable \S/ } $text =~ /(.*)\n/g;
        $text =~ s/.*\n//s;
        follow($settings, $family, @change) if @change;
    }
}

sub is_ready {
    vec(my $bits = '', fileno $_[0], 1) = 1;
    return select($bits, undef, undef, SECONDS_TOGETHER) > 0;
}

# A network that comes joins the set; only when one goes is the set made anew.
sub follow {
    my ($settings, $family, @change) = @_;
    my @gone = grep { /\ADeleted / } @change;
    @gone ? Mwan3::Sets::fill_connected($family) : Mwan3::Sets::add_connected($family, @change);
    with_used($settings, $family, sub { my ($s, $network, $f, @line) = @_; Mwan3::Routing::follow($s, $network, $f, \@change, @line) });
}

# Calls $code with the lines that are in use.
sub with_used {
    my ($settings, $family, $code) = @_;
    my %rule = Mwan3::Kernel::rules($family);
    $code->($settings, Mwan3::Network->new, $family, grep { $_->{family} eq $family && Mwan3::Routing::is_used($_, %rule) } $settings->lines);
}

1;
