# The ubus object `rc`: init scripts, whether they are enabled, whether they run.
package Rpcd::Rc;
use strict;
use warnings;
use Bus;
use Json;

sub call {
    my (undef, $method, $data) = @_;
    my $name = Json::plain(Json::get($data, 'name'));
    return (Bus::OK, list($name, Json::plain(Json::get($data, 'skip_running_check')))) if $method eq 'list';
    return (Bus::NO_METHOD) if $method ne 'init';
    my $action = Json::plain(Json::get($data, 'action'));
    return (Bus::INVALID) unless defined $name && defined $action && $name =~ /\A[\w.-]+\z/;
    return (Bus::INVALID) unless $action =~ /\A(?:disable|enable|stop|start|restart|reload)\z/;
    return (Bus::NOT_FOUND) unless -x "/etc/init.d/$name";
    system "/etc/init.d/$name", $action;
    return (Bus::OK);
}

sub list {
    my ($only, $fast) = @_;
    my $out = Json::obj();
    for my $script (glob '/etc/init.d/*') {
        my ($name) = $script =~ m{([^/]+)\z};
        next if defined $only && $only ne $name;
        my $text = do { open my $fh, '<', $script or next; local $/; readline $fh };
        my %is = $text =~ /^(START|STOP)=(\d+)$/mg;
        my $entry = Json::obj(map { defined $is{uc $_} ? ($_ => Json::num($is{uc $_} + 0)) : () } qw(start stop));
        push @$entry, enabled => Json::bool(defined $is{START} && -l sprintf '/etc/rc.d/S%s%s', $is{START}, $name);
        push @$entry, running => Json::bool(system("$script running >/dev/null 2>&1") == 0) if !$fast && $text =~ /^USE_PROCD=/m;
        push @$out, $name => $entry;
    }
    return $out;
}

1;
