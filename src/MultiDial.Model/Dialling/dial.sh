# Dials lines until enough of them are online, all at the same moment if that is wanted. Needs read.sh, probe.sh and gate.sh.
#
# Many providers let an account in several times only if all sessions knock at once. A line that the provider has refused
# waits at the gate for the next try, so that it does not knock alone. Nothing here ends a session of a line that is not
# named.
MOST_PAUSE=60

# start_lines TARGETS STAGGER MINIMUM TRIES PAUSE SECONDS LINE...: for a cmdlet, which wants to know what came of it.
start_lines() {
	TARGETS=$1
	shift
	dial "$@" || give_up busy
	say dial "$REPORT
online$online
silent$silent"
}

# dial STAGGER MINIMUM TRIES PAUSE SECONDS LINE...: STAGGER is the seconds between two lines, 0 for all at once. The first
# try takes the lines that are not online, each further one takes all, after PAUSE seconds and twice as many each time.
dial() {
	stagger=$1 minimum=$2 tries=$3 pause=$4 patience=$5
	shift 5
	dial_begin || return
	dial_online "$@"
	dial_all "$@"
}

# dial_all LINE...: once it is known which lines are online.
dial_all() {
	while [ "$count" -lt "$minimum" ] && [ "$try" -lt "$tries" ]; do
		[ "$try" -eq 0 ] || dial_pause
		try=$((try + 1))
		dial_try "$@"
	done
	dial_end
}

dial_begin() {
	dial_lock || return
	trap 'dial_rescue; dial_end; exit 143' TERM
	trap : HUP PIPE
	PREF=901 TABLE=15900 WAYS=0 ANSWERS=$DIAL REPORT= try=0
	mkdir -p $DIAL
	gated=
	[ "$stagger" -gt 0 ] || ! dial_mount || gated=1
}

# Open the gates first: a line that waits there goes on by itself.
dial_end() {
	[ -z "$gated" ] || dial_release
	while [ "$WAYS" -gt 0 ]; do WAYS=$((WAYS - 1)); close_way $WAYS; done
	dial_unmount
	trap - TERM HUP PIPE
}

# dial_which CONDITION: the interfaces of netifd that meet it.
dial_which() { echo $(ubus call network.interface dump | jsonfilter -e "@.interface[@.$1].interface"); }

# dial_try LINE...: dials once, and waits for what comes of it.
dial_try() {
	group= cut= spread=-
	for line in "$@"; do
		[ "$try" -eq 1 ] && dial_has "$online" "$line" || group="$group $line"
	done
	dial_gather $group
	# A provider counts a session until it has seen its end.
	[ -z "$cut" ] || sleep 1
	[ -z "$gated" ] || dial_open
	for line in $group; do
		dial_has "$gathered" "$line" && continue
		dial_call "$line" up
		[ "$stagger" -eq 0 ] || sleep "$stagger"
	done
	wait_for "$patience" dial_is_settled $group
	dial_online "$@"
	REPORT="$REPORT
try $try $spread $count"
}

# Takes the lines down that are to be dialled, and has those of PPPoE come to the gate.
dial_gather() {
	gathered= up=$(dial_which up=true) pppoe=$(dial_which 'proto="pppoe"')
	echo "$@" >$DIAL/group
	[ -z "$gated" ] || echo "$try" >$DIAL/try
	for line in "$@"; do
		! dial_has "$up" "$line" || cut=1
		[ ! -e "$DIAL/at.$try.$line" ] || { gathered="$gathered $line"; continue; }
		dial_call "$line" down
		[ -n "$gated" ] && dial_has "$pppoe" "$line" || continue
		: >"$DIAL/line.$line"
		gathered="$gathered $line"
		dial_call "$line" up
	done
	wait_for $GATHER dial_is_there $gathered
}

dial_is_settled() {
	up=$(dial_which up=true)
	for line in "$@"; do dial_has "$up" "$line" || [ -e "$DIAL/lost.$try.$line" ] || return; done
}

dial_pause() {
	sleep "$pause"
	pause=$((pause * 2))
	[ "$pause" -le $MOST_PAUSE ] || pause=$MOST_PAUSE
}

# Some providers let a session too many in, but to a page of their own. So a line through which nobody answers does not
# count, if somebody does through another; if nobody answers at all, the targets say nothing.
dial_online() {
	online= silent= bare= up=$(dial_which up=true)
	for line in "$@"; do
		! dial_has "$up" "$line" || dial_ping "$line"
	done
	wait
	answered=$(cd $ANSWERS && echo answer.*)
	for line in "$@"; do
		dial_has "$up" "$line" && ! dial_has "$bare" "$line" || continue
		if [ -e "$ANSWERS/answer.$line" ] || [ "$answered" = 'answer.*' ]; then online="$online $line"; else silent="$silent $line"; fi
	done
	rm -f $ANSWERS/answer.*
	while [ "$WAYS" -gt 0 ]; do WAYS=$((WAYS - 1)); close_way $WAYS; done
	count=0
	for line in $online; do count=$((count + 1)); done
}

dial_ping() {
	{ read -r device; read -r gateway; } <<-END
		$(ubus call "network.interface.$1" status | jsonfilter -e '@.l3_device' -e '@.route[@.target="0.0.0.0"].nexthop')
	END
	# A ping without an address of its own takes another line's, and the provider then sends here what is for that line.
	[ -n "$(ip -4 -o addr show dev "$device")" ] || { bare="$bare $1"; return; }
	open_way "$WAYS" "$1" "$device" "${gateway:--}"
	WAYS=$((WAYS + 1))
	for target in $TARGETS; do
		ping -I "$device" -c 2 -W 2 "$target" >/dev/null 2>&1 </dev/null && : >"$ANSWERS/answer.$1" &
	done
}
