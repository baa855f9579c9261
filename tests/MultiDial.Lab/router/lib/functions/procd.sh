# Lets an init script describe its service to procd (PID 1): the description is built as JSON and sent when it is complete.

procd_quote() {
	local text=$1 out= char
	case "$text" in
		*[\\\"]*)
			while [ -n "$text" ]; do
				char=${text%"${text#?}"}
				text=${text#?}
				case "$char" in \\ | \") out="$out\\$char" ;; *) out="$out$char" ;; esac
			done
			;;
		*) out=$text ;;
	esac
	printf '"%s"' "$out"
}

procd_array() {
	local out= item
	for item in "$@"; do
		out="$out${out:+,}$(procd_quote "$item")"
	done
	printf '[%s]' "$out"
}

procd_table() {
	local out= item
	for item in "$@"; do
		out="$out${out:+,}$(procd_quote "${item%%=*}"):$(procd_quote "${item#*=}")"
	done
	printf '{%s}' "$out"
}

# Only one script of a service at a time; descriptor 1000 holds the lock until the script ends.
procd_lock() {
	local name=${initscript##*/}
	flock -n 1000 2>/dev/null && return
	exec 1000>"/var/lock/procd_$name.lock"
	flock 1000
}

procd_open_service() {
	PROCD_NAME=$1
	PROCD_SCRIPT=$2
	PROCD_INSTANCES=
	PROCD_TRIGGERS=
	PROCD_COUNT=0
}

procd_close_service() {
	service_triggers
	ubus call service "${1:-set}" "{\"name\":$(procd_quote "$PROCD_NAME"),\"script\":$(procd_quote "$PROCD_SCRIPT"),\"instances\":{$PROCD_INSTANCES},\"triggers\":[$PROCD_TRIGGERS]}"
}

procd_open_instance() {
	PROCD_COUNT=$((PROCD_COUNT + 1))
	PROCD_INSTANCE=${1:-instance$PROCD_COUNT}
	PROCD_PARAMETERS=
}

procd_set_param() {
	local kind=$1 value
	shift
	case "$kind" in
		command | respawn | watch) value=$(procd_array "$@") ;;
		env | limits) value=$(procd_table "$@") ;;
		*) value=$(procd_quote "$*") ;;
	esac
	PROCD_PARAMETERS="$PROCD_PARAMETERS${PROCD_PARAMETERS:+,}$(procd_quote "$kind"):$value"
}

procd_close_instance() {
	PROCD_INSTANCES="$PROCD_INSTANCES${PROCD_INSTANCES:+,}$(procd_quote "$PROCD_INSTANCE"):{$PROCD_PARAMETERS}"
}

# A change of one of these packages runs the script's reload a second later.
procd_add_reload_trigger() {
	local package
	for package in "$@"; do
		PROCD_TRIGGERS="$PROCD_TRIGGERS${PROCD_TRIGGERS:+,}[\"config.change\",[\"if\",[\"eq\",\"package\",\"$package\"],[\"run_script\",$(procd_quote "$PROCD_SCRIPT"),\"reload\"]],1000]"
	done
}

procd_kill() {
	ubus call service delete "{\"name\":$(procd_quote "$1")${2:+,\"instance\":$(procd_quote "$2")}}" 2>/dev/null
}

procd_running() {
	ubus call service list "{\"name\":$(procd_quote "$1")}" | jsonfilter -q -e "@['$1'].instances[*].running" | grep -q true
}

procd_status() {
	local service
	service=$(ubus call service list "{\"name\":$(procd_quote "$1")}")
	if ! printf '%s' "$service" | jsonfilter -q -t -e "@['$1']" >/dev/null; then
		echo inactive
		return 3
	elif procd_running "$1"; then
		echo running
	elif printf '%s' "$service" | jsonfilter -q -t -e "@['$1'].instances" >/dev/null; then
		echo "not running"
		return 5
	else
		echo "active with no instances"
	fi
}
