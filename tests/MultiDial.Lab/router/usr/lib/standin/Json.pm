# JSON with ordered objects, printed as ubus prints it.
# Perl side: string = scalar, number = Json::num, boolean = Json::bool, array = [..], object = Json::obj(key, value, ..).
package Json;
use strict;
use warnings;

sub num { my $n = shift; return bless \$n, 'Json::Num' }
sub bool { my $b = $_[0] ? 1 : 0; return bless \$b, 'Json::Bool' }
sub obj { return bless [@_], 'Json::Obj' }

my %escape = ("\b" => '\b', "\n" => '\n', "\t" => '\t', "\r" => '\r', '"' => '\"', '\\' => '\\\\');

sub quote {
    my $text = shift;
    $text =~ s/([\b\n\t\r"\\\x00-\x1f])/exists $escape{$1} ? $escape{$1} : sprintf '\u%04x', ord $1/ge;
    return "\"$text\"";
}

# With an indent level the tabbed layout of `ubus call`, without one the compact form of `ubus -S call`.
sub encode {
    my ($value, $indent) = @_;
    my $kind = ref $value;
    return 'null' unless defined $value;
    return quote($value) if $kind eq '';
    return "$$value" if $kind eq 'Json::Num';
    return $$value ? 'true' : 'false' if $kind eq 'Json::Bool';
    my $inner = defined $indent ? $indent + 1 : undef;
    my ($open, $close, @item) = $kind eq 'Json::Obj' ? ('{', '}') : ('[', ']');
    if ($kind eq 'Json::Obj') {
        my $colon = defined $indent ? ': ' : ':';
        for (my $i = 0; $i < @$value; $i += 2) {
            push @item, quote($value->[$i]) . $colon . encode($value->[$i + 1], $inner);
        }
    } else { @item = map { encode($_, $inner) } @$value }
    return $open . join(',', @item) . $close unless defined $indent;
    my $tabs = "\n" . "\t" x $inner;
    return $open . $tabs . join(",$tabs", @item) . "\n" . "\t" x $indent . $close;
}

# Parses a text; undef for anything that is not JSON.
sub decode {
    my $text = shift;
    pos($text) = 0;
    my $value = eval { value(\$text) };
    return undef if $@;
    return $text =~ /\G\s*\z/gc ? $value : undef;
}

sub value {
    my $t = shift;
    $$t =~ /\G\s+/gc;
    return string($t) if $$t =~ /\G"/gc;
    return num($1) if $$t =~ /\G(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)/gc;
    return bool($1 eq 'true') if $$t =~ /\G(true|false)/gc;
    return undef if $$t =~ /\Gnull/gc;
    return list($t, ']', sub { value($t) }) if $$t =~ /\G\[/gc;
    return bless list($t, '}', sub { pair($t) }), 'Json::Obj' if $$t =~ /\G\{/gc;
    die "json\n";
}

sub pair {
    my $t = shift;
    $$t =~ /\G\s*"/gc or die "json\n";
    my $key = string($t);
    $$t =~ /\G\s*:/gc or die "json\n";
    return ($key, value($t));
}

sub list {
    my ($t, $close, $item) = @_;
    my @item;
    return \@item if $$t =~ /\G\s*\Q$close\E/gc;
    while (1) {
        push @item, $item->();
        return \@item if $$t =~ /\G\s*\Q$close\E/gc;
        $$t =~ /\G\s*,/gc or die "json\n";
    }
}

my %unescape = (b => "\b", n => "\n", t => "\t", r => "\r", f => "\f");

sub string {
    my $t = shift;
    my $text = '';
    while (1) {
        if ($$t =~ /\G([^"\\]+)/gc) { $text .= $1 }
        elsif ($$t =~ /\G"/gc) { return $text }
        elsif ($$t =~ /\G\\u([0-9a-fA-F]{4})/gc) { my $c = chr hex $1; utf8::encode($c); $text .= $c }
        elsif ($$t =~ /\G\\(.)/gcs) { $text .= exists $unescape{$1} ? $unescape{$1} : $1 }
        else { die "json\n" }
    }
}

# Access to objects: Json::get($object, 'key'); plain() turns numbers and booleans into Perl scalars.
sub get {
    my ($object, $key) = @_;
    return undef unless ref $object eq 'Json::Obj';
    for (my $i = 0; $i < @$object; $i += 2) { return $object->[$i + 1] if $object->[$i] eq $key }
    return undef;
}

sub plain { my $v = shift; return ref $v eq 'Json::Num' || ref $v eq 'Json::Bool' ? $$v : $v }
sub keys { my $o = shift; return @$o[grep { !($_ % 2) } 0 .. $#$o] }

sub set {
    my ($object, $key, $value) = @_;
    for (my $i = 0; $i < @$object; $i += 2) { if ($object->[$i] eq $key) { $object->[$i + 1] = $value; return } }
    push @$object, $key, $value;
}

sub remove {
    my ($object, $key) = @_;
    for (my $i = 0; $i < @$object; $i += 2) { if ($object->[$i] eq $key) { splice @$object, $i, 2; return } }
}

1;
