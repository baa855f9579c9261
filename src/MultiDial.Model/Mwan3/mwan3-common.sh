# What all generations of mwan3 have in common: functions of its own that can be called, and what it leaves in the kernel.
# prefix: mw_common
# needs: wait apply mwan3-status mwan3-kernel
# of upstream: LOAD_STATE IPT4 IPT6

# mw_common_load: mwan3's own functions, for a subshell. Ends it with 3 if they are not those that are known. They see what is
# configured, and not what hotplug scripts are to pass over.
mw_common_load() {
	# shellcheck source=/dev/null # on the router
	{
		. /lib/functions.sh
		. /lib/functions/network.sh
		. /lib/mwan3/mwan3.sh
		# 2.6 has none.
		[ ! -f /lib/mwan3/common.sh ] || . /lib/mwan3/common.sh
	}
	# shellcheck disable=SC2034 # config_load reads the first, mwan3's own functions the others
	LOAD_STATE='' IPT4='mw_kernel_mangle iptables' IPT6='mw_kernel_mangle ip6tables'
	{ command -v mwan3_init && command -v mwan3_set_policies_iptables && command -v mwan3_set_user_rules; } >/dev/null || exit 3
}

mw_common_write_rules() {
	apply_step 'Writing the policies and rules of mwan3'
	mwan3_set_policies_iptables
	mwan3_set_user_rules
}

# mw_common_take_out INTERFACE...: what mwan3 itself does when one goes down, but first no policy leads to any of them.
mw_common_take_out() {
	local name
	for name in "$@"; do [ ! -f "/var/run/mwan3/iface_state/$name" ] || echo offline >"/var/run/mwan3/iface_state/$name"; done
	mwan3_set_policies_iptables
	for name in "$@"; do
		apply_step "Taking $name out of use in mwan3"
		mwan3_delete_iface_ipset_entries "$name"
		mwan3_delete_iface_rules "$name"
		mwan3_delete_iface_route "$name"
		# 2.6 takes the event as the third argument, later ones as the second.
		mwan3_flush_conntrack "$name" ifdown ifdown
	done
}

# mw_common_each COMMAND ARGUMENT...: for each family, with the program for its tables as the first argument.
mw_common_each() {
	local command=$1 program
	shift
	for program in iptables ip6tables; do
		! command -v "$program" >/dev/null || "$command" "$program" "$@" || return
	done
}

# mw_common_lacks INTERFACE: whether mwan3 does not have it in use, in neither family.
mw_common_lacks() { ! mw_common_has_chain iptables "mwan3_iface_in_$1" && ! mw_common_has_chain ip6tables "mwan3_iface_in_$1"; }

mw_common_has_chain() { mw_kernel_mangle "$1" -S "$2" >/dev/null 2>&1; }

# mw_common_drop_chain PROGRAM CHAIN: one that is not there need not go.
mw_common_drop_chain() {
	mw_kernel_mangle "$1" -F "$2" 2>/dev/null || return 0
	mw_kernel_mangle "$1" -X "$2"
}

# mw_common_drop_policy PROGRAM POLICY: a rule that still names it keeps its chain, empty, as mwan3 itself would make it.
mw_common_drop_policy() { mw_common_drop_chain "$1" "mwan3_policy_$2" 2>/dev/null || :; }

# mw_common_drop_interfaces PROGRAM INTERFACE...: their chains, all in one go. mwan3's own function for it fails from 2.10 on,
# as it hands its rules to a command that it does not name.
mw_common_drop_interfaces() {
	local program=$1 chains
	shift
	chains=$({ echo "$*"; mw_kernel_mangle "$program" -S 2>/dev/null; } | awk '
		NR == 1 { for (i = 1; i <= NF; i++) gone["mwan3_iface_in_" $i] = gone["mwan3_iface_out_" $i] = 1 }
		$1 == "-A" && $2 ~ /^mwan3_ifaces_/ && $NF in gone { sub(/^-A/, "-D"); print }
		$1 == "-N" && $2 in gone { flushed = flushed "-F " $2 "\n"; dropped = dropped "-X " $2 "\n" }
		END { printf "%s%s", flushed, dropped }')
	[ -z "$chains" ] || printf '*mangle\n%s\nCOMMIT\n' "$chains" | "$program-restore" -T mangle -w -n
}

mw_common_flush_rules() { mw_kernel_mangle "$1" -F mwan3_rules 2>/dev/null || :; }

# mw_common_drop_set SET: the kernel lets go of a set some time after the last rule that names it is gone.
mw_common_drop_set() { ! ipset -q -n list "$1" >/dev/null 2>&1 || wait_for 5 ipset -q destroy "$1"; }

# mw_common_hidden PROGRAM: why mwan3's chains cannot be listed though they may be there; nothing if they can.
mw_common_hidden() {
	local words
	words=$(mw_kernel_mangle "$1" -S 2>&1 >/dev/null) || case $words in *incompatible*) echo "$words" ;; esac
}

# mw_common_check PROGRAM POLICY...: whether the kernel has what mwan3 should have written. A family for which mwan3 has no
# hook does not count: the kernel may know no IPv6, and 2.6 and 2.8 make it when the first interface comes up; but from 2.10 on
# there is one for IPv4. Names of over 15 characters mwan3 leaves out.
mw_common_check() {
	local program=$1 chains policy
	shift
	chains=$(mw_kernel_mangle "$program" -S 2>/dev/null)
	case $chains in
	*'-N mwan3_hook'*) ;;
	*)
		mw_status_find
		[ "$MW_STATUS_GENERATION:$program" = procd:iptables ] || return 0
		echo "$program has no chain mwan3_hook."
		return 1
		;;
	esac
	case $chains in *'-N mwan3_rules'*) ;; *) echo "$program has no chain mwan3_rules."; return 1 ;; esac
	for policy in "$@"; do
		[ ${#policy} -le 15 ] || continue
		case $chains in *"-A mwan3_policy_$policy "*) ;; *) echo "$program has nothing in the chain mwan3_policy_$policy."; return 1 ;; esac
	done
}
