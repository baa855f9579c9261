# Configuration files and their sums.
# prefix: config
# needs: words

# The sum of what is read from standard input.
config_sum() {
	local sum
	sum=$(md5sum) && echo "${sum%% *}"
}

# config_settle FOLDER PACKAGES QUIET: a later reload_config finds nothing left to do. What others have set and not
# committed yet a reload takes up; but packages that are QUIET are taken up without one, and then it has to be found by the
# reload_config that follows their commit. FOLDER is one that nobody else writes to.
config_settle() {
	local package sum
	[ -f /var/run/config.md5 ] || return 0
	for package in $2; do
		if words_have "$3" "$package"; then sum=$(config_show_committed "$1" "$package" | config_sum); else sum=$(uci show "$package" | config_sum); fi
		sed -i "s#^[0-9a-f]*\(  .*/$package\)\$#$sum\1#" /var/run/config.md5
	done
}

# By a name that nobody has changes of.
config_show_committed() {
	cp "/etc/config/$2" "$1/saved_$2"
	uci -c "$1" show "saved_$2" | sed "s/^saved_$2\./$2./"
}
