# What netifd knows of interfaces, for scripts. Each function sets the variable named first; it fails where there is nothing.
# One `interface dump` serves until network_flush_cache.

network_flush_cache() {
	unset NETWORK_CACHE
}

# network_query <variable> <interface> <path behind the interface>
network_query() {
	local value
	[ -n "$NETWORK_CACHE" ] || NETWORK_CACHE=$(ubus call network.interface dump 2>/dev/null)
	value=$(printf '%s' "$NETWORK_CACHE" | jsonfilter -q -l 1 -e "@.interface[@.interface='$2']$3")
	if [ -z "$value" ]; then
		unset "$1"
		return 1
	fi
	eval "$1=\$value"
	export "$1"
}

network_get_ipaddr() { network_query "$1" "$2" "['ipv4-address'][0].address"; }

network_get_ipaddr6() {
	network_query "$1" "$2" "['ipv6-address'][0].address" ||
		network_query "$1" "$2" "['ipv6-prefix-assignment'][0]['local-address'].address"
}

network_get_gateway() { network_query "$1" "$2" ".route[@.target='0.0.0.0'].nexthop"; }
network_get_dnsserver() { network_query "$1" "$2" "['dns-server'][0]"; }
network_get_device() { network_query "$1" "$2" ".l3_device"; }
network_get_physdev() { network_query "$1" "$2" ".device"; }
network_get_protocol() { network_query "$1" "$2" ".proto"; }
network_get_uptime() { network_query "$1" "$2" ".uptime"; }
network_get_metric() { network_query "$1" "$2" ".metric"; }

network_is_up() {
	local up
	network_query up "$1" ".up" && [ "$up" = true ]
}
