# Turns the firewall's configuration into iptables-restore text for one address family.
# The mangle table is left to mwan3; TCPMSS works in the filter table too.
package Fw4::Tables;
use strict;
use warnings;

sub text {
    my ($state, $family) = @_;
    return join("\n", '*filter', filter($state, $family), 'COMMIT', '*nat', nat($state, $family), 'COMMIT') . "\n";
}

sub filter {
    my ($state, $family) = @_;
    my $reject = $family eq 'ipv4' ? 'icmp-port-unreachable' : 'icmp6-port-unreachable';
    my @out = map { ":$_ " . ($state->{lc $_} eq 'ACCEPT' ? 'ACCEPT' : 'DROP') . ' [0:0]' } qw(INPUT FORWARD OUTPUT);
    push @out, ':handle_reject - [0:0]';
    for my $z (@{ $state->{zones} }) { push @out, map { ":${_}_$z->{name} - [0:0]" } qw(input forward output accept_to reject_to drop_to) }
    push @out, '-A INPUT -i lo -j ACCEPT', '-A OUTPUT -o lo -j ACCEPT';
    push @out, "-A $_ -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT" for qw(INPUT OUTPUT);
    push @out, clamp($state), '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';
    for my $z (@{ $state->{zones} }) {
        for my $d (@{ $z->{devices} }) {
            push @out, "-A INPUT -i $d -j input_$z->{name}", "-A FORWARD -i $d -j forward_$z->{name}", "-A OUTPUT -o $d -j output_$z->{name}",
                "-A accept_to_$z->{name} -o $d -j ACCEPT", "-A reject_to_$z->{name} -o $d -j handle_reject", "-A drop_to_$z->{name} -o $d -j DROP";
        }
    }
    push @out, map { rules($_, $state, $family) } @{ $state->{rules} };
    push @out, map { forwarding($_, $state) } @{ $state->{forwardings} };
    for my $z (@{ $state->{zones} }) {
        push @out, "-A input_$z->{name} -j " . verdict($z->{input}), "-A forward_$z->{name} -j " . lc($z->{forward}) . "_to_$z->{name}",
            "-A output_$z->{name} -j " . lc($z->{output}) . "_to_$z->{name}";
    }
    push @out, '-A handle_reject -p tcp -j REJECT --reject-with tcp-reset', "-A handle_reject -j REJECT --reject-with $reject";
    push @out, map { $state->{lc $_} eq 'REJECT' ? "-A $_ -j handle_reject" : () } qw(INPUT FORWARD OUTPUT);
    return @out;
}

sub verdict { my $p = shift; return $p eq 'REJECT' ? 'handle_reject' : $p }

sub clamp {
    my $state = shift;
    return map { my $d = $_; map { "-A FORWARD $_ $d -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu" } '-o', '-i' }
        map { @{ $_->{devices} } } grep { $_->{mtu_fix} } @{ $state->{zones} };
}

sub targets { my ($name, $state) = @_; return $name eq '*' ? map { $_->{name} } @{ $state->{zones} } : $name }

sub forwarding {
    my ($f, $state) = @_;
    return map { my $src = $_; map { "-A forward_$src -j accept_to_$_" } targets($f->{dest}, $state) } targets($f->{src}, $state);
}

# One rule of the configuration becomes one for each combination of its lists.
sub rules {
    my ($r, $state, $family) = @_;
    return () if defined $r->{family} && $r->{family} ne $family && $r->{family} ne 'any';
    my @match = ('');
    my $cross = sub { my @with = @_ or return; @match = map { my $m = $_; map { "$m $_" } @with } @match };
    my $proto = $family eq 'ipv4' ? 'icmp' : 'ipv6-icmp';
    my @proto = map { $_ eq 'tcpudp' ? ('tcp', 'udp') : $_ =~ /\Aicmp/ ? $proto : $_ eq 'all' || $_ eq 'any' ? () : $_ } @{ $r->{proto} };
    @proto = ('tcp', 'udp') if !@{ $r->{proto} };
    $cross->(map { "-p $_" } @proto);
    $cross->(map { "-s $_" } grep { fits($_, $family) } @{ $r->{src_ip} });
    $cross->(map { "-d $_" } grep { fits($_, $family) } @{ $r->{dest_ip} });
    return () if grep { my $o = $_; @{ $r->{$o} } && !grep { fits($_, $family) } @{ $r->{$o} } } qw(src_ip dest_ip);
    $cross->(map { '--sport ' . tr/-/:/r } @{ $r->{src_port} });
    $cross->(map { '--dport ' . tr/-/:/r } @{ $r->{dest_port} });
    $cross->(grep { defined } map { icmp_type($_, $family) } @{ $r->{icmp_type} });
    $cross->("-m limit --limit $r->{limit}") if defined $r->{limit};
    my @chain = map { chains($r, $state) } 1;
    return map { my ($chain, $target) = @$_; map { "-A $chain$_ -j $target" } @match } @chain;
}

sub chains {
    my ($r, $state) = @_;
    my ($src, $dest) = @$r{qw(src dest)};
    return map { ["output_$_", verdict($r->{target})] } targets($dest, $state) if !defined $src && defined $dest;
    return ['OUTPUT', verdict($r->{target})] if !defined $src;
    return map { ["input_$_", verdict($r->{target})] } targets($src, $state) if !defined $dest;
    my @from = targets($src, $state);
    return map { my $to = $_; map { ["forward_$_", lc($r->{target}) . "_to_$to"] } @from } targets($dest, $state);
}

sub fits { my ($address, $family) = @_; return ($address =~ /:/ ? 'ipv6' : 'ipv4') eq $family }

sub icmp_type {
    my ($type, $family) = @_;
    return "--icmp-type $type" if $family eq 'ipv4';
    return $type =~ /\Aunknown-header-type\z/ ? '--icmpv6-type 4/1' : $type eq 'bad-header' ? '--icmpv6-type 4/0' : "--icmpv6-type " . ($type =~ s{/0\z}{}r);
}

sub nat {
    my ($state, $family) = @_;
    my @out = map { ":$_ ACCEPT [0:0]" } qw(PREROUTING INPUT OUTPUT POSTROUTING);
    return @out if $family eq 'ipv6';
    for my $z (grep { $_->{masq} } @{ $state->{zones} }) { push @out, map { "-A POSTROUTING -o $_ -j MASQUERADE" } @{ $z->{devices} } }
    return @out;
}

1;
