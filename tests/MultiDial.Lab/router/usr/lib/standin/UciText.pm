# The lexer of UCI text: configuration files, delta files and `uci batch` share it.
package UciText;
use strict;
use warnings;

# Codes of libuci, used as exceptions (die { uci => CODE }) and as exit codes of `uci add`.
use constant { INVAL => 2, NOTFOUND => 3, IO => 4, PARSE => 5, DUPLICATE => 6 };

sub throw { die { uci => $_[0] } }

# Reads lines from a file handle; remembers what an error message needs.
sub new {
    my ($class, $handle) = @_;
    return bless { handle => $handle, buf => '', pos => 0, line => 0, byte => 0, eof => 0, reason => undef }, $class;
}

# Replaces the buffer from $offset on with the next line. An empty rest means end of file.
sub getln {
    my ($self, $offset) = @_;
    my $handle = $self->{handle};
    my $line = defined $handle ? readline($handle) : undef;
    $self->{eof} = 1 if !defined $line || $line !~ /\n\z/;
    $line = '' unless defined $line;
    $self->{line}++ if $line =~ /\n\z/;
    substr($self->{buf}, $offset) = '';
    $self->{buf} .= $line;
}

sub start_line { my $self = shift; $self->{pos} = 0; $self->{buf} = ''; $self->getln(0) }

sub cur { my $self = shift; return $self->{pos} < length $self->{buf} ? substr($self->{buf}, $self->{pos}, 1) : '' }
sub rest { my $self = shift; return $self->{pos} < length $self->{buf} ? substr($self->{buf}, $self->{pos}) : '' }

sub fail {
    my ($self, $reason) = @_;
    @$self{qw(reason byte)} = ($reason, $self->{pos});
    throw(PARSE);
}

sub skip_space { my $self = shift; $self->{pos}++ while $self->cur =~ /\s/ }

# A backslash: true if the character behind it is taken as it is, false if the line goes on.
sub backslash {
    my $self = shift;
    $self->{pos}++;
    return 1 unless $self->rest =~ /\A(?:\n|\r\n\z|\z)/;
    $self->getln($self->{pos});
    return 0;
}

sub quoted {
    my ($self, $quote) = @_;
    my $text = '';
    $self->{pos}++;
    while (1) {
        my $c = $self->cur;
        if ($c eq $quote) { $self->{pos}++; return $text }
        if ($c eq '') {
            $self->getln($self->{pos});
            $self->fail("EOF with unterminated $quote") if $self->cur eq '';
            next;
        }
        next if $quote eq '"' && $c eq '\\' && !$self->backslash;
        $text .= $self->cur;
        $self->{pos}++;
    }
}

# A word ends at white space, a comment or a semicolon outside quotes.
sub word {
    my $self = shift;
    my ($text, $start) = ('', $self->{pos});
    do {
        my $c = $self->cur;
        if ($c eq '#') { substr($self->{buf}, $self->{pos}) = ''; return $text }
        if ($c eq ';') {
            # libuci ends a word where it stands: without quotes that is on the semicolon, and the line ends there.
            substr($self->{buf}, $self->{pos}) = '' if $self->{pos} - $start == length $text;
            return $text;
        }
        if ($c eq "'" || $c eq '"') { $text .= $self->quoted($c) }
        elsif ($c ne '' && ($c ne '\\' || $self->backslash)) { $text .= $self->cur; $self->{pos}++ }
    } while ($self->cur =~ /\S/);
    $self->{pos}++ if $self->cur ne '';
    return $text;
}

# The next argument; kind 'name' and 'package' restrict its characters.
sub argument {
    my ($self, %want) = @_;
    $self->skip_space;
    my $text;
    if ($self->cur eq ';') { $self->{pos}++; $text = '' }
    else { $text = $self->word }
    if ($text eq '') {
        $self->fail('insufficient arguments') if $want{required};
        return $text;
    }
    my $valid = $want{package} ? $text =~ /\A[A-Za-z0-9_-]+\z/ : $want{name} ? valid_name($text) : 1;
    $self->fail('invalid character in name field') unless $valid;
    return $text;
}

sub valid_name { return $_[0] =~ /\A[A-Za-z0-9_]+\z/ }
sub valid_type { return $_[0] =~ /\A[\x21-\x7e]+\z/ }
sub valid_package { return valid_type($_[0]) }
sub valid_text { return $_[0] !~ /[\x00-\x08\x0b\x0c\x0e-\x1f]/ }

sub escape { my $text = shift; $text =~ s/'/'\\''/g; return $text }

# package.section.option=value, as on the command line and in delta files.
sub parse_pointer {
    my $text = shift;
    my %ptr;
    ($text, $ptr{value}) = ($1, $2) if $text =~ /\A([^=]*)=(.*)\z/s;
    my @part = split /\./, $text, -1;
    @part = ('') unless @part;
    throw(PARSE) if @part > 3;
    @ptr{qw(package section option)} = @part;
    throw(PARSE) unless valid_package($ptr{package});
    throw(PARSE) if defined $ptr{option} && !valid_name($ptr{option});
    throw(PARSE) if defined $ptr{value} && !valid_text($ptr{value});
    $ptr{extended} = 1 if defined $ptr{section} && !valid_name($ptr{section});
    return \%ptr;
}

1;
