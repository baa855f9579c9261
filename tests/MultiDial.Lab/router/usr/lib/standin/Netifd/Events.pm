# Hotplug calls of interfaces: one at a time; an interface has at most one event waiting.
package Netifd::Events;
use strict;
use warnings;
use Loop;

my ($current, @queue);

sub push_event {
    my ($action, $name, $device, %env) = @_;
    return if $current && $current->{name} eq $name && $current->{action} eq $action && $action ne 'ifupdate' && !grep { $_->{name} eq $name } @queue;
    my $event = { action => $action, name => $name, device => $device, env => \%env };
    my ($waiting) = grep { $_->{name} eq $name } @queue;
    if ($waiting) { %$waiting = %$event unless $action eq 'ifupdate' && $waiting->{action} eq 'ifup' }
    else { push @queue, $event }
    next_event();
}

sub next_event {
    return if $current || !@queue;
    $current = shift @queue;
    my %env = (%{ $current->{env} }, ACTION => $current->{action}, INTERFACE => $current->{name});
    $env{DEVICE} = $current->{device} if defined $current->{device} && $current->{action} =~ /\Aif(?:up|update)\z/;
    Loop::spawn(['/sbin/hotplug-call', 'iface'], env => \%env, exit => sub { undef $current; next_event() });
}

1;
