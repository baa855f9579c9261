# Dials lines, all at the same moment, until enough of them are online. Needs read.sh and probe.sh.
#
# Many providers let an account in several times only if all sessions knock at once. netifd runs a shell script for each
# line before pppd, and on a small router these are a second apart. So while lines are dialled, a script stands before
# pppd: it waits until all lines are there, then lets all of them go. It is mounted over pppd in memory: nothing is
# written to the flash, a reboot takes it away, a line that is not named passes it, and so does every line once the
# process that has put it there is gone. A line that the provider has refused waits there for the next try, so that it
# does not knock alone. Nothing here ends a session of a line that is not named.
DIAL=/tmp/multidial.dial
DIALLING=/tmp/multidial.dialling
PPPD=/usr/sbin/pppd
GATHER=15
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
	[ -z "$gated" ] || { dial_open "$try"; dial_open $((try + 1)); }
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
	mkfifo $DIAL/gate.1 && : >$DIAL/pppd && dial_gate >$DIAL/gatekeeper && chmod 755 $DIAL/gatekeeper || return
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

# What stands before pppd. A file "at" says that a line waits, "left" when it went, in seconds since the boot, and "lost"
# that pppd was started a second time in one try: the first one has failed.
dial_gate() {
	cat <<-END
		#!/bin/sh
		for word in "\$@"; do
			[ "\$last" != ipparam ] || line=\$word
			last=\$word
		done
		owner=/proc/\$(readlink $DIALLING)
		if [ -e "$DIAL/line.\$line" ] && [ -d "\$owner" ] && read -r try <$DIAL/try; then
			if [ -e "$DIAL/left.\$try.\$line" ]; then
				: >"$DIAL/lost.\$try.\$line"
				try=\$((try + 1))
			fi
			: >"$DIAL/at.\$try.\$line"
			until read -r -t 1 _ <>"$DIAL/gate.\$try" || [ ! -d "\$owner" ]; do :; done
			read -r now _ </proc/uptime
			echo "\$now" >"$DIAL/left.\$try.\$line"
		fi 2>/dev/null
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
	group= cut=
	for line in "$@"; do
		[ "$try" -eq 1 ] && dial_has "$online" "$line" || group="$group $line"
	done
	dial_gather $group
	# A provider counts a session until it has seen its end.
	[ -z "$cut" ] || sleep 1
	[ -z "$gated" ] || dial_open "$try"
	for line in $group; do
		dial_has "$gathered" "$line" && continue
		dial_call "$line" up
		[ "$stagger" -eq 0 ] || sleep "$stagger"
	done
	dial_settle $group
	dial_online "$@"
	REPORT="$REPORT
try $try $(dial_spread) $count"
}

# Takes the lines down that are to be dialled, and has those of PPPoE come to the gate.
dial_gather() {
	gathered= up=$(dial_which up=true) pppoe=$(dial_which 'proto="pppoe"')
	echo "$@" >$DIAL/group
	[ -z "$gated" ] || { echo "$try" >$DIAL/try; mkfifo $DIAL/gate.$((try + 1)); }
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
	for line in "$@"; do [ -e "$DIAL/at.$try.$line" ] || return; done
}

# dial_open TRY: a byte for each line. The gate stays open, for those that come late.
dial_open() {
	[ -p "$DIAL/gate.$1" ] || return
	exec 8<>"$DIAL/gate.$1"
	for line in $DIAL/line.*; do echo >&8; done
}

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
	online= silent= up=$(dial_which up=true)
	for line in "$@"; do
		! dial_has "$up" "$line" || dial_ping "$line"
	done
	wait
	answered=$(cd $ANSWERS && echo answer.*)
	for line in "$@"; do
		dial_has "$up" "$line" || continue
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
	open_way "$WAYS" "$1" "$device" "${gateway:--}"
	WAYS=$((WAYS + 1))
	for target in $TARGETS; do
		ping -I "$device" -c 2 -W 2 "$target" >/dev/null 2>&1 </dev/null && : >"$ANSWERS/answer.$1" &
	done
}

# Between the first and the last line that went, in hundredths of a second.
dial_spread() {
	first= last=
	for file in $DIAL/left.$try.*; do
		read -r at <"$file" || continue
		at=${at%.*}${at#*.}
		[ -n "$first" ] && [ "$first" -le "$at" ] || first=$at
		[ -n "$last" ] && [ "$last" -ge "$at" ] || last=$at
	done 2>/dev/null
	[ -n "$first" ] && echo $((last - first)) || echo -
}
