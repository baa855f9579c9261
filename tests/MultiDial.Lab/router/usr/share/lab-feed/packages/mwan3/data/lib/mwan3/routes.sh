# ip rules, and the routing table that each line has of its own.

mwan3_set_general_rules() {
	local family present
	for family in $(mwan3_families); do
		present=$(family_ip $family rule list)
		mwan3_add_verdict $((MM_BLACKHOLE + 2000)) $MMX_BLACKHOLE blackhole
		mwan3_add_verdict $((MM_UNREACHABLE + 2000)) $MMX_UNREACHABLE unreachable
	done
}

mwan3_add_verdict() {
	echo "$present" | grep -q "^$1:" ||
		family_ip $family rule add pref "$1" fwmark "$2/$MMX_MASK" "$3"
}

mwan3_create_iface_rules() {
	local id family mark
	mwan3_get_iface_id id "$1"
	[ -n "$id" ] || return 0
	config_get family "$1" family ipv4
	[ "$family" = ipv4 ] || [ $NO_IPV6 -eq 0 ] || return 0
	mark=$(mwan3_id2mask "$id" "$MMX_MASK")
	mwan3_delete_iface_rules "$1"
	family_ip "$family" rule add pref $((id + 1000)) iif "$2" lookup "$id"
	family_ip "$family" rule add pref $((id + 2000)) fwmark "$mark/$MMX_MASK" lookup "$id"
	family_ip "$family" rule add pref $((id + 3000)) fwmark "$mark/$MMX_MASK" unreachable
}

mwan3_delete_iface_rules() {
	local id family pref
	mwan3_get_iface_id id "$1"
	[ -n "$id" ] || return 0
	config_get family "$1" family ipv4
	for pref in $((id + 1000)) $((id + 2000)) $((id + 3000)); do
		family_ip "$family" rule del pref $pref 2>/dev/null
	done
	return 0
}

# The main table's routes (and those of the extra tables), fit to be added to another table.
mwan3_get_routes() {
	local sourced
	config_get_bool sourced globals source_routing 0
	add_extra_table() {
		family_ip "$1" route list table "$2"
	}
	{
		family_ip "$1" route list table main
		config_list_foreach globals rt_table_lookup add_extra_table "$1"
	} | sed -e 's/offload//' -e 's/linkdown //' -e 's/expires [0-9]*sec//' -e 's/error [0-9]*//' \
		-e "$([ "$sourced" -eq 1 ] || echo 's/^default\(.*\) from [^ ]*/default\1/')" | sort -u
}

# A route over a line's device belongs to that line; every other route, defaults aside, to all lines.
mwan3_create_iface_route() {
	local id family table owner line
	mwan3_get_iface_id id "$1"
	[ -n "$id" ] || return 0
	config_get family "$1" family ipv4
	table=$(family_ip "$family" route list table "$id" 2>/dev/null)
	mwan3_update_dev_to_table
	mwan3_get_routes "$family" | while read -r line; do
		mwan3_route_line_dev owner "$line" "$family"
		[ "$owner" = "$id" ] || { [ -z "$owner" ] && mwan3_is_shared "$line"; } || continue
		case "$table" in *"$line"*) continue ;; esac
		family_ip "$family" route add table "$id" $line 2>/dev/null
	done
}

mwan3_is_shared() {
	case "$1" in default* | fe80::/64*) return 1 ;; esac
}

mwan3_delete_iface_route() {
	local id family
	mwan3_get_iface_id id "$1"
	if [ -z "$id" ]; then
		LOG warn "delete_iface_route: could not find table id for interface $1"
		return 0
	fi
	config_get family "$1" family ipv4
	family_ip "$family" route flush table "$id" 2>/dev/null
}
