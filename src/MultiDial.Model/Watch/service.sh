# The watch as a service of procd. Whether there is one the configuration says: a section of /etc/config/network. So
# whatever rolls the configuration back brings the service back too. The files go last, when the change is known to stay,
# since a power cut before has the old configuration come back with the boot, and it needs them.
# prefix: service
# needs: wait read apply
SERVICE_NAME=multidial-watch
SERVICE_PROGRAM=/usr/sbin/$SERVICE_NAME
SERVICE_SCRIPT=/etc/init.d/$SERVICE_NAME
SERVICE_LINK=/etc/rc.d/S99$SERVICE_NAME
SERVICE_KEPT=/lib/upgrade/keep.d/$SERVICE_NAME
SERVICE_SECTION='^config multidial_watch '

service_read() {
	read_part watch
	echo "files=$(cat "$SERVICE_PROGRAM" "$SERVICE_SCRIPT" 2>/dev/null | md5sum | cut -d ' ' -f 1)"
	[ ! -L "$SERVICE_LINK" ] || echo 'enabled=1'
	! service_runs || echo 'running=1'
	read_part watch-event
	logread -e "$SERVICE_NAME: " 2>/dev/null | tail -n 1
}

service_runs() {
	[ "$(ubus call service list "{\"name\":\"$SERVICE_NAME\"}" | jsonfilter -l 1 -e "@['$SERVICE_NAME'].instances[*].running")" = true ]
}

# What others have set and not committed does not count.
service_is_wanted() { grep -q "$SERVICE_SECTION" /etc/config/network; }

# service_install PROGRAM SERVICE KEPT: the texts of the three files, the last one where the router knows upgrades that keep
# files.
service_install() {
	[ ! -x "$SERVICE_SCRIPT" ] || service_call stop
	service_write "$SERVICE_PROGRAM" "$1" 755 || return
	service_write "$SERVICE_SCRIPT" "$2" 755 || return
	[ ! -d "${SERVICE_KEPT%/*}" ] || service_write "$SERVICE_KEPT" "$3" 644 || return
	service_follow || return
	! service_is_wanted || wait_for 5 service_runs || apply_fail "$FAILED_COMMAND" "$SERVICE_SCRIPT start"
}

# service_write FILE TEXT MODE: a file that is there is whole.
service_write() {
	{ printf '%s' "$2" >"$1.new" && chmod "$3" "$1.new" && mv "$1.new" "$1"; } 2>/dev/null && return
	rm -f "$1.new"
	apply_fail "$FAILED_FULL" "${1##*/}"
}

# service_call VERB: its exit status says little.
service_call() { "$SERVICE_SCRIPT" "$1" >/dev/null 2>&1 </dev/null || :; }

# service_follow: the service is as the configuration says. procd starts the watch anew only if its settings are others.
# Whether it runs then is not asked: its program may be broken, and about to be written anew.
service_follow() {
	[ -x "$SERVICE_SCRIPT" ] || return 0
	if ! service_is_wanted; then
		service_call stop
		return
	fi
	service_call enable
	[ -L "$SERVICE_LINK" ] || apply_fail "$FAILED_FULL" "${SERVICE_LINK##*/}" || return
	service_call start
}

# service_clean: the files of a watch that is not wanted any more go.
service_clean() {
	[ -e "$SERVICE_PROGRAM" ] || [ -e "$SERVICE_SCRIPT" ] || return 0
	! service_is_wanted || return 0
	service_call stop
	service_call disable
	wait_for 20 service_has_ended
	rm -f "$SERVICE_PROGRAM" "$SERVICE_SCRIPT" "$SERVICE_KEPT"
}

# Whatever dialling it is in it ends, and that leaves nothing behind.
service_has_ended() { ! pgrep -f "^/bin/sh $SERVICE_PROGRAM " >/dev/null; }

# service_back: after the configuration was rolled back.
service_back() { service_follow; service_clean; }

# service_boot_lines: the same for a boot that has put the old configuration back, which starts no service yet.
service_boot_lines() {
	echo "grep -q '$SERVICE_SECTION' /etc/config/network || rm -f $SERVICE_PROGRAM $SERVICE_SCRIPT $SERVICE_LINK $SERVICE_KEPT"
}
