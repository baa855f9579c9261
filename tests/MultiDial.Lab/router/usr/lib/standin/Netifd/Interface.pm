# An interface: the state machine between its device, its protocol and the kernel's addresses.
# state: down -> setup -> up -> teardown -> down
package Netifd::Interface;
use strict;
use warnings;
use Json;
use Loop;
use Netifd::Address;
use Netifd::Config;
use Netifd::Device;
use Netifd::Events;
use Netifd::Proto;

sub new {
    my ($class, $name, $definition) = @_;
    my $self = bless { name => $name, state => 'down', errors => [], ip => {}, data => Json::obj(), updated => {} }, $class;
    $self->define($definition);
    $self->{autostart} = $self->{config_autostart};
    return $self;
}

sub define {
    my ($self, $d) = @_;
    my $c = $d->{config};
    @$self{qw(config device)} = ($c, $d->{device});
    $self->{proto} = Netifd::Proto::name($c->{proto});
    $self->{metric} = ($c->{metric} || '') =~ /\A(\d+)\z/ ? $1 : 0;
    $self->{dns_metric} = ($c->{dns_metric} || '') =~ /\A(\d+)\z/ ? $1 : 0;
    $self->{default_route} = Netifd::Config::flag($c->{defaultroute}, 1);
    $self->{peer_dns} = Netifd::Config::flag($c->{peerdns}, 1);
    $self->{config_autostart} = Netifd::Config::flag($c->{auto}, 1);
    $self->{force_link} = Netifd::Config::flag($c->{force_link}, !Netifd::Proto::needs_carrier($self->{proto}));
}

sub dev { my $self = shift; return defined $self->{device} ? Netifd::Device::plain($self->{device}) : undef }
sub up { return $_[0]{state} eq 'up' }

sub add_error {
    my ($self, $subsystem, $code) = @_;
    $self->{errors} = [] if $self->{proto} eq 'pppoe';
    @{ $self->{errors} } = ((grep { $_->{code} ne $code } @{ $self->{errors} }), { subsystem => $subsystem, code => $code });
}

# Takes notice of the device: there or gone, with or without carrier.
sub check_device {
    my $self = shift;
    my $dev = $self->dev;
    my $available = $dev && $dev->present ? 1 : 0;
    my $was = $self->{available} || 0;
    $self->{available} = $available;
    if ($was && !$available) { $self->set_down(1); return }
    if (!$was && $available && $self->{autostart}) { $self->set_up; return }
    $self->check_link;
}

sub has_link { my $self = shift; return $self->{force_link} || ($self->{claimed} && $self->dev->carrier) }

sub check_link {
    my $self = shift;
    if ($self->{state} =~ /\A(?:up|setup)\z/) { $self->teardown unless $self->has_link }
    elsif ($self->{state} eq 'down' && $self->{available} && $self->{autostart} && $self->{claimed} && $self->has_link) { $self->setup }
}

sub set_up {
    my $self = shift;
    $self->{autostart} = 1;
    return if $self->{state} ne 'down' || $self->{removed};
    $self->{errors} = [] unless $self->{proto} eq 'pppoe';
    return $self->add_error('interface', 'NO_DEVICE') unless $self->{available};
    if (!$self->{claimed}) {
        $self->{claimed} = $self->dev->claim;
        return $self->add_error('interface', 'DEVICE_CLAIM_FAILED') unless $self->{claimed};
    }
    $self->check_link;
}

sub setup {
    my $self = shift;
    main::log_line("Interface '$self->{name}' is setting up now");
    $self->{state} = 'setup';
    Netifd::Proto::start($self);
}

# The protocol has what it needs: addresses go to the kernel.
sub ready {
    my $self = shift;
    $self->{ip}{dns} = [Netifd::Config::words($self->{config}{dns}), $self->{peer_dns} ? @{ $self->{ip}{dns} || [] } : ()];
    $self->{l3_device} = delete $self->{dialled} || $self->{device};
    Netifd::Device::adopt($self->{l3_device});
    main::assign_prefix($self);
    $self->apply_ip;
    $self->{state} = 'up';
    $self->{start_time} = Loop::now();
    $self->{errors} = [] unless $self->{proto} eq 'pppoe';
    Netifd::Events::push_event('ifup', $self->{name}, $self->{l3_device});
    main::log_line("Interface '$self->{name}' is now up");
    main::write_resolv_conf();
}

sub apply_ip {
    my $self = shift;
    $self->{applied} = [$self->{l3_device}, $self->{ip}, $self->{metric}, $self->{default_route}];
    Netifd::Address::enable(@{ $self->{applied} });
}

sub withdraw_ip { my $self = shift; my $applied = delete $self->{applied} or return; Netifd::Address::disable(@$applied) }

# A lease came or was renewed.
sub replace_ip {
    my ($self, $new) = @_;
    if (!$self->up) { return if $self->{state} ne 'setup'; $self->{ip} = $new; return $self->ready }
    my $describe = sub { my $ip = shift; return join ' ', map { join ' ', map { defined $_ ? $_ : '' } @$_{sort keys %$_} } @{ $ip->{addresses} }, @{ $ip->{routes} } };
    return if $describe->($new) eq $describe->($self->{ip});
    $self->withdraw_ip;
    $new->{dns} = [Netifd::Config::words($self->{config}{dns}), $self->{peer_dns} ? @{ $new->{dns} } : ()];
    $self->{ip} = $new;
    $self->apply_ip;
    Netifd::Events::push_event('ifupdate', $self->{name}, $self->{l3_device}, IFUPDATE_ADDRESSES => 1);
    main::write_resolv_conf();
}

# The lease or the client is gone: netifd tries again from the start.
sub lost {
    my $self = shift;
    return unless $self->{state} =~ /\A(?:up|setup)\z/;
    main::log_line("Interface '$self->{name}' has lost the connection") if $self->up;
    Netifd::Events::push_event('ifdown', $self->{name}) if $self->up;
    $self->forget_ip;
    $self->{state} = 'setup';
    main::write_resolv_conf();
    $self->{timer} = Loop::after(1, sub { Netifd::Proto::start($self) }) unless $self->{pid};
}

sub forget_ip { my $self = shift; $self->withdraw_ip; @$self{qw(ip data updated)} = ({}, Json::obj(), {}) }

# What `ifdown` does: the interface stays down until somebody starts it.
sub stop { my $self = shift; $self->{autostart} = 0; $self->{errors} = []; $self->set_down }

sub set_down {
    my ($self) = @_;
    return $self->teardown if $self->{state} =~ /\A(?:up|setup)\z/;
    $self->release if $self->{state} eq 'down';
}

sub teardown {
    my $self = shift;
    Netifd::Events::push_event('ifdown', $self->{name}) if $self->up;
    $self->{state} = 'teardown';
    Netifd::Proto::stop($self, sub { $self->is_down });
}

sub is_down {
    my $self = shift;
    main::log_line("Interface '$self->{name}' is now down");
    $self->forget_ip;
    Netifd::Device::abandon(delete $self->{l3_device});
    $self->{state} = 'down';
    main::write_resolv_conf();
    $self->release unless $self->{autostart} && $self->{available} && !$self->{next} && !$self->{removed};
    $self->follow_config;
}

sub release {
    my $self = shift;
    return unless delete $self->{claimed};
    $self->dev->release;
    main::devices_changed();
}

# After a change of the configuration the interface is made anew, or goes.
sub follow_config {
    my $self = shift;
    return main::remove_interface($self) if $self->{removed};
    if (my $next = delete $self->{next}) {
        my $was = $self->{config_autostart};
        $self->define($next);
        $self->{autostart} = $self->{config_autostart} if $was != $self->{config_autostart};
        $self->{errors} = [];
        $self->{available} = $self->dev && $self->dev->present ? 1 : 0;
    }
    $self->set_up if $self->{autostart};
}

# Compares with a new definition: nothing, routes only, or all anew.
sub change {
    my ($self, $d, $restarted) = @_;
    my $new = Netifd::Interface->new($self->{name}, $d);
    my $device = sub { my $i = shift; return defined $i->{device} ? $i->{device} : '' };
    my $anew = $device->($self) ne $device->($new) || $self->{proto} ne $new->{proto}
        || ($self->{config_autostart} && !$new->{config_autostart})
        || grep { text($self->{config}{$_}) ne text($d->{config}{$_}) } Netifd::Proto::parameters($self->{proto}), 'zone';
    $anew ||= $self->dev && $self->dev->depends_on($restarted);
    if ($anew) {
        $self->{autostart} = $d->{config}{auto} ? $new->{config_autostart} : $self->{autostart};
        $self->{next} = $d;
        return $self->{state} eq 'down' ? do { $self->release; $self->follow_config } : $self->set_down;
    }
    my $routes = $self->{metric} != $new->{metric} || $self->{default_route} != $new->{default_route};
    $self->{autostart} = 1 if !$self->{config_autostart} && $new->{config_autostart};
    $self->withdraw_ip if $routes && $self->up;
    $self->define($d);
    $self->apply_ip if $routes && $self->up;
    $self->check_device;
}

sub text { my $v = shift; return !defined $v ? "\0" : ref $v ? join("\1", @$v) : $v }

1;
