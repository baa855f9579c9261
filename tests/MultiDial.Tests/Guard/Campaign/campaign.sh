# Takes a router through a change, with the fault that /fault names, and prints what came of it. This is the first process of
# the sandbox, which nothing ends, so it outlives a power cut.
PROGRAMS=/sbin:/bin

# said TOKEN COMMAND...: what the scripts of a change say is kept; a power cut does not take back what was said.
said() {
	local said=/said.$1
	shift
	( PATH=/shim:$PROGRAMS; exec "$@" ) >>"$said" 2>>/errors </dev/null
}

# change TOKEN SECONDS [STEP]: from its end on the change has its time and ten seconds more to be over.
change() {
	said "$1" sh /change "$@"
	LATEST=$(($(now) + $2 + 10))
}

# until_over TOKEN COMMAND: asks until the change is over.
until_over() {
	local state
	while :; do
		: >/answer
		( PATH=/shim:$PROGRAMS; exec sh /ask "$1" "$2" ) >/answer 2>>/errors </dev/null
		cat /answer >>"/said.$1"
		state=$(sed -n '/^@@ state$/{n;p;}' /answer | tail -n 1)
		case $state in confirmed | rolledback | unknown) return ;; esac
		[ "$(now)" -lt "$LATEST" ] || { echo "late $1 ${state:-nothing}"; return; }
		usleep 100000
	done
}

now() { cut -d . -f 1 /proc/uptime; }

confirmed() { change t1 3; until_over t1 answer_confirm; }
# Of one file.
single() { confirmed; }
unconfirmed() { change t1 1; until_over t1 answer_look; }
recalled() { change t1 4; until_over t1 answer_recall; }
failing() { change t1 3 'apply_run false'; until_over t1 answer_look; }
# The first one to confirm is killed when the verdict has just been given.
attempts() { change t1 3; said t1 sh /ask t1 'answer_is_fit && mv "$FLASH_FOLDER/open" "$FLASH_FOLDER/kept"; kill -9 $$'; until_over t1 answer_confirm; }
# The second one waits for its turn until the time of the first one is over.
waiting() { change t1 1; change t2 3; until_over t2 answer_confirm; until_over t1 answer_look; }

packages() { [ "$1" = single ] && echo network || echo network firewall; }

files() { echo "$1" $(cat /etc/config/network) / $(cat /etc/config/firewall); }

# What is left of the changes: in the flash, in memory, and their timers. How the last one ended is to be found, and that one
# of which a client was told that nothing is known will never begin.
traces() {
	local one mark
	echo traces $(cd /etc && find multidial uci-defaults/* 2>/dev/null) $(
		cd /var/run/multidial/change && find . ! -name . ! -path ./now ! -name ended.t9 | while read -r one; do
			mark=${one%/whose}
			[ "$(readlink "${mark%/worker.1}/worker.1")" = never ] || echo "$one"
		done
	) $(timers)
}

timers() { grep -l 'of.t[12]/library; guard_serve' /proc/[0-9]*/cmdline 2>/dev/null; }

words() { [ ! -e "/said.$1" ] || echo "said $1" $(cat "/said.$1"); }

# Whatever has happened, the next change is made and confirmed.
later() {
	local tries=40
	rm -f /fault
	sed -i "s/^\(CHANGE_TOKEN=t1\) CHANGE_FILES='[a-z ]*'/\1 CHANGE_FILES='$(packages later)'/" /library
	change t9 60
	until_over t9 answer_confirm
	# The timers of what is over see that within a second.
	while [ -n "$(timers)" ] && [ "$tries" -gt 0 ]; do
		usleep 100000
		tries=$((tries - 1))
	done
	files later
	traces
	words t9
}

prepare() {
	rm -rf /etc/multidial /etc/uci-defaults /tmp/* /said.* /log /count /struck /errors /states /fault
	mkdir -p /etc/uci-defaults /etc/config /tmp/run /states
	echo old >/etc/config/network
	echo old >/etc/config/firewall
}

# strike SCENARIO NUMBER FAULT
strike() {
	prepare
	echo "$2 $3" >/fault
	sed -i "s/^\(CHANGE_TOKEN=t1\) CHANGE_FILES='[a-z ]*'/\1 CHANGE_FILES='$(packages "$1")'/" /library
	"$1"
	[ ! -e /struck ] || echo struck $(grep "^$2 " /log)
	files over
	[ "$3" != orphan ] || usleep 400000
	files settled
	words t1
	words t2
	later
}

# record SCENARIO: notes the flash before each program, and prints what a power cut can leave: for each state the last moment
# in which it can be found, which is before the next sync ends.
record() {
	local number state next last=
	strike "$1" 0 record
	mkdir /states/end
	cp /said.* /states/end
	echo programs $(wc -l </count)
	for number in $(ls /states | grep -v end | sort -n); do
		state=$(cd "/states/$number/etc" && find . | sort && find . -type f | sort | xargs md5sum)
		next=$(sed -n 's/^\([0-9]*\) .*: sync $/\1/p' /log | while read -r sync; do [ "$sync" -lt "$number" ] || { echo "$sync"; break; }; done)
		[ "$state $next" = "$last" ] || echo "state $number ${next:-end}"
		last="$state $next"
	done
}

# cut_power STATE MOMENT NUMBER: boots from a state that was recorded, with a second power cut before that program of the boot;
# what had been said until the moment stays said.
cut_power() {
	rm -rf /etc/multidial /etc/uci-defaults /etc/config /tmp/* /struck /log /said.*
	cp -a "/states/$1/etc" /
	cp "/states/$2"/said.t[12] / 2>/dev/null
	boot "$3"
	[ ! -e /struck ] || { echo struck; boot 0; }
	files over
	LATEST=$(($(now) + 10))
	until_over t1 answer_look
	[ ! -e /said.t2 ] || until_over t2 answer_look
	files settled
	words t1
	words t2
	later
}

# boot NUMBER: as OpenWrt does it.
boot() {
	rm -rf /tmp/*
	mkdir -p /tmp/run
	echo "$1 cut" >/fault
	rm -f /count
	( PATH=/shim:$PROGRAMS; cd /etc/uci-defaults || exit; for script in *; do [ ! -f "$script" ] || { ( . "./$script" ) && rm -f "$script"; }; done ) >/dev/null 2>&1
	rm -f /fault
}
