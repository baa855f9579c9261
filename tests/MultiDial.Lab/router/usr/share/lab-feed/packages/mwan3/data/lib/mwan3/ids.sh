# A line's id is the place of its section among all interface sections, disabled ones included.

mwan3_update_iface_to_table() {
	local tid=0
	mwan3_iface_tbl=" "
	note_id() {
		tid=$((tid + 1))
		mwan3_iface_tbl="$mwan3_iface_tbl$1=$tid "
	}
	config_foreach note_id interface
}

mwan3_get_iface_id() {
	local rest
	[ -n "$mwan3_iface_tbl" ] || mwan3_update_iface_to_table
	rest="${mwan3_iface_tbl##* $2=}"
	export "$1=${rest%% *}"
}

# The tables of the enabled lines of one family, by device: " eth0.2=1 veth0=2 ".
mwan3_update_dev_to_table() {
	local tid=0
	mwan3_dev_tbl_ipv4=" "
	mwan3_dev_tbl_ipv6=" "
	note_device() {
		local family device enabled
		tid=$((tid + 1))
		config_get_bool enabled "$1" enabled 0
		[ "$enabled" -eq 1 ] || return 0
		network_get_device device "$1"
		[ -n "$device" ] || return 0
		config_get family "$1" family ipv4
		eval "mwan3_dev_tbl_$family=\"\${mwan3_dev_tbl_$family}$device=$tid \""
	}
	network_flush_cache
	config_foreach note_device interface
}

# Sets $1 to the table of the line whose device the route $2 (family $3) names, or to nothing.
mwan3_route_line_dev() {
	local device table rest
	eval "$1="
	device="${2##*dev }"
	[ "$device" != "$2" ] || return 0
	device="${device%% *}"
	eval "table=\"\$mwan3_dev_tbl_$3\""
	rest="${table##* $device=}"
	eval "$1=\${rest%% *}"
}
