# The mangle chains that every packet passes, and the one that marks what comes in by a line.

# Loads rules given on standard input; a copy stays in iptables_log, as a help when they are refused.
mwan3_restore() {
	local family=$1 what=$2 tool=iptables-restore text error
	[ "$family" = ipv6 ] && tool=ip6tables-restore
	text="*mangle
$(cat)
COMMIT"
	echo "$text" >"$MWAN3_STATUS_IPTABLES_LOG_DIR/iptables-$what-$family.dump"
	error=$(echo "$text" | $tool -T mangle -w -n 2>&1) || LOG error "$what ($family): $error"
}

mwan3_set_general_iptables() {
	local family current kind
	for family in $(mwan3_families); do
		current="
$(family_iptables $family -S)
"
		{
			mwan3_new_chain mwan3_ifaces_in
			for kind in custom connected dynamic; do
				mwan3_new_chain mwan3_${kind}_$family &&
					echo "-A mwan3_${kind}_$family -m set --match-set mwan3_${kind}_$family dst -j MARK --set-xmark $MMX_DEFAULT/$MMX_MASK"
			done
			mwan3_new_chain mwan3_rules
			mwan3_new_chain mwan3_hook && mwan3_hook_rules
			mwan3_has "-A PREROUTING -j mwan3_hook" || echo "-A PREROUTING -j mwan3_hook"
			mwan3_has "-A OUTPUT -j mwan3_hook" || echo "-A OUTPUT -j mwan3_hook"
		} | mwan3_restore $family set_general_iptables
	done
}

mwan3_has() {
	case "$current" in *"
$1
"*) return 0 ;; esac
	return 1
}

# True when the chain was not there.
mwan3_new_chain() {
	mwan3_has "-N $1" && return 1
	echo "-N $1"
}

mwan3_hook_rules() {
	local unmarked="-m mark --mark 0x0/$MMX_MASK" kind type
	# Neighbour discovery must not be rerouted.
	[ "$family" = ipv4 ] || for type in 133 134 135 136 137; do
		echo "-A mwan3_hook -p ipv6-icmp -m icmp6 --icmpv6-type $type -j RETURN"
	done
	echo "-A mwan3_hook $unmarked -j CONNMARK --restore-mark --nfmask $MMX_MASK --ctmask $MMX_MASK"
	echo "-A mwan3_hook $unmarked -j mwan3_ifaces_in"
	for kind in custom connected dynamic; do
		echo "-A mwan3_hook $unmarked -j mwan3_${kind}_$family"
	done
	echo "-A mwan3_hook $unmarked -j mwan3_rules"
	echo "-A mwan3_hook -j CONNMARK --save-mark --nfmask $MMX_MASK --ctmask $MMX_MASK"
	for kind in custom connected dynamic; do
		echo "-A mwan3_hook -m mark ! --mark $MMX_DEFAULT/$MMX_MASK -j mwan3_${kind}_$family"
	done
}

mwan3_create_iface_iptables() {
	local line=$1 device=$2 id family current unmarked kind
	mwan3_get_iface_id id "$line"
	[ -n "$id" ] || return 0
	config_get family "$line" family ipv4
	[ "$family" = ipv4 ] || [ $NO_IPV6 -eq 0 ] || return 0
	unmarked="-m mark --mark 0x0/$MMX_MASK -m comment --comment"
	current="
$(family_iptables "$family" -S)
"
	{
		mwan3_new_chain mwan3_ifaces_in
		mwan3_new_chain "mwan3_iface_in_$line" || echo "-F mwan3_iface_in_$line"
		for kind in custom connected dynamic; do
			echo "-A mwan3_iface_in_$line -i $device -m set --match-set mwan3_${kind}_$family src $unmarked default -j MARK --set-xmark $MMX_DEFAULT/$MMX_MASK"
		done
		echo "-A mwan3_iface_in_$line -i $device $unmarked $line -j MARK --set-xmark $(mwan3_id2mask "$id" "$MMX_MASK")/$MMX_MASK"
		mwan3_has "-A mwan3_ifaces_in -m mark --mark 0x0/$(printf '0x%x' "$MMX_MASK") -j mwan3_iface_in_$line" ||
			echo "-A mwan3_ifaces_in -m mark --mark 0x0/$MMX_MASK -j mwan3_iface_in_$line"
	} | mwan3_restore "$family" create_iface_iptables
}
