# For scripts: the way to mwan3's program.

SCRIPTNAME=${SCRIPTNAME:-$(basename "$0")}

LOG() {
	local level=$1
	shift
	logger -t "$SCRIPTNAME[$$]" -p "$level" "$*"
}

# mwan3_call WHAT ARGUMENT...: what it has to say goes through LOG, which the caller may have replaced. It takes the state for
# part of the configuration if config_load does.
mwan3_call() {
	local level text
	LOAD_STATE=$LOAD_STATE /usr/lib/standin/mwan3 "$@" | while read -r level text; do LOG "$level" "$text"; done
}
