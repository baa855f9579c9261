# What other connections say and ask about a change that is under way.
# prefix: answer
# needs: turn library wait read flash guard

# answer_look: says how far the change is.
answer_look() {
	guard_rescue >/dev/null 2>&1
	read_part state
	answer_state
}

answer_state() {
	if guard_is_over; then
		library_outcome "$CHANGE_TOKEN"
	elif [ -e "$FLASH_FOLDER/open" ] && guard_is_made; then
		echo "$SAID_APPLIED"
	else
		echo "$SAID_RUNNING $(cat "$GUARD_RUN/progress")"
	fi
} 2>/dev/null

# answer_confirm: keeps the change, if it is there to be kept; if not, the script says how far it is and ends. Only what is in the
# flash is kept.
answer_confirm() {
	if guard_is_made && mv "$FLASH_FOLDER/open" "$FLASH_FOLDER/kept" 2>/dev/null; then
		flash_sync
		wait_for "$GUARD_END" answer_finish
	fi
	answer_look
	[ "$(answer_state)" = "$SAID_CONFIRMED" ] || { read_part end; exit 0; }
}

answer_finish() { guard_is_over || { turn_work "$CHANGE_TOKEN" && guard_settle; }; }

# answer_recall: has the change rolled back at once, and the timer does that. Not by a signal: a timer that has only just begun
# would lose it.
answer_recall() {
	ln -s yes "$GUARD_RUN/recalled"
	[ ! -p "$GUARD_RUN/pipe" ] || echo 1<>"$GUARD_RUN/pipe"
	answer_look
	read_part end
}
