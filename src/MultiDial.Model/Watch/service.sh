# The watch as a service of procd. Whether there is one the configuration says: a section of /etc/config/network. So what
# takes the configuration back takes the service back too. The files go last, when the change is known to stay, since a
# power cut before has the old configuration come back with the boot, and it needs them.
WATCH=/usr/sbin/multidial-watch
WATCH_SERVICE=/etc/init.d/multidial-watch
WATCH_KEPT=/lib/upgrade/keep.d/multidial-watch

# What others have set and not committed does not count.
watch_is_wanted() { grep -q "^config multidial_watch " /etc/config/network; }

# watch_install PROGRAM SERVICE KEPT: the three files, the last one where the router knows upgrades that keep files.
watch_install() {
	[ ! -x $WATCH_SERVICE ] || watch_call stop
	watch_write $WATCH "$1" 755
	watch_write $WATCH_SERVICE "$2" 755
	[ ! -d ${WATCH_KEPT%/*} ] || watch_write $WATCH_KEPT "$3" 644
	watch_follow
}

# watch_write FILE TEXT MODE: a file that is there is whole.
watch_write() {
	{ printf '%s' "$2" >"$1.new" && chmod "$3" "$1.new" && mv "$1.new" "$1"; } 2>/dev/null && return
	rm -f "$1.new"
	give_up "full ${1##*/}"
}

watch_call() { $WATCH_SERVICE "$1" >/dev/null 2>&1 </dev/null; }

# watch_follow: procd starts the watch anew only if its settings are others.
watch_follow() {
	[ -x $WATCH_SERVICE ] || return 0
	if watch_is_wanted; then
		watch_call enable
		watch_call start
	else
		watch_call stop
	fi
}

# The files of a watch that there is no more.
watch_clean() {
	[ -e $WATCH ] || [ -e $WATCH_SERVICE ] || return 0
	! watch_is_wanted || return 0
	watch_call stop
	watch_call disable
	wait_for 20 watch_has_ended
	rm -f $WATCH $WATCH_SERVICE $WATCH_KEPT
}

# It ends a dial that it is in, and that leaves nothing behind.
watch_has_ended() { ! pgrep -f "^/bin/sh $WATCH " >/dev/null; }

watch_back() { watch_follow; watch_clean; }
