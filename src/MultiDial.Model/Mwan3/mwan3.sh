# Brings a changed configuration into a running mwan3, interface by interface. A restart would reset the connections of all
# of them; these calls touch no mark, routing table or tracker of an interface that is not named.
# prefix: mw
# needs: wait words own turn apply netifd mwan3-status mwan3-hush mwan3-common mwan3-hotplug mwan3-procd
#
# MW_LATER: how the folder of what is left to do when a change is made is named, and the instance of the service that does it.
MW_LATER=mwan3.$CHANGE_TOKEN

# mw_do VERB ARGUMENT...: in the way of the generation that the router has.
mw_do() {
	mw_status_find
	case $MW_STATUS_GENERATION in hotplug) mw_hotplug "$@" ;; *) mw_procd "$@" ;; esac
}

# mw_restart: `start` on a running mwan3 loses its list of connected networks, and locks the LAN out. The exit statuses say
# nothing, and trackers may keep the output open.
mw_restart() {
	apply_step 'Starting mwan3 anew'
	hush_end
	if mw_status_runs; then
		/etc/init.d/mwan3 restart >/dev/null 2>&1 </dev/null
	elif mw_status_is_enabled; then
		/etc/init.d/mwan3 start >/dev/null 2>&1 </dev/null
	else
		apply_say warning "mwan3 is disabled on the router: the change is written, but has no effect before '/etc/init.d/mwan3 enable; /etc/init.d/mwan3 start'."
		return
	fi
	wait_for 5 mw_status_runs || apply_fail "$FAILED_COMMAND" 'Starting mwan3'
}

# mw_expect INTERFACE...: they come up with this change, and are taken into use all at once by mw_write.
mw_expect() {
	hush_begin "$@"
	[ $# -eq 0 ] || mw_do unmonitor
}

# mw_refill: a line that was in use before has no way to the internet from when netifd set it up anew, and its monitor is off.
mw_refill() { ! mw_status_runs || apply_do 'Filling the routing tables of mwan3' mw_do refill; }

# mw_write INTERFACE...: takes interfaces into use, and writes policies and rules anew, each in one go; an mwan3 whose functions
# are not known is restarted.
mw_write() {
	local words='Writing the policies and rules of mwan3'
	mw_status_runs || { mw_restart; return; }
	[ $# -eq 0 ] || words="Taking $* into use in mwan3"
	apply_many $(($# + 1)) "$words" mw_do write "$@"
	[ $? -ne 3 ] || mw_restart
}

# mw_verify POLICY...: whether the kernel has what mwan3 should have written, if that can be seen. Its hotplug scripts write too,
# and have policies empty for a moment.
mw_verify() {
	local hidden
	mw_status_runs || return 0
	hidden=$(mw_common_each mw_common_hidden)
	[ -z "$hidden" ] || { apply_say warning "What mwan3 has written cannot be read back: $hidden"; return; }
	wait_for 5 mw_is_written "$@" >/dev/null || apply_do 'Writing the policies and rules of mwan3' mw_is_written "$@"
}

mw_is_written() { mw_common_each mw_common_check "$@"; }

# mw_drop_policies POLICY...: mwan3 leaves the chains of deleted policies.
mw_drop_policies() {
	local policy
	mw_status_runs || return 0
	for policy in "$@"; do mw_common_each mw_common_drop_policy "$policy"; done
}

# mw_forget RULE...: a sticky rule's memory. Its set would keep an old time-out. To be called before mw_write.
mw_forget() {
	local rule
	mw_status_runs || return 0
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
	mw_status_runs || return 0
	apply_many $# "Taking $* out of use in mwan3" mw_take_out "$@"
}

# An event that netifd has still to tell of would have a hotplug script take them into use again.
mw_take_out() {
	local name
	hush_begin "$@"
	# With other functions it is left to the restart that mw_write makes then.
	mw_do call mw_common_take_out "$@" || [ $? -eq 3 ] || return
	mw_common_each mw_common_drop_interfaces "$@" || return
	for name in "$@"; do
		mw_do stop "$name"
		rm -rf "/var/run/mwan3track/$name" "/var/run/mwan3/iface_state/$name"
	done
}

# mw_settle INTERFACE...: those that were taken in or out; the monitors of routes hear of it. But hotplug scripts go on to pass
# over what was taken in until netifd's events of it have gone by, since a script that comes late would cut it. A service of procd
# sees to that, or this script itself where procd will not.
mw_settle() {
	# What was left to do on the way there may still be under way.
	local later=$MW_LATER${APPLY_UNDOING:+.back}
	local command=". $OWN_FOLDER/$later/library; mw_settle_late $later"
	if [ -z "$(hush_lines)" ]; then
		[ $# -eq 0 ] || mw_monitor
		return
	fi
	own_folder "$later" && cp "$TURN_ROOM/of.$CHANGE_TOKEN/library" "$OWN_FOLDER/$later" &&
		ubus call service add "{\"name\":\"multidial\",\"instances\":{\"$later\":{\"command\":[\"/bin/sh\",\"-c\",\"$command\"],\"respawn\":[\"3600\",\"1\",\"20\"]}}}" ||
		mw_settle_late "$later"
} >/dev/null 2>&1

# mw_settle_late FOLDER: had somebody started mwan3 anew meanwhile, it would not have them.
mw_settle_late() {
	local lines gone name lost=
	wait_for 300 mw_is_quiet || :
	lines=$(hush_lines) gone=$(hush_gone | tr '\n' ' ')
	hush_end
	mw_monitor
	for name in $lines; do
		! words_have "$gone" "$name" || continue
		hush_tell "$name"
		! mw_common_lacks "$name" || lost="$lost $name"
	done
	# shellcheck disable=SC2086 # each name is a word
	[ -z "$lost" ] || mw_write $lost
	rm -rf "${OWN_FOLDER:?}/$1"
	ubus call service delete "{\"name\":\"multidial\",\"instance\":\"$1\"}"
} >/dev/null 2>&1

mw_monitor() { ! mw_status_runs || mw_do monitor; }

# Nor is it done while another change is under way, which may take out what this would take in.
mw_is_quiet() { [ -z "$(turn_others "$CHANGE_TOKEN")" ] && hush_is_quiet; }

# mw_track INTERFACE...: starts trackers anew.
mw_track() {
	local name
	mw_status_runs || return 0
	for name in "$@"; do
		rm -f "/var/run/mwan3track/$name"/TRACK_* "/var/run/mwan3track/$name"/LATENCY_* "/var/run/mwan3track/$name"/LOSS_*
		apply_do "Tracking $name anew" mw_do track "$name"
	done
}

# mw_wait_heard SECONDS INTERFACE...: mwan3 calls an interface disabled until it has heard from netifd that it is up, and then,
# for as long as it asks its targets once, connecting.
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
		case $state in disabled | connecting) late="$late $name" ;; esac
	done
	[ -n "$late" ] || return 0
	up=$(netifd_which 'up=true')
	for name in $late; do ! words_have "$up" "$name" || return; done
} 2>/dev/null
