# The packages: which are installed, what installing others would bring, and doing that. The exit statuses of both package
# managers say little (one dead feed fails an update that got all the others), so what is installed afterwards counts.
# prefix: pkg
# needs: read

pkg_manager() { if [ -x /usr/bin/apk ]; then echo apk; elif [ -x /bin/opkg ]; then echo opkg; fi; }

pkg_read() {
	local manager
	manager=$(pkg_manager)
	read_part packages
	echo "$manager"
	case $manager in
	apk) read_part apk; apk list --installed 2>/dev/null ;;
	opkg) read_part opkg; opkg list-installed ;;
	esac
}

# pkg_simulate NAME...: what the package manager would do, by what the feeds have now. Their lists go where the router keeps
# them, which is in memory, and so does what opkg has to look into for it.
pkg_simulate() {
	read_part lists
	case $(pkg_manager) in apk) apk update ;; *) opkg update ;; esac 2>&1
	read_part simulation
	case $(pkg_manager) in apk) apk add --simulate "$@" ;; *) opkg --noaction install "$@" ;; esac 2>&1
	read_part kernel
	uname -r
}

# pkg_add NAME...
pkg_add() { case $(pkg_manager) in apk) apk add "$@" ;; *) opkg install "$@" ;; esac; }

# pkg_remove NAME...: whatever needs one of them goes too.
pkg_remove() { case $(pkg_manager) in apk) apk del "$@" ;; *) opkg --force-removal-of-dependent-packages remove "$@" ;; esac; }

# pkg_has NAME
pkg_has() { case $(pkg_manager) in apk) apk info -e "$1" ;; *) opkg list-installed "$1" | grep . ;; esac >/dev/null 2>&1; }

# pkg_names: all that is installed, and what apk has been told to install, whether it could or not. Fails if that cannot be known.
pkg_names() {
	local list
	case $(pkg_manager) in
	apk) apk info && cat /etc/apk/world ;;
	*) list=$(opkg list-installed) && echo "$list" | sed 's/ .*//' ;;
	esac 2>/dev/null
}
