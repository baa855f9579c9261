# Which of the programs that share the name mwan3 there is.
# prefix: mw_flavor
# needs: read

mw_flavor_read() { read_part mwan3-flavor; mw_flavor_find; }

# mw_flavor_find: by the functions that it has, since others bear the same name and version. Of one that is not known it says
# nothing.
mw_flavor_find() {
	if [ -x /etc/init.d/mwan4 ]; then
		echo mwan4
	elif [ ! -x /etc/init.d/mwan3 ]; then
		echo none
	elif grep -qs '^mwan3_set_policies_iptables()' /lib/mwan3/mwan3.sh; then
		echo iptables
	elif grep -qs '^mwan3_set_policies_nft' /lib/mwan3/*.sh || grep -qs 'inet mwan3' /lib/mwan3/* /etc/init.d/mwan3; then
		echo nftables
	fi
}
