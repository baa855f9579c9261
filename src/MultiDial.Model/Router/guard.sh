# The guard: a change that nobody confirms is rolled back by the router itself.
# prefix: guard
# needs: own turn wait read apply flash
#
# Once a change has begun there is a verdict to come: a file named "open". Who renames it to "kept" has kept the change, who
# deletes it has withdrawn it, and the file system lets one alone do either. Whatever happens to that one afterwards, the next
# sees what was decided and carries it out. rpcd has `uci apply` with rollback too, but it is not on every router, it knows only
# changes that came through rpcd in the same session, it commits what others have pending, and nothing of it is left after a
# power cut; so it is not used.
#
# The timer is a process of its own, a service of procd where that will have it. The time counts from the moment when the
# change is made. Before that the timer looks whether the script that makes it lives and gets on.
#
# In the folder of the change (see turn.sh) there are besides: library, these functions; progress, a file with the present step;
# seconds, a link to the time that a client has to confirm; touched, a link that is there once there is something to roll back;
# until.PROCESS.SECONDS, a link that is there once the change is made, with the uptime when its time is over (the last one
# counts); held, a link that is there if a user decides; recalled, a link that ends the time; timer, a link to the timer's
# process; pipe, on which that sleeps, and begun, on which it says that it has begun.
#
# What the guard does not know, the script that uses it defines: guard_roll_back undoes this change, once it has touched the
# router; guard_check says what the change has cut that it must not, and fails then; guard_boot_lines prints what the boot has
# to do besides; guard_after_rollback and guard_after_confirm do what is left to do when the outcome is certain.
#
# GUARD_ARMED: not empty in the script whose change is armed. GUARD_NOW: the uptime. What the timer knows: GUARD_WORKER, the
# process that works on the change, GUARD_PROGRESS, its last step, and GUARD_SINCE, when it came to that.
GUARD_RUN=$TURN_ROOM/of.$CHANGE_TOKEN
GUARD_ARMED=
GUARD_NOW=
GUARD_WORKER=
GUARD_PROGRESS=
GUARD_SINCE=

# In seconds: how long a step may take, a timer may take to begin, and another one may take to end a change.
GUARD_STEP=$CHANGE_PATIENCE
GUARD_START=30
GUARD_END=60

# guard_arm SECONDS: from here on the change stays only if it is confirmed, within so many seconds after it is made.
guard_arm() {
	flash_ready || apply_fail "$FAILED_FULL"
	GUARD_ARMED=1
	ln -s "$1" "$GUARD_RUN/seconds" && mkfifo "$GUARD_RUN/pipe" "$GUARD_RUN/begun" && guard_start_timer || apply_fail "$FAILED_UNARMED"
} 2>/dev/null

# Each change is an instance of the service, so that it ends by its name. Where procd does not start it, the timer is a process
# that nothing starts anew.
guard_start_timer() { guard_launch_timer 8<>"$GUARD_RUN/begun"; }

guard_launch_timer() {
	local command=". $GUARD_RUN/library; guard_serve"
	ubus call service add "{\"name\":\"multidial\",\"instances\":{\"$CHANGE_TOKEN\":{\"command\":[\"/bin/sh\",\"-c\",\"$command\"],\"respawn\":[\"3600\",\"1\",\"20\"]}}}" >/dev/null 2>&1 &&
		guard_await_timer && return
	( trap '' HUP; exec /bin/sh -c "$command" 8>&- ) </dev/null >/dev/null 2>&1 &
	guard_await_timer
}

# It says so when it has begun; the link alone counts. The script that makes the change listens, and nobody else: of two one
# would wait for ever.
guard_await_timer() {
	# shellcheck disable=SC3045 # busybox knows it
	[ -z "$GUARD_ARMED" ] || guard_timer_lives || read -r -t "$GUARD_START" _ <&8 || :
	wait_for "$GUARD_START" guard_timer_lives
}

guard_stop_timer() { ubus call service delete "{\"name\":\"multidial\",\"instance\":\"$CHANGE_TOKEN\"}" >/dev/null 2>&1 || :; }

guard_timer_lives() {
	local timer
	timer=$(readlink "$GUARD_RUN/timer") && own_lives "$timer"
}

# guard_touched: from here on there is something to roll back.
guard_touched() { ln -s yes "$GUARD_RUN/touched" || apply_fail "$FAILED_FULL" "$OWN_FOLDER"; }

# guard_reload PACKAGE: the exit status of a reload says little, so it ends nothing, but the user sees the words. One that hangs
# is left to itself.
guard_reload() {
	apply_step "$1 reload"
	wait_within "$GUARD_STEP" "$GUARD_RUN" "/etc/init.d/$1" reload >"$GUARD_RUN/words" 2>&1 </dev/null ||
		apply_say warning "$1 reload: $(cat "$GUARD_RUN/words")"
}

# guard_applied: the change is made; whether it stays is for answer_confirm to say.
guard_applied() {
	guard_give_time "$(readlink "$GUARD_RUN/seconds")" || apply_fail "$FAILED_UNARMED"
	trap - TERM
	turn_rest "$CHANGE_TOKEN"
	read_part applied
}

# guard_give_time SECONDS: from now on. Only the times that were there before go, and they go last: so there always is one,
# though two give time at once. Each is its giver's own: who gives the same second as another must not see his go with that.
guard_give_time() {
	local until old
	guard_clock
	until=$GUARD_RUN/until.$$.$((GUARD_NOW + $1))
	set -- "$GUARD_RUN"/until.*
	ln -s yes "$until" || return
	for old in "$@"; do rm -f "$old"; done
}

# guard_recall: has the timer roll the change back at once. Not by a signal: a timer that has only just begun would lose it. Two
# lines, since there may be two timers for a moment, and who sees a line that the other one takes would wait for ever.
guard_recall() {
	ln -s yes "$GUARD_RUN/recalled" 2>/dev/null
	[ ! -p "$GUARD_RUN/pipe" ] || printf '\n\n' 1<>"$GUARD_RUN/pipe"
}

guard_is_made() {
	local until
	for until in "$GUARD_RUN"/until.*; do [ ! -L "$until" ] || return 0; done
	return 1
}

guard_clock() {
	read -r GUARD_NOW _ </proc/uptime
	GUARD_NOW=${GUARD_NOW%.*}
}

# Ends a change that has not come to its end. What runs is let run: a reload that is killed leaves half a network. If another
# one has decided already, it ends the change, and this process with it.
guard_withdraw() {
	trap : TERM
	if [ -n "$GUARD_ARMED" ] && ! guard_decide; then
		wait_for "$GUARD_END" guard_is_over || :
	else
		guard_settle
	fi
}

# Withdraws the change, if nothing is decided yet.
guard_decide() { rm "$FLASH_FOLDER/open" 2>/dev/null; }

guard_is_over() { [ ! -d "$GUARD_RUN" ]; }

# guard_settle: carries out what was decided. For the process that works on the change. What is done is noted before the verdict
# goes, for whoever has to go on from there.
guard_settle() {
	apply_go_on
	if [ -L "$GUARD_RUN/outcome" ]; then
		:
	elif [ -e "$FLASH_FOLDER/kept" ]; then
		flash_sync
		guard_after_confirm
		ln -s "$SAID_CONFIRMED" "$GUARD_RUN/outcome"
	elif [ -L "$GUARD_RUN/touched" ]; then
		guard_roll_back
		# The old files are kept until all of them are back: the next one tries again, and so does the boot.
		flash_is_back || return
		ln -s "$SAID_ROLLED_BACK" "$GUARD_RUN/outcome"
	fi
	guard_end
}

# guard_end: the timer last, since it may be the one that does this.
guard_end() {
	flash_end
	turn_end "$CHANGE_TOKEN" "$(readlink "$GUARD_RUN/outcome")"
	guard_stop_timer
}

# guard_serve: the timer. What ends the shell, be it a fork that fails, has it begin anew after a second, and that needs none.
guard_serve() {
	exec 7<>"$GUARD_RUN/pipe"
	trap 'read -r -t 1 _ <&7; exec /bin/sh -c ". $GUARD_RUN/library; guard_serve"' EXIT
	own_id
	guard_clock
	GUARD_SINCE=$GUARD_NOW GUARD_WORKER=$(readlink "$GUARD_RUN/worker.1")
	rm -f "$GUARD_RUN/timer"
	ln -s "$OWN_ID" "$GUARD_RUN/timer"
	echo 1<>"$GUARD_RUN/begun"
	until guard_is_over; do
		guard_tick
		# shellcheck disable=SC3045 # busybox knows it
		read -r -t 1 _ <&7
	done
	trap - EXIT
}

# guard_rescue: what the timer would do, for others that find it dead.
guard_rescue() {
	! guard_timer_lives || return 0
	GUARD_WORKER=$(readlink "$GUARD_RUN/worker.1")
	guard_clock
	GUARD_SINCE=$GUARD_NOW
	guard_tick
	guard_is_over || [ ! -e "$FLASH_FOLDER/open" ] || [ ! -p "$GUARD_RUN/pipe" ] || guard_start_timer
}

# guard_tick: without a fork as long as the change waits.
guard_tick() {
	if [ -e "$FLASH_FOLDER/open" ]; then
		guard_is_due && guard_decide || return 0
		logger -t multidial "A change was not confirmed and is rolled back."
		[ -L "$GUARD_RUN/rest.1" ] || guard_stop_worker
	fi
	if turn_work "$CHANGE_TOKEN"; then
		# A script that has just begun may have opened the verdict, and come to its end, since this one has looked.
		[ -e "$FLASH_FOLDER/open" ] || guard_settle
	else
		guard_mind_worker "$(turn_worker "$CHANGE_TOKEN")"
	fi
}

# guard_mind_worker WORKER: another one carries out what was decided; one that hangs is ended.
guard_mind_worker() {
	guard_clock
	[ "$1" = "$GUARD_WORKER" ] || GUARD_WORKER=$1 GUARD_SINCE=$GUARD_NOW
	! guard_has_stalled || guard_stop_worker
}

# guard_is_due: a script that is dead had better be looked at first, since it may just have come to its end.
guard_is_due() {
	local until='' stalled=
	[ ! -L "$GUARD_RUN/recalled" ] || return 0
	guard_clock
	! guard_has_stalled || stalled=1
	for until in "$GUARD_RUN"/until.*; do
		[ ! -L "$until" ] || [ "${until##*.}" -le "$GUARD_NOW" ] || return 1
	done
	[ -L "$until" ] || [ -n "$stalled" ]
}

# Whether the script that makes the change is gone, or hangs.
guard_has_stalled() {
	local progress=
	own_lives "$GUARD_WORKER" || return 0
	[ ! -f "$GUARD_RUN/progress" ] || read -r progress <"$GUARD_RUN/progress"
	[ "$progress" = "$GUARD_PROGRESS" ] || GUARD_PROGRESS=$progress GUARD_SINCE=$GUARD_NOW
	[ $((GUARD_NOW - GUARD_SINCE)) -gt $((GUARD_STEP + GUARD_STEP)) ]
}

# Two must not work on the router at once. What this one has started ends by itself.
guard_stop_worker() {
	guard_is_alone || kill -KILL "${GUARD_WORKER%:*}"
	wait_for 5 guard_is_alone
}

guard_is_alone() { ! own_lives "$GUARD_WORKER"; }
