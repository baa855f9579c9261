# Dials interfaces until enough of them are online, all at the same moment if that is wanted.
# prefix: dial
# needs: wait words netifd way barrier
#
# Many providers let an account in several times only if all sessions call at once. One that the provider has refused waits
# at the barrier for the next try, so that it does not call alone. Nothing here ends a session of an interface that is not
# named.
#
# In this order: dial_begin, dial_look or dial_look_at once or more, dial_tries, which ends it.
#
# What dial_begin is told: DIAL_TARGETS, DIAL_STAGGER, DIAL_SECONDS. How far it is: DIAL_TRY, the number of the last try;
# DIAL_BARRIER, not empty if there is one; DIAL_GATHERED, the interfaces that come to it; DIAL_CUT, not empty if sessions
# were ended. The result: DIAL_ONLINE, DIAL_SILENT, DIAL_COUNT (of those online), DIAL_REPORT. The ways that are open:
# DIAL_PREFERENCE, DIAL_TABLE and DIAL_WAYS, their number; DIAL_PINGS, what runs through them.
#
# DIAL_TELL: the command that is told how far it is.
DIAL_TELL=:
DIAL_MOST_PAUSE=60
DIAL_WAYS=0

# dial_tell_by COMMAND
dial_tell_by() { DIAL_TELL=$1; }

# dial_begin TARGETS STAGGER SECONDS: STAGGER is the seconds between two interfaces, 0 for all at once; SECONDS the time for
# one try. Fails if somebody else dials, or if the folder is not ours.
dial_begin() {
	barrier_lock || return
	trap 'barrier_rescue; dial_end; exit 143' TERM
	trap : HUP PIPE
	DIAL_TARGETS=$1 DIAL_STAGGER=$2 DIAL_SECONDS=$3 DIAL_TRY=0 DIAL_REPORT='' DIAL_BARRIER=''
	[ "$2" -gt 0 ] || ! barrier_mount || DIAL_BARRIER=1
}

# Open the barrier first: whoever waits there goes on by itself.
dial_end() {
	[ -z "$DIAL_BARRIER" ] || barrier_release
	dial_close_ways
	barrier_remove
	trap - TERM HUP PIPE
}

# dial_tries MINIMUM TRIES PAUSE NAMES: once it is known which are online. The first try takes those that are not, each
# further one takes all, after PAUSE seconds and twice as many each time.
dial_tries() {
	local pause=$3
	while [ "$DIAL_COUNT" -lt "$1" ] && [ "$DIAL_TRY" -lt "$2" ]; do
		if [ "$DIAL_TRY" -gt 0 ]; then
			sleep "$pause"
			pause=$((pause * 2 < DIAL_MOST_PAUSE ? pause * 2 : DIAL_MOST_PAUSE))
		fi
		DIAL_TRY=$((DIAL_TRY + 1))
		$DIAL_TELL "Dialling, try $DIAL_TRY of $2, $DIAL_COUNT of $(words_count "$4") online: $4"
		dial_try "$4"
	done
	dial_end
}

# dial_try NAMES: dials once, and waits for what comes of it.
dial_try() {
	local group='' spread=- name
	for name in $1; do
		[ "$DIAL_TRY" -eq 1 ] && words_have "$DIAL_ONLINE" "$name" || group="$group $name"
	done
	dial_gather "$group"
	# A provider counts a session until it has seen its end.
	[ -z "$DIAL_CUT" ] || sleep 1
	if [ -n "$DIAL_BARRIER" ]; then
		barrier_open "$DIAL_TRY" "$DIAL_GATHERED"
		spread=$BARRIER_SPREAD
	fi
	for name in $group; do
		! words_have "$DIAL_GATHERED" "$name" || continue
		netifd_call "$name" up
		[ "$DIAL_STAGGER" -eq 0 ] || sleep "$DIAL_STAGGER"
	done
	wait_for "$DIAL_SECONDS" dial_is_settled "$group"
	dial_look "$1"
	DIAL_REPORT="$DIAL_REPORT
try $DIAL_TRY $spread $DIAL_COUNT"
}

# dial_gather NAMES: takes those down that are to be dialled, and has those of PPPoE come to the barrier.
dial_gather() {
	local up pppoe name
	up=$(netifd_which 'up=true') pppoe=$(netifd_which 'proto="pppoe"') DIAL_GATHERED='' DIAL_CUT=''
	barrier_group "$1"
	[ -z "$DIAL_BARRIER" ] || barrier_begin "$DIAL_TRY"
	for name in $1; do
		! words_have "$up" "$name" || DIAL_CUT=1
		! barrier_has "$DIAL_TRY" "$name" || { DIAL_GATHERED="$DIAL_GATHERED $name"; continue; }
		netifd_call "$name" down
		[ -n "$DIAL_BARRIER" ] && words_have "$pppoe" "$name" || continue
		barrier_expect "$name"
		DIAL_GATHERED="$DIAL_GATHERED $name"
		netifd_call "$name" up
	done
	barrier_gather "$DIAL_TRY" "$DIAL_GATHERED"
}

# dial_is_settled NAMES
dial_is_settled() {
	local up name
	up=$(netifd_which 'up=true')
	for name in $1; do words_have "$up" "$name" || barrier_has_lost "$DIAL_TRY" "$name" || return; done
}

# dial_look NAMES: which of them are online.
dial_look() { dial_look_at 901 15900 "$BARRIER_FOLDER" "$DIAL_TARGETS" "$1"; }

# dial_look_at PREFERENCE TABLE FOLDER TARGETS NAMES: the same, with ways and a folder of one's own. Some providers let a
# session too many in, but to a page of their own. So an interface through which nobody answers does not count, if somebody
# does through another; if nobody answers at all, the targets say nothing.
dial_look_at() {
	local folder=$3 up bare='' answered name ping
	DIAL_PREFERENCE=$1 DIAL_TABLE=$2 DIAL_WAYS=0 DIAL_PINGS='' DIAL_ONLINE='' DIAL_SILENT='' DIAL_COUNT=0
	up=$(netifd_which 'up=true')
	for name in $5; do
		! words_have "$up" "$name" || dial_ping "$folder" "$4" "$name" || bare="$bare $name"
	done
	for ping in $DIAL_PINGS; do wait "$ping"; done
	answered=$(cd "$folder" && echo answer.*)
	for name in $5; do
		words_have "$up" "$name" && ! words_have "$bare" "$name" || continue
		if [ -e "$folder/answer.$name" ] || [ "$answered" = 'answer.*' ]; then
			DIAL_ONLINE="$DIAL_ONLINE $name" DIAL_COUNT=$((DIAL_COUNT + 1))
		else
			DIAL_SILENT="$DIAL_SILENT $name"
		fi
	done
	rm -f "$folder"/answer.*
	dial_close_ways
}

# dial_ping FOLDER TARGETS INTERFACE: asks all targets at the same time; fails if the interface has no address. A ping
# without an address of its own takes another interface's, and the provider then sends here what is for that one.
dial_ping() {
	local device='' gateway='' target
	{ read -r device; read -r gateway; } <<-END
		$(ubus call "network.interface.$3" status | jsonfilter -e '@.l3_device' -e '@.route[@.target="0.0.0.0"].nexthop')
	END
	[ -n "$(ip -4 -o addr show dev "$device")" ] || return
	way_open "$DIAL_PREFERENCE" $((DIAL_TABLE + DIAL_WAYS)) "$device" "${gateway:--}"
	DIAL_WAYS=$((DIAL_WAYS + 1))
	for target in $2; do
		ping -I "$device" -c 2 -W 2 "$target" >/dev/null 2>&1 </dev/null && : >"$1/answer.$3" &
		DIAL_PINGS="$DIAL_PINGS $!"
	done
}

dial_close_ways() {
	while [ "$DIAL_WAYS" -gt 0 ]; do
		DIAL_WAYS=$((DIAL_WAYS - 1))
		way_close "$DIAL_PREFERENCE" $((DIAL_TABLE + DIAL_WAYS))
	done
}
