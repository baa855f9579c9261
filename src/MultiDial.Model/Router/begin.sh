# The beginning of a change under the guard: it waits for its turn.
# prefix: begin
# needs: turn wait apply flash guard
#
# BEGIN_TURN: not empty once it has the turn.
BEGIN_TURN=

# begin_turn SECONDS: waits for the turn. The signals are caught, not ignored: what this shell starts must not inherit that.
begin_turn() {
	trap 'apply_fail "$FAILED_STOPPED"' TERM
	trap : HUP PIPE
	apply_undo_by guard_withdraw
	apply_note_in "$GUARD_RUN/progress"
	wait_for "$1" begin_try || :
	[ -n "$BEGIN_TURN" ] || apply_fail "$FAILED_BUSY" "$(turn_whose "$CHANGE_TOKEN")"
	turn_sweep
	flash_open
}

# Whoever waits for his user can do so for long, so he is not waited for.
begin_try() {
	local other
	if turn_take "$CHANGE_TOKEN"; then
		BEGIN_TURN=1
		return
	fi
	for other in $(turn_others "$CHANGE_TOKEN"); do
		begin_help "$other"
		[ ! -L "$TURN_ROOM/of.$other/held" ] || return 0
	done
	return 1
}

# begin_help TOKEN: ends another change if all that should have done so are dead.
begin_help() {
	if [ -f "$TURN_ROOM/of.$1/library" ]; then
		# shellcheck source=/dev/null # the other's
		( . "$TURN_ROOM/of.$1/library" && guard_rescue )
	else
		turn_drop "$1"
	fi
} >/dev/null 2>&1
