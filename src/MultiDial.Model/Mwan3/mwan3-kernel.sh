# What mwan3 has in the kernel: the chains of its table, the rules that lead marks to tables, and the default routes of these.
# prefix: mw_kernel
# needs: read

mw_kernel_read() {
	local family=4 program chains
	[ -x /etc/init.d/mwan3 ] || return
	for program in iptables ip6tables; do
		read_part "mwan3-chains$family"
		if command -v "$program" >/dev/null && chains=$(mw_kernel_mangle "$program" -S 2>/dev/null); then
			echo listed
			echo "$chains" | grep mwan3_
		fi
		read_part "mwan3-marks$family"
		ip "-$family" rule 2>/dev/null | grep fwmark
		read_part "mwan3-defaults$family"
		ip "-$family" route show table all 2>/dev/null | grep '^default'
		family=6
	done
}

# mw_kernel_mangle PROGRAM ARGUMENT...
mw_kernel_mangle() {
	local program=$1
	shift
	if [ "$*" = -S ]; then mw_kernel_list "$program"; else "$program" -t mangle -w "$@"; fi
}

# mw_kernel_list PROGRAM: the table. One rule in it that was made with nft keeps iptables from listing all of it, and mwan3 would
# take its own chains for missing. Then they are listed one by one, and what cannot be listed is only named.
mw_kernel_list() {
	local family=ip chain=
	"$1" -t mangle -w -S 2>/dev/null && return
	[ "$1" = iptables ] || family=ip6
	for chain in $(nft list table "$family" mangle 2>/dev/null | sed -n 's/^[[:space:]]*chain \([^ ]*\) {$/\1/p'); do
		"$1" -t mangle -w -S "$chain" 2>/dev/null || echo "-N $chain"
	done
	# Where there are none, it says why.
	[ -n "$chain" ] || "$1" -t mangle -w -S
}
