# The command line `mwan3`. Whatever goes wrong, its exit status is 0.
package Mwan3::Command;
use strict;
use warnings;
use Mwan3::Event;
use Mwan3::Journal;
use Mwan3::Kernel;
use Mwan3::LineCommand;
use Mwan3::Lock;
use Mwan3::Network;
use Mwan3::Notes;
use Mwan3::Report;
use Mwan3::Settings;

use constant { SERVICE => '/etc/init.d/mwan3', LAST_TABLE => 250 };

my $rule = '-' x 49;
my %command = (
    start => sub { service(qw(enable start)) }, stop => sub { service(qw(disable stop)) }, restart => sub { service(qw(enable stop start)) },
    ifup => \&ifup, ifdown => \&ifdown, interfaces => \&interfaces, policies => \&policies, connected => \&connected, rules => \&rules,
    status => sub { interfaces(); policies(); connected(); rules() }, internal => \&internal, use => \&use_line,
);

sub run {
    my ($name, @argument) = @_;
    $| = 1;
    return print help() unless defined $name && $command{$name};
    Mwan3::Notes::prepare();
    $command{$name}->(@argument);
}

sub help {
    return <<'TEXT';
Syntax: mwan3 [command]

Available commands:
start                    Load iptables rules, ip rules and ip routes
stop                     Unload iptables rules, ip rules and ip routes
restart                  Reload iptables rules, ip rules and ip routes
ifup <iface>             Load rules and routes for specific interface
ifdown <iface>           Unload rules and routes for specific interface
interfaces               Show interfaces status
policies                 Show currently active policy
connected                Show directly connected networks
rules                    Show active rules
status                   Show all status
internal <ipv4|ipv6>     Show internal configuration <default: ipv4>
use <iface> <cmd>        Run a command bound to <iface> and avoid mwan3 rules
TEXT
}

sub service { system SERVICE, $_ for @_ }

sub ifup {
    my ($name, @more) = @_;
    return print "Expecting interface. Usage: mwan3 ifup <interface>\n" unless defined $name;
    return print "Too many arguments. Usage: mwan3 ifup <interface>\n" if @more;
    my $network = Mwan3::Network->new;
    my $line = Mwan3::Settings->new->line($name) || { name => $name, family => 'ipv4' };
    my $device = $network->live_device($network->child($line)) // return;
    Mwan3::Lock::take();
    Mwan3::Event::handle('ifup', $name, $device);
}

sub ifdown {
    my ($name, @more) = @_;
    return print "Error: Expecting interface. Usage: mwan3 ifdown <interface>\n" unless defined $name;
    return print "Error: Too many arguments. Usage: mwan3 ifdown <interface>\n" if @more;
    Mwan3::Lock::take();
    Mwan3::Event::handle('ifdown', $name, '');
}

sub interfaces {
    my $network = Mwan3::Network->new;
    print map { "$_\n" } 'Interface status:', map({ Mwan3::Report::line($_, $network) } Mwan3::Settings->new->lines), '';
}

# A report for each family under its headline.
sub by_family {
    my ($headline, $report) = @_;
    print map { "$_\n" } map { (sprintf($headline, $_), $report->($_), '') } Mwan3::Kernel::FAMILIES;
}

sub policies { by_family('Current %s policies:', \&Mwan3::Report::policies) }
sub connected { by_family('Directly connected %s networks:', \&Mwan3::Report::connected) }
sub rules { by_family('Active %s user rules:', \&Mwan3::Report::rules) }

sub internal {
    my $family = ($_[0] // '') eq 'ipv6' ? 'ipv6' : 'ipv4';
    my $ip = Mwan3::Kernel::ip($family);
    my $release = (`cat /etc/openwrt_release 2>/dev/null` =~ /^DISTRIB_RELEASE='([^']*)'/m)[0] // 'unknown';
    print "Software-Version\n$rule\nOpenWrt - $release\n\n";
    print output_of($_), "\n" for "$ip a show", "$ip route show", "$ip rule show";
    print "Output of \"$ip route list table 1-@{[ LAST_TABLE ]}\"\n$rule\n";
    my @table = map { my $routes = `$ip route list table $_ 2>/dev/null`; $routes eq '' ? () : "Routing table $_:\n$routes\n" } 1 .. LAST_TABLE;
    print @table ? @table : "No data found\n\n";
    print output_of(Mwan3::Kernel::tables($family) . ' -t mangle -w -L -v -n');
}

sub output_of {
    my $command = shift;
    my $output = `$command`;
    return "Output of \"$command\"\n$rule\n" . ($output eq '' ? "No data found\n" : $output);
}

sub use_line {
    my ($name, @command) = @_;
    return print "no command specified for mwan3 use\n" unless @command;
    my $network = Mwan3::Network->new;
    my $device = $network->device($name) // return print "could not find device for $name\n";
    my $settings = Mwan3::Settings->new;
    my $line = $settings->line($name) || { name => $name, family => 'ipv4', section => { options => [] } };
    my $family = $line->{family};
    print "could not find family for $name. Using ipv4.\n" unless defined Mwan3::Settings::value($line->{section}, 'family');
    my $source = $network->address($network->child($line), $family) // ($family eq 'ipv6' ? '::' : '0.0.0.0');
    print "Running '@command' with DEVICE=$device SRCIP=$source FWMARK=", Mwan3::Notes::marks($settings)->mark('default'), " FAMILY=$family\n";
    my ($program) = grep { -x && !-d } $command[0] =~ m{/} ? $command[0] : map { "$_/$command[0]" } split /:/, $ENV{PATH};
    return print STDERR "$0: line ${\ __LINE__}: $command[0]: not found\n" unless defined $program;
    Mwan3::LineCommand::run($device, $source, $family, $program, @command[1 .. $#command]);
}

1;
