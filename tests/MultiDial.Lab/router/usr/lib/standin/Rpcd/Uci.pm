# The ubus object `uci` as the command line reaches it, without a session: reading works, commit and the like too,
# apply, confirm and rollback want a session, which the stand-in does not have.
package Rpcd::Uci;
use strict;
use warnings;
use Bus;
use Json;
use Uci;

sub call {
    my (undef, $method, $data) = @_;
    my %a = map { ($_ => Json::plain(Json::get($data, $_))) } qw(config section option type ubus_rpc_session);
    return (Bus::DENIED) if defined $a{ubus_rpc_session};
    return (Bus::OK, Json::obj(configs => [Uci->new->list_configs])) if $method eq 'configs';
    return get(\%a) if $method eq 'get';
    return (Bus::INVALID) if $method =~ /\A(?:apply|confirm)\z/;
    return (Bus::NO_DATA) if $method eq 'rollback';
    if ($method eq 'reload_config') { system '/sbin/reload_config'; return (Bus::OK) }
    if ($method eq 'commit') { return (Bus::INVALID) unless defined $a{config}; return eval { my $u = Uci->new; $u->commit($u->load($a{config})); 1 } ? (Bus::OK) : (Bus::NOT_FOUND) }
    if ($method =~ /\A(?:state|add|set|delete|rename|order|changes|revert)\z/) {
        print STDERR "ubus stand-in: uci $method is not covered, use the uci command\n";
        return (Bus::UNSUPPORTED);
    }
    return (Bus::NO_METHOD);
}

sub values_of {
    my ($s, $index) = @_;
    my $out = Json::obj('.anonymous' => Json::bool($s->{anonymous}), '.type' => $s->{type}, '.name' => $s->{name});
    push @$out, '.index' => Json::num($index) if defined $index;
    push @$out, map { ($_->{name} => ref $_->{value} ? [@{ $_->{value} }] : $_->{value}) } @{ $s->{options} };
    return $out;
}

sub get {
    my $a = shift;
    return (Bus::INVALID) unless defined $a->{config};
    my $package = eval { Uci->new->load($a->{config}) } or return (Bus::NOT_FOUND);
    if (!defined $a->{section}) {
        my $index = 0;
        my @all = map { [$_, $index++] } @{ $package->{sections} };
        @all = grep { $_->[0]{type} eq $a->{type} } @all if defined $a->{type};
        return (Bus::OK, Json::obj(values => Json::obj(map { ($_->[0]{name} => values_of(@$_)) } @all)));
    }
    my $ptr = { section => $a->{section}, option => $a->{option}, extended => scalar($a->{section} =~ /\A@/) };
    eval { $package->resolve($ptr); 1 } or return (Bus::INVALID);
    return (Bus::NOT_FOUND) unless $ptr->{complete};
    return (Bus::OK, Json::obj(value => $ptr->{o}{value})) if $ptr->{o};
    return (Bus::OK, Json::obj(values => values_of($ptr->{s})));
}

1;
