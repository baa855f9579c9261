# Starting and stopping all of it.
package Mwan3::Service;
use strict;
use warnings;
use Mwan3::Chains;
use Mwan3::Event;
use Mwan3::Kernel;
use Mwan3::Network;
use Mwan3::Notes;
use Mwan3::Policies;
use Mwan3::Routing;
use Mwan3::Settings;
use Mwan3::Sets;
use Mwan3::UserRules;

# The kernel refers to a set for a while after the last rule that names it is gone. A real router waits as long.
use constant SECONDS_FOR_SETS => 2;

# Tables are left to the monitors of routes, which are started last.
sub start {
    Mwan3::Notes::prepare();
    my $settings = Mwan3::Settings->new;
    my $marks = Mwan3::Notes::marks($settings);
    my $network = Mwan3::Network->new;
    Mwan3::Sets::start($settings);
    Mwan3::Routing::write_resorts($marks);
    Mwan3::Chains::start($marks);
    for my $line ($settings->lines) {
        my $device = $network->live_device($network->child($line));
        Mwan3::Event::handle('ifup', $line->{name}, $device, 1) if $device;
    }
    Mwan3::Policies::write_all($settings, $marks, $network);
    Mwan3::UserRules::write_all($settings, $marks, $network);
}

# Scripts of the user still hear of each line that it is gone.
sub stop {
    my $settings = Mwan3::Settings->new;
    Mwan3::Notes::prepare();
    my $marks = Mwan3::Notes::marks($settings);
    for my $line (grep { (Mwan3::Notes::of_tracker($_->{name}, 'STATUS') // '') eq 'online' } $settings->lines) {
        local %ENV = (PATH => $ENV{PATH}, MWAN3_SHUTDOWN => 1, ACTION => 'disconnected', INTERFACE => $line->{name}, DEVICE => '');
        system '/sbin/hotplug-call', 'iface';
    }
    for my $family (Mwan3::Kernel::FAMILIES) {
        Mwan3::Routing::remove_all($family, $marks);
        Mwan3::Chains::remove_all($family);
    }
    sleep SECONDS_FOR_SETS;
    Mwan3::Sets::destroy_all();
    Mwan3::Notes::forget();
}

# What procd keeps running: a tracker for each enabled line with targets (also with those that the tracker does not find, as they
# are in no list), a monitor of routes for each family.
sub instances {
    my $settings = Mwan3::Settings->new;
    my @tracked = grep { $_->{enabled} && $_->{has_tracker} } $settings->lines;
    return (map({ "track_$_->{name}" } @tracked), map { "rtmon_$_" } Mwan3::Kernel::FAMILIES);
}

1;
