package Packages::Stanza;
# Control data: paragraphs of "Field: value" lines, with lines of more values that begin with a space.
use strict;
use warnings;

sub parse {
    my ($text) = @_;
    my @stanzas;
    for my $paragraph (split /\n\s*\n/, $text) {
        my ($stanza, $field) = ({});
        for (split /\n/, $paragraph) {
            if (/^(\S+?):\s*(.*)/) { $stanza->{$field = $1} = $2 }
            elsif (defined $field) { $stanza->{$field} .= "\n$_" }
        }
        push @stanzas, $stanza if $stanza->{Package};
    }
    return @stanzas;
}

sub format {
    my ($stanza, @order) = @_;
    return join '', map { line($_, $stanza->{$_}) } grep { defined $stanza->{$_} } @order;
}

sub line {
    my ($field, $value) = @_;
    return "$field:" . ($value =~ /^\n/ ? '' : ' ') . "$value\n";
}

# Names in a list such as "libc, kernel (= 6.6.73)".
sub names {
    return map { s/\s*\(.*//r } split /\s*,\s*/, $_[0] // '';
}

sub read_file {
    my ($path) = @_;
    open my $file, '<', $path or return;
    local $/;
    return scalar <$file>;
}

sub write_file {
    my ($path, $text) = @_;
    open my $file, '>', "$path.new" or die "$path: $!\n";
    print $file $text or die "$path: $!\n";
    close $file or die "$path: $!\n";
    rename "$path.new", $path or die "$path: $!\n";
}

1;
