# Installing packages as a change under the guard, and getting rid of them again.
# prefix: install
# needs: apply guard own packages wait
#
# In the folder of the change there are besides: packages, the names of what was installed before; files, the files that were in
# /etc/config; words, what the package manager has said.

# How long a package manager that goes on by itself may take to come to its end, in seconds.
INSTALL_END=300

# install_note: notes what is there, once. A list that is cut short would have the router's own packages removed.
install_note() {
	local names
	[ ! -e "$GUARD_RUN/packages" ] || return 0
	names=$(pkg_names) && [ -n "$names" ] || apply_fail "$FAILED_COMMAND" "$(pkg_manager) list-installed"
	printf '%s\n' /etc/config/* >"$GUARD_RUN/files" && printf '%s\n' "$names" >"$GUARD_RUN/names" &&
		[ "$(cat "$GUARD_RUN/names")" = "$names" ] && mv "$GUARD_RUN/names" "$GUARD_RUN/packages" || apply_fail "$FAILED_FULL" "$OWN_FOLDER"
} 2>/dev/null

install_had() { grep -qxF "$1" "$GUARD_RUN/files"; }

# install_preset PACKAGE TEXT: the configuration that a package finds when it is installed, if there is none yet. Its owner may
# read it, as it is with those of packages.
install_preset() {
	local file=/etc/config/$1
	install_note
	[ ! -e "$file" ] || return 0
	( umask 077; printf '%s\n' "$2" >"$file" ) 2>/dev/null && [ "$(cat "$file")" = "$2" ] || apply_fail "$FAILED_FULL" "$1"
}

# install_add WORDS NAME...: what the package manager starts may keep its output open, so that goes to a file.
install_add() {
	local name
	install_note
	apply_step "$1"
	shift
	pkg_add "$@" >"$GUARD_RUN/words" 2>&1 </dev/null || for name in "$@"; do pkg_has "$name" || install_fail "$name"; done
	install_tidy
}

install_fail() {
	tail -n 10 "$GUARD_RUN/words" >&2
	apply_fail "$FAILED_MISSING" "$1"
}

# install_tidy: a package lays its own configuration beside one that it finds. Where that one was made for it, nobody asked
# for another.
install_tidy() {
	local file mine
	for file in /etc/config/*-opkg /etc/config/*.apk-new; do
		mine=${file%-opkg}
		install_had "$file" || install_had "${mine%.apk-new}" || rm -f "$file"
	done
}

# install_undo NAME...: removes what has come since, with the configurations of that and of NAMEs. A package manager whose
# script was killed goes on, and one that is killed leaves files that no list has.
install_undo() {
	local names name file
	[ -s "$GUARD_RUN/packages" ] || return 0
	wait_for "$INSTALL_END" install_is_idle || :
	names=$(pkg_names) || apply_fail "$FAILED_COMMAND" "$(pkg_manager) list-installed"
	names=$(echo "$names" | sort -u | grep -vxFf "$GUARD_RUN/packages")
	# shellcheck disable=SC2086 # each name is a word
	[ -z "$names" ] || pkg_remove $names >"$GUARD_RUN/words" 2>&1 </dev/null || apply_fail "$FAILED_COMMAND" "$(tail -n 1 "$GUARD_RUN/words")"
	for name in $names "$@"; do
		for file in "/etc/config/$name" "/etc/config/$name-opkg" "/etc/config/$name.apk-new"; do
			install_had "$file" || rm -f "$file"
		done
	done
}

install_is_idle() { ! pidof opkg apk >/dev/null; }
