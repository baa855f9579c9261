# mwan3 2.6 and 2.8 (OpenWrt 18.06 and 19.07, and forks of later releases): it has a lock of its own, and its hotplug
# scripts start the trackers.
# prefix: mw_hotplug
# needs: mwan3-common mwan3-hush apply netifd

# mw_hotplug VERB ARGUMENT...
mw_hotplug() {
	local verb=$1
	shift
	"mw_hotplug_$verb" "$@"
}

# mw_hotplug_call COMMAND...: with mwan3's own functions, under its lock. Succeeds if it comes to its end: what those
# functions return is the status of whatever they did last, be it a question that was answered with no.
mw_hotplug_call() (
	mw_common_load
	mwan3_lock multidial mwan3
	trap 'mwan3_unlock multidial mwan3' EXIT
	config_load mwan3
	mwan3_init
	"$@"
	exit 0
)

# mw_hotplug_write INTERFACE...: they follow one after the other, by the scripts that have passed them over until now. The output
# says nothing about failure: a rule without a family is written for both, and always refused by one of them if it has an address.
mw_hotplug_write() {
	local name
	[ $# -eq 0 ] || hush_end
	for name in "$@"; do
		apply_step "Taking $name into use in mwan3"
		mw_hotplug_up "$name" || return
	done
	mw_hotplug_call mw_common_write_rules
}

# mw_hotplug_up INTERFACE: tells mwan3's scripts what netifd would; an interface that is not up follows when netifd has it up.
# The tracker that they start keeps their output open, so nobody can wait for the end of that. The script in the middle does
# the work.
mw_hotplug_up() {
	local device script status=0
	device=$(netifd_device "$1")
	[ -n "$device" ] || return 0
	for script in /etc/hotplug.d/iface/1[456]-mwan3; do
		[ -f "$script" ] || continue
		if ACTION=ifup INTERFACE="$1" DEVICE="$device" sh "$script" >/dev/null 2>&1 </dev/null 9>&-; then continue; fi
		[ "${script##*/}" != 15-mwan3 ] || status=1
	done
	return "$status"
}

# mw_hotplug_track INTERFACE: the scripts start its tracker anew.
mw_hotplug_track() { mw_hotplug_up "$1"; }

# A monitor of routes looks for itself which interfaces there are, and is never off.
mw_hotplug_monitor() { :; }

mw_hotplug_unmonitor() { :; }

mw_hotplug_refill() { :; }

# mw_hotplug_stop INTERFACE: its tracker.
mw_hotplug_stop() {
	local tracker
	for tracker in $(pgrep -f "mwan3track $1 "); do kill "$tracker"; done
}

# mw_hotplug_sets RULE: the sets of a sticky rule; first the one that holds the others.
mw_hotplug_sets() { echo "mwan3_sticky_$1 mwan3_sticky_v4_$1 mwan3_sticky_v6_$1"; }
