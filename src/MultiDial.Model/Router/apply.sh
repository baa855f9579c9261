# Replaces configuration files, reloads what is concerned. Needs read.sh and guard.sh.

say() { part "$1"; printf '%s' "$2"; }

# give_up REASON: everything is as it was before.
give_up() {
	[ -z "$TOKEN" ] || withdraw
	say failed "$1"
	exit 1
}

sum() { md5sum | cut -d ' ' -f 1; }

# stage PACKAGE SUM-OF-WHAT-WAS-READ NEW-TEXT SUM-OF-NEW-TEXT: what it was and what it shall be, with mode and owner.
stage() {
	old=$FLASH/copy/$1 new=$FLASH/new/$1
	[ "$(sum <"/etc/config/$1")" = "$2" ] || give_up "changed $1"
	{ cp -p "/etc/config/$1" "$old" && cp -p "$old" "$new" && printf '%s' "$3" >"$new"; } 2>/dev/null
	[ "$(sum <"$old")" = "$2" ] && [ "$(sum <"$new")" = "$4" ] || give_up "full $1"
	STAGED="$STAGED $1"
}

# Renames all staged files, if they are still what was read.
commit() {
	for package in $STAGED; do
		cmp -s "$KEPT/$package" "/etc/config/$package" || give_up "changed $package"
		mv "$FLASH/new/$package" "/etc/config/$package" || give_up "full $package"
	done
	settle $STAGED
}

# settle PACKAGE...: a later reload_config finds nothing left to do.
settle() {
	for package in "$@"; do
		[ -f /var/run/config.md5 ] || return
		now=$(show "$package" | sum)
		sed -i "s#^[0-9a-f]*\(  .*/$package\)\$#$now\1#" /var/run/config.md5
	done
}

# What others have set and not committed yet a reload takes up; but not the light ways of mwan3. There it has to be found
# by the reload_config that follows their commit, so it is left out: by a name that nobody has changes of.
show() {
	[ "$1" = mwan3 ] || { uci show "$1"; return; }
	cp /etc/config/mwan3 $TURN/saved_mwan3
	uci -c $TURN show saved_mwan3 | sed 's/^saved_mwan3\./mwan3./'
}

# A reload's exit status says nothing, so its words are kept for the user.
reload() {
	words=$("/etc/init.d/$1" reload 2>&1 </dev/null) || say warning "$1 reload: $words"
	[ -z "$words" ] || say note "$words"
}

# count_connections WHEN: how many connections the router carries, before and after.
count_connections() {
	part "connections/$1"
	cat /proc/sys/net/netfilter/nf_conntrack_count 2>/dev/null
}

# run COMMAND ARGUMENT...: a step of the change.
run() {
	words=$("$@" 2>&1 </dev/null) && return
	echo "$words" >&2
	give_up "run $*"
}

# wait_up SECONDS LINE...: waits until every line is up, or the time is over; and then a moment for mwan3, which calls a
# line disabled until it has heard from netifd. wait_down: until every line is down.
wait_up() {
	local most=$1
	shift
	wait_for "$most" lines_are up "$@"
	wait_for 5 lines_are heard_of "$@"
}

wait_down() {
	local most=$1
	shift
	wait_for "$most" lines_are down "$@"
}

lines_are() {
	condition=$1
	shift
	for line in "$@"; do "line_is_$condition" || return; done
}

line_is() { ubus call "network.interface.$line" status 2>/dev/null | grep -q "^	\"up\": $1"; }

line_is_up() { line_is true; }

line_is_down() { line_is false; }

line_is_heard_of() {
	local state=
	read -r state <"/var/run/mwan3track/$line/STATUS"
	[ "$state" != disabled ] || ! line_is_up
} 2>/dev/null
