# How mwan3's interfaces are, from the notes of its trackers: mwan3's own answer takes a router some twenty programs for each
# interface, and this takes two for all. The words are those of that answer.
# prefix: mw_status
#
# MW_STATUS_NOTE: the note that was read last; empty if there is none, or if it is not a word or a number.
MW_STATUS_NOTES=/var/run/mwan3track
MW_STATUS_NOTE=

# mw_status_say TRACKER...: the trackers that run, by their interfaces.
mw_status_say() {
	local now folder comma=
	read -r now _ </proc/uptime
	printf '{"interfaces":{'
	for folder in "$MW_STATUS_NOTES"/*; do
		case ${folder##*/} in *[!0-9A-Za-z_]*) continue ;; esac
		mw_status_word "$folder/STATUS"
		[ -n "$MW_STATUS_NOTE" ] || continue
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
