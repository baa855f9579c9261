# The functions by which others bring a changed configuration into a running mwan3.
. /lib/mwan3/common.sh

mwan3_init() { mwan3_call prepare; }
mwan3_set_policies_iptables() { mwan3_call policies; }
mwan3_set_user_rules() { mwan3_call user-rules; }
mwan3_get_true_iface() { eval "$1=\$(/usr/lib/standin/mwan3 netifd-name \"\$2\")"; }
mwan3_create_iface_iptables() { mwan3_call line-chain "$1" "$2"; }
mwan3_create_iface_rules() { mwan3_call line-rules "$1" "$2"; }
mwan3_set_iface_hotplug_state() { echo "$2" >"/var/run/mwan3/iface_state/$1"; }
mwan3_get_routes() { /usr/lib/standin/mwan3 routes "ipv${IP#*-}"; }
mwan3_delete_iface_ipset_entries() { mwan3_call forget-line "$1"; }
mwan3_flush_conntrack() { mwan3_call flush-connections "$1" "$2"; }
mwan3_delete_iface_rules() { mwan3_call delete-rules "$1"; }
mwan3_delete_iface_route() { mwan3_call delete-table "$1"; }
