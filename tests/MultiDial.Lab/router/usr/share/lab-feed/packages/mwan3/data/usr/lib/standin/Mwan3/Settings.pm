# The configuration of mwan3, uncommitted changes and the state in /var/state included, as every script of a router reads it.
package Mwan3::Settings;
use strict;
use warnings;
use Uci;
use UciModel;

sub new {
    my $class = shift;
    my $uci = Uci->new;
    $uci->set_savedir('/var/state') if $ENV{LOAD_STATE} // 1;
    my $package = eval { $uci->load('mwan3') } || UciModel->new('mwan3');
    my $self = bless { package => $package, lines => [] }, $class;

    # A line's number is its place among all interface sections, whether they are enabled or not.
    for my $section ($package->by_type('interface')) {
        push @{ $self->{lines} }, {
            section => $section, name => $section->{name}, number => @{ $self->{lines} } + 1,
            family => value($section, 'family', 'ipv4'), enabled => flag($section, 'enabled'), 
            targets => [items($section, 'track_ip')], has_tracker => defined value($section, 'track_ip'),
        };
    }
    return $self;
}

sub lines { return @{ $_[0]{lines} } }
sub line { my ($self, $name) = @_; my ($found) = grep { $_->{name} eq $name } $self->lines; return $found }
sub sections { my ($self, $type) = @_; return $self->{package}->by_type($type) }
sub section { my ($self, $name) = @_; return $self->{package}->section($name) }
sub globals { return $_[0]->section('globals') || { options => [] } }

# An empty option counts as none; a list is its words.
sub value {
    my ($section, $name, $default) = @_;
    my $value = UciModel::get($section, $name);
    $value = join ' ', @$value if ref $value;
    return defined $value && $value ne '' ? $value : $default;
}

# The items of a list. An option that should be one, and is not, has none.
sub items { my ($section, $name) = @_; my $value = UciModel::get($section, $name); return ref $value ? @$value : () }

sub flag {
    my ($section, $name, $default) = @_;
    my $value = value($section, $name, '');
    return 1 if $value =~ /\A(?:1|on|true|yes|enabled)\z/;
    return $value =~ /\A(?:0|off|false|no|disabled)\z/ ? 0 : $default || 0;
}

1;
