# What `mwan3 interfaces`, `policies`, `connected` and `rules` print.

mwan3_clock() {
	local seconds=${1:-0}
	printf '%02dh:%02dm:%02ds' $((seconds / 3600)) $((seconds % 3600 / 60)) $((seconds % 60))
}

mwan3_report_iface_status() {
	local status=unknown detail uptime
	[ -f "$MWAN3TRACK_STATUS_DIR/$1/STATUS" ] && read -r status <"$MWAN3TRACK_STATUS_DIR/$1/STATUS"
	if [ "$status" = online ]; then
		network_get_uptime uptime "$1"
		detail=" ($(mwan3_get_iface_hotplug_state "$1") $(mwan3_clock "$(get_online_time "$1")"), uptime $(mwan3_clock "$uptime"))"
	else
		detail=$(mwan3_missing_parts "$1")
		[ "$detail" = 0 ] && detail= || detail=" ($detail)"
	fi
	echo " interface $1 is $status and tracking is $(mwan3_get_mwan3track_status "$1")$detail"
}

# The bit sum of what the kernel lacks for a line: iif rule 1, mark rule 2, unreachable rule 4, chain 8, default route 16.
mwan3_missing_parts() {
	local id family device rules missing=0
	mwan3_get_iface_id id "$1"
	config_get family "$1" family ipv4
	network_get_device device "$1"
	rules=$(family_ip "$family" rule)
	echo "$rules" | grep -q "^$((id + 1000)):" || missing=$((missing + 1))
	echo "$rules" | grep -q "^$((id + 2000)):" || missing=$((missing + 2))
	echo "$rules" | grep -q "^$((id + 3000)):" || missing=$((missing + 4))
	family_iptables "$family" -S "mwan3_iface_in_$1" >/dev/null 2>&1 || missing=$((missing + 8))
	[ -n "$(family_ip "$family" route list table "$id" default dev "${device:-none}" 2>/dev/null)" ] || missing=$((missing + 16))
	echo $missing
}

# One line "policy<TAB>line<TAB>percent" a member, or "policy<TAB><TAB>last resort" for a policy without any online.
mwan3_policy_shares() {
	family_iptables "$1" -S | awk '
		$2 !~ /^mwan3_policy_/ { next }
		$1 == "-N" { name[++count] = $2; next }
		/--comment "out / { next }
		match($0, /--comment "[^"]*"/) {
			split(substr($0, RSTART + 11, RLENGTH - 12), part, " ")
			if (!total[$2]) total[$2] = part[3]
			shares[$2] = shares[$2] substr($2, 14) "\t" part[1] "\t" int(part[2] * 100 / total[$2]) "\n"
			next
		}
		match($0, /--comment [^ ]*/) && !last[$2] { last[$2] = substr($0, RSTART + 10, RLENGTH - 10) }
		END {
			for (i = 1; i <= count; i++)
				printf "%s", shares[name[i]] ? shares[name[i]] : substr(name[i], 14) "\t\t" last[name[i]] "\n"
		}' | sort -s -k1,1
}

mwan3_report_policies() {
	mwan3_policy_shares "$1" | awk -F '\t' '
		$1 != name { name = $1; print name ":" }
		{ print " " ($2 == "" ? $3 : $2 " (" $3 "%)") }'
}

mwan3_connected_networks() {
	$IPS -o save list "mwan3_connected_$1" 2>/dev/null | awk '$1 == "add" { print $3 }'
}

mwan3_report_rules() {
	family_iptables "$1" -L mwan3_rules -n -v 2>/dev/null |
		sed -e 1,2d -e 's/mark.*//' -e 's/mwan3_policy_/- /' -e 's/mwan3_rule_/S /'
}
