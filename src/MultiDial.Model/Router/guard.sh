# The guard: a change that nobody confirms is rolled back by the router itself.
# prefix: guard
# needs: wait read apply config
#
# A change under way has a folder in /tmp, which is also the lock: one change at a time. Another folder in the flash has the
# new files and the old ones, beside a script that puts the old ones back when the router boots in between. rpcd has `uci
# apply` with rollback too, but it is not on every router, it knows only changes that came through rpcd in the same
# session, it commits what others have pending, and nothing of it is left after a power cut; so it is not used.
#
# What the guard does not know, the script that uses it defines: guard_roll_back undoes this change, once it has touched the
# router; guard_boot_lines prints what the boot script has to do besides; guard_after_rollback and guard_after_confirm do
# what is left to do when the outcome is certain.
#
# GUARD_TOKEN: the change that this script makes. GUARD_STAGED: its packages. GUARD_TOUCHED: not empty once it has begun.
GUARD_LOCK=/tmp/multidial
GUARD_LAST=/tmp/multidial.last
GUARD_VOID=/tmp/multidial.void
GUARD_FLASH=/etc/multidial
GUARD_KEPT=$GUARD_FLASH/old
GUARD_BOOT=/etc/uci-defaults/00-multidial
GUARD_TOKEN=
GUARD_STAGED=
GUARD_TOUCHED=

# guard_begin TOKEN SECONDS: waits for the lock. The signals are caught, not ignored: what this shell starts must not
# inherit that.
guard_begin() {
	trap 'apply_fail "$FAILED_STOPPED"' TERM
	trap : HUP PIPE
	wait_for "$2" guard_lock "$1" || apply_fail "$FAILED_BUSY"
	# Whoever sent this script may have been told already that nothing came of it.
	[ "$(cat "$GUARD_VOID" 2>/dev/null)" != "$1" ] || apply_fail "$FAILED_STOPPED"
	guard_open_flash 2>/dev/null || apply_fail "$FAILED_FULL"
}

guard_lock() {
	mkdir "$GUARD_LOCK" 2>/dev/null || { guard_clear; return 1; }
	echo $$ >"$GUARD_LOCK/owner"
	echo "$1" >"$GUARD_LOCK/token"
	GUARD_TOKEN=$1
	apply_undo_by guard_withdraw
}

# What a power cut leaves in the flash from here on is gone after the boot.
guard_open_flash() {
	rm -rf "$GUARD_FLASH"
	mkdir -p "$GUARD_FLASH/new" "$GUARD_FLASH/copy" "${GUARD_BOOT%/*}" && chmod 700 "$GUARD_FLASH" || return
	echo "$GUARD_TOKEN" >"$GUARD_FLASH/token" && guard_write_boot "$GUARD_FLASH/at_boot" && mv "$GUARD_FLASH/at_boot" "$GUARD_BOOT"
}

# guard_write_boot FILE: runs before the network starts, and is deleted by the boot if it ends well. Not named *.sh: it is
# sourced.
guard_write_boot() {
	cat >"$1" <<-END && tail -n 1 "$1" | grep -q '^rm -rf'
		# A change by MultiDial was not confirmed before the power went. This puts the old files back.
		outcome=$SAID_VOID
		for kept in $GUARD_KEPT/*; do
			[ -f "\$kept" ] && [ ! -f "$GUARD_FLASH/new/\${kept##*/}" ] || continue
			mv "\$kept" "/etc/config/\${kept##*/}" || return 1
			outcome=$SAID_ROLLED_BACK
		done
		$(guard_boot_lines)
		echo "\$(cat $GUARD_FLASH/token) \$outcome" >$GUARD_LAST
		logger -t multidial "A change was under way when the power went: \$outcome"
		rm -rf $GUARD_FLASH
	END
}

# guard_stage PACKAGE OLD_SUM TEXT NEW_SUM: what it was when it was read and what it shall be, with mode and owner.
guard_stage() {
	local old=$GUARD_FLASH/copy/$1 new=$GUARD_FLASH/new/$1
	[ "$(config_sum <"/etc/config/$1")" = "$2" ] || apply_fail "$FAILED_CHANGED" "$1"
	{ cp -p "/etc/config/$1" "$old" && cp -p "$old" "$new" && printf '%s' "$3" >"$new"; } 2>/dev/null
	[ "$(config_sum <"$old")" = "$2" ] && [ "$(config_sum <"$new")" = "$4" ] || apply_fail "$FAILED_FULL" "$1"
	GUARD_STAGED="$GUARD_STAGED $1"
}

# guard_arm SECONDS: from here on the change stays only if it is confirmed. The guard counts as armed when all of it has been
# read back.
guard_arm() {
	guard_to_flash "$GUARD_FLASH"/copy/* "$GUARD_FLASH"/new/* "$GUARD_FLASH/token" "$GUARD_BOOT"
	mv "$GUARD_FLASH/copy" "$GUARD_KEPT" || apply_fail "$FAILED_FULL"
	touch "$GUARD_LOCK/armed" || apply_fail "$FAILED_UNARMED"
	( trap '' HUP; guard_count_down "$1"; guard_claim withdrawn && guard_stop_owner && guard_undo ) </dev/null >/dev/null 2>&1 &
	echo $! >"$GUARD_LOCK/timer"
	guard_timer_lives && [ -f "$GUARD_LOCK/armed" ] && [ -d "$GUARD_KEPT" ] || apply_fail "$FAILED_UNARMED"
} 2>/dev/null

# Not every firmware has fsync.
guard_to_flash() { fsync "$@" 2>/dev/null || sync; }

guard_count_down() {
	local left=$1
	while [ "$left" -gt 0 ] && [ ! -f "$GUARD_LOCK/recalled" ]; do
		left=$((left - 1))
		sleep 1
	done
}

# guard_claim AS: of all that want to end a change, in whichever way, one wins.
guard_claim() { mv "$GUARD_LOCK/armed" "$GUARD_LOCK/$1" 2>/dev/null; }

# Two must not work on the router at once. What the owner has started ends by itself.
guard_stop_owner() { [ -f "$GUARD_LOCK/applied" ] || kill -KILL "$(cat "$GUARD_LOCK/owner")" || :; }

# guard_touched: from here on there is something to roll back.
guard_touched() { GUARD_TOUCHED=1; }

# guard_commit QUIET...: renames all staged files, if they are still what was read. QUIET as with config_settle.
guard_commit() {
	local package
	for package in $GUARD_STAGED; do
		cmp -s "$GUARD_KEPT/$package" "/etc/config/$package" || apply_fail "$FAILED_CHANGED" "$package"
		mv "$GUARD_FLASH/new/$package" "/etc/config/$package" || apply_fail "$FAILED_FULL" "$package"
	done
	config_settle "$GUARD_LOCK" "$GUARD_STAGED" "$*"
}

# guard_restore QUIET...: the staged files are as they were. QUIET as with config_settle.
guard_restore() {
	guard_put_back "$GUARD_STAGED"
	config_settle "$GUARD_LOCK" "$GUARD_STAGED" "$*"
}

# guard_put_back PACKAGES: one whose new text still waits was not replaced. Renaming takes no room, and a power cut leaves
# no file out.
guard_put_back() {
	local package
	for package in $1; do
		[ -f "$GUARD_FLASH/new/$package" ] || mv "$GUARD_KEPT/$package" "/etc/config/$package"
	done
}

# guard_reload PACKAGE: the exit status of a reload says little, so it ends nothing, but the user sees the words.
guard_reload() {
	local words
	words=$("/etc/init.d/$1" reload 2>&1 </dev/null) || apply_say warning "$1 reload: $words"
}

# guard_applied: the change is made; whether it stays is for guard_confirm to say.
guard_applied() {
	touch "$GUARD_LOCK/applied"
	trap - TERM
	read_part applied
}

# Clears up after a change whose script and timer were both killed.
guard_clear() {
	local token packages package
	if guard_timer_lives || guard_owner_lives; then return; fi
	token=$(cat "$GUARD_LOCK/token")
	guard_claim withdrawn
	if [ -f "$GUARD_LOCK/withdrawn" ]; then
		packages=$(ls "$GUARD_KEPT")
		guard_put_back "$packages"
		config_settle "$GUARD_LOCK" "$packages" ''
		for package in $packages; do guard_reload "$package"; done >/dev/null
		( apply_go_on; guard_after_rollback )
		guard_end "$token" "$SAID_ROLLED_BACK"
	elif [ -f "$GUARD_LOCK/kept" ]; then
		( apply_go_on; guard_after_confirm )
		guard_end "$token" "$SAID_CONFIRMED"
	else
		guard_end "$token" "$SAID_VOID"
	fi
}

# It may not have a name yet. One that has done its work need not live.
guard_owner_lives() {
	local owner=
	[ ! -f "$GUARD_LOCK/applied" ] || return
	read -r owner <"$GUARD_LOCK/owner"
	[ -z "$owner" ] || kill -0 "$owner"
} 2>/dev/null

guard_timer_lives() {
	local timer
	read -r timer <"$GUARD_LOCK/timer" && kill -0 "$timer"
} 2>/dev/null

# guard_end TOKEN OUTCOME
guard_end() {
	rm -rf "$GUARD_FLASH"
	rm -f "$GUARD_BOOT"
	[ "$2" != "$SAID_ROLLED_BACK" ] || logger -t multidial "A change that was not confirmed was rolled back."
	echo "$1 $2" >"$GUARD_LAST"
	rm -rf "$GUARD_LOCK"
}

guard_undo() {
	apply_go_on
	guard_roll_back
	guard_end "$GUARD_TOKEN" "$SAID_ROLLED_BACK"
}

# Ends a change that has not come to its end. What runs is let run: a reload that is killed leaves half a network.
guard_withdraw() {
	local timer=
	trap : TERM
	{ read -r timer <"$GUARD_LOCK/timer"; } 2>/dev/null
	if guard_timer_lives && ! guard_claim withdrawn; then
		while kill -0 "$timer" 2>/dev/null; do sleep 1; done
		return
	fi
	[ -z "$timer" ] || kill "$timer" 2>/dev/null
	if [ -n "$GUARD_TOUCHED" ]; then guard_undo; else guard_end "$GUARD_TOKEN" "$SAID_VOID"; fi
}

# guard_state TOKEN
guard_state() {
	local token='' outcome=''
	if [ "$(cat "$GUARD_LOCK/token" 2>/dev/null)" != "$1" ]; then
		{ read -r token outcome <"$GUARD_LAST"; } 2>/dev/null
		if [ "$token" = "$1" ]; then echo "$outcome"; else echo "$SAID_UNKNOWN"; fi
	elif [ -f "$GUARD_LOCK/armed" ] && [ -f "$GUARD_LOCK/applied" ]; then
		echo "$SAID_APPLIED"
	else
		guard_clear >/dev/null 2>&1
		echo "$SAID_RUNNING"
	fi
}

# guard_look TOKEN: says how far a change is, and fails if it is not confirmed. One that has not begun never will.
guard_look() {
	local state
	state=$(guard_state "$1")
	[ "$state" != "$SAID_UNKNOWN" ] || echo "$1" >"$GUARD_VOID"
	read_part state
	echo "$state"
	[ "$state" = "$SAID_CONFIRMED" ]
}

# guard_confirm TOKEN: keeps the change, if it is there to be kept; if not, the script ends here.
guard_confirm() {
	if [ "$(guard_state "$1")" = "$SAID_APPLIED" ] && guard_claim kept; then
		! guard_timer_lives || kill "$(cat "$GUARD_LOCK/timer")"
		guard_after_confirm
		guard_end "$1" "$SAID_CONFIRMED"
	fi
	guard_look "$1" || { read_part end; exit 0; }
}

# guard_recall TOKEN: has the timer roll the change back at once; one that has not begun never will. Not by a signal: a timer
# that has only just begun would lose it.
guard_recall() {
	if [ "$(cat "$GUARD_LOCK/token" 2>/dev/null)" = "$1" ]; then touch "$GUARD_LOCK/recalled"; else guard_look "$1"; fi
	read_part end
}
