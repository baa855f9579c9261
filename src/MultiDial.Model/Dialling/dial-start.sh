# Dialling for a cmdlet, which wants to know what came of it.
# prefix: dial_start
# needs: own apply barrier dial

# dial_start TARGETS STAGGER MINIMUM TRIES PAUSE SECONDS INTERFACE...
dial_start() {
	local targets=$1 stagger=$2 minimum=$3 tries=$4 pause=$5 seconds=$6
	shift 6
	apply_step "Dialling $*"
	dial_tell_by apply_detail
	own_folder dial || apply_fail "$FAILED_COMMAND" "Making $BARRIER_FOLDER"
	dial_begin "$targets" "$stagger" "$seconds" || apply_fail "$FAILED_BUSY"
	dial_look "$*"
	dial_tries "$minimum" "$tries" "$pause" "$*"
	# A connection that is lost does not undo what was dialled.
	trap : HUP PIPE
	apply_say dial "$DIAL_REPORT
online$DIAL_ONLINE
silent$DIAL_SILENT"
}
