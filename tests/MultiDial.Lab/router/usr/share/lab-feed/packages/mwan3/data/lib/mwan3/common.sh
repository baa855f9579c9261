# What every mwan3 script shares: paths, mark arithmetic, the traces a tracker leaves.
# Needs /lib/functions.sh and, for addresses, /lib/functions/network.sh.

IP4="ip -4"
IP6="ip -6"
IPS="ipset"
IPT4="iptables -t mangle -w"
IPT6="ip6tables -t mangle -w"
SCRIPTNAME="$(basename "$0")"
MAX_SLEEP=2147483647

MWAN3_STATUS_DIR="/var/run/mwan3"
MWAN3_STATUS_IPTABLES_LOG_DIR="$MWAN3_STATUS_DIR/iptables_log"
MWAN3TRACK_STATUS_DIR="/var/run/mwan3track"

command -v ip6tables >/dev/null
NO_IPV6=$?

LOG() {
	local level=$1
	shift
	[ "$level" = debug ] || logger -t "$SCRIPTNAME[$$]" -p "$level" "$*"
}

mwan3_families() {
	echo ipv4
	[ $NO_IPV6 -ne 0 ] || echo ipv6
}

family_ip() {
	local family=$1
	shift
	ip -"${family#ipv}" "$@"
}

family_iptables() {
	local tool=iptables
	[ "$1" = ipv6 ] && tool=ip6tables
	shift
	$tool -t mangle -w "$@"
}

get_uptime() {
	local up rest
	read -r up rest </proc/uptime
	echo "${up%%.*}"
}

mwan3_count_one_bits() {
	local left=$(($1)) bits=0
	while [ $left -gt 0 ]; do
		bits=$((bits + (left & 1)))
		left=$((left >> 1))
	done
	echo $bits
}

# Spreads the bits of an id over the bits that the mask leaves to mwan3.
mwan3_id2mask() {
	local id=$(($1)) mask=$(($2)) bit=1 mark=0
	while [ $mask -gt 0 ]; do
		if [ $((mask & 1)) = 1 ]; then
			[ $((id & 1)) = 1 ] && mark=$((mark | bit))
			id=$((id >> 1))
		fi
		mask=$((mask >> 1))
		bit=$((bit << 1))
	done
	printf '0x%x' $mark
}

# The mask in force is the one of the last start: a changed option waits for a restart.
mwan3_init() {
	local ids
	config_load mwan3
	mkdir -p "$MWAN3_STATUS_DIR/iface_state" "$MWAN3_STATUS_IPTABLES_LOG_DIR"
	if [ -e "$MWAN3_STATUS_DIR/mmx_mask" ]; then
		read -r MMX_MASK <"$MWAN3_STATUS_DIR/mmx_mask"
	else
		config_get MMX_MASK globals mmx_mask 0x3F00
		echo "$MMX_MASK" | tr A-F a-f >"$MWAN3_STATUS_DIR/mmx_mask"
	fi
	ids=$(((1 << $(mwan3_count_one_bits "$MMX_MASK")) - 1))
	MWAN3_INTERFACE_MAX=$((ids - 3))
	MM_BLACKHOLE=$((ids - 2))
	MM_UNREACHABLE=$((ids - 1))
	MMX_BLACKHOLE=$(mwan3_id2mask $MM_BLACKHOLE "$MMX_MASK")
	MMX_UNREACHABLE=$(mwan3_id2mask $MM_UNREACHABLE "$MMX_MASK")
	MMX_DEFAULT=$(mwan3_id2mask $ids "$MMX_MASK")
}

# A line over a protocol with a child interface (wan_4, wan_6) is tracked by that child.
mwan3_get_true_iface() {
	local family name
	config_get family "$2" family ipv4
	name="${2}_${family#ipv}"
	ubus call "network.interface.$name" status >/dev/null 2>&1 || name=$2
	export "$1=$name"
}

mwan3_get_src_ip() {
	local family child device address
	mwan3_get_true_iface child "$2"
	config_get family "$2" family ipv4
	case $family in
		ipv6) network_get_ipaddr6 address "$child" ;;
		*) network_get_ipaddr address "$child" ;;
	esac
	if [ -z "$address" ]; then
		network_get_device device "$child"
		address=$(family_ip "$family" -o address show dev "$device" scope global 2>/dev/null | awk '{ sub("/.*", "", $4); print $4; exit }')
		if [ -n "$address" ]; then
			LOG warn "no src $family address found from netifd for interface '$child' dev '$device' guessing $address"
		else
			LOG warn "no src $family address found for interface '$child' dev '$device'"
			address=0.0.0.0
			[ "$family" = ipv6 ] && address=::
		fi
	fi
	export "$1=$address"
}

mwan3_tracker_pid() {
	local pid
	read -r pid 2>/dev/null <"$MWAN3TRACK_STATUS_DIR/$1/PID" || return 1
	grep -q mwan3track "/proc/$pid/cmdline" 2>/dev/null && echo "$pid"
}

mwan3_get_mwan3track_status() {
	local targets
	config_get targets "$1" track_ip
	if [ -z "$targets" ]; then
		echo disabled
	elif ! mwan3_tracker_pid "$1" >/dev/null; then
		echo down
	elif [ "$(cat "$MWAN3TRACK_STATUS_DIR/$1/STARTED" 2>/dev/null)" = 0 ]; then
		echo paused
	else
		echo active
	fi
}

# Seconds since the uptime noted in a tracker's file; nothing when that is not set.
mwan3_seconds_since() {
	local noted
	read -r noted 2>/dev/null <"$MWAN3TRACK_STATUS_DIR/$1/$2" || return 0
	[ "${noted:-0}" = 0 ] || echo $(($(get_uptime) - noted))
}

get_online_time() {
	mwan3_seconds_since "$1" ONLINE
}
