# What is read of the network, and waiting for its interfaces.
# prefix: net
# needs: read wait words netifd

# The kernel's default routes besides: netifd does not know which of its own are gone.
net_read_interfaces() {
	read_part interfaces
	ubus call network.interface dump
	[ -r /proc/net/route ] || return
	read_part routes
	grep '^[^	]*	00000000\(	[^	]*\)\{5\}	00000000	' /proc/net/route
}

# The way to whoever asks, since an interface that carries this very connection is not to be stopped unawares.
net_read_client() {
	[ -n "$SSH_CONNECTION" ] || return
	read_part client
	ip route get "${SSH_CONNECTION%% *}" 2>/dev/null
}

# netifd knows neither the devices that were made by hand nor which of its own are gone, and no file in sysfs tells a
# macvlan's mode.
net_read_devices() {
	local link
	read_part macvlans
	ip -d link show type macvlan 2>/dev/null
	read_part links
	for link in /sys/class/net/*; do
		[ ! -d "$link" ] || net_read_link "$link"
	done
}

# net_read_link FOLDER: name|kind|parent|address|flags|bytes received|bytes sent. Without a fork: a router can have many.
net_read_link() {
	local kind='' parent='' address='' flags='' received='' sent='' key value lower
	while IFS='=' read -r key value; do
		[ "$key" != DEVTYPE ] || kind=$value
	done <"$1/uevent"
	for lower in "$1"/lower_*; do
		[ ! -e "$lower" ] || parent=${lower##*/lower_}
	done
	read -r address <"$1/address"
	read -r flags <"$1/flags"
	read -r received <"$1/statistics/rx_bytes"
	read -r sent <"$1/statistics/tx_bytes"
	printf '%s|%s|%s|%s|%s|%s|%s\n' "${1##*/}" "$kind" "$parent" "$address" "$flags" "$received" "$sent"
} 2>/dev/null

# Whether something is at the other end of each device: 1 or 0. Of one that is switched off the kernel does not say.
net_read_carriers() {
	local file carrier
	read_part carriers
	for file in /sys/class/net/*/carrier; do
		carrier=
		read -r carrier <"$file"
		file=${file%/carrier}
		echo "${file##*/}=$carrier"
	done
} 2>/dev/null

net_read_macvlan() { read_part macvlan; ! net_has_macvlan || echo present; }

# Loaded, or there to be loaded, or built into the kernel, which no list of modules shows.
net_has_macvlan() {
	lsmod 2>/dev/null | grep -q '^macvlan ' || [ -e "/lib/modules/$(uname -r)/macvlan.ko" ] || grep -qsF ' macvlan_common_newlink' /proc/kallsyms
}

# net_wait_up SECONDS INTERFACE...: waits until every one is up, or the time is over.
net_wait_up() {
	local most=$1
	shift
	wait_for "$most" net_are true "$@"
}

# net_wait_down SECONDS INTERFACE...: waits until every one is down, or the time is over.
net_wait_down() {
	local most=$1
	shift
	wait_for "$most" net_are false "$@"
}

# net_say_down SECONDS INTERFACE...: waits until every one is up; says which are not, and fails.
net_say_down() {
	local down
	net_wait_up "$@" && return
	shift
	down=$(netifd_down "$@")
	[ -z "$down" ] || { echo "$down"; return 1; }
}

# net_are true|false INTERFACE...: whether all of them are up, or all of them are down.
net_are() {
	local names name
	names=$(netifd_which "up=$1")
	shift
	for name in "$@"; do words_have "$names" "$name" || return; done
}
