# Brings a changed configuration into a running mwan3, interface by interface. A restart would reset the connections of all
# of them; these calls touch no mark, routing table or tracker of an interface that is not named.
# prefix: mw
# needs: wait words read apply netifd mwan3-common mwan3-hotplug mwan3-procd
#
# MW_GENERATION: which mwan3 the router has, by the function that speaks for it; empty while nobody has asked.
MW_GENERATION=

# mw_do VERB ARGUMENT...: in the way of the generation that the router has.
mw_do() {
	[ -n "$MW_GENERATION" ] || if grep -qs '^mwan3_lock()' /lib/mwan3/mwan3.sh; then MW_GENERATION=mw_hotplug; else MW_GENERATION=mw_procd; fi
	"$MW_GENERATION" "$@"
}

mw_runs() { mw_do runs; }

mw_read() {
	[ -x /etc/init.d/mwan3 ] || return
	read_part mwan3-service
	! /etc/init.d/mwan3 enabled || echo enabled
	mw_runs || return
	echo running
	read_part mwan3-status
	# The interfaces alone, since all of it takes a slow router longer than rpcd gives it.
	ubus -t 20 call mwan3 status '{"section":"interfaces"}' 2>/dev/null
}

# mw_restart: `start` on a running mwan3 loses its list of connected networks, and locks the LAN out. The exit statuses say
# nothing, and trackers may keep the output open.
mw_restart() {
	apply_step 'Starting mwan3 anew'
	if mw_runs; then
		/etc/init.d/mwan3 restart >/dev/null 2>&1 </dev/null
	elif /etc/init.d/mwan3 enabled; then
		/etc/init.d/mwan3 start >/dev/null 2>&1 </dev/null
	else
		apply_say warning "mwan3 is disabled on the router: the change is written, but has no effect before '/etc/init.d/mwan3 enable; /etc/init.d/mwan3 start'."
		return
	fi
	wait_for 5 mw_runs || apply_fail "$FAILED_COMMAND" 'Starting mwan3'
}

# mw_rules: writes policies and rules anew, each in one go; an mwan3 whose functions are not known is restarted.
mw_rules() {
	local output status=0
	mw_runs || { mw_restart; return; }
	apply_step 'Writing the policies and rules of mwan3'
	output=$(mw_do rules 2>&1 </dev/null) || status=$?
	case $status in
	0) ;;
	3) mw_restart ;;
	*) apply_fail_with "$output" 'Writing the policies and rules of mwan3' ;;
	esac
}

# mw_verify POLICY...: whether the kernel has what mwan3 should have written. Its hotplug scripts write too, and have
# policies empty for a moment.
mw_verify() {
	mw_runs || return 0
	wait_for 5 mw_is_written "$@" >/dev/null || apply_do 'Writing the policies and rules of mwan3' mw_is_written "$@"
}

mw_is_written() { mw_common_each mw_common_check "$@"; }

# mw_drop_policies POLICY...: mwan3 leaves the chains of deleted policies.
mw_drop_policies() {
	local policy
	mw_runs || return 0
	for policy in "$@"; do mw_common_each mw_common_drop_policy "$policy"; done
}

# mw_forget RULE...: a sticky rule's memory. Its set would keep an old time-out. To be called before mw_rules.
mw_forget() {
	local rule
	mw_runs || return 0
	mw_common_each mw_common_flush_rules
	for rule in "$@"; do apply_do "Clearing the memory of mwan3's rule $rule" mw_forget_rule "$rule"; done
}

mw_forget_rule() {
	local set
	mw_common_each mw_common_drop_chain "mwan3_rule_$1" || return
	for set in $(mw_do sets "$1"); do mw_common_drop_set "$set" || return; done
}

# mw_leave INTERFACE...: takes interfaces out of use. To be called while the configuration still has them.
mw_leave() {
	local name
	mw_runs || return 0
	for name in "$@"; do apply_do "Taking $name out of use in mwan3" mw_leave_one "$name"; done
}

mw_leave_one() {
	env -i ACTION=ifdown INTERFACE="$1" sh /etc/hotplug.d/iface/15-mwan3 >/dev/null 2>&1 || { echo '15-mwan3 failed.'; return 1; }
	# With other functions it is left to the restart that mw_rules makes then.
	mw_do call mw_common_delete_interface "$1" || [ $? -eq 3 ] || return
	mw_common_each mw_common_drop_interface "$1" || return
	mw_do stop "$1"
	rm -rf "/var/run/mwan3track/$1" "/var/run/mwan3/iface_state/$1"
}

# mw_join INTERFACE...: takes interfaces into use.
mw_join() {
	local name
	mw_runs || return 0
	for name in "$@"; do apply_do "Taking $name into use in mwan3" mw_do join "$name"; done
	apply_do "Starting mwan3's monitors of routes" mw_do joined
}

# mw_track INTERFACE...: starts trackers anew.
mw_track() {
	local name
	mw_runs || return 0
	for name in "$@"; do
		rm -f "/var/run/mwan3track/$name"/TRACK_* "/var/run/mwan3track/$name"/LATENCY_* "/var/run/mwan3track/$name"/LOSS_*
		apply_do "Tracking $name anew" mw_do track "$name"
	done
}

# mw_wait_heard SECONDS INTERFACE...: mwan3 calls an interface disabled until it has heard from netifd that it is up.
mw_wait_heard() {
	local most=$1
	shift
	wait_for "$most" mw_has_heard "$@"
}

mw_has_heard() {
	local name state up late=
	for name in "$@"; do
		state=
		read -r state <"/var/run/mwan3track/$name/STATUS"
		[ "$state" != disabled ] || late="$late $name"
	done
	[ -n "$late" ] || return 0
	up=$(netifd_which 'up=true')
	for name in $late; do ! words_have "$up" "$name" || return; done
} 2>/dev/null
