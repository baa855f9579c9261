# Who dials: one at a time, and with a gate before pppd where lines must knock at the same moment. Needs wait.sh, and
# apply.sh if a cmdlet waits for its turn.
#
# netifd runs a shell script for each line before pppd, and on a small router these are a second apart; loading pppd takes
# its time too. So while lines are dialled, a script stands before pppd: it has pppd read one more file of options, which
# is a pipe, and the last thing that pppd does before it knocks. When all lines wait there, the pipe is closed, and all of
# them go. The script is mounted over pppd in memory: nothing is written to the flash, a reboot takes it away, a line that
# is not named passes it, and so does every line once the process that has put it there is gone: with it goes the pipe's
# other end.
DIAL=/tmp/multidial.dial
DIALLING=/tmp/multidial.dialling
PPPD=/usr/sbin/pppd
GATHER=15

# How long the knocking is listened for, in hundredths of a second, and what a socket of PPPoE's discovery is to the kernel.
LISTEN=200
DISCOVERY=8863

dial_has() { case " $1 " in *" $2 "*) ;; *) return 1 ;; esac; }

dial_call() { ubus call "network.interface.$1" "$2" >/dev/null 2>&1; }

# The lock is a link that names its owner: made in one go, and of no use once that process is gone.
dial_lock() {
	until ln -s $$ $DIALLING 2>/dev/null; do
		[ -d "/proc/$(readlink $DIALLING)" ] && return 1
		dial_rescue
		dial_unmount
	done
}

# hold_lines SECONDS: nobody dials from here on. Waits for who does.
hold_lines() { wait_for "$1" dial_lock || give_up busy; }

let_lines() { [ "$(readlink $DIALLING)" != $$ ] || rm -f $DIALLING; }

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
	wait_for $GATHER dial_is_past
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
		[ -n "$end" ] || end=$((moment + LISTEN))
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
