# Waiting on the router.
# prefix: wait

# wait_for SECONDS COMMAND...: tries a command once a second until it succeeds, and fails when the time is up. The time that a
# slow router takes to try counts. One call may wait within another.
wait_for() {
	local left=$1 now since
	shift
	read -r since _ </proc/uptime
	until "$@"; do
		[ "$left" -gt 0 ] || return
		sleep 1
		read -r now _ </proc/uptime
		if [ $((${now%.*} - ${since%.*})) -gt 1 ]; then left=$((left - ${now%.*} + ${since%.*})); else left=$((left - 1)); fi
		since=$now
	done
}

# wait_within SECONDS FOLDER COMMAND...: the same status as the command; one that hangs is given up, and left to itself. FOLDER
# is one that nobody else writes to.
wait_within() {
	local most=$1 pipe=$2/within pid status
	shift 2
	rm -f "$pipe"
	mkfifo "$pipe" || { "$@"; return; }
	exec 6<>"$pipe"
	( "$@" 6>&-; echo $? >&6 ) &
	pid=$!
	# shellcheck disable=SC3045 # busybox knows it
	read -r -t "$most" status <&6 || { kill -KILL "$pid"; wait "$pid" 2>/dev/null; echo "no end within $most s"; status=124; }
	exec 6>&-
	return "$status"
}
