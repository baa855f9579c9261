# The functions of a change, kept in memory beside it: whoever has to do with the change, be it the guard, a later connection
# or another client, works with these and no others.
# prefix: library
# needs: own turn read

# library_write TOKEN WHOSE SUM TEXT: begins a change. What is there by its name is whole.
library_write() {
	local folder=$TURN_ROOM/of.$1
	own_folder change || library_fail "$FAILED_COMMAND" "Making $TURN_ROOM"
	turn_open "$1" "$2" || library_fail "$FAILED_STOPPED"
	printf '%s' "$4" 2>/dev/null >"$folder/text"
	[ "$(md5sum <"$folder/text")" = "$3  -" ] && mv "$folder/text" "$folder/library" && return
	turn_end "$1" ''
	library_fail "$FAILED_FULL" "$OWN_FOLDER"
}

library_fail() {
	read_part failed
	echo "$*"
	exit 1
}

# library_waiting: the change that is made and waits to be confirmed, if there is one.
library_waiting() {
	local until folder
	for until in "$TURN_ROOM"/of.*/until.*; do
		[ -L "$until" ] || continue
		folder=${until%/*}
		echo "${folder##*/of.}"
	done
}

# library_find TOKEN: where they are; without them the script says what is known of the change and ends.
library_find() {
	[ ! -f "$TURN_ROOM/of.$1/library" ] || return 0
	read_part state
	library_outcome "$1"
	read_part end
	exit 0
}

# library_outcome TOKEN: a change of which nothing is known will not begin any more. One that was just beginning may have gone on
# meanwhile.
library_outcome() {
	local worker
	if readlink "$TURN_ROOM/ended.$1"; then
		:
	elif ! turn_forbid "$1" && worker=$(readlink "$TURN_ROOM/of.$1/worker.1") && own_lives "$worker" || [ -f "$TURN_ROOM/of.$1/library" ]; then
		echo "$SAID_RUNNING"
	else
		readlink "$TURN_ROOM/ended.$1" || echo "$SAID_UNKNOWN"
	fi
}
