# Keeps lines online, as a service on the router. Needs probe.sh, gate.sh and dial.sh.
#
# It looks at the lines four times in each interval, so that one that is lost is dialled again within it. Too few online:
# those that are missing are dialled again, and where the provider wants all sessions at the same moment, then all of
# them. After each time that this was in vain it waits twice as long; a line that is lost meanwhile ends the wait. A line
# that somebody has stopped (netifd calls that autostart: false) is left alone, and while somebody else dials nothing is
# done at all.
MOST_WAIT=900
PATIENCE=20
PAUSE=3

# watch INTERVAL MINIMUM SIMULTANEOUS TARGETS LINE...: MINIMUM is 0 for all lines.
watch() {
	INTERVAL=$1 MINIMUM=$2 SIMULTANEOUS=$3 TARGETS=$4
	shift 4
	[ "$MINIMUM" -gt 0 ] || MINIMUM=$#
	WAIT=$INTERVAL NEXT=0 SOONEST=0 SHORT= KNOWN=$*
	watch_say "watching $*: $MINIMUM of $# are to be online"
	watch_open
	while :; do
		watch_sleep
		watch_round "$@"
	done
}

watch_say() { logger -t multidial-watch "$*"; }

# A pipe into which nobody writes: to wait for it is to sleep, without a process that would be left when this one is ended.
watch_open() {
	mkfifo /tmp/multidial-watch.$$ && exec 7<>/tmp/multidial-watch.$$ || exit 1
	rm -f /tmp/multidial-watch.$$
}

watch_sleep() { read -r -t $((INTERVAL / 4)) _ <&7; }

watch_now() {
	read -r now _ </proc/uptime
	now=${now%.*}
}

watch_round() {
	! watch_is_dialled || return 0
	watch_look "$@"
	watch_now
	watch_tell
	[ "$count" -lt "$needed" ] || { watch_rest; return; }
	[ "$now" -ge "$NEXT" ] || return 0
	watch_dial
}

watch_is_dialled() { [ -L $DIALLING ] && [ -d "/proc/$(readlink $DIALLING)" ]; }

# watch_look LINE...: beside what a cmdlet may be doing at the same time, so with ways and files of its own.
watch_look() {
	watch_wanted "$@"
	PREF=902 TABLE=16000 WAYS=0 ANSWERS=/tmp/multidial.watch
	trap 'watch_leave; exit 143' TERM
	mkdir -p $ANSWERS
	dial_online $wanted
	watch_leave
	trap - TERM
}

watch_leave() {
	while [ "$WAYS" -gt 0 ]; do WAYS=$((WAYS - 1)); close_way $WAYS; done
	rm -rf $ANSWERS
}

# The lines that nobody has stopped, and how many of them must be online.
watch_wanted() {
	autostart=$(dial_which autostart=true) pending=$(dial_which pending=true) wanted= needed=0
	for line in "$@"; do
		! dial_has "$autostart" "$line" || { wanted="$wanted $line"; needed=$((needed + 1)); }
	done
	[ "$needed" -le "$MINIMUM" ] || needed=$MINIMUM
}

# What has changed since the last time.
watch_tell() {
	missing=
	for line in $wanted; do
		if ! dial_has "$online" "$line"; then
			missing="$missing $line"
			! dial_has "$KNOWN" "$line" || watch_lost "$line"
		elif ! dial_has "$KNOWN" "$line"; then
			watch_say "$line is back: $count online, $needed wanted"
		fi
	done
	for line in $KNOWN; do
		dial_has "$wanted" "$line" || watch_say "$line was stopped and is left alone"
	done
	KNOWN=$online
}

# It ends the wait, but for the first interval of it. A line that is up may answer again the next time, and one that
# netifd is dialling may come: so these are looked at twice before a session is ended that is perhaps a good one.
watch_lost() {
	watch_say "$1 is lost: $count online, $needed wanted"
	NEXT=$SOONEST
	! dial_has "$pending $silent" "$1" || [ "$NEXT" -gt "$now" ] || NEXT=$((now + 1))
}

watch_rest() {
	[ -z "$SHORT" ] || watch_say "enough lines are online again: $count, $needed wanted"
	WAIT=$INTERVAL NEXT=0 SOONEST=0 SHORT=
}

watch_dial() {
	watch_say "dialling$missing again"
	minimum=$needed pause=$PAUSE patience=$PATIENCE stagger=1 tries=1
	[ "$SIMULTANEOUS" != 1 ] || stagger=0 tries=2
	dial_begin || return 0
	dial_all $wanted
	SHORT=1
	watch_tell
	[ "$count" -lt "$needed" ] || { watch_rest; return; }
	watch_now
	NEXT=$((now + WAIT)) SOONEST=$((now + INTERVAL))
	watch_say "$count online after dialling, $needed wanted; the next try is in $WAIT s"
	WAIT=$((WAIT * 2))
	[ "$WAIT" -le $MOST_WAIT ] || WAIT=$((INTERVAL > MOST_WAIT ? INTERVAL : MOST_WAIT))
}
