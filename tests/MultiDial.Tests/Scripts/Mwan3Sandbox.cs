namespace MultiDial.Tests.Scripts;

/// <summary>
/// A router with an mwan3 of one generation that only notes what it is told. Its chains are the lines of the file /chains,
/// and what an interface's state is says netifd: wan and wan2 are up, wan3 is not.
/// </summary>
public abstract class Mwan3Sandbox : SandboxTests
{
    /// <summary>The generation that has a lock of its own.</summary>
    private protected const string Hotplug = "hotplug";

    private protected const string Procd = "procd";

    private protected const string Functions = """
        mwan3_init() { echo init >>/calls; }
        mwan3_set_policies_iptables() { echo policies >>/calls; return 1; }
        mwan3_set_user_rules() { echo rules >>/calls; return 1; }
        mwan3_get_true_iface() { eval "$1=$2"; }
        mwan3_create_iface_iptables() { echo "chain $1 $2" >>/calls; }
        mwan3_create_iface_rules() { echo "ip rules $1 $2" >>/calls; }
        mwan3_set_connected_ipv4() { echo "connected ipv4" >>/calls; }
        mwan3_set_iface_hotplug_state() { echo "state $1 $2" >>/calls; }
        mwan3_get_routes() { echo "10.0.0.0/24 dev veth0 scope link"; echo "192.168.1.0/24 dev br-lan"; echo "default via 10.0.0.1 dev veth0"; echo "default via 10.9.9.1 dev other"; }
        mwan3_delete_iface_ipset_entries() { echo "forget $1" >>/calls; }
        mwan3_flush_conntrack() { echo "flush $*" >>/calls; }
        mwan3_delete_iface_rules() { echo "delete rules $1" >>/calls; }
        mwan3_delete_iface_route() { echo "delete route $1" >>/calls; return 1; }

        """;

    private const string Lock = """
        mwan3_lock() { echo "lock $*" >>/calls; }
        mwan3_unlock() { echo "unlock $*" >>/calls; }

        """;

    private const string Iptables = """
        case "$*" in
        *'-S mwan3_hook') exec grep -q '^-N mwan3_hook$' /chains ;;
        *-S) cat /chains ;;
        *' -F '*) exec grep -q "^-N $5\$" /chains ;;
        esac
        """;

    private protected const string Chains = """
        -N mwan3_hook
        -N mwan3_iface_in_wan2
        -N mwan3_ifaces_in
        -N mwan3_policy_balance
        -N mwan3_policy_gone
        -N mwan3_rule_https
        -N mwan3_rules
        -A mwan3_ifaces_in -m mark --mark 0x0/0x3f00 -j mwan3_iface_in_wan
        -A mwan3_ifaces_in -m mark --mark 0x0/0x3f00 -j mwan3_iface_in_wan2
        -A mwan3_policy_balance -m comment --comment "wan 1 1"

        """;

    /// <summary>The calls, without the questions.</summary>
    private protected string[] Done => [.. Router.Calls.Where(call => !call.Contains(" -S", StringComparison.Ordinal) && !call.Contains(" get ", StringComparison.Ordinal) && !call.Contains(" status", StringComparison.Ordinal))];

    private protected void Generation(string generation, string functions = Functions)
    {
        Router.Write("/lib/mwan3/mwan3.sh", (generation == Hotplug ? Lock : "") + functions);
        Router.Program("/etc/hotplug.d/iface/15-mwan3", "echo \"15 $ACTION $INTERFACE $DEVICE\" >>/calls");
        if (generation == Hotplug)
        {
            Router.Program("/etc/hotplug.d/iface/16-mwan3", "exit 1");
            Router.Program("/etc/hotplug.d/iface/16-mwan3-user");
        }
    }

    private protected override void Prepare()
    {
        Router.Write("/chains", Chains);
        Router.Write("/lib/functions.sh", """
            config_load() { echo "load $1" >>/calls; }
            config_foreach() { local one function=$1; shift 2; for one in wan wan2 wan3; do "$function" "$one" "$@"; done; }
            config_get_bool() { eval "$1=1"; }
            config_get() { case $3 in track_ip) eval "$1=1.1.1.1" ;; *) eval "$1=$4" ;; esac; }

            """);
        Router.Write("/lib/functions/network.sh", "network_get_device() { [ \"$2\" = wan2 ] && eval \"$1=veth0\"; }\nnetwork_is_up() { [ \"$1\" = wan2 ]; }\n");
        Router.Write("/lib/functions/procd.sh", "procd_lock() { echo \"lock of $initscript\" >>/calls; }\n");
        Router.Program("iptables", Iptables);
        Router.Program("uci", "case $* in *mwan3.wan*.track_ip) echo 1.1.1.1 ;; *) exit 1 ;; esac");
        Router.Program("ipset", "case $* in *list*sticky*|*list*mwan3_rule_ipv4_*) exit 0 ;; *list*) exit 1 ;; esac");
        Router.Program("mwan3");
        Router.Program("ip", "cat >>/routes");
        Router.Program("iptables-restore", "cat >>/restored");
        Router.Program("kill");
        Router.Program("pgrep", "echo 99999");
        Router.Program("ubus", """
            case $* in
            *network.interface.wan3*) echo '{"up":false}' ;;
            *network.interface.wan2*) echo '{"up":true,"l3_device":"veth0"}' ;;
            *network.interface\ dump) echo '{"interface":[{"interface":"wan2","up":true},{"interface":"wan3","up":false}]}' ;;
            *'service list'*) [ ! -s /chains ] || echo '{"mwan3":{"instances":{"rtmon_ipv4":{"running":true,"command":["/usr/sbin/mwan3rtmon","ipv4"]}}}}' ;;
            *status*) echo '{"interfaces":{}}' ;;
            esac
            """);
    }
}
