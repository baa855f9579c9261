# The answer to `ubus call mwan3 status`.
package Mwan3::Status;
use strict;
use warnings;
use Json;
use Mwan3::Kernel;
use Mwan3::Network;
use Mwan3::Notes;
use Mwan3::Report;
use Mwan3::Settings;

my %section = (interfaces => \&interfaces, connected => \&connected, policies => \&policies);

# One section, or all of them.
sub answer {
    my $asked = shift;
    my ($wanted, $only) = map { Json::plain(Json::get($asked, $_)) // '' } qw(section interface);
    return Json::obj(map { $_ => $section{$_}->($only) } $section{$wanted} ? $wanted : qw(interfaces connected policies));
}

sub interfaces {
    my $only = shift;
    my $network = Mwan3::Network->new;
    return Json::obj(map { $_->{name} => line($_, $network) } grep { $only eq '' || $_->{name} eq $only } Mwan3::Settings->new->lines);
}

sub line {
    my ($line, $network) = @_;
    my $name = $line->{name};
    my $status = Mwan3::Notes::of_tracker($name, 'STATUS');
    my $tracking = Mwan3::Notes::tracking($line);
    my $since = sub { Json::num(Mwan3::Notes::since($name, $_[0]) // 0) };
    my $number = sub { Json::num(Mwan3::Notes::of_tracker($name, $_[0]) || 0) };

    # Without a tracker nobody asks netifd.
    my ($uptime, $up) = defined $status ? map({ $network->get($name, $_) } qw(uptime up)) : ();
    return Json::obj(
        age => $since->('TIME'), online => $since->('ONLINE'), offline => $since->('OFFLINE'), uptime => Json::num($uptime || 0),
        score => $number->('SCORE'), lost => $number->('LOST'), turn => $number->('TURN'), status => $status // 'unknown',
        enabled => Json::bool($line->{enabled}), running => Json::bool($tracking eq 'active'), tracking => $tracking, up => Json::bool($up),
        track_ip => [map { target($name, $_, $number) } Mwan3::Notes::targets($name)],
    );
}

sub target {
    my ($line, $target, $number) = @_;
    return Json::obj(
        ip => $target, status => Mwan3::Notes::of_tracker($line, "TRACK_$target") // '',
        latency => $number->("LATENCY_$target"), packetloss => $number->("LOSS_$target"),
    );
}

sub connected { return Json::obj(map { $_ => [Mwan3::Report::connected($_)] } Mwan3::Kernel::FAMILIES) }

sub policies {
    return Json::obj(map {
        my $family = $_;
        $family => Json::obj(map {
            my ($policy, @share) = @$_;
            $policy => [map { ref() ? Json::obj(interface => $_->[0], percent => Json::num($_->[1])) : () } @share];
        } Mwan3::Report::shares($family));
    } Mwan3::Kernel::FAMILIES);
}

1;
