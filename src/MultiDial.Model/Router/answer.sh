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
	if answer_is_fit && mv "$FLASH_FOLDER/open" "$FLASH_FOLDER/kept" 2>/dev/null; then
		wait_for "$GUARD_END" answer_finish
	fi
	answer_look
	[ "$(answer_state)" = "$SAID_CONFIRMED" ] || answer_end
	read_part kept
}

# answer_hold SECONDS: has the change wait so long from now on, if it is there to wait; if not, as with answer_confirm.
answer_hold() {
	if answer_is_fit && guard_give_time "$1"; then
		ln -s yes "$GUARD_RUN/held" 2>/dev/null
		read_part held
		answer_look
	else
		answer_look
		answer_end
	fi
}

answer_end() {
	read_part end
	exit 0
}

# Whether the change is made and has cut nothing that it must not; one that has is rolled back.
answer_is_fit() {
	local lost
	guard_is_made && [ -e "$FLASH_FOLDER/open" ] || return
	lost=$(guard_check) && return
	read_part rejected
	echo "$lost"
	guard_recall
	return 1
}

answer_finish() { guard_is_over || { turn_work "$CHANGE_TOKEN" && guard_settle; }; }

# answer_recall: has the change rolled back at once.
answer_recall() {
	guard_recall
	answer_look
}
