# Tests lines from the router itself. Needs read.sh, and gate.sh where lines are stopped.
#
# A line's answer must come through that line. mwan3 marks what the router sends too, and a mark beats `ping -I`. So
# rules of our own stand before mwan3's (1000 and up): one for sockets bound to the line's device, and for programs
# that cannot be bound one for the address that is asked. "iif lo" keeps both away from what passes through.
TABLE=15800
PREF=900

# A line costs four words: its name, its layer 3 device, its gateway (or -) and its DNS server (or -).
each_line() {
	call=$1
	shift
	index=0
	while [ $# -ge 4 ]; do
		"$call" "$index" "$1" "$2" "$3" "$4"
		index=$((index + 1))
		shift 4
	done
}

open_way() {
	via=
	[ "$4" = - ] || via="via $4"
	ip route add default $via dev "$3" table $((TABLE + $1)) 2>/dev/null
	ip rule add pref $PREF iif lo oif "$3" lookup $((TABLE + $1)) 2>/dev/null
}

close_way() {
	while ip rule del pref $PREF lookup $((TABLE + $1)) 2>/dev/null; do :; done
	ip route flush table $((TABLE + $1)) 2>/dev/null
}

ping_line() {
	for target in $TARGETS; do
		STARTING=1
		ping -I "$3" -c "$COUNT" -W "$SECONDS_EACH" "$target" >"$WORK/$2.$target" 2>&1 </dev/null &
		PINGS="$PINGS $!" STARTING=
	done
}

report_line() {
	for target in $TARGETS; do part "ping/$2/$target"; cat "$WORK/$2.$target"; done
	part "masquerade/$2"
	{ nft list chain inet fw4 srcnat 2>/dev/null; iptables-save -t nat 2>/dev/null; } | grep -E "\"$3\"| -o $3 "
	[ "$5" = - ] && return
	ask "$1" "$5"
	for name in $NAMES; do
		answer=$(nslookup "$name" "$5" 2>&1 </dev/null)
		addresses=$(echo "$answer" | sed -n '/^Name/,$s/^Address[ 0-9]*: *\([0-9.]*[0-9]\).*/\1/p')
		[ -n "$addresses" ] || continue
		part "dns/$2"
		echo "$addresses"
		for address in $addresses; do ask "$1" "$address"; done
		own=$(wget -T "$SECONDS_EACH" -q -O - "http://$name/" 2>/dev/null </dev/null) || continue
		part "public/$2"
		echo "$own"
		break
	done
	close_way "$1"
	open_way "$1" "$2" "$3" "$4"
}

# Local traffic to one address takes the line, until close_way.
ask() { ip rule add pref $PREF iif lo to "$2" lookup $((TABLE + $1)) 2>/dev/null; }

probe() {
	guard
	WORK=$(mktemp -d)
	each_line open_way "$@"
	each_line ping_line "$@"
	[ -z "$STOPPED" ] || watch_connection
	# Not a bare `wait`: the timer of an exclusive test is a child too.
	for ping in $PINGS; do wait "$ping"; done
	PINGS=
	each_line report_line "$@"
}

# A lost connection shows as PIPE at the next output.
watch_connection() {
	for ping in $PINGS; do
		while kill -0 "$ping" 2>/dev/null; do
			part waiting
			sleep 1
		done
	done
}

# The first thing that a signal does is to keep the next one away.
guard() {
	trap 'finish' EXIT
	trap "trap '' HUP INT PIPE TERM; exit 1" HUP INT PIPE TERM
}

# Not TERM: a process that has just been made can lose it. STARTING: a signal may come before its number is noted.
finish() {
	trap '' HUP INT PIPE TERM
	trap - EXIT
	[ -z "$STOPPED" ] || { start $STOPPED; let_lines; }
	kill -9 $PINGS $TIMER ${STARTING:+$!} 2>/dev/null
	close_ways
	[ -z "$WORK" ] || rm -rf "$WORK"
	trap - HUP INT PIPE TERM
}

close_ways() {
	index=0
	while [ $index -lt "$LINES" ]; do close_way $index; index=$((index + 1)); done
}

# Not ifup: that has netifd read the configuration, unsaved changes included, and restarts a line that is up.
start() { for line in "$@"; do ubus call "network.interface.$line" up; done >/dev/null 2>&1; }

# stop_others SECONDS LINE...: stops the other lines. They come back when this script ends, whatever ends it; and if
# it is killed, by a timer that nobody but the script takes away. Nobody dials meanwhile, the watch neither.
stop_others() {
	limit=$1
	shift
	[ $# -gt 0 ] || return 0
	hold_lines 60
	STOPPED=$* STARTING=1
	guard
	(
		trap '' HUP
		while [ "$limit" -gt 0 ]; do sleep 1; limit=$((limit - 1)); done
		close_ways
		start "$@"
	) </dev/null >/dev/null 2>&1 &
	TIMER=$! STARTING=
	kill -0 "$TIMER" 2>/dev/null || give_up "run the timer that brings the lines back"
	for line in $STOPPED; do ubus call "network.interface.$line" down; done >/dev/null 2>&1
	wait_down 15 $STOPPED
}
