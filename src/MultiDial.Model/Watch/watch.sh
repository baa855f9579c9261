# Keeps interfaces online, as a service on the router.
# prefix: watch
# needs: own words netifd barrier dial
#
# It looks at them four times in each interval, so that one that is lost is dialled again within it. Too few online: those
# that are missing are dialled again, and where the provider wants all sessions at the same moment, then all of them. After
# each time that this was in vain it waits twice as long; one that is lost meanwhile ends the wait. An interface that
# somebody has stopped (netifd calls that autostart: false) is left alone, and while somebody else dials nothing is done at
# all.
#
# The settings: WATCH_INTERVAL, WATCH_MINIMUM, WATCH_SIMULTANEOUS, WATCH_TARGETS. The time: WATCH_NOW; WATCH_WAIT, how long
# the next wait will be; WATCH_NEXT and WATCH_SOONEST, when the next try is, and when it is at the earliest. The interfaces:
# WATCH_WANTED, those that nobody has stopped; WATCH_NEEDED, how many of them must be online; WATCH_PENDING, what netifd is
# dialling; WATCH_KNOWN, those that were online the last time; WATCH_MISSING. WATCH_SHORT is not empty while too few are.
#
# File descriptor 7 is the pipe that it sleeps on.
WATCH_MOST_WAIT=900
WATCH_PATIENCE=20
WATCH_PAUSE=3
WATCH_FOLDER=$OWN_FOLDER/watch

# watch_run INTERVAL MINIMUM SIMULTANEOUS TARGETS INTERFACE...: MINIMUM is 0 for all of them.
watch_run() {
	WATCH_INTERVAL=$1 WATCH_MINIMUM=$2 WATCH_SIMULTANEOUS=$3 WATCH_TARGETS=$4
	shift 4
	[ "$WATCH_MINIMUM" -gt 0 ] || WATCH_MINIMUM=$#
	WATCH_WAIT=$WATCH_INTERVAL WATCH_NEXT=0 WATCH_SOONEST=0 WATCH_SHORT='' WATCH_KNOWN=$*
	watch_open
	watch_say "watching $*: $WATCH_MINIMUM of $# are to be online"
	while :; do
		watch_sleep
		watch_round "$*"
	done
}

watch_say() { logger -t multidial-watch "$*"; }

# A pipe into which nobody writes: to wait for it is to sleep, without a process that would be left when this one is ended.
# The folder goes with all that a predecessor has left there that was killed.
watch_open() {
	own_folder watch || exit 1
	rm -f "$WATCH_FOLDER/pipe"
	mkfifo "$WATCH_FOLDER/pipe" && exec 7<>"$WATCH_FOLDER/pipe" || exit 1
	rm -rf "$WATCH_FOLDER"
}

# shellcheck disable=SC3045 # busybox knows it
watch_sleep() { read -r -t $((WATCH_INTERVAL / 4)) _ <&7; }

watch_clock() {
	read -r WATCH_NOW _ </proc/uptime
	WATCH_NOW=${WATCH_NOW%.*}
}

# watch_round NAMES
watch_round() {
	! barrier_is_busy || return 0
	watch_look "$1"
	watch_clock
	watch_tell
	[ "$DIAL_COUNT" -lt "$WATCH_NEEDED" ] || { watch_rest; return; }
	[ "$WATCH_NOW" -ge "$WATCH_NEXT" ] || return 0
	watch_dial
}

# watch_look NAMES: beside what a cmdlet may be doing at the same time, so with ways and a folder of its own.
watch_look() {
	watch_choose "$1"
	own_folder watch || exit 1
	trap 'watch_leave; exit 143' TERM
	dial_look_at 902 16000 "$WATCH_FOLDER" "$WATCH_TARGETS" "$WATCH_WANTED"
	watch_leave
	trap - TERM
}

# Without the folder, a ping that is still under way writes nothing.
watch_leave() {
	dial_close_ways
	rm -rf "$WATCH_FOLDER"
}

# watch_choose NAMES: which of them nobody has stopped.
watch_choose() {
	local started name
	started=$(netifd_which 'autostart=true') WATCH_PENDING=$(netifd_which 'pending=true') WATCH_WANTED='' WATCH_NEEDED=0
	for name in $1; do
		! words_have "$started" "$name" || WATCH_WANTED="$WATCH_WANTED $name" WATCH_NEEDED=$((WATCH_NEEDED + 1))
	done
	[ "$WATCH_NEEDED" -le "$WATCH_MINIMUM" ] || WATCH_NEEDED=$WATCH_MINIMUM
}

# What has changed since the last time.
watch_tell() {
	local name
	WATCH_MISSING=
	for name in $WATCH_WANTED; do
		if ! words_have "$DIAL_ONLINE" "$name"; then
			WATCH_MISSING="$WATCH_MISSING $name"
			! words_have "$WATCH_KNOWN" "$name" || watch_lose "$name"
		elif ! words_have "$WATCH_KNOWN" "$name"; then
			watch_say "$name is back: $DIAL_COUNT online, $WATCH_NEEDED wanted"
		fi
	done
	for name in $WATCH_KNOWN; do
		words_have "$WATCH_WANTED" "$name" || watch_say "$name was stopped and is left alone"
	done
	WATCH_KNOWN=$DIAL_ONLINE
}

# watch_lose INTERFACE: that ends the wait, except for the first interval of it. One that is up may answer again the next
# time, and one that netifd is dialling may come: so these are looked at twice before a session is ended that is perhaps a
# good one.
watch_lose() {
	watch_say "$1 is lost: $DIAL_COUNT online, $WATCH_NEEDED wanted"
	WATCH_NEXT=$WATCH_SOONEST
	! words_have "$WATCH_PENDING $DIAL_SILENT" "$1" || [ "$WATCH_NEXT" -gt "$WATCH_NOW" ] || WATCH_NEXT=$((WATCH_NOW + 1))
}

watch_rest() {
	[ -z "$WATCH_SHORT" ] || watch_say "enough lines are online again: $DIAL_COUNT, $WATCH_NEEDED wanted"
	WATCH_WAIT=$WATCH_INTERVAL WATCH_NEXT=0 WATCH_SOONEST=0 WATCH_SHORT=
}

watch_dial() {
	local stagger=1 tries=1
	watch_say "dialling$WATCH_MISSING again"
	[ "$WATCH_SIMULTANEOUS" != 1 ] || stagger=0 tries=2
	dial_begin "$WATCH_TARGETS" "$stagger" "$WATCH_PATIENCE" || return 0
	dial_tries "$WATCH_NEEDED" "$tries" "$WATCH_PAUSE" "$WATCH_WANTED"
	WATCH_SHORT=1
	watch_tell
	[ "$DIAL_COUNT" -lt "$WATCH_NEEDED" ] || { watch_rest; return; }
	watch_clock
	WATCH_NEXT=$((WATCH_NOW + WATCH_WAIT)) WATCH_SOONEST=$((WATCH_NOW + WATCH_INTERVAL))
	watch_say "$DIAL_COUNT online after dialling, $WATCH_NEEDED wanted; the next try is in $WATCH_WAIT s"
	WATCH_WAIT=$((WATCH_WAIT * 2))
	[ "$WATCH_WAIT" -le "$WATCH_MOST_WAIT" ] || WATCH_WAIT=$((WATCH_INTERVAL > WATCH_MOST_WAIT ? WATCH_INTERVAL : WATCH_MOST_WAIT))
}
