# Brings a changed configuration into a running mwan3, line by line. Needs read.sh and apply.sh. A restart would reset the
# connections of every line; these calls touch no mark, table or tracker of a line that is not named.
# mwan3 2.6 and 2.8 have mwan3_lock and start their trackers from hotplug; from 2.10 on procd has both.

MWAN3_HOTPLUG=/etc/hotplug.d/iface

mwan3_is_old() { grep -q '^mwan3_lock()' /lib/mwan3/mwan3.sh; }

# mwan3_locked FUNCTION ARGUMENT...: runs it as mwan3's own scripts would be run; 3 if this mwan3 is none that is known.
mwan3_locked() {
	(
		. /lib/functions.sh
		. /lib/functions/network.sh
		. /lib/mwan3/mwan3.sh
		. /lib/mwan3/common.sh
		for name in mwan3_init mwan3_set_policies_iptables mwan3_set_user_rules; do
			command -v $name >/dev/null || exit 3
		done
		lock=mwan3_lock unlock=mwan3_unlock
		mwan3_is_old || {
			initscript=/etc/init.d/mwan3 lock=procd_lock unlock=:
			. /lib/functions/procd.sh
		}
		$lock multidial mwan3
		config_load mwan3
		mwan3_init
		"$@"
		$unlock multidial mwan3
		exit 0
	) >/dev/null 2>&1
}

mwan3_each_table() {
	for tables in iptables ip6tables; do
		command -v $tables >/dev/null && "$@" "$tables -t mangle -w"
	done
}

# `start` on a running mwan3 loses its list of connected networks, and locks the LAN out.
mwan3_restart() {
	if mwan3_runs; then
		/etc/init.d/mwan3 restart >/dev/null 2>&1
	elif /etc/init.d/mwan3 enabled; then
		/etc/init.d/mwan3 start >/dev/null 2>&1
	else
		say warning "mwan3 is disabled on the router: the change is written, but has no effect before '/etc/init.d/mwan3 enable; /etc/init.d/mwan3 start'."
	fi
}

# mwan3_rules: writes policies and rules anew, each in one go.
mwan3_rules() {
	mwan3_runs || { mwan3_restart; return; }
	mwan3_locked mwan3_write
	[ $? -ne 3 ] || mwan3_restart
}

mwan3_write() {
	mwan3_set_policies_iptables
	mwan3_set_user_rules
}

# mwan3_drop_policies NAME...: mwan3 leaves the chains of deleted policies.
mwan3_drop_policies() {
	mwan3_runs || return
	for policy in "$@"; do mwan3_each_table mwan3_drop_chain "mwan3_policy_$policy"; done
}

mwan3_drop_chain() { $2 -F "$1" && $2 -X "$1"; } 2>/dev/null

# mwan3_forget RULE...: a sticky rule's memory. Its set would keep an old time-out. To be called before mwan3_rules.
mwan3_forget() {
	mwan3_runs || return
	mwan3_each_table mwan3_drop_rules
	for rule in "$@"; do
		mwan3_each_table mwan3_drop_chain "mwan3_rule_$rule"
		for set in "mwan3_rule_ipv4_$rule" "mwan3_rule_ipv6_$rule" "mwan3_sticky_v4_$rule" "mwan3_sticky_v6_$rule" "mwan3_sticky_$rule"; do
			ipset -q destroy "$set"
		done
	done
}

mwan3_drop_rules() { $1 -F mwan3_rules; } 2>/dev/null

# mwan3_leave LINE...: takes lines out of use. To be called while the configuration still has them.
mwan3_leave() {
	mwan3_runs || return
	for line in "$@"; do
		env -i ACTION=ifdown INTERFACE="$line" sh $MWAN3_HOTPLUG/15-mwan3 >/dev/null 2>&1
		mwan3_locked mwan3_delete_line
		mwan3_each_table mwan3_drop_line
		mwan3_stop_tracker
		rm -rf "/var/run/mwan3track/$line" "/var/run/mwan3/iface_state/$line"
	done
}

mwan3_delete_line() {
	mwan3_delete_iface_rules "$line"
	mwan3_delete_iface_route "$line"
}

# mwan3's own function for it fails from 2.10 on, as it hands its lines to a command that it does not name.
mwan3_drop_line() {
	$1 -S 2>/dev/null | sed -n "s/^-A \(mwan3_ifaces_[a-z]* .*-j mwan3_iface_[a-z]*_$line\)\$/\1/p" | while read -r rule; do
		$1 -D $rule
	done
	mwan3_drop_chain "mwan3_iface_in_$line" "$1"
	mwan3_drop_chain "mwan3_iface_out_$line" "$1"
}

# mwan3_join LINE...: takes lines into use; those that are not up follow when netifd has them up.
mwan3_join() {
	mwan3_runs || return
	for line in "$@"; do
		mwan3_ifup_line
		mwan3_is_old || mwan3_start_tracker
	done
	mwan3_is_old && return
	for family in ipv4 ipv6; do
		ubus call service list '{"name":"mwan3"}' | grep -q "\"rtmon_$family\"" && mwan3_instance "rtmon_$family" "[\"/usr/sbin/mwan3rtmon\",\"$family\"]"
	done
}

mwan3_ifup_line() {
	mwan3_is_old || { mwan3 ifup "$line" >/dev/null 2>&1; return; }
	device=$(. /lib/functions/network.sh; network_get_device name "$line" && echo "$name")
	[ -n "$device" ] || return
	for script in $MWAN3_HOTPLUG/1[456]-mwan3; do
		[ -f "$script" ] && ACTION=ifup INTERFACE="$line" DEVICE="$device" sh "$script" >/dev/null 2>&1 </dev/null
	done
}

# mwan3_track LINE...: starts trackers anew. Each begins with the line in its initial state and tells mwan3 of changes only,
# so mwan3 has to see it so too.
mwan3_track() {
	mwan3_runs || return
	for line in "$@"; do
		rm -f "/var/run/mwan3track/$line"/TRACK_* "/var/run/mwan3track/$line"/LATENCY_* "/var/run/mwan3track/$line"/LOSS_*
		mwan3_is_old && { mwan3_ifup_line; continue; }
		mwan3_stop_tracker
		state=/var/run/mwan3/iface_state/$line
		if [ "$(uci -q get "mwan3.$line.initial_state")" = offline ]; then
			rm -f "/var/run/mwan3track/$line/STATUS"
			[ ! -f "$state" ] || echo offline >"$state"
		elif [ "$(cat "$state" 2>/dev/null)" != online ]; then
			mwan3_ifup_line
		fi
		mwan3_start_tracker
	done
}

mwan3_stop_tracker() {
	if mwan3_is_old; then
		for tracker in $(pgrep -f "mwan3track $line "); do kill "$tracker"; done
	else
		ubus call service delete "{\"name\":\"mwan3\",\"instance\":\"track_$line\"}" >/dev/null 2>&1
	fi
}

mwan3_start_tracker() {
	[ -z "$(uci -q get "mwan3.$line.track_ip")" ] || mwan3_instance "track_$line" "[\"/usr/sbin/mwan3track\",\"$line\"]"
}

# mwan3_instance NAME COMMAND: as the service's own script would start it, and anew if it runs.
mwan3_instance() {
	ubus call service delete "{\"name\":\"mwan3\",\"instance\":\"$1\"}" >/dev/null 2>&1
	ubus call service add "{\"name\":\"mwan3\",\"instances\":{\"$1\":{\"command\":$2,\"respawn\":[\"3600\",\"5\",\"5\"]}}}"
}
