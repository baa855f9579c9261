# User rules: what traffic goes to which policy, first match first.

mwan3_set_user_rules() {
	local family current
	for family in $(mwan3_families); do
		current="
$(family_iptables $family -S)
"
		{
			echo ":mwan3_rules - [0:0]"
			config_foreach mwan3_user_rule rule "$family"
		} | mwan3_restore $family set_user_rules
	done
}

# Prints one rule, or logs why it is left out. Names over 15 characters are reported before a wrong address family is.
mwan3_user_rule() {
	local rule=$1 family=$2 rule_family use_policy match target
	config_get rule_family "$rule" family any
	[ "$rule_family" = any ] || [ "$rule_family" = "$family" ] || return 0
	mwan3_rule_addresses || return 0
	match=$(mwan3_rule_match) || return 0
	if [ ${#rule} -gt 15 ]; then
		LOG warn "Rule $rule exceeds max of 15 chars. Not setting rule"
		return 0
	fi
	config_get use_policy "$rule" use_policy
	case "$use_policy" in
		'') return 0 ;;
		default) target="MARK --set-xmark $MMX_DEFAULT/$MMX_MASK" ;;
		unreachable) target="MARK --set-xmark $MMX_UNREACHABLE/$MMX_MASK" ;;
		blackhole) target="MARK --set-xmark $MMX_BLACKHOLE/$MMX_MASK" ;;
		*) mwan3_rule_policy ;;
	esac
	mwan3_rule_log
	echo "-A mwan3_rules $match -m mark --mark 0x0/$MMX_MASK -j $target"
}

mwan3_rule_addresses() {
	local option address other="$IPv6_REGEX"
	[ "$family" = ipv6 ] && other="$IPv4_REGEX"
	for option in src_ip dest_ip; do
		config_get address "$rule" $option
		if echo "$address" | grep -qE "$other"; then
			LOG warn "invalid $family address $address specified for rule $rule"
			return 1
		fi
	done
}

mwan3_rule_match() {
	local proto src_ip src_iface src_dev dest_ip ipset src_port dest_port option
	for option in src_ip src_iface dest_ip ipset src_port dest_port; do
		config_get $option "$rule" $option
	done
	config_get proto "$rule" proto all
	if [ -n "$src_iface" ]; then
		network_get_device src_dev "$src_iface"
		if [ -z "$src_dev" ]; then
			LOG notice "could not find device corresponding to src_iface $src_iface for rule $rule"
			return 1
		fi
	fi
	case "$proto" in
		tcp | udp) ;;
		*)
			[ -z "$src_port" ] || LOG warn "src_port set to '$src_port' but proto set to '$proto' not tcp or udp. src_port will be ignored"
			[ -z "$dest_port" ] || LOG warn "dest_port set to '$dest_port' but proto set to '$proto' not tcp or udp. dest_port will be ignored"
			src_port= dest_port=
			;;
	esac
	echo "-p $proto${src_ip:+ -s $src_ip}${src_dev:+ -i $src_dev}${dest_ip:+ -d $dest_ip}${ipset:+ -m set --match-set $ipset dst}" \
		"${src_port:+-m multiport --sports $src_port }${dest_port:+-m multiport --dports $dest_port}"
}

# A policy that does not exist becomes an empty chain, which matches nothing.
mwan3_rule_policy() {
	local sticky timeout
	target="mwan3_policy_$use_policy"
	mwan3_new_chain "$target" && current="$current-N $target
"
	config_get_bool sticky "$rule" sticky 0
	[ "$sticky" -eq 1 ] || return 0
	config_get timeout "$rule" timeout 600
	mwan3_set_sticky_ipset "$rule" "$family" "$timeout"
	mwan3_sticky_chain
	target="mwan3_rule_$rule"
}

mwan3_sticky_chain() {
	local chain="mwan3_rule_$rule" set="mwan3_rule_${family}_$rule" lines=
	prefer_line() {
		local id mark
		mwan3_has "-N mwan3_iface_in_$1" || return 0
		case "$current" in *"-A $target "*"--comment \"$1 "*) ;; *) return 0 ;; esac
		mwan3_get_iface_id id "$1"
		mark=$(mwan3_id2mask "$id" "$MMX_MASK")
		lines="-A $chain -m mark --mark 0x0/$MMX_MASK -j MARK --set-xmark $mark/$MMX_MASK
-A $chain -m mark --mark $mark/$MMX_MASK -m set ! --match-set $set src,src -j MARK --set-xmark 0x0/$MMX_MASK
$lines"
	}
	config_foreach prefer_line interface
	echo ":$chain - [0:0]"
	printf '%s' "$lines"
	echo "-A $chain -m mark --mark 0x0/$MMX_MASK -j $target"
	echo "-A $chain -m mark ! --mark 0xfc00/0xfc00 -j SET --del-set $set src,src"
	echo "-A $chain -m mark ! --mark 0xfc00/0xfc00 -j SET --add-set $set src,src"
}

mwan3_rule_log() {
	local all one level
	config_get_bool all globals logging 0
	config_get_bool one "$rule" logging 0
	config_get level globals loglevel notice
	[ "$all$one" != 11 ] ||
		echo "-A mwan3_rules $match -m mark --mark 0x0/$MMX_MASK -m comment --comment $rule -j LOG --log-level $level --log-prefix \"MWAN3($rule)\""
}

# A rule bound to an interface could not be written before that interface had a device.
mwan3_set_user_iface_rules() {
	local family bound=0
	if [ -z "$2" ]; then
		LOG notice "set_user_iface_rules: could not find device corresponding to iface $1"
		return
	fi
	config_get family "$1" family ipv4
	family_iptables "$family" -S | grep -q "^-A mwan3_rules.*-i $2" && return
	is_bound() {
		local src_iface
		config_get src_iface "$1" src_iface
		[ "$src_iface" = "$2" ] && bound=1
		return 0
	}
	config_foreach is_bound rule "$1"
	[ $bound -eq 1 ] && mwan3_set_user_rules
}
