# How mwan3 and its interfaces are, from the notes of its trackers: mwan3's own answer takes a router some twenty programs for
# each interface, and this takes a few for all. The words are those of that answer. Whoever reads needs this and nothing else
# of mwan3.
# prefix: mw_status
# needs: read
#
# MW_STATUS_GENERATION: which mwan3 the router has, hotplug or procd (see the files of these names); empty while nobody has
# asked. MW_STATUS_NOTE: the note that was read last; empty if there is none, or if it is not a word or a number.
MW_STATUS_NOTES=/var/run/mwan3track
MW_STATUS_GENERATION=
MW_STATUS_NOTE=

# An mwan3 that keeps no notes is asked itself, for its interfaces alone, since all of it takes a slow router longer than rpcd
# gives it.
mw_status_read() {
	[ -x /etc/init.d/mwan3 ] || return
	read_part mwan3-service
	! mw_status_is_enabled || echo enabled
	mw_status_runs || return
	echo running
	read_part mwan3-status
	# shellcheck disable=SC2046 # each name is a word
	if [ -d "$MW_STATUS_NOTES" ]; then mw_status_say $(mw_status_trackers); else ubus -t 20 call mwan3 status '{"section":"interfaces"}' 2>/dev/null; fi
}

mw_status_find() {
	[ -n "$MW_STATUS_GENERATION" ] || if grep -qs '^mwan3_lock()' /lib/mwan3/mwan3.sh; then MW_STATUS_GENERATION=hotplug; else MW_STATUS_GENERATION=procd; fi
}

# mw_status_runs: by any of its signs, since each of them can be missing while it runs: iptables cannot list its chain where
# another program has put a rule for nft there, and before the first interface is up the older ones have none. Its folder in
# /var/run is no sign: every call of mwan3 makes it, also while it is stopped.
mw_status_runs() { mw_status_has_hook iptables || mw_status_has_rule || mw_status_has_state; }

# mw_status_has_hook PROGRAM: the chain through which all packets go, in the family that iptables or ip6tables is for.
mw_status_has_hook() {
	local family=ip
	[ "$1" = iptables ] || family=ip6
	"$1" -t mangle -w -S mwan3_hook || nft list chain "$family" mangle mwan3_hook
} >/dev/null 2>&1

# mw_status_has_rule: of an interface, whose mark leads to the table whose number its own is 2000 more than.
mw_status_has_rule() { ip rule 2>/dev/null | awk '$NF == $1 - 2000 && / fwmark .* lookup / { found = 1 } END { exit !found }'; }

mw_status_has_state() {
	mw_status_find
	if [ "$MW_STATUS_GENERATION" = hotplug ]; then
		[ "$(uci -q -P /var/state get mwan3.globals.enabled)" = 1 ]
	else
		[ -n "$(ubus call service list '{"name":"mwan3"}' | jsonfilter -e '@.mwan3.instances[@.running=true].pid')" ]
	fi
} 2>/dev/null

# What its init script would say, but that takes a slow router a second.
mw_status_is_enabled() {
	local link
	for link in /etc/rc.d/S[0-9][0-9]mwan3; do [ ! -x "$link" ] || return 0; done
	return 1
}

# mw_status_trackers: the interfaces whose trackers run.
mw_status_trackers() {
	local line last=
	mw_status_find
	if [ "$MW_STATUS_GENERATION" = procd ]; then
		for line in $(ubus call service list '{"name":"mwan3"}' | jsonfilter -e '@.mwan3.instances[@.running=true].command[*]'); do
			case $last in */mwan3track) echo "$line" ;; esac
			last=$line
		done
	else
		ps w | while read -r line; do
			case $line in *"mwan3track "*) line=${line##*mwan3track }; echo "${line%% *}" ;; esac
		done
	fi
}

# mw_status_say TRACKER...: the trackers that run, by their interfaces.
mw_status_say() {
	local now folder comma=
	read -r now _ </proc/uptime
	printf '{"interfaces":{'
	for folder in "$MW_STATUS_NOTES"/*; do
		case ${folder##*/} in *[!0-9A-Za-z_]*) continue ;; esac
		[ -d "$folder" ] || continue
		mw_status_word "$folder/STATUS"
		printf '%s"%s":{' "$comma" "${folder##*/}"
		mw_status_say_one "$folder" "${now%.*}" " $* "
		printf '}'
		comma=,
	done
	echo '}}'
}

# mw_status_say_one FOLDER UPTIME TRACKERS
mw_status_say_one() {
	local status=$MW_STATUS_NOTE file target running=false comma=
	case $3 in *" ${1##*/} "*) [ "$status" = disabled ] || running=true ;; esac
	printf '"status":"%s","running":%s' "$status" "$running"
	mw_status_number "$1/ONLINE"
	[ "$MW_STATUS_NOTE" = 0 ] || printf ',"online":%s' "$(($2 - MW_STATUS_NOTE))"
	printf ',"track_ip":['
	for file in "$1"/TRACK_*; do
		target=${file##*/TRACK_}
		case $target in *[!0-9A-Za-z.:_-]* | OUTPUT) continue ;; esac
		mw_status_word "$file"
		printf '%s{"ip":"%s","status":"%s"' "$comma" "$target" "$MW_STATUS_NOTE"
		mw_status_number "$1/LATENCY_$target"
		printf ',"latency":%s' "$MW_STATUS_NOTE"
		mw_status_number "$1/LOSS_$target"
		printf ',"packetloss":%s}' "$MW_STATUS_NOTE"
		comma=,
	done
	printf ']'
}

# mw_status_word FILE
mw_status_word() {
	MW_STATUS_NOTE=
	{ read -r MW_STATUS_NOTE <"$1"; } 2>/dev/null
	case $MW_STATUS_NOTE in *[!0-9A-Za-z_]*) MW_STATUS_NOTE= ;; esac
}

# mw_status_number FILE: 0 if there is none.
mw_status_number() {
	mw_status_word "$1"
	case $MW_STATUS_NOTE in '' | 0?* | *[!0-9]*) MW_STATUS_NOTE=0 ;; esac
}
