# Waiting on the router.
# prefix: wait

# wait_for SECONDS COMMAND...: tries a command once a second until it succeeds, and fails when the time is up. One call may
# wait within another.
wait_for() {
	local left=$1
	shift
	until "$@"; do
		[ "$left" -gt 0 ] || return
		left=$((left - 1))
		sleep 1
	done
}
