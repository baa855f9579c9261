# netifd's interfaces, by ubus.
# prefix: netifd
# needs: words

# netifd_which CONDITION: the interfaces that meet it, such as up=true.
# shellcheck disable=SC2005,SC2046 # jsonfilter prints a line for each, and a list is one line
netifd_which() { echo $(ubus call network.interface dump | jsonfilter -e "@.interface[@.$1].interface"); }

# netifd_down INTERFACE...: those of them that are not up.
netifd_down() {
	local up name down=
	up=$(netifd_which 'up=true')
	for name in "$@"; do words_have "$up" "$name" || down="$down $name"; done
	echo "${down# }"
}

# netifd_call INTERFACE up|down. Not ifup: that has netifd read the configuration, unsaved changes included, and restarts an
# interface that is up.
netifd_call() { ubus call "network.interface.$1" "$2" >/dev/null 2>&1; }

# netifd_device INTERFACE: the device that carries its packets, while it is up.
netifd_device() { ubus call "network.interface.$1" status | jsonfilter -e '@.l3_device'; }
