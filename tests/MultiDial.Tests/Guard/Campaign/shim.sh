#!/bin/sh
# Stands in for each program that a script runs: counts the calls, and at the one that /fault names does the fault that it
# names. A fork costs time, so this has none but where a fault needs it.
name=${0##*/}
program=/bin/$name
[ ! -x "/sbin/$name" ] || program=/sbin/$name
[ -e /fault ] || exec "$program" "$@"

# The place after what one has added to a file is a number that nobody else gets.
exec 9>>/count
echo >&9
read -r _ number </proc/self/fdinfo/9
exec 9>&-

read -r words </proc/$PPID/cmdline
echo "$number $words: $name $*" >>/log
read -r at fault </fault
# Nobody writes meanwhile, as what was copied in parts would never have been.
if [ "$fault" = record ]; then
	until /bin/mkdir /recording; do /bin/usleep 5000; done
	kill -STOP -1
	/bin/mkdir "/states/$number"
	/bin/cp -a /etc /said.* "/states/$number"
	kill -CONT -1
	/bin/rmdir /recording
fi 2>/dev/null
[ "$number" = "$at" ] || exec "$program" "$@"

# The shell at the top, not one of its subshells, which have the same command line.
leader=$PPID
above=$leader others=$words
while [ "$above" != 0 ] && [ "$others" = "$words" ]; do
	leader=$above
	others=
	read -r _ _ _ above _ </proc/$leader/stat
	read -r others </proc/$above/cmdline
done 2>/dev/null
kill_timer() {
	local timer killed=1
	for timer in /var/run/multidial/change/of.*/timer; do
		timer=$(/bin/readlink "$timer") && kill -9 "${timer%:*}" && killed=0
	done
	return "$killed"
} 2>/dev/null

# Before there is a timer nothing can happen to it.
case $fault in timer | both) kill_timer || exec "$program" "$@" ;; esac
: >/struck
case $fault in
	before | both) kill -9 "$leader" ;;
	after)
		"$program" "$@"
		status=$?
		kill -9 "$leader"
		exit "$status"
		;;
	orphan)
		kill -9 "$leader"
		/bin/usleep 300000
		exec "$program" "$@"
		;;
	timer) exec "$program" "$@" ;;
	# As ash does when it cannot fork: the shell ends, and what it has to do at its end it does; a subshell has nothing to do.
	fork)
		echo "can't fork" >&2
		if [ "$PPID" = "$leader" ]; then kill -USR1 "$leader"; else kill -9 "$PPID"; fi
		exit 2
		;;
	fails) exit 1 ;;
	cut) kill -9 -1 ;;
esac
