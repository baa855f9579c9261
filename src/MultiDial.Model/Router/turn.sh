# Whose turn it is to change the router: one change at a time, and one process at a time that works on it.
# prefix: turn
# needs: own
#
# A change has a name that no other one ever has, its token, and whatever it leaves anywhere bears that name, so that nobody can
# take away what is another's, not even a command whose shell was killed and that comes late.
#
# In TURN_ROOM: now, a folder with a link for each change that has the turn or is trying to get it; of.TOKEN, the folder of a
# change; over.TOKEN, the same when all is over; ended.TOKEN, a link to what became of the last one. In the folder of a change:
# whose, a link to who asked for it; worker.1, worker.2 and so on, links to the processes that work on it, one after the other;
# rest.1 and so on, for those that have done their work and live on; outcome, a link to what has become of it.
#
# All of them are links, which point nowhere: a link is made whole or not at all, by one alone of all who try, it needs no
# room, and nobody who reads it has to wait.
TURN_ROOM=$OWN_FOLDER/change

# Which of the workers this process is. It stays so when the functions are read anew.
TURN_NUMBER=${TURN_NUMBER:-}

# turn_open TOKEN WHOSE: makes the folder of a change, with this process at work on it. Fails if somebody has been told that
# nothing will come of the change.
turn_open() {
	own_id
	TURN_NUMBER=1
	turn_make_folder "$1" && ln -s "$2" "$TURN_ROOM/of.$1/whose" && ln -s "$OWN_ID" "$TURN_ROOM/of.$1/worker.1"
} 2>/dev/null

# turn_forbid TOKEN: such a change will not begin any more. Fails if it has begun.
turn_forbid() {
	turn_make_folder "$1"
	ln -s never "$TURN_ROOM/of.$1/worker.1"
} 2>/dev/null

turn_make_folder() { own_folder change && mkdir -m 700 "$TURN_ROOM/of.$1"; }

# turn_take TOKEN: it is this change's turn, if it is nobody's. It is for whoever finds himself alone; of those who only try the
# first one in the alphabet stays, so that not all of them give way for ever.
turn_take() {
	mkdir -m 700 "$TURN_ROOM/now" 2>/dev/null
	[ -L "$TURN_ROOM/now/$1" ] || ln -s yes "$TURN_ROOM/now/$1" || return
	set -- "$1" "$TURN_ROOM/now"/*
	[ $# -gt 2 ] || return 0
	[ "$2" = "$TURN_ROOM/now/$1" ] || rm -f "$TURN_ROOM/now/$1"
	return 1
}

# turn_others TOKEN: the changes that are in its way; without a token those that there are.
turn_others() {
	local one
	for one in "$TURN_ROOM/now"/*; do [ ! -L "$one" ] || [ "${one##*/}" = "$1" ] || echo "${one##*/}"; done
}

# turn_whose TOKEN: of the change in its way, how many seconds that can still wait to be confirmed, - while it is not made; and
# who asked for it.
turn_whose() {
	local other until now left=
	other=$TURN_ROOM/of.$(turn_others "$1" | head -n 1)
	read -r now _ </proc/uptime
	for until in "$other"/until.*; do [ ! -L "$until" ] || left=$((${until##*.} - ${now%.*})); done
	echo "${left:--} $(readlink "$other/whose")"
}

# turn_work TOKEN: this process works on the change from here on, if no other one does.
turn_work() {
	local folder=$TURN_ROOM/of.$1 worker
	own_id
	TURN_NUMBER=1
	while worker=$(readlink "$folder/worker.$TURN_NUMBER"); do
		[ "$worker" != "$OWN_ID" ] || return 0
		if [ ! -L "$folder/rest.$TURN_NUMBER" ] && own_lives "$worker"; then return 1; fi
		TURN_NUMBER=$((TURN_NUMBER + 1))
	done
	ln -s "$OWN_ID" "$folder/worker.$TURN_NUMBER" 2>/dev/null
}

# turn_worker TOKEN: who works on it, or did so last.
turn_worker() {
	local number=1 worker=
	while worker=$(readlink "$TURN_ROOM/of.$1/worker.$number"); do number=$((number + 1)); done
	readlink "$TURN_ROOM/of.$1/worker.$((number - 1))"
}

# turn_rest TOKEN: another one may work on the change, though this process lives on.
turn_rest() { ln -s yes "$TURN_ROOM/of.$1/rest.$TURN_NUMBER"; }

# turn_end TOKEN OUTCOME: the change is over. For the one that works on it, and for nobody else. Of one that has done nothing
# there is nothing to tell. The folder goes in one go, since nobody must find the half of it.
turn_end() {
	local outcome
	if [ -n "$2" ]; then
		for outcome in "$TURN_ROOM"/ended.*; do [ "$outcome" = "$TURN_ROOM/ended.$1" ] || rm -f "$outcome"; done
		ln -s "$2" "$TURN_ROOM/ended.$1" 2>/dev/null
	fi
	rm -f "$TURN_ROOM/now/$1"
	mv "$TURN_ROOM/of.$1" "$TURN_ROOM/over.$1" 2>/dev/null
	rm -rf "$TURN_ROOM/over.$1"
}

# turn_sweep: what was left by those who were killed while they cleared up, or before it was their turn, goes; and what a command
# of theirs that came late has put in the folder of a change that will not begin any more.
turn_sweep() {
	local folder worker
	rm -rf "$TURN_ROOM"/over.*
	for folder in "$TURN_ROOM"/of.*; do
		worker=$(readlink "$folder/worker.1") || continue
		[ "$worker" != never ] || { turn_empty "$folder"; continue; }
		[ -L "$TURN_ROOM/now/${folder##*/of.}" ] || own_lives "$worker" || rm -rf "$folder"
	done
}

# turn_empty FOLDER: but for what says that the change will not begin.
turn_empty() {
	local one
	for one in "$1"/*; do [ "$one" = "$1/worker.1" ] || rm -rf "$one"; done
}

# turn_drop TOKEN: ends a change that has left nothing but its turn, since its process was killed so early.
turn_drop() {
	turn_forbid "$1"
	! turn_work "$1" || turn_end "$1" ''
}
