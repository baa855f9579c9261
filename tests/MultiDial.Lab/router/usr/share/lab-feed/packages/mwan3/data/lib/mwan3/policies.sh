# Policies: one chain each, with the lines that are online and have the lowest metric, by weight.

MWAN3_LOWEST_METRIC=256

mwan3_set_policies_iptables() {
	local family
	for family in $(mwan3_families); do
		config_foreach mwan3_policy_rules policy "$family" | mwan3_restore $family set_policies_iptables
	done
}

mwan3_policy_rules() {
	local policy=$1 family=$2 last_resort verdict mark
	if [ ${#policy} -gt 15 ]; then
		[ "$family" = ipv4 ] && LOG warn "Policy $policy exceeds max of 15 chars. Not setting policy"
		return 0
	fi
	config_get last_resort "$policy" last_resort unreachable
	case "$last_resort" in
		blackhole) verdict=blackhole mark=$MMX_BLACKHOLE ;;
		default) verdict=default mark=$MMX_DEFAULT ;;
		*) verdict=unreachable mark=$MMX_UNREACHABLE ;;
	esac
	echo ":mwan3_policy_$policy - [0:0]"
	mwan3_policy_members "-A mwan3_policy_$policy" "-m mark --mark 0x0/$MMX_MASK" ||
		echo "-A mwan3_policy_$policy -m mark --mark 0x0/$MMX_MASK -m comment --comment $verdict -j MARK --set-xmark $mark/$MMX_MASK"
}

# Later members come first, each with its share of the weight seen so far: this is how random matches add up.
# False when no member of this family is online.
mwan3_policy_members() {
	local append=$1 unmarked=$2 lowest=$MWAN3_LOWEST_METRIC total=0 online= down=
	add_member() {
		local line metric weight id device line_family
		config_get line "$1" interface
		config_get metric "$1" metric 1
		config_get weight "$1" weight 1
		[ -n "$line" ] || return 0
		if [ "$metric" -gt $MWAN3_LOWEST_METRIC ]; then
			[ "$family" = ipv4 ] && LOG warn "Member interface $line has >$MWAN3_LOWEST_METRIC metric. Not appending to policy"
			return 0
		fi
		mwan3_get_iface_id id "$line"
		config_get line_family "$line" family ipv4
		[ -n "$id" ] && [ "$line_family" = "$family" ] || return 0
		if [ "$(mwan3_get_iface_hotplug_state "$line")" = online ]; then
			add_online_member
		else
			network_get_device device "$line"
			[ -z "$device" ] || down="$append -o $device $unmarked -m comment --comment \"out $line $device\" -j MARK --set-xmark $MMX_DEFAULT/$MMX_MASK
$down"
		fi
	}
	add_online_member() {
		local share=
		if [ "$metric" -lt "$lowest" ]; then
			lowest=$metric total=$weight online=
		elif [ "$metric" -eq "$lowest" ]; then
			total=$((total + weight))
			share=" -m statistic --mode random --probability $(mwan3_probability $((weight * 1000 / total)))"
		else
			return 0
		fi
		online="$append $unmarked$share -m comment --comment \"$line $weight $total\" -j MARK --set-xmark $(mwan3_id2mask "$id" "$MMX_MASK")/$MMX_MASK
$online"
	}
	config_list_foreach "$policy" use_member add_member
	if [ -n "$online" ]; then
		printf '%s' "$online"
	else
		printf '%s' "$down"
		return 1
	fi
}

mwan3_probability() {
	if [ "$1" -ge 1000 ]; then
		echo 1
	else
		printf '0.%03d' "$1"
	fi
}
