# A UCI package in memory and the operations on it. Every operation that is not "internal" leaves a delta behind.
package UciModel;
use strict;
use warnings;
use UciText;

sub new { my ($class, $name) = @_; return bless { name => $name, sections => [], count => 0, delta => [], saved => [] }, $class }

# The hash of libuci over a section's type names anonymous sections: cfg<count><hash>.
sub anonymous_name {
    my ($self, $type) = @_;
    my $hash = 5381;
    $hash = ($hash * 33 + ($_ > 127 ? $_ - 256 : $_)) & 0xffffffff for unpack 'C*', $type;
    return sprintf 'cfg%02x%04x', $self->{count}, ($hash & 0x7fffffff) % 65536;
}

sub section { my ($self, $name) = @_; for (@{ $self->{sections} }) { return $_ if $_->{name} eq $name } return undef }
sub option { my ($section, $name) = @_; for (@{ $section->{options} }) { return $_ if $_->{name} eq $name } return undef }

# Convenience for readers: the value of an option; lists come as an array reference.
sub get { my ($section, $name, $default) = @_; my $o = option($section, $name); return $o ? $o->{value} : $default }

sub by_type { my ($self, $type) = @_; return grep { $_->{type} eq $type } @{ $self->{sections} } }

sub record {
    my ($self, $kind, $ptr, $value) = @_;
    return if $ptr->{internal} || !$self->{has_delta};
    push @{ $self->{delta} }, { kind => $kind, section => $ptr->{section}, option => $ptr->{option}, value => $value };
}

sub add_section {
    my ($self, $type, $internal) = @_;
    $self->{count}++;
    my $section = { name => $self->anonymous_name($type), type => $type, anonymous => 1, options => [] };
    push @{ $self->{sections} }, $section;
    $self->record('+', { section => $section->{name}, internal => $internal }, $type);
    return $section;
}

# Finds what a pointer names. "complete" tells whether all of it exists.
sub resolve {
    my ($self, $ptr) = @_;
    return if $ptr->{done}++;
    $ptr->{p} = $self;
    if (!defined $ptr->{section}) { $ptr->{complete} = 1; return }
    $ptr->{s} = $ptr->{extended} ? $self->indexed($ptr) : $self->section($ptr->{section});
    return unless $ptr->{s};
    $ptr->{section} = $ptr->{s}{name};
    if (defined $ptr->{option}) { $ptr->{o} = option($ptr->{s}, $ptr->{option}) or return }
    $ptr->{complete} = 1;
}

# @type[index]; a negative index counts from the end, no type counts all sections.
sub indexed {
    my ($self, $ptr) = @_;
    UciText::throw(UciText::INVAL) unless $ptr->{section} =~ /\A@([^\[]*)\[\s*([+-]?\d*)\]\z/;
    my ($type, $digits) = ($1, $2);
    my $index = $digits =~ /\d/ ? int $digits : 0;
    UciText::throw(UciText::INVAL) if $type ne '' && !UciText::valid_type($type);
    my @found = grep { $type eq '' || $_->{type} eq $type } @{ $self->{sections} };
    $index += @found if $index < 0;
    return $index < 0 ? undef : $found[$index];
}

sub need { UciText::throw(UciText::INVAL) unless $_[0] }
sub need_complete { UciText::throw(UciText::NOTFOUND) unless $_[0]{complete} }

sub set {
    my ($self, $ptr) = @_;
    $self->resolve($ptr);
    my $value = $ptr->{value};
    need(defined $value);
    need($ptr->{s} || (!defined $ptr->{option} && defined $ptr->{section}));
    need(UciText::valid_type($value)) if !defined $ptr->{option} && $value ne '';
    $ptr->{o} = option($ptr->{s}, $ptr->{option}) if !$ptr->{o} && $ptr->{s} && defined $ptr->{option};
    if ($value eq '') { return unless $ptr->{complete}; return $self->delete($ptr) }
    if (defined $ptr->{option}) {
        my $o = $ptr->{o};
        return if $o && !ref $o->{value} && $o->{value} eq $value;
        if ($o) { $o->{value} = $value }
        else { push @{ $ptr->{s}{options} }, $ptr->{o} = { name => $ptr->{option}, value => $value } }
    } elsif ($ptr->{s}) {
        return if $ptr->{s}{type} eq $value;
        $self->retype($ptr->{s}, $value);
    } else {
        $self->{count}++;
        push @{ $self->{sections} }, $ptr->{s} = { name => $ptr->{section}, type => $value, options => [] };
    }
    $self->record('', $ptr, $value);
}

# libuci replaces a section whose new type has another length, and forgets that it was anonymous.
sub retype {
    my ($self, $section, $type) = @_;
    delete $section->{anonymous} if length $type != length $section->{type};
    $section->{type} = $type;
}

sub delete {
    my ($self, $ptr) = @_;
    $self->resolve($ptr);
    need_complete($ptr);
    need($ptr->{s});
    my $o = $ptr->{o};
    if ($o && ref $o->{value} && defined $ptr->{value} && $ptr->{value} ne '') {
        UciText::throw(1) unless $ptr->{value} =~ /\A\s*([+-]?\d+)/;
        return if $1 < 0 || $1 >= @{ $o->{value} };
        $self->record('-', $ptr, $ptr->{value});
        splice @{ $o->{value} }, $1, 1;
        return;
    }
    $self->record('-', $ptr, undef);
    if ($o) { @{ $ptr->{s}{options} } = grep { $_ != $o } @{ $ptr->{s}{options} } }
    else { @{ $self->{sections} } = grep { $_ != $ptr->{s} } @{ $self->{sections} } }
}

sub rename {
    my ($self, $ptr) = @_;
    $self->resolve($ptr);
    need_complete($ptr);
    need($ptr->{s});
    need(defined $ptr->{value});
    $self->record('@', $ptr, $ptr->{value});
    ($ptr->{o} || $ptr->{s})->{name} = $ptr->{value};
    delete $ptr->{s}{anonymous} unless $ptr->{o};
}

sub reorder {
    my ($self, $section, $position, $internal) = @_;
    my $all = $self->{sections};
    my ($old) = grep { $all->[$_] == $section } 0 .. $#$all;
    splice @$all, $old, 1;
    my $new = $position < 0 ? 0 : $position > @$all ? scalar @$all : $position;
    splice @$all, $new, 0, $section;
    $self->record('^', { section => $section->{name}, internal => $internal }, "$position") if $new != $old;
}

sub add_list {
    my ($self, $ptr) = @_;
    $self->resolve($ptr);
    need($ptr->{s});
    need(defined $ptr->{value});
    if (my $o = $ptr->{o}) { $o->{value} = [ref $o->{value} ? @{ $o->{value} } : $o->{value}, $ptr->{value}] }
    else { push @{ $ptr->{s}{options} }, $ptr->{o} = { name => $ptr->{option}, value => [$ptr->{value}] } }
    $self->record('|', $ptr, $ptr->{value});
}

sub del_list {
    my ($self, $ptr) = @_;
    $self->resolve($ptr);
    need($ptr->{s});
    need(defined $ptr->{value});
    return unless $ptr->{o} && ref $ptr->{o}{value};
    $self->record('~', $ptr, $ptr->{value});
    @{ $ptr->{o}{value} } = grep { $_ ne $ptr->{value} } @{ $ptr->{o}{value} };
}

1;
