# The packages: which are installed, and installing others. The exit statuses of both package managers say little (one dead
# feed fails an update that got all the others), so what is installed afterwards counts, and only the words are kept.
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

pkg_update() {
	read_part words
	case $(pkg_manager) in apk) apk update ;; *) opkg update ;; esac 2>&1
}

# pkg_add NAME...
pkg_add() { case $(pkg_manager) in apk) apk add "$@" ;; *) opkg install "$@" ;; esac 2>&1; }
