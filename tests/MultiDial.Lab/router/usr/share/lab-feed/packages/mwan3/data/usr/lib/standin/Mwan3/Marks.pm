# Marks of packets: numbers spread over the bits of the mask that belong to mwan3. The three highest numbers are no lines.
package Mwan3::Marks;
use strict;
use warnings;

sub new {
    my ($class, $mask) = @_;
    my @bit = grep { hex($mask) >> $_ & 1 } 0 .. 31;
    my $highest = (1 << @bit) - 1;
    return bless {
        mask => sprintf('0x%x', hex $mask), bit => \@bit, lines => $highest - 3,
        number => { blackhole => $highest - 2, unreachable => $highest - 1, default => $highest },
    }, $class;
}

# The mark of a line by its number, or of blackhole, unreachable and default (which is: not balanced) by its name.
sub mark {
    my ($self, $what) = @_;
    my $number = $self->number($what);
    my $mark = 0;
    for my $place (0 .. $#{ $self->{bit} }) { $mark |= 1 << $self->{bit}[$place] if $number >> $place & 1 }
    return sprintf '0x%x', $mark;
}

sub number { my ($self, $what) = @_; return $self->{number}{$what} // $what }
sub match { my ($self, $what) = @_; return $self->mark($what) . "/$self->{mask}" }

# Words of iptables: a packet without a mark, and the target that gives it one.
sub unmarked { return "-m mark --mark 0x0/$_[0]{mask}" }
sub set { my ($self, $what) = @_; return '-j MARK --set-xmark ' . $self->match($what) }

1;
