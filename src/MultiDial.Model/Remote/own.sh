# What is ours on a router where others may run programs too: folders that nobody else can have made, and processes that are
# told from later ones with the same number.
# prefix: own
#
# /var/run is root's, unlike /tmp, where anybody can make first what we are going to use. A process is "pid:start", with the
# time at which it has started: numbers are used again.
#
# OWN_START: the start of the process that was asked for last. OWN_ID: this shell or subshell.
OWN_FOLDER=/var/run/multidial

# own_folder NAME: a folder in OWN_FOLDER, for nobody else to read or write. Fails if something else is in its place.
own_folder() {
	[ -O "${OWN_FOLDER%/*}" ] && own_make "$OWN_FOLDER" && own_make "$OWN_FOLDER/$1" && return
	echo "$OWN_FOLDER/$1 cannot be made, or somebody else has made what is there." >&2
	return 1
}

# Looks after making it, since another of us may make it at the same time; and whoever cannot write in the folder above can
# change nothing afterwards.
own_make() {
	[ -e "$1" ] || mkdir -m 700 "$1" 2>/dev/null
	[ ! -L "$1" ] && [ -d "$1" ] && [ -O "$1" ]
}

# own_start PID: sets OWN_START; fails if there is no such process, or if only its exit status is left. The second field is a
# name in brackets that can have anything in it, brackets and line breaks too; after it there are but numbers.
own_start() {
	local line last=
	OWN_START=
	case $1 in '' | *[!0-9]*) return 1 ;; esac
	while read -r line; do last=$line; done <"/proc/$1/stat"
	# shellcheck disable=SC2086 # each field is a word
	set -- ${last##*) }
	case ${1:-Z} in [ZXx]) return 1 ;; esac
	OWN_START=${20}
} 2>/dev/null

# own_id: sets OWN_ID. $$ is the script's number in its subshells too.
own_id() {
	local pid
	read -r pid _ </proc/self/stat
	# shellcheck disable=SC2034 # for whoever asks
	own_start "$pid" && OWN_ID=$pid:$OWN_START
}

# own_lives ID: whether that very process lives.
own_lives() { own_start "${1%%:*}" && [ "${1%%:*}:$OWN_START" = "$1" ]; }
