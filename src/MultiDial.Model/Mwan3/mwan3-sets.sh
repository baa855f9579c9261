# Which sets of the kernel have addresses in them. All is asked of one ipset, since a router with a slow processor would take
# longer to start one for each address than for all else.
# prefix: mw_sets
# needs: read

# mw_sets_read ADDRESS...
mw_sets_read() {
	local sets name type
	command -v ipset >/dev/null || return
	sets=$(mw_sets_list)
	read_part mwan3-sets
	echo "$sets"
	read_part mwan3-set-lists
	echo "$sets" | while read -r name type _; do
		[ "$type" != list:set ] || ipset save "$name"
	done 2>/dev/null
	read_part mwan3-set-members
	echo "$sets" | mw_sets_tests "$@" | ipset - 2>&1 | grep ' is in set '
}

# mw_sets_list: name, type and family of each; not of those that sticky rules keep.
mw_sets_list() {
	ipset list -t 2>/dev/null | awk '
		$1 == "Name:" { name = $2 }
		$1 == "Type:" { type = $2 }
		$1 == "Header:" && name !~ /^mwan3_rule_/ { print name, type, / family inet6/ ? 6 : 4 }'
}

# mw_sets_tests ADDRESS...: the tests for the sets on standard input that an address alone can be in.
mw_sets_tests() {
	local name type family address
	while read -r name type family; do
		case $type in hash:ip | hash:net | bitmap:ip) ;; *) continue ;; esac
		for address in "$@"; do
			case $family$address in
			4*:*) ;;
			4* | 6*:*) echo "test $name $address" ;;
			esac
		done
	done
}
