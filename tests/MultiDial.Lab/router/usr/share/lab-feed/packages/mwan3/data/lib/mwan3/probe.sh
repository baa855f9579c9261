# One probe of one target, for mwan3track.

# Only ping is at hand here, as on a router without the packages of the other methods.
probe_method() {
	local method
	config_get method "$INTERFACE" track_method ping
	case "$method" in
		ping) return ;;
		arping) LOG warn "Missing arping. Please install iputils-arping package." ;;
		httping) LOG warn "Missing httping. Please install httping package." ;;
		nping-*) LOG warn "Missing nping. Please install nping package." ;;
		*) LOG warn "Unsupported tracking method: $method" ;;
	esac
	LOG warn "Using ping to track interface $INTERFACE avaliability"
}

probe_target() {
	local target=$1 result loss latency
	if [ $answers -ge "$reliability" ]; then
		note "TRACK_$target" skipped
		return
	fi
	keep_folder
	/lib/mwan3/line-ping "$DEVICE" "$SRC_IP" "$MMX_DEFAULT" "$count" "$timeout" "$size" "$max_ttl" "$target" >"$DIR/TRACK_OUTPUT" 2>/dev/null &
	CHILD_PID=$!
	wait $CHILD_PID
	result=$?
	CHILD_PID=
	if [ "$check_quality" -eq 0 ]; then
		[ $result -eq 0 ] && probe_good ping || probe_bad ping
		return
	fi
	loss=100 latency=999999
	[ $result -ne 0 ] || read -r loss latency <"$DIR/TRACK_OUTPUT"
	if [ "$loss" -ge "$failure_loss" ] || [ "$latency" -ge "$failure_latency" ]; then
		probe_bad "ping: latency=${latency}ms loss=$loss%"
	elif [ "$loss" -le "$recovery_loss" ] && [ "$latency" -le "$recovery_latency" ]; then
		probe_good "ping: latency=${latency}ms loss=$loss%"
	else
		note "TRACK_$target" skipped
	fi
}

probe_good() {
	answers=$((answers + 1))
	probe_result up
	[ $score -gt "$up" ] || probe_log "$1" success
}

probe_bad() {
	lost=$((lost + 1))
	probe_result down
	[ $score -le "$up" ] || probe_log "$1" failed
}

probe_result() {
	note "TRACK_$target" "$1"
	[ "$check_quality" -eq 1 ] || return 0
	note "LATENCY_$target" "$latency"
	note "LOSS_$target" "$loss"
}

probe_log() {
	LOG info "Check ($1) $2 for target \"$target\" on interface $INTERFACE ($DEVICE). Current score: $score"
}
