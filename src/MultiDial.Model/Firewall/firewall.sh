# Which firewall the router has: a part with its name, or empty.
# prefix: fw
# needs: read

fw_read() {
	read_part firewall
	if [ -x /sbin/fw4 ]; then echo fw4; elif [ -x /sbin/fw3 ]; then echo fw3; fi
}
