# What netifd says of the interfaces behind the lines.
package Mwan3::Network;
use strict;
use warnings;
use Bus;
use Json;

sub new {
    my (undef, $dump) = Bus::call('network.interface', 'dump');
    my %interface = map { Json::get($_, 'interface') => $_ } @{ Json::get($dump, 'interface') || [] };
    return bless \%interface, shift;
}

# A protocol may put what belongs to a family on an interface of its own: wan_4, wan_6.
sub child {
    my ($self, $line) = @_;
    my $child = $line->{name} . '_' . substr $line->{family}, 3;
    return $self->{$child} ? $child : $line->{name};
}

sub get { my ($self, $name, $key) = @_; return Json::plain(Json::get($self->{$name}, $key)) }
sub is_up { my ($self, $name) = @_; return $self->get($name, 'up') }
sub device { my ($self, $name) = @_; return $self->get($name, 'l3_device') }

# The device that an interface has while it is up.
sub live_device { my ($self, $name) = @_; return $self->is_up($name) ? $self->device($name) : undef }

sub address {
    my ($self, $name, $family) = @_;
    my $interface = $self->{$name};
    my $first = (Json::get($interface, "$family-address") || [])->[0];
    return Json::get($first, 'address') if $first;
    my $prefix = (Json::get($interface, 'ipv6-prefix-assignment') || [])->[0];
    return $family eq 'ipv6' && $prefix ? Json::get(Json::get($prefix, 'local-address'), 'address') : undef;
}

# The enabled lines of a family by their devices.
sub lines_by_device {
    my ($self, $settings, $family) = @_;
    return map { my $device = $self->device($_->{name}); $device ? ($device => $_) : () }
        grep { $_->{enabled} && $_->{family} eq $family } $settings->lines;
}

1;
