# Who dials: one at a time, and with a barrier before pppd where interfaces must call the provider at the same moment.
# prefix: barrier
# needs: own wait words netifd
#
# netifd runs a shell script for each interface before pppd, and on a small router these are a second apart; loading pppd
# takes its time too. So while interfaces are dialled, a script stands before pppd: it has pppd read one more file of
# options, which is a pipe, and reading it is the last thing that pppd does before it calls. When all of them wait there, the
# pipe is closed, and they go together. The script is mounted over pppd in memory: nothing is written to the flash, a reboot
# takes it away, an interface that is not named passes it, and so does every one once the process that has put it there is
# gone: the pipe's other end goes with it.
#
# Whoever dials owns the file descriptors 8 and 9: they hold the pipe of this try and of the next one open.
#
# In the folder: group, what is being dialled; try, its number; barrier.TRY, the pipe; held.INTERFACE, for those that have to
# wait; at.TRY.INTERFACE, the process that waits; lost.TRY.INTERFACE, for those that came a second time in one try, since the
# first time has failed.
#
# BARRIER_LINK, BARRIER_OWNER: the link that says who dials, and the process that it names; empty if nobody dials, and then the
# link is what whoever wants to dial has to make.
#
# BARRIER_SPREAD: the hundredths of a second between the first and the last call; - if that is not known. BARRIER_SOCKETS,
# BARRIER_CALLS: which sockets of calls were seen, and how many since the pipe was closed.
BARRIER_FOLDER=$OWN_FOLDER/dial
BARRIER_LOCK=$OWN_FOLDER/dialling
BARRIER_PPPD=/usr/sbin/pppd
BARRIER_PATIENCE=15
BARRIER_SPREAD=-
BARRIER_SOCKETS=
BARRIER_CALLS=0

# How long calls are listened for, in hundredths of a second, and what a socket of PPPoE's discovery is to the kernel.
BARRIER_LISTEN=200
BARRIER_DISCOVERY=8863

# barrier_lock: nobody else dials from here on; fails if somebody does, or if the folder is not ours. The lock is a link that
# names its owner: made in one go, and of no use once that process is gone. Whoever comes after a dead owner leaves its link
# there, since somebody else who has seen it dead would take the next one away; it makes another one, named after the dead
# owner, and the last one counts.
barrier_lock() {
	local link
	own_folder dial && ! barrier_is_locked && own_id || return
	link=$BARRIER_LINK
	ln -sn "$OWN_ID" "$link" 2>/dev/null || return
	# Those before it may all have gone in the meantime.
	barrier_is_mine || { rm -f "$link"; return 1; }
	[ "$link" = "$BARRIER_LOCK" ] || { barrier_rescue; barrier_clear; }
	# Whoever has dialled before has taken the folder away.
	own_folder dial || { barrier_let; return 1; }
}

# Whether somebody dials.
barrier_is_busy() { [ -L "$BARRIER_LOCK" ] && barrier_is_locked; }

barrier_is_locked() {
	BARRIER_LINK=$BARRIER_LOCK
	while BARRIER_OWNER=$(readlink "$BARRIER_LINK"); do
		! own_lives "$BARRIER_OWNER" || return 0
		BARRIER_LINK=$BARRIER_LOCK.$BARRIER_OWNER
	done
	return 1
}

barrier_is_mine() { own_id && barrier_is_locked && [ "$BARRIER_OWNER" = "$OWN_ID" ]; }

# barrier_hold SECONDS: nobody dials from here on, though this script does not either. Waits for who does.
barrier_hold() { wait_for "$1" barrier_lock; }

# The first link goes first: it leads to the others.
barrier_let() { ! barrier_is_mine || rm -f "$BARRIER_LOCK" "$BARRIER_LOCK".*; }

# What was taken down to be dialled must not stay down because the dialling has ended too early.
barrier_rescue() {
	local group name
	read -r group <"$BARRIER_FOLDER/group" && for name in $group; do netifd_call "$name" up; done
} 2>/dev/null

# barrier_mount: fails where there is no pppd, or none that something can stand before.
barrier_mount() {
	[ -x "$BARRIER_PPPD" ] || return
	mkfifo "$BARRIER_FOLDER/barrier.1" && exec 8<>"$BARRIER_FOLDER/barrier.1" || return
	: >"$BARRIER_FOLDER/pppd" && barrier_write >"$BARRIER_FOLDER/script" && chmod 755 "$BARRIER_FOLDER/script" || return
	mount -o bind "$BARRIER_PPPD" "$BARRIER_FOLDER/pppd" && mount -o bind "$BARRIER_FOLDER/script" "$BARRIER_PPPD" && return
	umount -l "$BARRIER_FOLDER/pppd"
	return 1
} 2>/dev/null

# barrier_remove: nothing is left, and others may dial.
barrier_remove() {
	barrier_is_mine || return 0
	barrier_clear
	barrier_let
}

# What stands before pppd first, since what is behind it must be there as long as somebody may ask for it. Not by the list of
# mounts, where other names stand if there is a link on the way, as /var is.
barrier_clear() {
	while umount -l "$BARRIER_PPPD"; do :; done
	while umount -l "$BARRIER_FOLDER/pppd"; do :; done
	rm -rf "$BARRIER_FOLDER"
} 2>/dev/null

# The script that stands before pppd. An open barrier is an empty file. It says that it is there before it asks again
# whether to wait: barrier_release takes the files "held" away and then waits for those that have said so, since pppd gives
# up for good if a file of options is missing. It asks as own_lives does whether the process lives that holds the pipe open.
barrier_write() {
	cat <<-END
		#!/bin/sh
		for word in "\$@"; do
			[ "\$last" != ipparam ] || name=\$word
			last=\$word
		done
		lives() { read -r line </proc/${OWN_ID%:*}/stat && set -- \${line##*) } && [ "\$1" != Z ] && [ "\${20}" = ${OWN_ID#*:} ]; } 2>/dev/null
		if [ -e "$BARRIER_FOLDER/held.\$name" ] && read -r try 2>/dev/null <$BARRIER_FOLDER/try; then
			if [ ! -p $BARRIER_FOLDER/barrier.\$try ] && [ -e "$BARRIER_FOLDER/at.\$try.\$name" ]; then
				: >"$BARRIER_FOLDER/lost.\$try.\$name"
				try=\$((try + 1))
			fi
			echo \$\$ >"$BARRIER_FOLDER/at.\$try.\$name"
			[ -e "$BARRIER_FOLDER/held.\$name" ] && lives && exec $BARRIER_FOLDER/pppd "\$@" file $BARRIER_FOLDER/barrier.\$try
		fi
		[ ! -x $BARRIER_FOLDER/pppd ] || exec $BARRIER_FOLDER/pppd "\$@"
		exec $BARRIER_PPPD "\$@"
	END
}

# barrier_group NAMES: what has to come up again, whatever happens.
barrier_group() { echo "$1" >"$BARRIER_FOLDER/group"; }

# barrier_begin TRY
barrier_begin() { echo "$1" >"$BARRIER_FOLDER/try"; }

# barrier_expect INTERFACE: it has to wait.
barrier_expect() { : >"$BARRIER_FOLDER/held.$1"; }

# barrier_has TRY INTERFACE: whether it waits for this try already.
barrier_has() { [ -e "$BARRIER_FOLDER/at.$1.$2" ]; }

# barrier_has_lost TRY INTERFACE: whether the provider has refused it in this try.
barrier_has_lost() { [ -e "$BARRIER_FOLDER/lost.$1.$2" ]; }

# barrier_gather TRY NAMES: waits until all of them are there.
barrier_gather() { wait_for "$BARRIER_PATIENCE" barrier_are_there "$1" "$2"; }

barrier_are_there() {
	local name pid fd
	for name in $2; do
		read -r pid <"$BARRIER_FOLDER/at.$1.$name" || return
		for fd in "/proc/$pid/fd"/*; do [ ! "$fd" -ef "$BARRIER_FOLDER/barrier.$1" ] || continue 2; done
		return 1
	done
} 2>/dev/null

# barrier_open TRY NAMES: closing the last end that could write wakes all who read. Whoever fails from now on comes to the
# next barrier.
barrier_open() {
	local next=$BARRIER_FOLDER/barrier.$(($1 + 1))
	mkfifo "$next"
	exec 9<>"$next"
	BARRIER_SOCKETS=
	barrier_count
	BARRIER_CALLS=0
	barrier_leave_open "$BARRIER_FOLDER/barrier.$1"
	exec 8>&-
	barrier_measure "$2"
	exec 8>&9 9>&-
}

# For those that come late.
barrier_leave_open() { : >"$BARRIER_FOLDER/open" && mv "$BARRIER_FOLDER/open" "$1"; }

# barrier_release: nobody waits any more, and nobody will.
barrier_release() {
	local file
	rm -f "$BARRIER_FOLDER"/held.*
	for file in "$BARRIER_FOLDER"/barrier.*; do barrier_leave_open "$file"; done
	exec 8>&- 9>&-
	wait_for "$BARRIER_PATIENCE" barrier_is_past
}

# Whether every pppd has read its options: then it catches signals.
barrier_is_past() {
	local file pid
	for file in "$BARRIER_FOLDER"/at.*; do
		read -r pid <"$file" && [ -d "/proc/$pid" ] || continue
		[ "/proc/$pid/exe" -ef "$BARRIER_FOLDER/pppd" ] && grep -q 'SigCgt:.*[1-9a-f]' "/proc/$pid/status" || [ ! -d "/proc/$pid" ] || return
	done
} 2>/dev/null

# barrier_measure NAMES: the time between the first and the last of them that calls. Without a command of its own, which
# would take the processor from pppd.
barrier_measure() {
	local wanted=0 first='' last='' end='' known=0 moment name
	for name in $1; do wanted=$((wanted + 1)); done
	until [ "$BARRIER_CALLS" -ge "$wanted" ]; do
		barrier_count
		read -r moment _ </proc/uptime
		moment=${moment%.*}${moment#*.}
		[ -n "$end" ] || end=$((moment + BARRIER_LISTEN))
		[ "$moment" -lt "$end" ] || break
		[ "$BARRIER_CALLS" -gt "$known" ] || continue
		known=$BARRIER_CALLS last=$moment
		[ -n "$first" ] || first=$moment
	done
	# shellcheck disable=SC2034 # for whoever dials
	if [ -n "$first" ]; then BARRIER_SPREAD=$((last - first)); else BARRIER_SPREAD=-; fi
}

# Counts the sockets of PPPoE's discovery that were not seen before. pppd closes its one as soon as it has a session.
barrier_count() {
	local protocol socket
	while read -r _ _ _ protocol _ _ _ _ socket; do
		[ "$protocol" = "$BARRIER_DISCOVERY" ] && ! words_have "$BARRIER_SOCKETS" "$socket" || continue
		BARRIER_SOCKETS="$BARRIER_SOCKETS $socket" BARRIER_CALLS=$((BARRIER_CALLS + 1))
	done </proc/net/packet
} 2>/dev/null
