# Makes new connections on the router itself, and reads how many of them the chain of a policy of mwan3 has given to each line.
# prefix: balance
# needs: own read mwan3-kernel
#
# mwan3 marks what the router sends as it marks what passes through. Each probe of a traceroute goes to a port of its own, so each
# is a connection; with one hop to go it ends at the provider. Most providers answer few of them or none, and each that is not
# answered takes a second, so that many run side by side.
#
# BALANCE_PROBES: those that run, by pid and start. BALANCE_STARTING: not empty while one starts that is not noted yet.
BALANCE_PROBES=
BALANCE_STARTING=

# balance_try POLICY DESTINATION PORT PORTS PROCESSES TOGETHER: so many processes, as many at a time as may run together, each
# with a connection to each of the ports from PORT on.
balance_try() {
	local left=$5 running
	trap balance_end EXIT
	trap "trap '' HUP INT PIPE TERM; exit 1" HUP INT PIPE TERM
	read_part "before/$1"
	balance_count "$1"
	while [ "$left" -gt 0 ]; do
		# A lost connection shows here.
		read_part trying
		echo "$1 $left"
		running=0
		while [ "$running" -lt "$6" ] && [ "$left" -gt 0 ]; do
			balance_probe "$2" $(($3 - 1)) "$4"
			running=$((running + 1))
			left=$((left - 1))
		done
		wait
		BALANCE_PROBES=
	done
	read_part "after/$1"
	balance_count "$1"
	trap - EXIT HUP INT PIPE TERM
}

# balance_probe DESTINATION PORT PORTS: traceroute begins with the port after that.
balance_probe() {
	BALANCE_STARTING=1
	traceroute -n -m 1 -w 1 -q "$3" -p "$2" "$1" >/dev/null 2>&1 </dev/null &
	! own_start $! || BALANCE_PROBES="$BALANCE_PROBES $!:$OWN_START"
	BALANCE_STARTING=
}

balance_count() { mw_kernel_mangle iptables -v -S "mwan3_policy_$1" 2>/dev/null; }

balance_end() {
	local id
	trap '' HUP INT PIPE TERM
	trap - EXIT
	for id in $BALANCE_PROBES; do ! own_lives "$id" || kill -9 "${id%:*}" 2>/dev/null; done
	[ -z "$BALANCE_STARTING" ] || kill -9 $! 2>/dev/null
}
