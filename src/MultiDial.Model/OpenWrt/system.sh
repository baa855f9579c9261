# The release, the board, and how its ports are switched.
# prefix: system
# needs: read

system_read() {
	read_part release
	cat /etc/openwrt_release 2>/dev/null
	read_part board
	ubus call system board
	read_part switch
	if grep -sq 'DEVTYPE=dsa' /sys/class/net/*/uevent; then echo dsa; elif [ -x /sbin/swconfig ]; then echo swconfig; fi
}
