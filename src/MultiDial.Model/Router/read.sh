# The state of the router in parts. Each part is a line with the marker and the part's name, then its bytes.
part() { printf '\n%s %s\n' "$MARKER" "$1"; }

read_config() {
	for package in network firewall mwan3; do
		[ -f "/etc/config/$package" ] && part "config/$package" && cat "/etc/config/$package"
		[ -s "/tmp/.uci/$package" ] && part "pending/$package" && cat "/tmp/.uci/$package"
	done
}

read_interfaces() {
	part interfaces; ubus call network.interface dump
	# The way to whoever asks, since a line that carries this very connection is not to be stopped unawares.
	[ -n "$SSH_CONNECTION" ] && part client && ip route get "${SSH_CONNECTION%% *}" 2>/dev/null
}

# netifd knows neither the devices that were made by hand nor which of its own are gone, and no file in sysfs tells a macvlan's mode.
read_devices() {
	part macvlans; ip -d link show type macvlan 2>/dev/null
	part links
	for link in /sys/class/net/*; do
		[ -d "$link" ] && read_link "$link"
	done
}

# read_link FOLDER: name|kind|parent|address|flags|bytes received|bytes sent. Without a fork: a router can have many.
read_link() {
	kind= parent= address= flags= received= sent=
	while IFS='=' read -r key value; do
		[ "$key" = DEVTYPE ] && kind=$value
	done <"$1/uevent"
	for lower in "$1"/lower_*; do
		[ -e "$lower" ] && parent=${lower##*/lower_}
	done
	read -r address <"$1/address"
	read -r flags <"$1/flags"
	read -r received <"$1/statistics/rx_bytes"
	read -r sent <"$1/statistics/tx_bytes"
	printf '%s|%s|%s|%s|%s|%s|%s\n' "${1##*/}" "$kind" "$parent" "$address" "$flags" "$received" "$sent"
} 2>/dev/null

# Every call of mwan3 makes its folder in /var/run, also while it is stopped; the chain is there only while it runs. Before
# the first line is up 2.6 and 2.8 have no chain either, but a state.
mwan3_runs() {
	iptables -t mangle -w -S mwan3_hook >/dev/null 2>&1 || [ "$(uci -q -P /var/state get mwan3.globals.enabled)" = 1 ]
}

read_mwan3() {
	[ -x /etc/init.d/mwan3 ] || return
	part mwan3-service
	/etc/init.d/mwan3 enabled && echo enabled
	mwan3_runs || return
	echo running
	part mwan3-status; ubus call mwan3 status 2>/dev/null
}

read_system() {
	part release; cat /etc/openwrt_release 2>/dev/null
	part board; ubus call system board
	part facts
	echo "switch=$(grep -sq DEVTYPE=dsa /sys/class/net/*/uevent && echo dsa || { [ -x /sbin/swconfig ] && echo swconfig; })"
	echo "packages=$([ -x /usr/bin/apk ] && echo apk || { [ -x /bin/opkg ] && echo opkg; })"
	echo "firewall=$([ -x /sbin/fw4 ] && echo fw4 || { [ -x /sbin/fw3 ] && echo fw3; })"
	echo "macvlan=$(has_macvlan && echo present)"
}

# Loaded, or there to be loaded, or built into the kernel, which no list of modules shows.
has_macvlan() {
	lsmod 2>/dev/null | grep -q '^macvlan ' || [ -e "/lib/modules/$(uname -r)/macvlan.ko" ] || grep -qsw macvlan_common_newlink /proc/kallsyms
}

read_packages() {
	if [ -x /usr/bin/apk ]; then
		part apk; apk list --installed 2>/dev/null
	else
		part opkg; opkg list-installed
	fi
}

read_watch() {
	part watch
	echo "files=$(cat /usr/sbin/multidial-watch /etc/init.d/multidial-watch 2>/dev/null | md5sum | cut -d ' ' -f 1)"
	[ ! -L /etc/rc.d/S99multidial-watch ] || echo "enabled=1"
	ubus call service list '{"name":"multidial-watch"}' | grep -q '"running": true' && echo "running=1"
	part watch-event; logread -e 'multidial-watch: ' 2>/dev/null | tail -n 1
}

read_state() { for reader in "$@"; do "read_$reader"; done; part end; }
