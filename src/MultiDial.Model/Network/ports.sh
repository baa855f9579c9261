# The TCP connections that have an address of the router.
# prefix: ports
# needs: words
#
# PORTS_ALL: the ports of those that were there at the last look; PORTS_NEW: how many were not there before.
PORTS_ALL=
PORTS_NEW=0

# ports_hex ADDRESS: as the kernel writes it, which is in the order of the processor: two words, for either order.
ports_hex() {
	local address=$1 IFS=.
	# shellcheck disable=SC2086 # each number is a word
	set -- $address
	printf '%02X%02X%02X%02X %02X%02X%02X%02X' "$1" "$2" "$3" "$4" "$4" "$3" "$2" "$1"
}

# ports_look HEX PORTS: the address as ports_hex says it, and the ports that were there before. Who listens is no connection; one
# that has only begun is.
ports_look() {
	local own state
	PORTS_ALL='' PORTS_NEW=0
	while read -r _ own _ state _; do
		case "$own $state" in *' 0A') ;; "${1% *}:"* | "${1#* }:"*)
			PORTS_ALL="$PORTS_ALL ${own#*:}"
			words_have "$2" "${own#*:}" || PORTS_NEW=$((PORTS_NEW + 1))
			;;
		esac
	done </proc/net/tcp
}
