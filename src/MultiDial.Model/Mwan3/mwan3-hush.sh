# Keeps mwan3's hotplug scripts from doing one by one, for each line that comes up, what is done for all of them at once: they
# would do it when the line already carries connections, and cut them. They take what is in /var/state for part of the
# configuration, and pass over an interface that is disabled there.
# prefix: hush
# needs: apply netifd words
#
# HUSH_QUIET: how often in a row no hotplug script was seen at work.
HUSH_STATE=/var/state
HUSH_QUIET=0

# hush_begin INTERFACE...: from now on these are passed over too, and those no more that mwan3 is not to have any longer.
hush_begin() {
	local name gone
	gone=$(hush_gone)
	# shellcheck disable=SC2086 # each name is a word
	[ -z "$gone" ] || hush_end $gone
	[ $# -eq 0 ] || for name in "$@"; do echo "set mwan3.$name.enabled=0"; done | uci -q -P "$HUSH_STATE" batch
}

# hush_await INTERFACE...: waits for them while one after the other comes up. Those that do not are passed over no more, so that
# mwan3 hears of them when they do.
hush_await() {
	local patience=5 before='' late
	apply_step "Waiting until they are up: $*"
	late=$(netifd_down "$@")
	while [ -n "$late" ] && [ "$patience" -gt 0 ]; do
		if [ "$late" = "$before" ]; then
			patience=$((patience - 1))
		else
			patience=5
			apply_detail "Waiting until they are up, $(($# - $(words_count "$late"))) of $# are: $*"
		fi
		before=$late
		sleep 1
		late=$(netifd_down "$@")
	done
	# shellcheck disable=SC2086 # each name is a word
	[ -z "$late" ] || hush_end $late
}

# hush_lines: those that are passed over. 2.6 and 2.8 keep there besides whether mwan3 itself is switched on.
hush_lines() {
	local line
	[ -f "$HUSH_STATE/mwan3" ] || return 0
	while read -r line; do
		case $line in mwan3.*.enabled=*) line=${line#mwan3.}; line=${line%%.*} ;; *) continue ;; esac
		case $line in globals | *[!0-9A-Za-z_]*) ;; *) echo "$line" ;; esac
	done <"$HUSH_STATE/mwan3"
}

# hush_gone: of those that are passed over, the ones that are not in use in the configuration.
hush_gone() {
	local name wanted lines
	lines=$(hush_lines)
	[ -n "$lines" ] || return 0
	wanted=$(uci -q show mwan3 | sed -n "s/^mwan3\.\([^.]*\)\.enabled='\(1\|on\|true\|yes\|enabled\)'$/\1/p" | tr '\n' ' ')
	for name in $lines; do words_have "$wanted" "$name" || echo "$name"; done
}

# hush_end [INTERFACE...]: of those that are passed over, these are so no more; without an interface, none is. Where somebody has
# spoiled a line of the file, uci takes none out of it; but one that is passed over for good is lost.
hush_end() {
	local name ended=
	for name in $(hush_lines); do
		[ $# -gt 0 ] && ! words_have "$*" "$name" || ended="$ended $name"
	done
	[ -n "$ended" ] || return 0
	for name in $ended; do echo "revert mwan3.$name.enabled"; done | uci -q -P "$HUSH_STATE" batch
	for name in $(hush_lines); do
		! words_have "$ended" "$name" || sed -i "/^mwan3\.$name\.enabled=/d" "$HUSH_STATE/mwan3"
	done
}

# hush_is_quiet: whether netifd's events have gone by. It begins with the next one as soon as one is done with.
hush_is_quiet() {
	HUSH_QUIET=$((HUSH_QUIET + 1))
	! pgrep -f /sbin/hotplug-call >/dev/null || HUSH_QUIET=0
	[ "$HUSH_QUIET" -gt 1 ]
}

# hush_tell INTERFACE: what was missed is told now: the user's own script that the line is up, or mwan3 that it has gone.
hush_tell() {
	local device
	device=$(netifd_device "$1")
	if [ -z "$device" ]; then
		ACTION=ifdown INTERFACE=$1 DEVICE='' sh /etc/hotplug.d/iface/15-mwan3
	elif grep -qs '^[[:space:]]*[^#[:space:]]' /etc/mwan3.user; then
		ACTION=ifup INTERFACE=$1 DEVICE=$device sh /etc/hotplug.d/iface/16-mwan3-user
	fi
} >/dev/null 2>&1 </dev/null
