# The grammar of configuration files: reading them into packages, writing packages as text.
package UciFile;
use strict;
use warnings;
use UciText;
use UciModel;

# One package from a stream; with $merge its lines change that package instead.
sub parse {
    my ($self, $handle, $name, $merge) = @_;
    my @all = $self->parse_all($handle, $name, 1, $merge);
    return $all[0];
}

sub parse_all {
    my ($self, $handle, $name, $single, $merge) = @_;
    UciText::throw(UciText::INVAL) if defined $name && !UciText::valid_package($name);
    my $text = $self->{text} = UciText->new($handle);
    my $state = { name => $name, single => $single, package => $merge, merge => $merge, done => [] };
    until ($text->{eof}) {
        $text->start_line;
        next if $text->{buf} eq '';
        next if eval { $self->parse_line($text, $state); 1 };
        my $code = ref $@ ? $@->{uci} : die $@;
        print STDERR $self->message($code) if $self->{perror};
        UciText::throw($code) if $code != UciText::PARSE || $self->{strict};
    }
    switch($state) if !$state->{package} && defined $name;
    push @{ $state->{done} }, $state->{package} if $state->{package};
    $self->{text} = undef;
    return @{ $state->{done} };
}

sub switch {
    my $state = shift;
    push @{ $state->{done} }, $state->{package} if $state->{package};
    $state->{package} = $state->{section} = undef;
    UciText::throw(UciText::DUPLICATE) if grep { $_->{name} eq $state->{name} } @{ $state->{done} };
    $state->{package} = UciModel->new($state->{name});
}

my %statement = (package => 'package', p => 'package', config => 'config', c => 'config',
    option => 'option', o => 'option', list => 'list', l => 'list');

sub parse_line {
    my ($self, $text, $state) = @_;
    $text->skip_space;
    while ($text->rest =~ /\A([ \t]*)([^ \t]+)/) {
        my ($skipped, $word) = ($1, $2);
        return if $word =~ /\A#/;
        my $kind = $statement{$word} or $text->fail('invalid command');
        my $length = length($skipped . $word) + 1;
        if ($text->{pos} + $length > length $text->{buf}) {
            $text->fail($kind =~ /option|list/ ? 'option without name' : "$kind without name");
        }
        $text->fail('option/list command found before the first section') if $kind =~ /option|list/ && !$state->{section};
        if ($kind eq 'config' && !$state->{package}) {
            $text->fail('attempting to import a file without a package name') unless defined $state->{name};
            switch($state);
        }
        $text->{pos} += $length;
        $kind eq 'package' ? $self->parse_package($text, $state)
            : $kind eq 'config' ? $self->parse_config($text, $state)
            : $self->parse_option($text, $state, $kind);
    }
}

sub assert_end {
    my ($self, $text) = @_;
    $text->skip_space;
    $text->fail('too many arguments') if $text->argument ne '' && $self->{strict};
}

sub parse_package {
    my ($self, $text, $state) = @_;
    my $name = $text->argument(required => 1, package => 1);
    $self->assert_end($text);
    return if $state->{single};
    $state->{name} = $name;
    switch($state);
}

sub parse_config {
    my ($self, $text, $state) = @_;
    my $type = $text->argument(required => 1);
    $text->fail('invalid character in type field') unless UciText::valid_type($type);
    my $name = $text->argument(name => 1);
    $self->assert_end($text);
    my ($p, $internal) = ($state->{package}, !$state->{merge});
    if ($name eq '') { $state->{section} = $p->add_section($type, $internal); return }
    my $old = $p->section($name);
    $text->fail('section of different type overwrites prior section with same name')
        if $old && $self->{strict} && $old->{type} ne $type;
    my $ptr = { section => $name, value => $type, internal => $internal, s => $old, done => 1 };
    $p->set($ptr);
    $state->{section} = $ptr->{s};
}

sub parse_option {
    my ($self, $text, $state, $kind) = @_;
    my $name = $text->argument(required => 1, name => 1);
    my $value = $text->argument;
    $self->assert_end($text);
    my $s = $state->{section};
    my $ptr = { section => $s->{name}, option => $name, value => $value, internal => !$state->{merge}, s => $s,
        o => UciModel::option($s, $name), done => 1 };
    $kind eq 'list' ? $state->{package}->add_list($ptr) : $state->{package}->set($ptr);
}

sub export {
    my ($self, $package, $header) = @_;
    my $out = $header ? "package $package->{name}\n" : '';
    for my $s (@{ $package->{sections} }) {
        $out .= "\nconfig " . UciText::escape($s->{type});
        $out .= " '" . UciText::escape($s->{name}) . "'" if !$s->{anonymous} || $self->{export_names};
        $out .= "\n";
        for my $o (@{ $s->{options} }) {
            my $word = ref $o->{value} ? 'list' : 'option';
            $out .= "\t$word $o->{name} '" . UciText::escape($_) . "'\n" for ref $o->{value} ? @{ $o->{value} } : $o->{value};
        }
    }
    return "$out\n";
}

1;
