# What the kernel does with packets, apart from mwan3.
# prefix: filter
# needs: read

# filter_read DEVICE: and whether it forwards what comes from a device, or empty. Sets can be long, and nobody asks for what is in them.
filter_read() {
	read_part nft
	nft -t list table inet fw4 2>/dev/null
	read_part iptables
	iptables-save 2>/dev/null
	[ -z "$1" ] || filter_read_forwarding "$1"
}

filter_read_forwarding() {
	local all='' own=''
	{
		read -r all </proc/sys/net/ipv4/ip_forward
		read -r own <"/proc/sys/net/ipv4/conf/$1/forwarding"
	} 2>/dev/null
	read_part forwarding
	echo "$all $own"
}
