# The way into the kernel: what it has, and how it gets what it should have.
package Mwan3::Kernel;
use strict;
use warnings;
use Mwan3::Journal;
use Mwan3::Notes;

use constant FAMILIES => qw(ipv4 ipv6);

sub ip { my $family = shift; return 'ip -' . substr($family, 3) }
sub tables { return $_[0] eq 'ipv6' ? 'ip6tables' : 'iptables' }

# The mangle table as lines of `iptables -S`, or those of one chain.
sub mangle {
    my ($family, $chain) = @_;
    my $tool = tables($family);
    chomp(my @line = `$tool -t mangle -w -S @{[ $chain // '' ]} 2>/dev/null`);
    return @line;
}

sub has_chain { my ($family, $chain) = @_; return scalar mangle($family, $chain) }

# Chains are written in one go or not at all. What was last tried stays in a file, as a help when the kernel refuses it.
sub write_mangle {
    my ($family, $what, @line) = @_;
    return unless @line;
    refused_by(tables($family) . '-restore -T mangle -w -n', "iptables-$what-$family", "$what ($family)", '*mangle', @line, 'COMMIT');
}

sub write_sets { my ($what, @line) = @_; refused_by('ipset restore', "ipset-$what", $what, @line) }

sub refused_by {
    my ($command, $file, $what, @line) = @_;
    my $dump = Mwan3::Notes::FOLDER . "/iptables_log/$file.dump";
    Mwan3::Notes::write_line($dump, join "\n", @line);
    my $error = `$command <$dump 2>&1`;
    return unless $?;
    Mwan3::Journal::note('error', "$what: " . join ' ', split /\s*\n\s*/, $error);
}

# Rules by their preference: { 1001 => 'from all iif eth0.2 lookup 1', ... }
sub rules { my $family = shift; my $ip = ip($family); return map { /\A(\d+):\s+(.*?)\s*\z/ ? ($1 => $2) : () } `$ip rule list` }

# A table's routes, without what the kernel adds of its own accord and would not take again.
sub routes {
    my ($family, $table) = @_;
    my $ip = ip($family);
    return map { clean($_) } `$ip route list table $table 2>/dev/null`;
}

sub clean { return $_[0] =~ s/\b(?:offload|linkdown|dead)\b|\bexpires \d+sec|\berror \S+//gr =~ s/\s+/ /gr =~ s/ \z//r }

# Commands of ip, each tried even where one before it failed.
sub batch {
    my ($family, @command) = @_;
    return unless @command;
    open my $batch, '|-', ip($family) . ' -force -batch - >/dev/null 2>&1' or return;
    print $batch map { "$_\n" } @command;
    close $batch;
}

sub sets { return grep { /\Amwan3_/ } map { chomp; $_ } `ipset -n list` }
sub members { my $set = shift; return map { /\Aadd \S+ (\S+)/ ? $1 : () } `ipset -o save list $set 2>/dev/null` }

1;
