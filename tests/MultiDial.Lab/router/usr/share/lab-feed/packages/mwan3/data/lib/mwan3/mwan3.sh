# The functions by which others bring a changed configuration into a running mwan3.
. /lib/mwan3/common.sh

mwan3_init() { mwan3_call prepare; }
mwan3_set_policies_iptables() { mwan3_call policies; }
mwan3_set_user_rules() { mwan3_call user-rules; }
mwan3_delete_iface_rules() { mwan3_call delete-rules "$1"; }
mwan3_delete_iface_route() { mwan3_call delete-table "$1"; }
