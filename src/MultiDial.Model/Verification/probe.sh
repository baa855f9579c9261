# Tests interfaces from the router itself: the answers must come through the interface that is tested.
# prefix: probe
# needs: own read apply way names
#
# What probe_begin is told: PROBE_TARGETS, PROBE_NAMES, PROBE_COUNT, PROBE_SECONDS, PROBE_NUMBER. What has to be undone at the
# end: PROBE_FOLDER, PROBE_PINGS (processes, by pid and start), and what the command PROBE_UNDO does; PROBE_STARTING is not empty while a process
# starts that is not noted yet.
PROBE_PREFERENCE=900
PROBE_TABLE=15800
PROBE_FOLDER=
PROBE_UNDO=
PROBE_PINGS=
PROBE_STARTING=

# probe_begin TARGETS NAMES COUNT SECONDS NUMBER: which addresses to ping how many times, which services tell the caller's
# address, how long one answer may take, and how many interfaces there are. The first thing that a signal does is to keep
# the next one away.
probe_begin() {
	PROBE_TARGETS=$1 PROBE_NAMES=$2 PROBE_COUNT=$3 PROBE_SECONDS=$4 PROBE_NUMBER=$5
	trap probe_end EXIT
	trap "trap '' HUP INT PIPE TERM; exit 1" HUP INT PIPE TERM
}

# probe_undo_by COMMAND: what is to be undone besides at the end.
probe_undo_by() { PROBE_UNDO=$1; }

# Not TERM: a process that has just been made can lose it. A signal may come before a process is noted.
probe_end() {
	local id
	trap '' HUP INT PIPE TERM
	trap - EXIT
	for id in $PROBE_PINGS; do ! own_lives "$id" || kill -9 "${id%:*}" 2>/dev/null; done
	[ -z "$PROBE_STARTING" ] || kill -9 $! 2>/dev/null
	probe_close_ways "$PROBE_NUMBER"
	$PROBE_UNDO
	[ -z "$PROBE_FOLDER" ] || rm -rf "$PROBE_FOLDER"
	trap - HUP INT PIPE TERM
}

# probe_close_ways NUMBER
probe_close_ways() {
	local index=0
	while [ "$index" -lt "$1" ]; do
		way_close "$PROBE_PREFERENCE" $((PROBE_TABLE + index))
		index=$((index + 1))
	done
}

# probe_run: each interface costs four words, its name, its layer 3 device, its gateway (or -) and its DNS server (or -).
probe_run() {
	local ping
	probe_make_folder
	probe_each probe_open "$@"
	probe_each probe_ping "$@"
	[ -z "$PROBE_UNDO" ] || probe_watch_connection
	# Not a bare `wait`: the timer is a child too.
	for ping in $PROBE_PINGS; do wait "${ping%:*}"; done
	PROBE_PINGS=
	probe_each probe_report "$@"
}

probe_make_folder() {
	own_folder "probe.$$" || apply_fail "$FAILED_COMMAND" "Making $OWN_FOLDER/probe.$$"
	PROBE_FOLDER=$OWN_FOLDER/probe.$$
}

# probe_each COMMAND WORD...: calls it for each interface with the number of its routing table and its four words.
probe_each() {
	local command=$1 table=$PROBE_TABLE
	shift
	while [ $# -ge 4 ]; do
		"$command" "$table" "$1" "$2" "$3" "$4"
		table=$((table + 1))
		shift 4
	done
}

probe_open() { way_open "$PROBE_PREFERENCE" "$1" "$3" "$4"; }

# Quiet, since whoever answers twice and more often would fill the memory with lines.
probe_ping() {
	local target
	for target in $PROBE_TARGETS; do
		probe_start "$PROBE_FOLDER/$2.$target" -q -I "$3" -c "$PROBE_COUNT" -W "$PROBE_SECONDS" "$target"
	done
}

# probe_start FILE ARGUMENT...: a ping, which writes to the file and does not outlive the test.
probe_start() {
	local file=$1
	shift
	PROBE_STARTING=1
	ping "$@" >"$file" 2>&1 </dev/null &
	! own_start $! || PROBE_PINGS="$PROBE_PINGS $!:$OWN_START"
	PROBE_STARTING=
}

# A lost connection shows as PIPE at the next output.
probe_watch_connection() {
	local ping
	for ping in $PROBE_PINGS; do
		while own_lives "$ping"; do
			read_part waiting
			sleep 1
		done
	done
}

probe_report() {
	local target name addresses address own
	for target in $PROBE_TARGETS; do read_part "ping/$2/$target"; cat "$PROBE_FOLDER/$2.$target"; done
	read_part "masquerade/$2"
	{ nft list chain inet fw4 srcnat 2>/dev/null; iptables-save -t nat 2>/dev/null; } | grep -F -e "\"$3\"" -e " -o $3 "
	[ "$5" != - ] || return
	way_ask "$PROBE_PREFERENCE" "$1" "$5"
	for name in $PROBE_NAMES; do
		addresses=$(names_addresses "$name" "$5")
		[ -n "$addresses" ] || continue
		read_part "dns/$2"
		echo "$addresses"
		for address in $addresses; do way_ask "$PROBE_PREFERENCE" "$1" "$address"; done
		own=$(probe_fetch "$name")
		[ -n "$own" ] || continue
		read_part "public/$2"
		echo "$own"
		break
	done
	way_close "$PROBE_PREFERENCE" "$1"
	probe_open "$@"
}

# probe_fetch NAME: the first line of what a web service answers. Whoever is on the way can answer in its place, so no more
# is kept of it than an address has, and none that comes in drops.
# shellcheck disable=SC3045 # busybox knows both
probe_fetch() {
	local own=
	wget -T "$PROBE_SECONDS" -q -O - "http://$1/" 2>/dev/null </dev/null | { read -r -t "$PROBE_SECONDS" -n 256 own; echo "$own"; }
}
