# ipsets: networks that are reached directly and so are never balanced.

IPv4_REGEX='([0-9]{1,3}\.){3}[0-9]{1,3}'
IPv6_REGEX='[0-9a-fA-F]*:[0-9a-fA-F:]*'

mwan3_ipset_restore() {
	local text error
	text=$(cat)
	echo "$text" >"$MWAN3_STATUS_IPTABLES_LOG_DIR/ipset-$1.dump"
	error=$(echo "$text" | $IPS restore 2>&1) || LOG error "$1: $error"
}

mwan3_empty_set() {
	local options=
	[ "$2 $3" = "hash:net ipv6" ] && options=" family inet6"
	echo "-! create mwan3_$1_$3 $2$options"
	echo "flush mwan3_$1_$3"
}

mwan3_set_connected_ipv4() {
	{
		mwan3_empty_set connected hash:net ipv4
		{
			$IP4 route | awk '{ print $1 }'
			$IP4 route list table 0 | awk '{ print $2 }'
		} | grep -E "$IPv4_REGEX" | sed 's/^/-! add mwan3_connected_ipv4 /'
		echo "add mwan3_connected_ipv4 224.0.0.0/3"
	} | mwan3_ipset_restore set_connected_ipv4
}

mwan3_set_connected_ipv6() {
	[ $NO_IPV6 -eq 0 ] || return 0
	{
		mwan3_empty_set connected hash:net ipv6
		$IP6 route | awk '{ print $1 }' | grep -E "$IPv6_REGEX" | sed 's/^/-! add mwan3_connected_ipv6 /'
	} | mwan3_ipset_restore set_connected_ipv6
}

# Empties the set. Only mwan3rtmon fills it, and only when it starts: starting a running service leaves it empty.
mwan3_set_connected_ipset() {
	local family
	for family in $(mwan3_families); do
		mwan3_empty_set connected hash:net $family
	done | mwan3_ipset_restore set_connected_ipset
}

mwan3_set_dynamic_ipset() {
	{
		mwan3_empty_set dynamic list:set ipv4
		[ $NO_IPV6 -ne 0 ] || mwan3_empty_set dynamic hash:net ipv6
	} | mwan3_ipset_restore set_dynamic_ipset
}

mwan3_set_custom_ipset() {
	local family
	add_table() {
		local regex=$IPv4_REGEX
		[ "$family" = ipv6 ] && regex=$IPv6_REGEX
		family_ip "$family" route list table "$1" | awk '{ print $1 }' | grep -E "$regex" |
			sed "s/^/-! add mwan3_custom_$family /"
	}
	for family in $(mwan3_families); do
		mwan3_empty_set custom hash:net "$family"
		config_list_foreach globals rt_table_lookup add_table
	done | mwan3_ipset_restore set_custom_ipset
}

# A kernel without hash:ip,mark gets an empty list in its place: the rule loads, and nothing sticks.
mwan3_set_sticky_ipset() {
	local name="mwan3_rule_$2_$1" inet=
	[ "$2" = ipv6 ] && inet="family inet6"
	$IPS -! create "$name" hash:ip,mark markmask "$MMX_MASK" timeout "$3" $inet 2>/dev/null ||
		$IPS -! create "$name" list:set
}
