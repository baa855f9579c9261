# mwan3 2.10 to 2.12 (OpenWrt 21.02 on): procd has the lock and the trackers.
# prefix: mw_procd
# needs: mwan3-common
# of upstream: LOG initscript

# mw_procd VERB ARGUMENT...
mw_procd() {
	local verb=$1
	shift
	"mw_procd_$verb" "$@"
}

mw_procd_runs() { mw_common_has_hook iptables; }

# mw_procd_call COMMAND...: with mwan3's own functions, under its lock, which goes with the subshell. Succeeds if it comes to
# its end: what those functions return is the status of whatever they did last, be it a question that was answered with no.
mw_procd_call() (
	mw_common_load
	# shellcheck disable=SC2034 # procd.sh reads it
	initscript=/etc/init.d/mwan3
	# shellcheck source=/dev/null # it is on the router
	. /lib/functions/procd.sh
	# When the kernel refuses what it writes, mwan3 tells the log and nobody else.
	# shellcheck disable=SC2317 # mwan3's functions call it
	LOG() {
		[ "$1" != error ] || echo "mwan3 error: $2"
		[ "$1" = debug ] || logger -t mwan3 -p "$1" "$2"
	}
	procd_lock
	config_load mwan3
	mwan3_init
	"$@"
	exit 0
)

# A kernel without IPv6 refuses all that is written for it, as it did when mwan3 started. So where mwan3 has no hook for a
# family, an error does not count.
mw_procd_rules() {
	local output status=0
	output=$(mw_procd_call mw_common_write_rules 2>&1) || status=$?
	case $output in *'mwan3 error: '*) ! mw_common_each mw_common_has_hook || status=1 ;; esac
	echo "$output"
	return "$status"
}

# mw_procd_join INTERFACE: one that is not up follows when netifd has it up.
mw_procd_join() { mwan3 ifup "$1" && mw_procd_start "$1"; }

# After interfaces have joined: the monitors of routes read only once which there are.
mw_procd_joined() {
	local service family
	service=$(ubus call service list '{"name":"mwan3"}')
	for family in ipv4 ipv6; do
		[ -n "$(jsonfilter -s "$service" -e "@.mwan3.instances.rtmon_$family.command")" ] || continue
		mw_procd_instance "rtmon_$family" "[\"/usr/sbin/mwan3rtmon\",\"$family\"]" || return
	done
}

# mw_procd_track INTERFACE: its tracker begins with the interface in its initial state and tells mwan3 of changes only, so
# mwan3 has to see it so too.
mw_procd_track() {
	local state=/var/run/mwan3/iface_state/$1
	mw_procd_stop "$1"
	if [ "$(uci -q get "mwan3.$1.initial_state")" = offline ]; then
		rm -f "/var/run/mwan3track/$1/STATUS"
		[ ! -f "$state" ] || echo offline >"$state"
	elif [ "$(cat "$state" 2>/dev/null)" != online ]; then
		mwan3 ifup "$1" || return
	fi
	mw_procd_start "$1"
}

# mw_procd_stop INTERFACE: its tracker, if it has one.
mw_procd_stop() { ubus call service delete "{\"name\":\"mwan3\",\"instance\":\"track_$1\"}" >/dev/null 2>&1 || :; }

# mw_procd_start INTERFACE: its tracker, if it is to have one.
mw_procd_start() { [ -z "$(uci -q get "mwan3.$1.track_ip")" ] || mw_procd_instance "track_$1" "[\"/usr/sbin/mwan3track\",\"$1\"]"; }

# mw_procd_instance NAME COMMAND: as the service's own script would start it, and anew if it runs.
mw_procd_instance() {
	ubus call service delete "{\"name\":\"mwan3\",\"instance\":\"$1\"}" >/dev/null 2>&1
	ubus call service add "{\"name\":\"mwan3\",\"instances\":{\"$1\":{\"command\":$2,\"respawn\":[\"3600\",\"5\",\"5\"]}}}"
}

# mw_procd_sets RULE: the sets of a sticky rule.
mw_procd_sets() { echo "mwan3_rule_ipv4_$1 mwan3_rule_ipv6_$1"; }
