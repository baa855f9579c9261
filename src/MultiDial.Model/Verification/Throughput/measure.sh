# Measures how fast interfaces download, from the router itself.
# prefix: measure
# needs: own read apply way names ports words
#
# wget cannot be bound to an interface, but a connection keeps the address that it has begun with. So while downloads of one
# interface begin, a rule leads what goes to their servers through it (MEASURE_PREFERENCE + 1); and rules for the addresses of the
# interfaces keep each on its own from then on, whatever mwan3 marks.
#
# What measure_run is told: MEASURE_CONNECTIONS, MEASURE_URIS, MEASURE_HOSTS, MEASURE_NUMBER. MEASURE_SERVERS: the addresses of the
# hosts. MEASURE_TURN: how many downloads have begun, and MEASURE_BEGUN, the notes of the last ones. MEASURE_WELL: the tables of
# those that have come to a good end. MEASURE_BYTES: what all interfaces had received by the last sample, MEASURE_MORE, how much of
# it since the one before, and MEASURE_TIME, when that was, in hundredths of a second. What has to be undone at the end:
# MEASURE_FOLDER, with the pipe that tells which download has ended, a note of each that runs (job.TABLE.TURN), and the file go;
# downloads that begin without it end at once.
MEASURE_PREFERENCE=903
MEASURE_TABLE=16200
MEASURE_SERVERS=
MEASURE_TURN=0
MEASURE_WELL=
MEASURE_BYTES=0
MEASURE_FOLDER=

# measure_run SECONDS BYTES CONNECTIONS URIS HOSTS WORD...: so many downloads at the same time through each interface, for that
# time, or until there would be more bytes. Each interface costs five words: its name, its layer 3 device, its gateway (or -), its
# address, and the devices whose bytes count among its own.
measure_run() {
	local most=$2 end first table status uri
	MEASURE_CONNECTIONS=$3 MEASURE_URIS=$4 MEASURE_HOSTS=$5
	end=$(($1 * 100))
	shift 5
	MEASURE_NUMBER=$(($# / 5))
	measure_prepare
	measure_each measure_open "$@"
	measure_find_servers
	measure_sample "$@"
	first=$MEASURE_BYTES
	measure_each measure_fill "$@"
	measure_processor
	measure_sample "$@"
	end=$((MEASURE_TIME + end))
	while [ "$MEASURE_TIME" -lt "$end" ] && [ $((MEASURE_BYTES + MEASURE_MORE - first)) -le "$most" ]; do
		# shellcheck disable=SC3045 # busybox knows it
		if read -r -t 1 table status uri <&7; then
			measure_learn "$table" "$status" "$uri"
			MEASURE_FREE=$table
			measure_each measure_refill "$@"
		fi
		! measure_is_due || measure_sample "$@"
	done
	measure_processor
	set +f
	measure_each measure_say "$@"
	measure_end
}

measure_prepare() {
	trap measure_end EXIT
	trap "trap '' HUP INT PIPE TERM; exit 1" HUP INT PIPE TERM
	own_folder "measure.$$" || apply_fail "$FAILED_COMMAND" "Making $OWN_FOLDER/measure.$$"
	MEASURE_FOLDER=$OWN_FOLDER/measure.$$
	{ : >"$MEASURE_FOLDER/go" && mkfifo "$MEASURE_FOLDER/ended"; } || apply_fail "$FAILED_COMMAND" "Making $MEASURE_FOLDER/ended"
	exec 7<>"$MEASURE_FOLDER/ended"
	# Addresses of the web have characters that stand for others.
	set -f
}

measure_end() {
	local table=$MEASURE_TABLE note
	trap '' HUP INT PIPE TERM
	trap - EXIT
	set +f
	[ -z "$MEASURE_FOLDER" ] || rm -f "$MEASURE_FOLDER/go"
	for note in "$MEASURE_FOLDER"/job.*; do measure_kill "$note"; done
	while [ "$table" -lt $((MEASURE_TABLE + MEASURE_NUMBER)) ]; do
		way_forget $((MEASURE_PREFERENCE + 1)) "$table"
		way_close "$MEASURE_PREFERENCE" "$table"
		table=$((table + 1))
	done
	[ -z "$MEASURE_FOLDER" ] || rm -rf "$MEASURE_FOLDER"
	exec 7>&-
	trap - HUP INT PIPE TERM
}

# measure_each COMMAND WORD...: calls it for each interface with the number of its routing table and its five words.
measure_each() {
	local command=$1 table=$MEASURE_TABLE
	shift
	while [ $# -ge 5 ]; do
		"$command" "$table" "$1" "$2" "$3" "$4" "$5"
		table=$((table + 1))
		shift 5
	done
}

measure_open() {
	way_open "$MEASURE_PREFERENCE" "$1" "$3" "$4"
	way_keep "$MEASURE_PREFERENCE" "$1" "$5"
}

measure_fill() { measure_begin "$MEASURE_CONNECTIONS" "$@"; }

# measure_refill: MEASURE_FREE is the table of the interface that has one download less.
measure_refill() { [ "$1" != "$MEASURE_FREE" ] || measure_begin 1 "$@"; }

measure_processor() {
	read_part processor
	grep '^cpu[0-9]' /proc/stat
}

# measure_is_due: whether the last sample was a second ago.
measure_is_due() {
	local now
	read -r now _ </proc/uptime
	[ $((${now%.*}${now#*.} - MEASURE_TIME)) -ge 100 ]
}

# measure_sample WORD...: the first is from before there are downloads, the second from when all have begun. It tells
# the time, and the bytes of each interface so far. A lost connection shows as PIPE here.
measure_sample() {
	local line before=$MEASURE_BYTES bytes other more
	read -r line _ </proc/uptime
	MEASURE_TIME=${line%.*}${line#*.}
	MEASURE_BYTES=0
	while [ $# -ge 5 ]; do
		read -r bytes <"/sys/class/net/$2/statistics/rx_bytes" || bytes=0
		for other in $5; do
			read -r more <"/sys/class/net/$other/statistics/rx_bytes" || more=0
			bytes=$((bytes - more))
		done
		MEASURE_BYTES=$((MEASURE_BYTES + bytes))
		line="$line $bytes"
		shift 5
	done 2>/dev/null
	MEASURE_MORE=0
	[ "$before" = 0 ] || MEASURE_MORE=$((MEASURE_BYTES - before))
	read_part samples
	echo "$line"
}

# measure_begin NUMBER TABLE WORD...: so many downloads more. One that does not begin with the interface's address would go by
# another one, so it must not stay; the name may have other addresses by then.
measure_begin() {
	local left=$1 server hex ports
	for server in $MEASURE_SERVERS; do way_ask $((MEASURE_PREFERENCE + 1)) "$2" "$server"; done
	hex=$(ports_hex "$6")
	ports_look "$hex" ''
	ports=$PORTS_ALL
	MEASURE_BEGUN=
	while [ "$left" -gt 0 ]; do
		measure_start "$2" "$3"
		left=$((left - 1))
	done
	measure_wait "$1" "$hex" "$ports" || measure_cancel
	way_forget $((MEASURE_PREFERENCE + 1)) "$2"
}

measure_cancel() {
	local note
	for note in $MEASURE_BEGUN; do measure_kill "$note"; done
	measure_find_servers
}

# measure_kill NOTE
measure_kill() {
	local id=
	{ read -r id <"$1" && own_lives "$id" && kill -9 "${id%:*}"; } 2>/dev/null
}

measure_find_servers() {
	local host address
	for host in $MEASURE_HOSTS; do
		case $host in *[!0-9.]*) address=$(names_addresses "$host") ;; *) address=$host ;; esac
		for address in $address; do words_have "$MEASURE_SERVERS" "$address" || MEASURE_SERVERS="$MEASURE_SERVERS $address"; done
	done
}

# measure_learn TABLE STATUS URI: what cannot be had is passed over, if there is anything else. Who was killed says nothing.
measure_learn() {
	local uri others=
	case $2 in
	0) MEASURE_WELL="$MEASURE_WELL $1" ;;
	137) ;;
	*)
		for uri in $MEASURE_URIS; do [ "$uri" = "$3" ] || others="$others $uri"; done
		MEASURE_URIS=${others:-$MEASURE_URIS}
		;;
	esac
}

# measure_start TABLE NAME: a download of the next address of the web.
measure_start() {
	local uris=$MEASURE_URIS table=$1 name=$2 note=$MEASURE_FOLDER/job.$1.$MEASURE_TURN
	# shellcheck disable=SC2086 # each is a word
	set -- $uris
	shift $((MEASURE_TURN % $#))
	MEASURE_TURN=$((MEASURE_TURN + 1))
	: >"$note"
	MEASURE_BEGUN="$MEASURE_BEGUN $note"
	measure_download "$note" "$table" "$name" "$1" >/dev/null 2>&1 </dev/null &
}

# measure_download NOTE TABLE NAME URI: one that fails is not tried again at once.
measure_download() {
	local status
	wget -4 -O /dev/null "$4" 2>>"$MEASURE_FOLDER/said.$3" &
	! own_start $! || echo "$!:$OWN_START" >"$1"
	[ -e "$MEASURE_FOLDER/go" ] || kill -9 $!
	wait $!
	status=$?
	rm -f "$1"
	case $status in 0 | 137) ;; *) sleep 1 ;; esac
	echo "$2 $status $4" >&7
}

# measure_wait NUMBER HEX PORTS: until the address has so many new connections (ports.sh), or no download that has just begun
# runs any more. That is a matter of moments, but for the name.
measure_wait() {
	local tries=0
	while ports_look "$2" "$3" && [ "$PORTS_NEW" -lt "$1" ] && measure_runs; do
		tries=$((tries + 1))
		[ "$tries" -lt 55 ] || return
		[ "$tries" -lt 50 ] || sleep 1
	done
	return 0
}

measure_runs() {
	local note
	for note in $MEASURE_BEGUN; do [ ! -e "$note" ] || return 0; done
	return 1
}

# measure_say: what the last downloads said, and before that whether any had something to give.
measure_say() {
	local note id
	for note in "$MEASURE_FOLDER/job.$1."*; do
		{ read -r id <"$note" && own_lives "$id" && MEASURE_WELL="$MEASURE_WELL $1"; } 2>/dev/null
	done
	! words_have "$MEASURE_WELL" "$1" || read_part "well/$2"
	read_part "said/$2"
	tail -c 300 "$MEASURE_FOLDER/said.$2"
}
