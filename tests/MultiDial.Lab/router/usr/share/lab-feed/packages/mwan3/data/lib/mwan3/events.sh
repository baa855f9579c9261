# Lines coming and going, and what is remembered about them.

mwan3_set_iface_hotplug_state() {
	echo "$2" >"$MWAN3_STATUS_DIR/iface_state/$1"
}

mwan3_get_iface_hotplug_state() {
	local state=offline
	[ -e "$MWAN3_STATUS_DIR/iface_state/$1" ] && read -r state <"$MWAN3_STATUS_DIR/iface_state/$1"
	echo "$state"
}

mwan3_ifup() {
	local line=$1 caller=$2 child device
	if [ "$caller" = cmd ]; then
		/etc/init.d/mwan3 running || {
			echo 'The service mwan3 is global disabled.'
			echo 'Please execute "/etc/init.d/mwan3 start" first.'
			exit 1
		}
		config_load mwan3
	fi
	mwan3_get_true_iface child "$line"
	network_flush_cache
	network_is_up "$child" || return 0
	network_get_device device "$child"
	[ -n "$device" ] || return 0
	if [ "$caller" = init ]; then
		mwan3_run_hotplug ifup "$line" "$device" "$caller" &
		hotplug_pids="$hotplug_pids $!"
	else
		mwan3_run_hotplug ifup "$line" "$device" "$caller"
	fi
}

mwan3_run_hotplug() {
	env -i PATH="$PATH" MWAN3_STARTUP="$4" ACTION="$1" INTERFACE="$2" DEVICE="$3" sh /etc/hotplug.d/iface/15-mwan3
}

mwan3_ifdown() {
	mwan3_run_hotplug ifdown "$1" ""
}

# When the service stops, scripts of the user still hear that the line is gone.
mwan3_interface_shutdown() {
	if [ "$(cat "$MWAN3TRACK_STATUS_DIR/$1/STATUS" 2>/dev/null)" = online ]; then
		env -i PATH="$PATH" MWAN3_SHUTDOWN=1 ACTION=disconnected INTERFACE="$1" DEVICE= /sbin/hotplug-call iface
	fi
}

mwan3_signal_tracker() {
	local pid
	pid=$(mwan3_tracker_pid "$1") && kill -"$2" "$pid"
}

mwan3_delete_iface_ipset_entries() {
	local id mark name entry
	mwan3_get_iface_id id "$1"
	[ -n "$id" ] || return 0
	mark=$(printf '0x%08x' "$(mwan3_id2mask "$id" "$MMX_MASK")")
	for name in $($IPS -n list | grep ^mwan3_rule_); do
		for entry in $($IPS list "$name" | awk -v mark="$mark" 'index($1, mark) { print $1 }'); do
			$IPS del "$name" "$entry" || LOG notice "failed to delete $entry from $name"
		done
	done
}

# The whole table goes, not only the line's connections: this is what the option does.
mwan3_flush_conntrack() {
	flush_on() {
		[ "$1" = "$3" ] || return 0
		conntrack -F >/dev/null 2>&1
		LOG info "Connection tracking flushed for interface '$2' on action '$3'"
	}
	config_list_foreach "$1" flush_conntrack flush_on "$1" "$2"
}
