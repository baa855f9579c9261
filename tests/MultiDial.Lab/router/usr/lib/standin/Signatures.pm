# What `ubus -v list` says of each object: its methods and their arguments.
# s = String, b = Boolean, i = Integer, a = Array, t = Table.
package Signatures;
use strict;
use warnings;
use Json;

my $interface = 'up | down | renew | status | prepare | dump | add_device name:s link-ext:b vlan:a | remove_device name:s link-ext:b vlan:a
    | notify_proto | remove | set_data';
my $session = 'ubus_rpc_session:s';

my %methods = (
    network => 'restart | reload | add_host_route target:s v6:b interface:s exclude:b | get_proto_handlers | add_dynamic name:s | netns_updown jail:s start:b',
    'network.device' => 'status name:s | set_alias alias:a device:s | set_state name:s defer:b auth_status:b auth_vlans:a | stp_init',
    'network.interface' => $interface,
    rc => 'list name:s skip_running_check:b | init name:s action:s',
    system => 'board | info | reboot | watchdog frequency:i timeout:i magicclose:b stop:b | signal pid:i signum:i | validate_firmware_image path:s
        | sysupgrade path:s force:b backup:s prefix:s command:s options:t',
    service => 'set name:s script:s instances:t triggers:a validate:a autostart:b data:t | add name:s script:s instances:t triggers:a validate:a autostart:b data:t
        | list name:s verbose:b | delete name:s instance:s | signal name:s instance:s signal:i | update_start name:s | update_complete name:s
        | event type:s data:t | validate package:s type:s service:s | get_data name:s instance:s type:s | state spawn:b name:s
        | watchdog mode:i timeout:i name:s instance:s',
    session => "create timeout:i | list $session | grant $session scope:s objects:a | revoke $session scope:s objects:a
        | access $session scope:s object:s function:s | set $session values:t | get $session keys:a | unset $session keys:a | destroy $session
        | login username:s password:s timeout:i",
    'rpc-sys' => 'packagelist all:b | password_set user:s password:s | upgrade_test | upgrade_start keep:b | upgrade_clean | factory | reboot',
    file => "read path:s base64:b $session | write path:s data:s append:b mode:i base64:b $session | list path:s $session | stat path:s $session
        | md5 path:s $session | remove path:s $session | exec command:s params:a env:t $session",
    uci => "configs | get config:s section:s option:s type:s match:t $session | state config:s section:s option:s type:s match:t $session
        | add config:s type:s name:s values:t $session | set config:s section:s type:s match:t values:t $session
        | delete config:s section:s type:s match:t option:s options:a $session | rename config:s section:s option:s name:s $session
        | order config:s sections:a $session | changes config:s $session | revert config:s $session | commit config:s $session
        | apply rollback:b timeout:i $session | confirm $session | rollback $session | reload_config",
);

my %type = (s => 'String', b => 'Boolean', i => 'Integer', a => 'Array', t => 'Table');

sub of {
    my $object = shift;
    my $name = $object =~ /\Anetwork\.interface\./ ? 'network.interface' : $object;
    my @method = $methods{$name} ? described($methods{$name}) : scripted($object);
    return join '', map { "$_\n" } "'$object' \@" . id($object), map { "\t$_" } @method;
}

# Object ids are drawn by chance on a real router; here they follow from the name.
sub id { my $n = 0; $n = ($n * 33 + ord) & 0xffffffff for split //, $_[0]; return sprintf '%08x', $n }

sub described {
    return map {
        my ($method, @argument) = split ' ';
        "\"$method\":{" . join(',', map { my ($key, $kind) = split /:/; "\"$key\":\"$type{$kind}\"" } @argument) . '}';
    } split /\s*\|\s*/, $_[0];
}

# Scripts give an example of each argument: its type counts.
sub scripted {
    my $script = "/usr/libexec/rpcd/$_[0]";
    my $list = -x $script ? Json::decode(scalar `$script list`) : undef;
    my %of = ('' => 'String', 'Json::Num' => 'Integer', 'Json::Bool' => 'Boolean', ARRAY => 'Array', 'Json::Obj' => 'Table');
    return map {
        my $argument = Json::get($list, $_);
        "\"$_\":{" . join(',', map { "\"$_\":\"" . $of{ ref Json::get($argument, $_) } . '"' } Json::keys($argument)) . '}';
    } Json::keys($list || Json::obj());
}

1;
