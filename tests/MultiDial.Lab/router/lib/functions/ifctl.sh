# Shared by ifup and ifdown.
ifctl_one() {
	local action
	for action in $1; do
		ubus call network.interface $action "{\"interface\":\"$2\"}"
	done
}

ifctl() {
	local actions=$1 name
	if [ "$2" = -a ]; then
		for name in $(ubus -S list 'network.interface.*'); do
			ifctl_one "$actions" "${name#network.interface.}"
		done
	elif ubus -S list "network.interface.$2" >/dev/null; then
		ifctl_one "$actions" "$2"
	else
		echo "Interface $2 not found"
	fi
}
