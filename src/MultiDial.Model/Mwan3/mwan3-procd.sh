# mwan3 2.10 to 2.12 (OpenWrt 21.02 on): procd has the lock and the trackers.
# prefix: mw_procd
# needs: mwan3-status mwan3-common apply
# of upstream: LOG initscript IP
#
# What a loop over all interfaces has found so far: MW_PROCD_NUMBER of them; MW_PROCD_DEVICES, a list of device=table.
MW_PROCD_NUMBER=
MW_PROCD_DEVICES=

# mw_procd VERB ARGUMENT...
mw_procd() {
	local verb=$1
	shift
	"mw_procd_$verb" "$@"
}

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

# mw_procd_write INTERFACE...: one that is not up follows when netifd has it up. A kernel without IPv6 refuses all that is
# written for it, as it did when mwan3 started. So where mwan3 has no hook for a family, an error does not count.
mw_procd_write() {
	local output status=0
	output=$(mw_procd_call mw_procd_take_in "$@" 2>&1) || status=$?
	case $output in *'mwan3 error: '*) ! mw_common_each mw_status_has_hook || status=1 ;; esac
	echo "$output"
	return "$status"
}

# mw_procd_take_in INTERFACE...: as mwan3's own start does it: what all of them have in common is done once. Each has its routes
# before any policy leads to it, and its tracker only then: that is work which nobody waits for.
mw_procd_take_in() {
	local name
	for name in "$@"; do
		apply_step "Taking $name into use in mwan3"
		mw_procd_up "$name"
	done
	[ $# -eq 0 ] || mw_procd_fill_tables
	mw_common_write_rules
	mw_procd_track_each "$@"
}

# mw_procd_track_each INTERFACE...: starts the trackers of those that are to have one.
mw_procd_track_each() {
	local name targets tracked=
	for name in "$@"; do
		config_get targets "$name" track_ip
		[ -z "$targets" ] || tracked="$tracked $name"
	done
	# shellcheck disable=SC2086 # each name is a word
	mw_procd_start track mwan3track $tracked
}

# mw_procd_up INTERFACE: what its hotplug script does for one that is up.
mw_procd_up() {
	local interface device state=
	mwan3_get_true_iface interface "$1"
	network_get_device device "$interface" && network_is_up "$interface" || return 0
	mwan3_create_iface_iptables "$1" "$device"
	mwan3_create_iface_rules "$1" "$device"
	config_get state "$1" initial_state online
	mwan3_set_iface_hotplug_state "$1" "$state"
	mwan3_flush_conntrack "$1" ifup
}

# mw_procd_fill_tables: the routes over an interface's device are for its own table, the others are for all tables, but for ways
# to the internet. A route that the kernel does not take is left out, as mwan3 does it. The tables of lines that were in use
# before are filled too: where netifd set an address anew, the kernel has emptied them.
mw_procd_fill_tables() {
	local family IP
	for family in ipv4 ipv6; do
		IP="ip -${family#ipv}" MW_PROCD_NUMBER=0 MW_PROCD_DEVICES=
		config_foreach mw_procd_note_table interface "$family"
		[ -n "$MW_PROCD_DEVICES" ] || continue
		# While its monitor is off, nobody else does it.
		"mwan3_set_connected_$family"
		{ echo "$MW_PROCD_DEVICES"; mwan3_get_routes; } | awk '
			NR == 1 { for (i = 1; i <= NF; i++) { split($i, pair, "="); tables[pair[2]]; if (!(pair[1] in of)) of[pair[1]] = pair[2] } }
			NR > 1 {
				over = ""
				for (i = 2; i < NF; i++) if ($i == "dev") over = $(i + 1)
				if (over in of) print "route replace table", of[over], $0
				else if ($1 != "default" && $1 != "fe80::/64") for (table in tables) print "route replace table", table, $0
			}' | $IP -force -batch -
	done
}

# mw_procd_note_table INTERFACE FAMILY: the number of an interface and of its table is its place among all of them.
mw_procd_note_table() {
	local of enabled device
	MW_PROCD_NUMBER=$((MW_PROCD_NUMBER + 1))
	config_get of "$1" family ipv4
	config_get_bool enabled "$1" enabled 0
	[ "$of:$enabled" = "$2:1" ] && network_get_device device "$1" || return 0
	MW_PROCD_DEVICES="$MW_PROCD_DEVICES $device=$MW_PROCD_NUMBER"
}

# mw_procd_refill: as its monitor would.
mw_procd_refill() { mw_procd_call mw_procd_fill_tables; }

# mw_procd_monitor: starts the monitors of routes anew, since they read only once what interfaces there are. What has changed
# meanwhile they look up.
mw_procd_monitor() {
	mw_procd_start rtmon mwan3rtmon ipv4
	! command -v ip6tables >/dev/null || mw_procd_start rtmon mwan3rtmon ipv6
}

# mw_procd_unmonitor: of each line that comes up they would write what is written for all of them at once, and take a slow router
# longer than the lines themselves.
mw_procd_unmonitor() {
	local family
	for family in ipv4 ipv6; do ubus call service delete "{\"name\":\"mwan3\",\"instance\":\"rtmon_$family\"}" >/dev/null 2>&1; done
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
	[ -z "$(uci -q get "mwan3.$1.track_ip")" ] || mw_procd_start track mwan3track "$1"
}

# mw_procd_stop INTERFACE: its tracker, if it has one.
mw_procd_stop() { ubus call service delete "{\"name\":\"mwan3\",\"instance\":\"track_$1\"}" >/dev/null 2>&1 || :; }

# mw_procd_start NAME PROGRAM ARGUMENT...: runs it for each argument, as the service's own script would; anew where it runs.
mw_procd_start() {
	local name=$1 program=$2 service argument instances=
	shift 2
	[ $# -gt 0 ] || return 0
	service=$(ubus call service list '{"name":"mwan3"}')
	for argument in "$@"; do
		case $service in *"\"${name}_$argument\""*) ubus call service delete "{\"name\":\"mwan3\",\"instance\":\"${name}_$argument\"}" ;; esac
		instances="$instances,\"${name}_$argument\":{\"command\":[\"/usr/sbin/$program\",\"$argument\"],\"respawn\":[\"3600\",\"5\",\"5\"]}"
	done
	ubus call service add "{\"name\":\"mwan3\",\"instances\":{${instances#,}}}" || exit 1
}

# mw_procd_sets RULE: the sets of a sticky rule.
mw_procd_sets() { echo "mwan3_rule_ipv4_$1 mwan3_rule_ipv6_$1"; }
