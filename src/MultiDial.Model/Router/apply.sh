# The steps of a change, and what becomes of it when one fails.
# prefix: apply
# needs: read
#
# APPLY_UNDO: the command that undoes what was done so far; empty for nothing. APPLY_UNDOING: not empty while that is done.
# APPLY_STEPS: how many steps there were, and APPLY_ALL how many there will be; empty if nobody knows. APPLY_NOTE: the file that
# has the present step; empty for none. APPLY_OUT: where steps are told, a file descriptor.
APPLY_UNDO=
APPLY_UNDOING=
APPLY_STEPS=0
APPLY_ALL=
APPLY_NOTE=
APPLY_OUT=1

# apply_say PART TEXT
apply_say() { read_part "$1"; printf '%s' "$2"; }

# apply_undo_by COMMAND: from here on a failure has it run; without a command nothing.
apply_undo_by() { APPLY_UNDO=$1; }

# apply_go_on: from here on a failure does not end the script. Whatever is undone is undone as far as that goes.
apply_go_on() { APPLY_UNDOING=1 APPLY_ALL=; }

# apply_fail REASON...: ends the script, and everything is as it was before. Returns only where all this is being undone.
apply_fail() {
	if [ -n "$APPLY_UNDOING" ]; then
		logger -t multidial "Rolling back, but this failed: $*"
		return 1
	fi
	$APPLY_UNDO
	apply_say failed "$*"
	exit 1
}

# apply_note_in FILE: from here on the present step is in this file too, for others than the one who reads the answer.
apply_note_in() { APPLY_NOTE=$1; }

# apply_expect NUMBER: so many steps follow.
apply_expect() { APPLY_ALL=/$1; }

# apply_step WORDS: a step begins. That nobody listens any more ends nothing; a subshell has lost the traps of its shell.
apply_step() {
	trap : PIPE
	APPLY_STEPS=$((APPLY_STEPS + 1))
	{ read_part progress; echo "$APPLY_STEPS$APPLY_ALL $1"; } >&"$APPLY_OUT"
	[ -z "$APPLY_NOTE" ] || echo "$APPLY_STEPS$APPLY_ALL $1" 2>/dev/null >"$APPLY_NOTE"
}

# apply_detail WORDS: how far the present step is.
apply_detail() {
	APPLY_STEPS=$((APPLY_STEPS - 1))
	apply_step "$1"
}

# apply_run COMMAND ARGUMENT...: a step of the change.
apply_run() { apply_do "$*" "$@"; }

# apply_do WORDS COMMAND ARGUMENT...: the same for a step that has a name of its own.
apply_do() {
	local words=$1 output
	shift
	apply_step "$words"
	output=$("$@" 2>&1 </dev/null) || apply_fail_with "$output" "$words"
}

# apply_many NUMBER WORDS COMMAND ARGUMENT...: the same for a command that itself tells of so many steps. With a status of 3 it
# says that it does not know how, and that is what this returns then. What it leaves running must let go of APPLY_OUT, or nobody
# sees the end of the answer.
apply_many() {
	local number=$1 words=$2 output status=0
	shift 2
	{ output=$(APPLY_OUT=9 && "$@" 2>&1 </dev/null) || status=$?; } 9>&1
	APPLY_STEPS=$((APPLY_STEPS + number))
	case $status in 0) ;; 3) return 3 ;; *) apply_fail_with "$output" "$words" ;; esac
}

# apply_fail_with OUTPUT WORDS: a step has failed, and the last lines of what it printed tell why.
apply_fail_with() {
	echo "$1" | tail -n 10 >&2
	apply_fail "$FAILED_COMMAND" "$2"
}

# apply_count_connections WHEN: how many connections the router carries, before and after.
apply_count_connections() {
	read_part "connections/$1"
	cat /proc/sys/net/netfilter/nf_conntrack_count 2>/dev/null
}
