# Dials lines, all at the same moment, until enough of them are online. Needs read.sh and probe.sh.
#
# Many providers let an account in several times only if all sessions knock at once. netifd runs a shell script for each
# line before pppd, and on a small router these are a second apart; loading pppd takes its time too. So while lines are
# dialled, a script stands before pppd: it has pppd read one more file of options, which is a pipe, and the last thing
# that pppd does before it knocks. When all lines wait there, the pipe is closed, and all of them go. The script is
# mounted over pppd in memory: nothing is written to the flash, a reboot takes it away, a line that is not named passes
# it, and so does every line once the process that has put it there is gone: with it goes the pipe's other end. A line
# that the provider has refused waits there for the next try, so that it does not knock alone. Nothing here ends a session
# of a line that is not named.
DIAL=/tmp/multidial.dial
DIALLING=/tmp/multidial.dialling
PPPD=/usr/sbin/pppd
GATHER=15
MOST_PAUSE=60

# How long the knocking is watched, in hundredths of a second, and what a socket of PPPoE's discovery is to the kernel.
WATCH=200
DISCOVERY=8863

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

# The lock is a link that names its owner: made in one go, and of no use once that process is gone.
dial_lock() {
	until ln -s $$ $DIALLING 2>/dev/null; do
		[ -d "/proc/$(readlink $DIALLING)" ] && return 1
		dial_rescue
		dial_unmount
	done
}

# hold_lines SECONDS: nobody dials from here on. Waits for who does.
hold_lines() {
	left=$1
	until dial_lock; do
		[ "$left" -gt 0 ] || give_up busy
		left=$((left - 1))
		sleep 1
	done
}

let_lines() { [ "$(readlink $DIALLING)" != $$ ] || rm -f $DIALLING; }

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

# What was taken down to be dialled must not stay down because the dialling has ended too early.
dial_rescue() {
	read -r group <$DIAL/group && for line in $group; do dial_call "$line" up; done
} 2>/dev/null

dial_mount() {
	[ -x $PPPD ] || return
	mkfifo $DIAL/gate.1 && exec 8<>$DIAL/gate.1 && : >$DIAL/pppd && dial_gate >$DIAL/gatekeeper && chmod 755 $DIAL/gatekeeper || return
	mount -o bind $PPPD $DIAL/pppd && mount -o bind $DIAL/gatekeeper $PPPD && return
	umount -l $DIAL/pppd
	return 1
} 2>/dev/null

# pppd first: what is behind it must be there as long as somebody may ask for it.
dial_unmount() {
	[ "$(readlink $DIALLING)" = $$ ] || [ ! -d "/proc/$(readlink $DIALLING)" ] || return
	while grep -q " $PPPD " /proc/mounts; do umount -l $PPPD || break; done
	while grep -q " $DIAL/pppd " /proc/mounts; do umount -l $DIAL/pppd || break; done
	rm -rf $DIAL $DIALLING
} 2>/dev/null

# What stands before pppd. A file "at" names the process that waits for a line, "lost" says that there is a second one in
# one try: the first one has failed. An open gate is an empty file. Said before it is asked again: dial_release takes the
# files "line" away and then waits for those that have said that they are there, since pppd gives up for good if a file
# of options is missing.
dial_gate() {
	cat <<-END
		#!/bin/sh
		for word in "\$@"; do
			[ "\$last" != ipparam ] || line=\$word
			last=\$word
		done
		if [ -e "$DIAL/line.\$line" ] && read -r try 2>/dev/null <$DIAL/try; then
			if [ ! -p $DIAL/gate.\$try ] && [ -e "$DIAL/at.\$try.\$line" ]; then
				: >"$DIAL/lost.\$try.\$line"
				try=\$((try + 1))
			fi
			echo \$\$ >"$DIAL/at.\$try.\$line"
			[ -e "$DIAL/line.\$line" ] && [ -e "/proc/\$(readlink $DIALLING)/exe" ] && exec $DIAL/pppd "\$@" file $DIAL/gate.\$try
		fi
		[ ! -x $DIAL/pppd ] || exec $DIAL/pppd "\$@"
		exec $PPPD "\$@"
	END
}

dial_has() { case " $1 " in *" $2 "*) ;; *) return 1 ;; esac; }

# dial_which CONDITION: the interfaces of netifd that meet it.
dial_which() { echo $(ubus call network.interface dump | jsonfilter -e "@.interface[@.$1].interface"); }

dial_call() { ubus call "network.interface.$1" "$2" >/dev/null 2>&1; }

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
	dial_settle $group
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
	left=$GATHER
	until dial_is_there $gathered || [ "$left" -eq 0 ]; do
		left=$((left - 1))
		sleep 1
	done
}

dial_is_there() {
	for line in "$@"; do
		read -r pid <"$DIAL/at.$try.$line" || return
		for fd in /proc/"$pid"/fd/*; do [ ! "$fd" -ef $DIAL/gate."$try" ] || continue 2; done
		return 1
	done
} 2>/dev/null

# Closing the last end that could write wakes all who read. Who fails from now on comes to the next gate.
dial_open() {
	mkfifo $DIAL/gate.$((try + 1))
	exec 9<>$DIAL/gate.$((try + 1))
	knocked= knocks=0
	dial_knocks
	knocks=0
	dial_leave_open "$DIAL/gate.$try"
	exec 8>&-
	dial_measure $gathered
	exec 8>&9 9>&-
}

# For those that come late.
dial_leave_open() { : >$DIAL/open && mv $DIAL/open "$1"; }

dial_release() {
	rm -f $DIAL/line.*
	for gate in $DIAL/gate.*; do dial_leave_open "$gate"; done
	exec 8>&- 9>&-
	left=$GATHER
	until dial_is_past || [ "$left" -eq 0 ]; do
		left=$((left - 1))
		sleep 1
	done
}

# Whether every pppd has read its options: then it catches signals.
dial_is_past() {
	for file in $DIAL/at.*; do
		read -r pid <"$file" && [ -d "/proc/$pid" ] || continue
		[ "/proc/$pid/exe" -ef $DIAL/pppd ] && grep -q 'SigCgt:.*[1-9a-f]' "/proc/$pid/status" || [ ! -d "/proc/$pid" ] || return
	done
} 2>/dev/null

# dial_measure LINE...: the time between the first and the last line that knocks. Without a command of its own, which would
# take the processor from pppd.
dial_measure() {
	first= last= end= known=0
	until [ "$knocks" -ge $# ]; do
		dial_knocks
		read -r moment _ </proc/uptime
		moment=${moment%.*}${moment#*.}
		[ -n "$end" ] || end=$((moment + WATCH))
		[ "$moment" -lt "$end" ] || break
		[ "$knocks" -gt "$known" ] || continue
		known=$knocks last=$moment
		[ -n "$first" ] || first=$moment
	done
	[ -z "$first" ] || spread=$((last - first))
}

# Counts the sockets of PPPoE's discovery that were not seen before. pppd closes its one as soon as it has a session.
dial_knocks() {
	while read -r _ _ _ protocol _ _ _ _ socket; do
		[ "$protocol" = $DISCOVERY ] && ! dial_has "$knocked" "$socket" || continue
		knocked="$knocked $socket" knocks=$((knocks + 1))
	done </proc/net/packet
} 2>/dev/null

dial_settle() {
	left=$patience
	until dial_is_settled "$@" || [ "$left" -eq 0 ]; do
		left=$((left - 1))
		sleep 1
	done
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
