# The state of the router in parts. Each part is a line with the marker and the part's name, then its bytes.
# prefix: read
#
# READ_MARKER: what no output can contain; the script's first line sets it.

read_part() { printf '\n%s %s\n' "$READ_MARKER" "$1"; }

# The files, and what others have changed and not committed. One that cannot be read is not an empty one: the script ends without
# its end.
read_config() {
	local package
	for package in network firewall mwan3; do
		[ ! -f "/etc/config/$package" ] || { read_part "config/$package"; cat "/etc/config/$package" || exit; }
		[ ! -s "/tmp/.uci/$package" ] || { read_part "pending/$package"; cat "/tmp/.uci/$package"; }
	done
}

# read_state FUNCTION...: the configuration, and what each of the functions reads.
read_state() {
	local reader
	read_config
	for reader in "$@"; do "$reader"; done
	read_part end
}
