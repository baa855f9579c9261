# A network device as netifd sees it: made and set up when its first user claims it, taken down after its last.
package Netifd::Device;
use strict;
use warnings;
use Json;
use Netifd::Kernel;

my %all;

sub find { return $all{ $_[0] } }
sub all { return map { $all{$_} } sort keys %all }

# A device that only an interface names: whatever the kernel has under that name.
sub plain { my $name = shift; return $all{$name} ||= bless { name => $name, type => 'plain', config => {}, claims => 0 }, __PACKAGE__ }

# Takes over the devices of a configuration. Returns the names of those that must be made anew.
sub configure {
    my ($wanted) = @_;
    my %restart;
    for my $name (keys %$wanted) {
        my ($new, $old) = ($wanted->{$name}, plain($name));
        my $same = $old->{type} eq $new->{type} && text($old->{config}) eq text($new->{config});
        next if $same;
        if ($new->{type} eq 'plain') { @$old{qw(type config)} = @$new{qw(type config)}; $old->apply if $old->{claims}; next }
        if ($new->{type} eq 'bridge' && $old->{type} eq 'bridge') { $old->change_ports($new->{config}); next }
        if ($old->{claims}) { $old->{next} = $new; $restart{$name} = 1 }
        else { @$old{qw(type config)} = @$new{qw(type config)} }
    }
    for my $old (all()) {
        next if $wanted->{ $old->{name} } || $old->{type} eq 'plain';
        if ($old->{claims}) { $old->{next} = { type => 'plain', config => {} }; $restart{ $old->{name} } = 1 }
        else { delete $all{ $old->{name} } }
    }
    return \%restart;
}

sub forget { my $name = shift; delete $all{$name} if $all{$name} && !$all{$name}{claims} && $all{$name}{type} eq 'plain' }

sub text { my $c = shift; return join "\0", map { ($_, ref $c->{$_} ? @{ $c->{$_} } : $c->{$_}) } sort keys %$c }

sub parents {
    my $self = shift;
    return $self->{type} eq 'bridge' ? @{ $self->{config}{ports} || [] }
        : $self->{type} eq 'macvlan' && defined $self->{config}{ifname} ? ($self->{config}{ifname})
        : $self->vlan ? ($self->vlan)[0] : ();
}

# base.id is the VLAN id on the device base, if there is a device of that name.
sub vlan {
    my $self = shift;
    return $self->{type} eq 'plain' && $self->{name} =~ /\A(.+)\.(\d+)\z/ && Netifd::Kernel::exists($1) ? ($1, $2) : ();
}

# The device of a line that is dialled: its own program makes it and takes it away.
sub adopt { my $name = shift; return unless defined $name; my $d = plain($name); return if $d->{claims}; @$d{qw(claims dialled)} = (1, 1) }

sub abandon {
    my $name = shift;
    return unless defined $name && $all{$name} && delete $all{$name}{dialled};
    $all{$name}{claims} = 0;
    forget($name);
}

sub present {
    my $self = shift;
    return 0 if $self->{next};
    return Netifd::Kernel::exists($self->{name}) || $self->vlan ? 1 : 0 if $self->{type} eq 'plain';
    return 1 if $self->{type} eq 'bridge' && $self->{config}{bridge_empty};
    return scalar grep { plain($_)->present } $self->parents;
}

sub depends_on { my ($self, $names) = @_; return $names->{ $self->{name} } || grep { plain($_)->depends_on($names) } $self->parents }

# One more user; false if the kernel refused the device.
sub claim {
    my $self = shift;
    return 1 if $self->{claims}++;
    my $ok = $self->{type} eq 'macvlan' ? $self->make_macvlan : $self->{type} eq 'bridge' ? $self->make_bridge : $self->make_vlan;
    if (!$ok) { $self->{claims} = 0; return 0 }
    $self->apply;
    Netifd::Kernel::ip('link', 'set', $self->{name}, 'up');
    return 1;
}

sub release {
    my $self = shift;
    return if !$self->{claims} || --$self->{claims};
    if ($self->{type} eq 'plain' && !delete $self->{made}) { Netifd::Kernel::ip('link', 'set', $self->{name}, 'down') }
    else {
        $self->drop_port($_) for $self->{type} eq 'bridge' ? $self->parents : ();
        Netifd::Kernel::ip('link', 'del', $self->{name});
        plain($_)->release for $self->{type} eq 'bridge' ? () : $self->parents;
    }
    @$self{qw(type config)} = @{ delete $self->{next} }{qw(type config)} if $self->{next};
}

# A plain device is there, or it is a VLAN of one that is.
sub make_vlan {
    my $self = shift;
    my ($base, $id) = $self->vlan or return 1;
    return 1 if Netifd::Kernel::exists($self->{name});
    return 0 unless plain($base)->claim;
    return $self->{made} = 1 if Netifd::Kernel::ip('link', 'add', 'link', $base, 'name', $self->{name}, 'type', 'vlan', 'id', $id);
    plain($base)->release;
    return 0;
}

sub make_macvlan {
    my $self = shift;
    my ($parent) = $self->parents;
    return 0 unless defined $parent && Netifd::Kernel::has_macvlan();
    return 0 unless plain($parent)->claim;
    my ($c, $name) = ($self->{config}, $self->{name});
    my @mac = ($c->{macaddr} || '') =~ /\A(?:[0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}\z/ ? ('address', $c->{macaddr}) : ();
    my @mode = ($c->{mode} || '') =~ /\A(private|vepa|bridge|passthru)\z/ ? ('mode', $1) : ();
    Netifd::Kernel::ip('link', 'del', $name) if Netifd::Kernel::exists($name);
    return 1 if Netifd::Kernel::ip('link', 'add', 'link', $parent, 'name', $name, @mac, 'type', 'macvlan', @mode);
    plain($parent)->release;
    return 0;
}

sub make_bridge {
    my $self = shift;
    my $name = $self->{name};
    Netifd::Kernel::ip('link', 'del', $name) if Netifd::Kernel::exists($name);
    return 0 unless Netifd::Kernel::ip('link', 'add', 'name', $name, 'type', 'bridge', 'forward_delay', 200, 'stp_state', 0);
    $self->add_port($_) for $self->parents;
    my ($first) = grep { Netifd::Kernel::exists($_) } $self->parents;
    my $mac = $self->{config}{macaddr} || (defined $first ? Netifd::Kernel::mac($first) : undef);
    Netifd::Kernel::ip('link', 'set', $name, 'address', $mac) if $mac;
    return 1;
}

sub add_port {
    my ($self, $port) = @_;
    return unless plain($port)->present && plain($port)->claim;
    Netifd::Kernel::sysctl($port, 'ipv6', 'disable_ipv6', 1);
    Netifd::Kernel::ip('link', 'set', $port, 'master', $self->{name});
}

sub drop_port {
    my ($self, $port) = @_;
    Netifd::Kernel::ip('link', 'set', $port, 'nomaster');
    Netifd::Kernel::sysctl($port, 'ipv6', 'disable_ipv6', 0);
    plain($port)->release;
}

sub change_ports {
    my ($self, $config) = @_;
    my %new = map { $_ => 1 } @{ $config->{ports} || [] };
    my %old = map { $_ => 1 } $self->parents;
    $self->{config} = $config;
    return unless $self->{claims};
    $self->drop_port($_) for grep { !$new{$_} } keys %old;
    $self->add_port($_) for grep { !$old{$_} } keys %new;
}

sub apply {
    my $self = shift;
    my ($c, $name) = ($self->{config}, $self->{name});
    Netifd::Kernel::ip('link', 'set', $name, 'address', $c->{macaddr}) if $c->{macaddr} && $self->{type} eq 'plain' && lc $c->{macaddr} ne (Netifd::Kernel::mac($name) || '');
    Netifd::Kernel::ip('link', 'set', $name, 'mtu', $c->{mtu}) if ($c->{mtu} || '') =~ /\A\d+\z/;
}

sub carrier { my $self = shift; return $self->{claims} && Netifd::Kernel::carrier($self->{name}) }

1;
