# Takes a line in or out when netifd, a tracker or the user says so.
package Mwan3::Event;
use strict;
use warnings;
use Mwan3::Chains;
use Mwan3::Journal;
use Mwan3::Kernel;
use Mwan3::Network;
use Mwan3::Notes;
use Mwan3::Policies;
use Mwan3::Routing;
use Mwan3::Settings;
use Mwan3::Sets;
use Mwan3::UserRules;

my %action = (ifup => \&up, ifdown => \&down, connected => \&online, disconnected => \&offline);

# While the service starts, it writes what all lines have in common itself, once.
sub handle {
    my ($action, $name, $device, $starting) = @_;
    local $Mwan3::Journal::name = 'mwan3-hotplug';
    Mwan3::Notes::prepare();
    if (!Mwan3::Kernel::has_chain('ipv4', 'mwan3_hook')) {
        Mwan3::Journal::note('warn', "hotplug called on $name before mwan3 has been set up");
        return;
    }
    my $settings = Mwan3::Settings->new;
    my $call = { settings => $settings, marks => Mwan3::Notes::marks($settings), network => Mwan3::Network->new, device => $device, starting => $starting };
    if ($action eq 'ifup' && !$starting && Mwan3::UserRules::waits_for($settings, $name, $device)) {
        Mwan3::UserRules::write_all($settings, @$call{qw(marks network)});
    }
    my $line = $settings->line($name);
    if (!$line || !$line->{enabled}) {
        Mwan3::Journal::note('notice', "mwan3 hotplug on $name not called because interface disabled");
        return;
    }
    Mwan3::Journal::note('notice', sprintf 'Execute %s event on interface %s (%s)', $action, $name, $device || 'unknown');
    $action{$action}->($call, $line);
    flush_connections($line, $action);
}

# A line that must first prove itself counts as offline until its tracker says something else.
sub up {
    my ($call, $line) = @_;
    my $proves = Mwan3::Settings::value($line->{section}, 'initial_state', 'online') eq 'offline';
    my $online = !$proves || (Mwan3::Notes::of_tracker($line->{name}, 'STATUS') // '') eq 'online';
    Mwan3::Chains::write_line($call->{marks}, $line, $call->{device});
    Mwan3::Routing::write_line_rules($call->{marks}, $line, $call->{device});
    Mwan3::Notes::set_online($line->{name}, $online);
    if (!$call->{starting}) {
        Mwan3::Routing::fill_tables(@$call{qw(settings network)}, $line->{family}, $line);
        Mwan3::Routing::write_resorts($call->{marks});
        write_policies($call) if $online;
    }
    tell_tracker($line, 'USR2');
}

# The line's chain stays.
sub down {
    my ($call, $line) = @_;
    Mwan3::Notes::set_online($line->{name}, 0);
    Mwan3::Sets::forget_line($call->{marks}->mark($line->{number}));
    Mwan3::Routing::remove_line_rules($line);
    Mwan3::Routing::flush_table($line);
    tell_tracker($line, 'USR1');
    write_policies($call);
}

sub online { my ($call, $line) = @_; Mwan3::Notes::set_online($line->{name}, 1); write_policies($call) }
sub offline { my ($call, $line) = @_; Mwan3::Notes::set_online($line->{name}, 0); write_policies($call) }
sub write_policies { my $call = shift; Mwan3::Policies::write_all(@$call{qw(settings marks network)}) }

sub tell_tracker { my ($line, $signal) = @_; my $pid = Mwan3::Notes::tracker_pid($line->{name}); kill $signal, $pid if $pid }

# All connections go, not only those of the line: this is what the option does.
sub flush_connections {
    my ($line, $action) = @_;
    for my $on (grep { $_ eq $action } Mwan3::Settings::items($line->{section}, 'flush_conntrack')) {
        system 'conntrack -F >/dev/null 2>&1';
        Mwan3::Journal::note('info', "Connection tracking flushed for interface '$line->{name}' on action '$on'");
    }
}

1;
