# The user's rules: which traffic goes to which policy, the first that matches.
package Mwan3::UserRules;
use strict;
use warnings;
use Mwan3::Journal;
use Mwan3::Kernel;
use Mwan3::Sets;
use Mwan3::Settings;

use constant LONGEST_NAME => 15;

my %foreign = (ipv4 => qr/[0-9a-f]*:[0-9a-f:]*/i, ipv6 => qr/(?:\d{1,3}\.){3}\d{1,3}/);

sub write_all {
    my ($settings, $marks, $network) = @_;
    for my $family (Mwan3::Kernel::FAMILIES) {
        my $context = { settings => $settings, marks => $marks, network => $network, family => $family, present => [Mwan3::Kernel::mangle($family)] };
        Mwan3::Kernel::write_mangle($family, 'rules', ':mwan3_rules - [0:0]', map { rule($context, $_) } $settings->sections('rule'));
    }
}

# The lines for one rule, the chains that it needs before them; none if it is left out, which only the log tells.
sub rule {
    my ($context, $rule) = @_;
    my ($family, $name, $marks) = ($context->{family}, $rule->{name}, $context->{marks});
    my $of = Mwan3::Settings::value($rule, 'family', 'any');
    return unless $of eq 'any' || $of eq $family;
    my $match = match($context, $rule) // return;
    if (length $name > LONGEST_NAME) {
        Mwan3::Journal::note('warn', "Rule $name exceeds max of 15 chars. Not setting rule");
        return;
    }
    my $policy = Mwan3::Settings::value($rule, 'use_policy') // return;
    my ($target, @chain) = $marks->{number}{$policy} ? $marks->set($policy) : target($context, $rule, $policy);
    my $condition = "$match " . $marks->unmarked;
    return (@chain, log_line($context, $rule, $condition), "-A mwan3_rules $condition $target");
}

sub match {
    my ($context, $rule) = @_;
    my %option = map { $_ => Mwan3::Settings::value($rule, $_) } qw(src_ip src_iface dest_ip ipset src_port dest_port);
    my $protocol = Mwan3::Settings::value($rule, 'proto', 'all');
    for my $address (grep { defined } @option{qw(src_ip dest_ip)}) {
        next unless $address =~ $foreign{ $context->{family} };
        Mwan3::Journal::note('warn', "invalid $context->{family} address $address specified for rule $rule->{name}");
        return undef;
    }
    if (defined $option{src_iface}) {
        $option{device} = $context->{network}->device($option{src_iface});
        if (!$option{device}) {
            Mwan3::Journal::note('notice', "could not find device corresponding to src_iface $option{src_iface} for rule $rule->{name}");
            return undef;
        }
    }
    for my $port (grep { defined $option{$_} && $protocol !~ /\A(?:tcp|udp)\z/ } qw(src_port dest_port)) {
        Mwan3::Journal::note('warn', "$port set to '$option{$port}' but proto set to '$protocol' not tcp or udp. $port will be ignored");
        delete $option{$port};
    }
    my @words = (
        ['-s %s', 'src_ip'], ['-i %s', 'device'], ['-d %s', 'dest_ip'], ['-m set --match-set %s dst', 'ipset'],
        ['-m multiport --sports %s', 'src_port'], ['-m multiport --dports %s', 'dest_port'],
    );
    return join ' ', "-p $protocol", map { defined $option{ $_->[1] } ? sprintf $_->[0], $option{ $_->[1] } : () } @words;
}

# Where a rule sends to, and the chains that must be made for it. A policy that is none becomes an empty chain.
sub target {
    my ($context, $rule, $policy) = @_;
    my $chain = "mwan3_policy_$policy";
    my @new;
    if (!grep { $_ eq "-N $chain" } @{ $context->{present} }) {
        push @{ $context->{present} }, "-N $chain";
        push @new, "-N $chain";
    }
    return ("-j $chain", @new) unless Mwan3::Settings::flag($rule, 'sticky');
    return ("-j mwan3_rule_$rule->{name}", @new, sticky_chain($context, $rule, $chain));
}

# A source that has been here goes by the line of the last time, if the policy has it; in the end that line is noted.
# The real one compares with this mark and mask whatever mask is configured.
sub sticky_chain {
    my ($context, $rule, $policy) = @_;
    my $marks = $context->{marks};
    my $chain = "mwan3_rule_$rule->{name}";
    my $set = Mwan3::Sets::make_sticky($rule->{name}, $context->{family}, Mwan3::Settings::value($rule, 'timeout', 600), $marks);
    my @line = grep {
        my $line = $_->{name};
        grep { $_ eq "-N mwan3_iface_in_$line" } @{ $context->{present} } and grep { /\A-A \Q$policy\E .*--comment "\Q$line\E / } @{ $context->{present} };
    } $context->{settings}->lines;
    my @try = map {
        ($marks->unmarked . ' ' . $marks->set($_->{number}),
            '-m mark --mark ' . $marks->match($_->{number}) . " -m set ! --match-set $set src,src -j MARK --set-xmark 0x0/$marks->{mask}");
    } reverse @line;
    my @note = map { "-m mark ! --mark 0xfc00/0xfc00 -j SET --$_-set $set src,src" } qw(del add);
    return (":$chain - [0:0]", map { "-A $chain $_" } @try, $marks->unmarked . " -j $policy", @note);
}

sub log_line {
    my ($context, $rule, $condition) = @_;
    my $globals = $context->{settings}->globals;
    return unless Mwan3::Settings::flag($globals, 'logging') && Mwan3::Settings::flag($rule, 'logging');
    my $level = Mwan3::Settings::value($globals, 'loglevel', 'notice');
    return "-A mwan3_rules $condition -m comment --comment $rule->{name} -j LOG --log-level $level --log-prefix \"MWAN3($rule->{name})\"";
}

# A rule for what comes in by an interface cannot be written before that has a device.
sub waits_for {
    my ($settings, $line, $device) = @_;
    return 0 unless grep { Mwan3::Settings::value($_, 'src_iface', '') eq $line } $settings->sections('rule');
    my $of = $settings->line($line);
    return !grep { /-i \Q$device\E / } Mwan3::Kernel::mangle($of ? $of->{family} : 'ipv4', 'mwan3_rules');
}

1;
