# What of the router besides its configuration decides whether lines work: the kernel's modules, which iptables it has, strict
# filters, and other programs that take connections. A few programs for all of it.
# prefix: check
# needs: read

check_read() {
	read_part check
	check_kernel
	check_flavors
	check_filters
	check_programs
}

check_kernel() {
	local kernel folder folders=
	kernel=$(uname -r)
	for folder in /lib/modules/*/; do
		folder=${folder%/}
		[ ! -d "$folder" ] || folders="$folders ${folder##*/}"
	done
	echo "kernel=$kernel"
	echo "modules=$folders"
	echo "missing=$(check_missing "/lib/modules/$kernel")"
}

# check_missing FOLDER: the modules that mwan3's rules need and that are neither loaded, nor there to be loaded, nor built into the
# kernel. It says nothing where the kernel does not tell what is built in.
check_missing() {
	local loaded module missing='' built
	loaded=$(lsmod 2>/dev/null)
	for module in statistic connmark; do
		case $loaded in *"xt_$module "*) continue ;; esac
		[ -e "$1/xt_$module.ko" ] || missing="$missing $module"
	done
	[ -n "$missing" ] || return
	built=$(grep -e ' register_netdevice$' -e ' statistic_mt$' -e ' connmark_mt$' /proc/kallsyms 2>/dev/null)
	[ -n "$built" ] || return
	for module in $missing; do
		case $built in *" ${module}_mt"*) ;; *) echo "xt_$module" ;; esac
	done | tr '\n' ' '
}

check_flavors() {
	echo "iptables=$(iptables -V 2>/dev/null)"
	echo "ip6tables=$(ip6tables -V 2>/dev/null)"
}

# The devices whose filter is strict: the stricter one of all's and their own counts, but loose counts for more than strict.
check_filters() {
	local all=0 own file device strict=
	read -r all </proc/sys/net/ipv4/conf/all/rp_filter
	for file in /proc/sys/net/ipv4/conf/*/rp_filter; do
		read -r own <"$file"
		device=${file%/rp_filter}
		case $all$own in *2*) ;; *1*) strict="$strict ${device##*/}" ;; esac
	done
	echo "strict=$strict"
} 2>/dev/null

check_programs() {
	local program programs=
	! pidof miniupnpd >/dev/null || programs="$programs miniupnpd"
	for program in passwall passwall2; do
		[ "$(check_option "$program.@global[0].enabled")" != 1 ] || programs="$programs $program"
	done
	[ "$(check_option openclash.config.enable)" != 1 ] || programs="$programs openclash"
	echo "programs=$programs"
}

# check_option PACKAGE.SECTION.OPTION
check_option() { [ ! -f "/etc/config/${1%%.*}" ] || uci -q get "$1"; }
