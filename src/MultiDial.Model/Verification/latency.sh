# Pings through lines for a while, and tells each answer as it comes.
# prefix: latency
# needs: apply own probe read
#
# LATENCY_SECONDS: how far apart the pings are; empty for a second, as the ping of an old busybox takes no number. LATENCY_TELLERS:
# the processes that tell, by pid.
LATENCY_SECONDS=
LATENCY_TELLERS=

# latency_run SECONDS WORD...: pings that many seconds apart. A line costs the five words of probe_each, the fourth of which is the
# address to ping. All is one piece, in which an empty line each second shows that the connection lives.
latency_run() {
	local ping
	[ "$1" = 1 ] || LATENCY_SECONDS=$1
	shift
	probe_make_folder
	probe_each probe_open "$@"
	read_part latency
	probe_each latency_ping "$@"
	for ping in $PROBE_PINGS; do
		while own_lives "$ping"; do
			echo
			sleep 1
		done
	done
	for ping in $LATENCY_TELLERS; do wait "$ping"; done
}

# By a pipe with a name, since of a pipeline only the last process would be known, and the ping would outlive the test.
latency_ping() {
	mkfifo "$PROBE_FOLDER/$2" || apply_fail "$FAILED_COMMAND" "mkfifo $PROBE_FOLDER/$2"
	probe_start "$2" ping ${LATENCY_SECONDS:+-i "$LATENCY_SECONDS"} -I "$3" -c "$PROBE_COUNT" -W "$PROBE_SECONDS" "$5"
	latency_tell "$2" <"$PROBE_FOLDER/$2" &
	LATENCY_TELLERS="$LATENCY_TELLERS $!"
}

# latency_tell NAME: a line "name number milliseconds" for each answer, the first number being 0. In iputils it is 1.
latency_tell() {
	local word number time
	while read -r _ _ _ _ word _ time _; do
		number=${word#*seq=}
		case $word:$number in
		*:*[!0-9]* | *: | [!is]*) continue ;;
		icmp*) number=$((number - 1)) ;;
		esac
		echo "$1 $number ${time#time=}"
	done
}
