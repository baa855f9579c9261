# Helpers for scripts: reading UCI configuration into shell variables.
# A section's options become CONFIG_<section>_<option>, its type CONFIG_<section>_TYPE.

# Emptied, it leaves out what is only the present state.
LOAD_STATE=1

append() {
	eval "$1=\"\${$1:+\$$1\${3:- }}\$2\""
}

list_contains() {
	local item
	eval "set -- \"\$2\" \$$1"
	local wanted=$1
	shift
	for item in "$@"; do
		[ "$item" = "$wanted" ] && return 0
	done
	return 1
}

reset_cb() {
	config_cb() { :; }
	option_cb() { :; }
	list_cb() { :; }
}
reset_cb

package() { :; }

config() {
	CONFIG_SECTION=$2
	CONFIG_SECTIONS="${CONFIG_SECTIONS:+$CONFIG_SECTIONS }$2"
	eval "CONFIG_${2}_TYPE=\$1"
	config_cb "$1" "$2"
}

option() {
	eval "CONFIG_${CONFIG_SECTION}_$1=\$2"
	option_cb "$1" "$2"
}

list() {
	local name="CONFIG_${CONFIG_SECTION}_$1" length
	eval "length=\${${name}_LENGTH:-0}"
	length=$((length + 1))
	eval "${name}_ITEM$length=\$2; ${name}_LENGTH=$length"
	append "$name" "$2"
	list_cb "$1" "$2"
}

config_unset_all() {
	local variable
	for variable in $(set | sed -n 's/^\(CONFIG_[A-Za-z0-9_]*\)=.*/\1/p'); do
		unset "$variable"
	done
}

config_load() {
	config_unset_all
	eval "$(uci -q ${LOAD_STATE:+-P /var/state} -S -n export "$1")"
	CONFIG_SECTION=
	config_cb
}

# config_get <variable> <section> <option> [<default>], or config_get <section> <option> to print it.
config_get() {
	case ${2+x}${3+x} in
		xx) eval "$1=\${CONFIG_${2}_${3}:-\${4-}}" ;;
		*) eval "echo \"\${CONFIG_${1}_${2}}\"" ;;
	esac
}

get_bool() {
	case "$1" in
		1 | on | true | yes | enabled) echo 1 ;;
		0 | off | false | no | disabled) echo 0 ;;
		*) echo "$2" ;;
	esac
}

config_get_bool() {
	local value
	config_get value "$2" "$3" "$4"
	eval "$1=\$(get_bool \"\$value\" '$4')"
}

config_set() {
	eval "CONFIG_${1}_${2}=\$3"
}

# config_foreach <function> [<type>] [<argument> ...]
config_foreach() {
	local function=$1 type=$2 section is
	[ $# -ge 2 ] && shift
	shift
	for section in $CONFIG_SECTIONS; do
		eval "is=\$CONFIG_${section}_TYPE"
		[ -z "$type" ] || [ "$type" = "$is" ] || continue
		eval "$function \"\$section\" \"\$@\""
	done
}

# config_list_foreach <section> <option> <function> [<argument> ...]
config_list_foreach() {
	local name="CONFIG_${1}_$2" function=$3 length i=1 item
	shift 3
	eval "length=\${${name}_LENGTH:-0}"
	while [ $i -le "$length" ]; do
		eval "item=\$${name}_ITEM$i"
		$function "$item" "$@" || break
		i=$((i + 1))
	done
}

include() {
	local file
	for file in "$1"/*.sh; do
		[ -e "$file" ] && . "$file"
	done
}
