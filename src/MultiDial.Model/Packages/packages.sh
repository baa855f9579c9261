# Installs packages. Needs read.sh. The exit statuses say little (one dead feed fails an update that got all the
# others), so what is installed afterwards counts, and only the words are kept.
update_packages() {
	part words
	if [ -x /usr/bin/apk ]; then apk update; else opkg update; fi 2>&1
}

add_packages() {
	if [ -x /usr/bin/apk ]; then apk add "$@"; else opkg install "$@"; fi 2>&1
}
