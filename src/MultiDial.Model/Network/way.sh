# A way for what the router itself sends out through one interface.
# prefix: way
#
# mwan3 marks what the router sends too, and a mark beats `ping -I`. So a rule of our own stands before mwan3's (1000 and
# up): for sockets that are bound to the interface's device, and for programs that cannot be bound for the address that is
# asked. "iif lo" keeps both away from what passes through the router. Whoever opens ways has a preference and routing tables
# of its own, so that two can do so at the same time.

# way_open PREFERENCE TABLE DEVICE GATEWAY: the gateway is - where there is none.
way_open() {
	local gateway=$4
	[ "$gateway" != - ] || gateway=
	ip route add default ${gateway:+via "$gateway"} dev "$3" table "$2" 2>/dev/null
	ip rule add pref "$1" iif lo oif "$3" lookup "$2" 2>/dev/null
}

# way_ask PREFERENCE TABLE ADDRESS: local traffic to one address goes this way too, until it is closed.
way_ask() { ip rule add pref "$1" iif lo to "$3" lookup "$2" 2>/dev/null; }

# way_keep PREFERENCE TABLE ADDRESS: what has the interface's address goes this way too, until it is closed.
way_keep() { ip rule add pref "$1" iif lo from "$3" lookup "$2" 2>/dev/null; }

# way_forget PREFERENCE TABLE: no rule leads there any more.
way_forget() { while ip rule del pref "$1" lookup "$2" 2>/dev/null; do :; done; }

# way_close PREFERENCE TABLE
way_close() {
	way_forget "$1" "$2"
	ip route flush table "$2" 2>/dev/null
}
