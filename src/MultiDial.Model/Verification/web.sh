# What web servers answer, and under which addresses programs of the router find them.
# prefix: web
# needs: read names
#
# What web_begin is told: WEB_FOLDER, WEB_SECONDS.
WEB_FOLDER=
WEB_SECONDS=

# web_begin FOLDER SECONDS: a folder of our own, where name.NAME is what nslookup has said of each name; and how long one answer may take.
web_begin() { WEB_FOLDER=$1 WEB_SECONDS=$2; }

# web_known OWN NAME...: those that the router itself can find. Whoever blocks names has the router answer in their place, by its own
# address or by none. The addresses of each are in at.NAME afterwards.
web_known() {
	local own=$1 name address addresses
	shift
	for name in "$@"; do
		addresses=$(names_found <"$WEB_FOLDER/name.$name")
		for address in $addresses; do
			case $address in 0.* | 127.* | "$own") continue 2 ;; esac
		done
		[ -n "$addresses" ] || continue
		echo "$addresses" >"$WEB_FOLDER/at.$name"
		echo "$name"
	done
}

# web_check INTERFACE NAME: what a web service that answers with nothing has answered, the programs of OpenWrt and of busybox
# saying that in different words. Fails if nobody has answered, or if the service itself has a fault.
# shellcheck disable=SC3045 # busybox knows it
web_check() {
	local said line other='' status=''
	said=$(web_fetch "http://$2/generate_204" 2>"$WEB_FOLDER/web")
	while read -r -n 256 line; do
		case $line in
		*' 50'[0-9]*) ;;
		'Redirected to '* | 'Failed to redirect to '* | *'HTTP error '* | *'server returned error'*) other=$line ;;
		esac
	done <"$WEB_FOLDER/web"
	read -r status <"$WEB_FOLDER/status"
	[ -n "$said$other" ] || [ "$status" = 0 ] || return
	read_part "web/$1"
	echo "$2"
	echo "$other$said"
}

# web_fetch ADDRESS: the first line of what a web service answers. Whoever is on the way can answer in its place, so no more
# is kept of it than an address has, and none that comes in drops.
# shellcheck disable=SC3045 # busybox knows both
web_fetch() {
	local own=
	{ wget -T "$WEB_SECONDS" -O - "$1" </dev/null; echo $? >"$WEB_FOLDER/status"; } | { read -r -t "$WEB_SECONDS" -n 256 own; echo "$own"; }
}
