# The guard: a change that nobody confirms is taken back by the router itself. Needs read.sh, apply.sh and service.sh.
#
# A change under way has a folder in /tmp, which is also the lock: one change at a time. Another one in the flash has the
# new files and the old ones, beside a script that puts the old ones back when the router boots in between. rpcd has `uci
# apply` with rollback too, but it is not on every router, it knows only changes that came through rpcd in the same
# session, it commits what others have pending, and nothing of it is left after a power cut; so it is not used.
TURN=/tmp/multidial
LAST=/tmp/multidial.last
VOID=/tmp/multidial.void
FLASH=/etc/multidial
KEPT=$FLASH/old
AT_BOOT=/etc/uci-defaults/00-multidial

# begin TOKEN SECONDS: waits for its turn. The signals are caught, not ignored: what this shell starts must not inherit that.
begin() {
	trap 'give_up stopped' TERM
	trap : HUP PIPE
	wait_for "$2" take_turn "$1" || give_up busy
	# Whoever sent this script may have been told already that nothing came of it.
	[ "$(cat $VOID 2>/dev/null)" != "$1" ] || give_up stopped
	open_flash 2>/dev/null || give_up full
}

# What a power cut leaves in the flash from here on is gone after the boot.
open_flash() {
	rm -rf $FLASH
	mkdir -p $FLASH/new $FLASH/copy ${AT_BOOT%/*} && chmod 700 $FLASH || return
	echo "$TOKEN" >$FLASH/token && write_at_boot $FLASH/at_boot && mv $FLASH/at_boot $AT_BOOT
}

take_turn() {
	mkdir $TURN 2>/dev/null || { clear_turn; return 1; }
	echo $$ >$TURN/owner
	echo "$1" >$TURN/token
	TOKEN=$1
}

# Clears up after a change whose script and timer were both killed.
clear_turn() {
	if timer_lives || owner_lives; then return; fi
	TOKEN=$(cat $TURN/token)
	claim withdrawn
	if [ -f $TURN/withdrawn ]; then
		packages=$(ls $KEPT)
		restore $packages
		for package in $packages; do reload "$package"; done >/dev/null
		watch_back
		end_turn rolledback
	elif [ -f $TURN/kept ]; then
		watch_clean
		end_turn confirmed
	else
		end_turn void
	fi
}

# It may have no name yet. One that has done its work need not live.
owner_lives() {
	[ ! -f $TURN/applied ] || return
	owner=$(cat $TURN/owner 2>/dev/null)
	[ -z "$owner" ] || kill -0 "$owner" 2>/dev/null
}

timer_lives() { timer=$(cat $TURN/timer 2>/dev/null) && kill -0 "$timer" 2>/dev/null; }

# claim AS: of all that want to end a change, in whichever way, one wins.
claim() { mv $TURN/armed "$TURN/$1" 2>/dev/null; }

# end_turn OUTCOME
end_turn() {
	rm -rf $FLASH
	rm -f $AT_BOOT
	[ "$1" != rolledback ] || logger -t multidial "A change that was not confirmed was taken back."
	echo "$TOKEN $1" >$LAST
	rm -rf $TURN
	TOKEN=
}

# arm SECONDS: from here on only `confirm` keeps the change. Is armed only what was read back.
arm() {
	seconds=$1
	to_flash $FLASH/copy/* $FLASH/new/* $FLASH/token $AT_BOOT
	mv $FLASH/copy $KEPT || give_up full
	touch $TURN/armed || give_up guard
	( trap '' HUP; count_down; claim withdrawn && stop_owner && take_back ) </dev/null >/dev/null 2>&1 &
	echo $! >$TURN/timer
	timer_lives && [ -f $TURN/armed ] && [ -d $KEPT ] || give_up guard
} 2>/dev/null

# Two must not work on the router at once. What the owner has started ends by itself.
stop_owner() { [ -f $TURN/applied ] || kill -KILL "$(cat $TURN/owner)" || :; }

count_down() {
	while [ "$seconds" -gt 0 ] && [ ! -f $TURN/recalled ]; do
		seconds=$((seconds - 1))
		sleep 1
	done
}

# Runs before the network starts, and is deleted by the boot script when it ends well. Not named *.sh: it is sourced.
write_at_boot() {
	cat >"$1" <<-'END' && tail -n 1 "$1" | grep -q '^rm -rf'
		# A change by MultiDial was not confirmed before the power went. This puts the old files back.
		outcome=void
		for kept in /etc/multidial/old/*; do
			[ -f "$kept" ] && [ ! -f "/etc/multidial/new/${kept##*/}" ] || continue
			mv "$kept" "/etc/config/${kept##*/}" || return 1
			outcome=rolledback
		done
		grep -q "^config multidial_watch " /etc/config/network ||
			rm -f /usr/sbin/multidial-watch /etc/init.d/multidial-watch /etc/rc.d/S99multidial-watch /lib/upgrade/keep.d/multidial-watch
		echo "$(cat /etc/multidial/token) $outcome" >/tmp/multidial.last
		logger -t multidial "A change was under way when the power went: $outcome"
		rm -rf /etc/multidial
	END
}

# Not every firmware has fsync.
to_flash() { fsync "$@" 2>/dev/null || sync; }

# restore PACKAGE...: the files are as they were; one whose new text still waits was not replaced. To rename takes no
# room, and none is left out by a power cut.
restore() {
	for package in "$@"; do
		[ -f "$FLASH/new/$package" ] || mv "$KEPT/$package" "/etc/config/$package"
	done
	settle "$@"
}

# withdraw: ends a change that has not come to its end. What runs is let run: a reload that is killed leaves half a network.
withdraw() {
	trap : TERM
	if timer_lives && ! claim withdrawn; then
		while kill -0 "$timer" 2>/dev/null; do sleep 1; done
		return
	fi
	[ -z "$timer" ] || kill "$timer" 2>/dev/null
	if [ -n "$TOUCHED" ]; then take_back; else end_turn void; fi
}

# applied: the change is made; whether it stays is for `confirm` to say.
applied() {
	touch $TURN/applied
	trap - TERM
	part applied
}

state_of() {
	if [ "$(cat $TURN/token 2>/dev/null)" != "$1" ]; then
		read -r token outcome <$LAST 2>/dev/null
		[ "$token" = "$1" ] && echo "$outcome" || echo unknown
	elif [ -f $TURN/armed ] && [ -f $TURN/applied ]; then
		echo applied
	else
		clear_turn >/dev/null 2>&1
		echo running
	fi
}

# look TOKEN: says how far a change is. One that has not begun never will.
look() {
	state=$(state_of "$1")
	[ "$state" != unknown ] || echo "$1" >$VOID
	part state; echo "$state"
}

# confirm TOKEN: keeps the change, if it is there to be kept.
confirm() {
	TOKEN=$1
	if [ "$(state_of "$1")" = applied ] && claim kept; then
		timer_lives && kill "$timer"
		watch_clean
		end_turn confirmed
	fi
	look "$1"
	[ "$state" = confirmed ] || { part end; exit 0; }
}

# recall TOKEN: has the timer take the change back at once; one that has not begun never will. Not by a signal: a timer
# that has only just begun would lose it.
recall() {
	if [ "$(cat $TURN/token 2>/dev/null)" = "$1" ]; then touch $TURN/recalled; else look "$1"; fi
	part end
}
