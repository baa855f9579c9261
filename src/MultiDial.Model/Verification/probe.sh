# Tests interfaces from the router itself: the answers must come through the interface that is tested.
# prefix: probe
# needs: own read apply way web filter names
#
# What probe_begin is told: PROBE_TARGETS, PROBE_COUNT, PROBE_SECONDS, PROBE_NUMBER; probe_names: PROBE_NAMES, and PROBE_CHECKS and
# PROBE_SERVICES, of which those stay that can be found; probe_lan: PROBE_LAN, PROBE_OWN, PROBE_HOST. What has to be undone at the end:
# PROBE_FOLDER, PROBE_PINGS (processes, by pid and start), and what the command PROBE_UNDO does; PROBE_STARTING is not empty while a
# process starts that is not noted yet. PROBE_ASKED: the addresses to which the router's own packets go through the interface that is reported.
# PROBE_ANSWERED: not empty if the ping that was printed last had an answer. PROBE_DONE: how many interfaces are reported.
PROBE_PREFERENCE=900
PROBE_TABLE=15800
PROBE_NAMES=
PROBE_CHECKS=
PROBE_SERVICES=
PROBE_LAN=
PROBE_OWN=
PROBE_HOST=
PROBE_ASKED=
PROBE_ANSWERED=
PROBE_DONE=0
PROBE_FOLDER=
PROBE_UNDO=
PROBE_PINGS=
PROBE_STARTING=

# probe_begin TARGETS COUNT SECONDS NUMBER: which addresses to ping how many times, how long one answer may take, and how many
# interfaces there are. The first thing that a signal does is to keep the next one away.
probe_begin() {
	PROBE_TARGETS=$1 PROBE_COUNT=$2 PROBE_SECONDS=$3 PROBE_NUMBER=$4
	trap probe_end EXIT
	trap "trap '' HUP INT PIPE TERM; exit 1" HUP INT PIPE TERM
}

# probe_names CHECKS SERVICES: web services that answer with nothing, so that any other answer is somebody else's, and web services
# that tell the caller's address.
probe_names() { PROBE_NAMES=$1 PROBE_CHECKS=$1 PROBE_SERVICES=$2; }

# probe_lan DEVICE ADDRESS HOST: where the LAN is, the router's address there, and one that another host could have.
probe_lan() { PROBE_LAN=$1 PROBE_OWN=$2 PROBE_HOST=$3; }

# probe_undo_by COMMAND: what is to be undone besides at the end.
probe_undo_by() { PROBE_UNDO=$1; }

# Not TERM: a process that has just been made can lose it. A signal may come before a process is noted.
probe_end() {
	local id
	trap '' HUP INT PIPE TERM
	trap - EXIT
	for id in $PROBE_PINGS; do ! own_lives "$id" || kill -9 "${id%:*}" 2>/dev/null; done
	[ -z "$PROBE_STARTING" ] || kill -9 $! 2>/dev/null
	probe_close_ways "$PROBE_NUMBER"
	$PROBE_UNDO
	[ -z "$PROBE_FOLDER" ] || rm -rf "$PROBE_FOLDER"
	trap - HUP INT PIPE TERM
}

# probe_close_ways NUMBER
probe_close_ways() {
	local index=0
	while [ "$index" -lt "$1" ]; do
		way_close "$PROBE_PREFERENCE" $((PROBE_TABLE + index))
		index=$((index + 1))
	done
}

# probe_run: each interface costs five words, its name, its layer 3 device, its gateway (or -), its DNS server (or -) and the mark
# that leads to it (or -).
probe_run() {
	local ping
	probe_make_folder
	web_begin "$PROBE_FOLDER" "$PROBE_SECONDS"
	probe_each probe_open "$@"
	probe_each probe_ping "$@"
	probe_resolve
	filter_read "$PROBE_LAN"
	[ -z "$PROBE_UNDO" ] || probe_watch_connection
	# Not a bare `wait`: the timer is a child too.
	for ping in $PROBE_PINGS; do wait "${ping%:*}"; done
	PROBE_PINGS=
	probe_router
	probe_each probe_report "$@"
}

probe_make_folder() {
	own_folder "probe.$$" || apply_fail "$FAILED_COMMAND" "Making $OWN_FOLDER/probe.$$"
	PROBE_FOLDER=$OWN_FOLDER/probe.$$
}

# probe_each COMMAND WORD...: calls it for each interface with the number of its routing table and its five words.
probe_each() {
	local command=$1 table=$PROBE_TABLE
	shift
	while [ $# -ge 5 ]; do
		"$command" "$table" "$1" "$2" "$3" "$4" "$5"
		table=$((table + 1))
		shift 5
	done
}

probe_open() { way_open "$PROBE_PREFERENCE" "$1" "$3" "$4"; }

# Quiet, since whoever answers twice and more often would fill the memory with lines.
probe_ping() {
	local target
	for target in $PROBE_TARGETS; do
		probe_start "$2.$target" ping -q -I "$3" -c "$PROBE_COUNT" -W "$PROBE_SECONDS" "$target"
	done
	[ "$4" = - ] || probe_start "$2.gateway" ping -q -I "$3" -c 1 -W "$PROBE_SECONDS" "$4"
}

# probe_start FILE COMMAND ARGUMENT...: what it prints goes to the file, while others run.
probe_start() {
	local file=$PROBE_FOLDER/$1
	shift
	PROBE_STARTING=1
	"$@" >"$file" 2>&1 </dev/null &
	! own_start $! || PROBE_PINGS="$PROBE_PINGS $!:$OWN_START"
	PROBE_STARTING=
}

# What the router's resolver says to hosts, and what programs of the router itself are told: wget asks those servers, whatever the
# interface's own DNS server says.
probe_resolve() {
	local name
	probe_start resolver nslookup "${PROBE_CHECKS%% *}" 127.0.0.1
	for name in $PROBE_CHECKS $PROBE_SERVICES; do probe_start "name.$name" nslookup "$name"; done
}

# A lost connection shows as PIPE at the next output.
probe_watch_connection() {
	local ping
	for ping in $PROBE_PINGS; do
		while own_lives "$ping"; do
			read_part waiting
			sleep 1
		done
	done
}

# Whoever keeps silent when pinged still says which hardware has the address.
# shellcheck disable=SC2086 # each name is a word
probe_router() {
	read_part neighbours
	ip neigh 2>/dev/null
	read_part resolver
	probe_print "$PROBE_FOLDER/resolver"
	[ ! -x /etc/init.d/dnsmasq ] || { read_part dnsmasq; echo installed; }
	PROBE_CHECKS=$(web_known "$PROBE_OWN" $PROBE_CHECKS) PROBE_SERVICES=$(web_known "$PROBE_OWN" $PROBE_SERVICES)
	[ -z "$PROBE_CHECKS" ] || ! command -v wget >/dev/null || { read_part wget; echo installed; }
}

# probe_print FILE
probe_print() {
	local line
	PROBE_ANSWERED=
	while read -r line; do
		echo "$line"
		case $line in *' 100% packet loss'*) ;; *'% packet loss'*) PROBE_ANSWERED=1 ;; esac
	done <"$1"
} 2>/dev/null

probe_report() {
	local target reached=
	PROBE_ASKED=
	PROBE_DONE=$((PROBE_DONE + 1))
	read_part progress
	echo "$PROBE_DONE/$PROBE_NUMBER Testing $2"
	for target in $PROBE_TARGETS; do
		read_part "ping/$2/$target"
		probe_print "$PROBE_FOLDER/$2.$target"
		[ -z "$PROBE_ANSWERED" ] || reached=${reached:-$target}
	done
	[ "$4" = - ] || { read_part "gateway/$2"; probe_print "$PROBE_FOLDER/$2.gateway"; }
	[ -z "$reached" ] || probe_size "$2" "$3" "$reached"
	[ -z "$PROBE_HOST" ] || probe_from_lan "$1" "$2" "$6" "$reached"
	[ "$5" = - ] || probe_names_through "$1" "$2" "$5" "$reached"
	way_close "$PROBE_PREFERENCE" "$1"
}

# probe_size INTERFACE DEVICE TARGET: whether a packet that just fits the device comes through. A router on the way for which it is
# too large says so, and the kernel keeps that in mind.
probe_size() {
	local size=
	{ read -r size <"/sys/class/net/$2/mtu"; } 2>/dev/null
	case $size in '' | *[!0-9]* | ??????*) return ;; esac
	read_part "mtu/$1"
	echo "$size"
	ping -q -I "$2" -c 1 -s $((size - 28)) -W "$PROBE_SECONDS" "$3" >"$PROBE_FOLDER/size" 2>&1 </dev/null
	probe_print "$PROBE_FOLDER/size"
	[ -n "$PROBE_ANSWERED" ] || ip route get "$3" oif "$2" 2>/dev/null
}

# probe_from_lan TABLE INTERFACE MARK TARGET: where the kernel would send a packet of a LAN host that has the mark, and whether an
# answer finds back to an address of the LAN: to the router's own, as no other can send from here.
probe_from_lan() {
	if [ "$3" != - ]; then
		read_part "lookup/$2"
		ip route get "${PROBE_TARGETS%% *}" from "$PROBE_HOST" iif "$PROBE_LAN" mark "$3" 2>&1
	fi
	[ -n "$4" ] || return
	probe_ask "$1" "$4"
	read_part "masquerade/$2"
	ping -q -I "$PROBE_OWN" -c 1 -W "$PROBE_SECONDS" "$4" 2>&1 </dev/null
}

# probe_names_through TABLE INTERFACE SERVER REACHED: asks the interface's DNS server, and what web servers say through the interface.
# Where nothing was reached, one name that is not found is enough.
probe_names_through() {
	local name own addresses=''
	probe_ask "$1" "$3"
	for name in $PROBE_NAMES; do
		addresses=$(names_addresses "$name" "$3")
		[ -z "$addresses" ] && [ -n "$4" ] || break
	done
	[ -n "$addresses" ] || return
	read_part "dns/$2"
	echo "$addresses"
	for name in $PROBE_CHECKS; do
		probe_ask_all "$1" "$PROBE_FOLDER/at.$name"
		! web_check "$2" "$name" || break
	done
	for name in $PROBE_SERVICES; do
		probe_ask_all "$1" "$PROBE_FOLDER/at.$name"
		own=$(web_fetch "http://$name/" 2>/dev/null)
		[ -n "$own" ] || continue
		read_part "public/$2"
		echo "$own"
		break
	done
}

# probe_ask TABLE ADDRESS...: what the router itself sends there goes this way, until the next interface is reported.
probe_ask() {
	local table=$1 address
	shift
	for address in "$@"; do
		case " $PROBE_ASKED " in *" $address "*) continue ;; esac
		PROBE_ASKED="$PROBE_ASKED $address"
		way_ask "$PROBE_PREFERENCE" "$table" "$address"
	done
}

# probe_ask_all TABLE FILE: the same for the addresses in a file.
probe_ask_all() {
	local address
	while read -r address; do probe_ask "$1" "$address"; done <"$2"
}
