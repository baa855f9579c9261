# Whose turn it is to change the router: one change at a time, and one process at a time that works on it.
# prefix: turn
# needs: own
#
# A change has a name that no other one ever has, its token, and whatever it leaves anywhere bears that name. So nobody who
# clears up can take what is another's.
#
# In TURN_ROOM: now, a link to the token whose turn it is; of.TOKEN, the folder of a change; ended.TOKEN, a link to what
# became of the last one. In the folder of a change: whose, a link to who asked for it; worker.1, worker.2 and so on, links to
# the processes that work on it, one after the other; rest.1 and so on, for those that have done their work and live on.
#
# All of them are links, which point nowhere: a link is made whole or not at all, by one alone of all who try, it needs no
# room, and nobody who reads it has to wait.
TURN_ROOM=$OWN_FOLDER/change

# Which of the workers this process is. It stays so when the functions are read anew.
TURN_NUMBER=${TURN_NUMBER:-}

# turn_open TOKEN WHOSE: makes the folder of a change, with this process at work on it. Fails if there is one: whoever asked
# for the change has been told that nothing will come of it.
turn_open() { turn_make_folder "$1" && ln -s "$2" "$TURN_ROOM/of.$1/whose" && turn_work "$1"; } 2>/dev/null

# turn_forbid TOKEN: such a change will not begin any more. Fails if it has begun.
turn_forbid() { turn_make_folder "$1"; } 2>/dev/null

turn_make_folder() { own_folder change && mkdir -m 700 "$TURN_ROOM/of.$1"; }

# turn_take TOKEN: it is this change's turn, if it is nobody's.
turn_take() { ln -s "$1" "$TURN_ROOM/now" 2>/dev/null; }

# The token whose turn it is; fails if it is nobody's.
turn_now() { readlink "$TURN_ROOM/now"; }

turn_is() { [ "$(turn_now)" = "$1" ]; }

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

# turn_rest TOKEN: another one may work on the change, though this process lives on.
turn_rest() { ln -s yes "$TURN_ROOM/of.$1/rest.$TURN_NUMBER"; }

# turn_end TOKEN OUTCOME: the change is over. For the one that works on it, and for nobody else.
turn_end() {
	if turn_is "$1"; then
		rm -f "$TURN_ROOM"/ended.*
		ln -s "$2" "$TURN_ROOM/ended.$1"
		rm -f "$TURN_ROOM/now"
	fi
	rm -rf "$TURN_ROOM/of.$1"
}

# turn_drop TOKEN OUTCOME: ends a change that has left nothing but its turn, since its process was killed so early.
turn_drop() {
	turn_forbid "$1"
	! turn_work "$1" || turn_end "$1" "$2"
}
