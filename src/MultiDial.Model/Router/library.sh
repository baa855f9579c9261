# The functions of a change, kept in memory beside it: whoever has to do with the change, be it the guard, a later connection
# or another client, works with these and no others.
# prefix: library
# needs: own turn read

# library_write TOKEN WHOSE SUM TEXT: begins a change. What is there by its name is whole.
library_write() {
	local folder=$TURN_ROOM/of.$1
	turn_open "$1" "$2" || library_fail "$FAILED_STOPPED"
	printf '%s' "$4" 2>/dev/null >"$folder/text"
	[ "$(md5sum <"$folder/text")" = "$3  -" ] && mv "$folder/text" "$folder/library" && return
	turn_end "$1" "$SAID_VOID"
	library_fail "$FAILED_FULL" "$OWN_FOLDER"
}

library_fail() {
	read_part failed
	echo "$*"
	exit 1
}

# library_find TOKEN: where they are; without them the script says what is known of the change and ends.
library_find() {
	[ ! -f "$TURN_ROOM/of.$1/library" ] || return 0
	read_part state
	library_outcome "$1"
	read_part end
	exit 0
}

# library_outcome TOKEN: a change of which nothing is known will not begin any more.
library_outcome() {
	readlink "$TURN_ROOM/ended.$1" && return
	if turn_forbid "$1"; then echo "$SAID_UNKNOWN"; else library_early "$1"; fi
}

# library_early TOKEN: there is a folder without functions.
library_early() {
	local worker
	if worker=$(readlink "$TURN_ROOM/of.$1/worker.1") && own_lives "$worker"; then echo "$SAID_RUNNING"; else echo "$SAID_UNKNOWN"; fi
}
