# The state of the router in parts. Each part is a line with the marker and the part's name, then its bytes.
part() { printf '\n%s %s\n' "$MARKER" "$1"; }

read_config() {
	for package in network firewall mwan3; do
		[ -f "/etc/config/$package" ] && part "config/$package" && cat "/etc/config/$package"
		[ -s "/tmp/.uci/$package" ] && part "pending/$package" && cat "/tmp/.uci/$package"
	done
}

read_interfaces() { part interfaces; ubus call network.interface dump; }

read_devices() {
	part devices
	ubus call network.device status
	# netifd does not know the devices that were made by hand, and no file in sysfs tells a macvlan's mode.
	part links
	for link in /sys/class/net/*; do
		name=${link##*/} kind= parent= mode=
		grep -q '^DEVTYPE=macvlan$' "$link/uevent" 2>/dev/null && {
			kind=macvlan
			for lower in "$link"/lower_*; do parent=${lower##*/lower_}; done
			mode=$(ip -d link show dev "$name" 2>/dev/null | sed -n 's/^ *macvlan *mode \([a-z]*\).*/\1/p')
		}
		printf '%s|%s|%s|%s|%s|%s\n' "$name" "$kind" "$parent" "$mode" \
			"$(cat "$link/address" 2>/dev/null)" "$(cat "$link/flags" 2>/dev/null)"
	done
}

read_mwan3() {
	[ -x /etc/init.d/mwan3 ] || return
	part mwan3-service
	[ -d /var/run/mwan3 ] && echo running
	/etc/init.d/mwan3 enabled && echo enabled
	[ -d /var/run/mwan3 ] && part mwan3-status && ubus call mwan3 status 2>/dev/null
}

read_system() {
	part release; cat /etc/openwrt_release 2>/dev/null
	part board; ubus call system board
	part facts
	echo "switch=$(grep -sq DEVTYPE=dsa /sys/class/net/*/uevent && echo dsa || { [ -x /sbin/swconfig ] && echo swconfig; })"
	echo "packages=$([ -x /usr/bin/apk ] && echo apk || { [ -x /bin/opkg ] && echo opkg; })"
	echo "firewall=$([ -x /sbin/fw4 ] && echo fw4 || { [ -x /sbin/fw3 ] && echo fw3; })"
	echo "macvlan=$([ -d /sys/module/macvlan ] && echo loaded)"
}

read_packages() {
	if [ -x /usr/bin/apk ]; then
		part apk; apk list --installed 2>/dev/null
	else
		part opkg; opkg list-installed
	fi
}

read_state() { for reader in "$@"; do "read_$reader"; done; part end; }
