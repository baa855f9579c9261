# The files of a change: the new ones and the old ones wait beside the verdict, and a boot puts the old ones back.
# prefix: flash
# needs: turn wait apply config
#
# Of the change CHANGE_TOKEN, which concerns the packages CHANGE_FILES. One that concerns none leaves nothing in the flash: its
# verdict lies in memory, and a boot undoes it anyway.
#
# In FLASH_FOLDER: open or kept, the verdict (see guard.sh); new, what has not been put in place; old, what was there; gone, what
# will not be put in place any more.
FLASH_HOME=/etc/multidial
FLASH_BOOT=/etc/uci-defaults/00-multidial-$CHANGE_TOKEN
if [ -n "$CHANGE_FILES" ]; then FLASH_FOLDER=$FLASH_HOME/$CHANGE_TOKEN; else FLASH_FOLDER=$TURN_ROOM/of.$CHANGE_TOKEN/verdict; fi

# flash_open: what a power cut leaves in the flash from here on is gone after the boot. For the change whose turn it is.
flash_open() {
	flash_clear >/dev/null 2>&1 || apply_fail "$FAILED_FULL"
	flash_make 2>/dev/null || apply_fail "$FAILED_FULL"
}

# What an earlier change has left there: one that was struck by a power cut in its very first moment, or whose old files the
# boot could not put back.
flash_clear() {
	local boot folder
	for boot in "${FLASH_BOOT%-*}"-*; do
		# shellcheck source=/dev/null # written by flash_write_boot
		[ ! -f "$boot" ] || { ( . "$boot" ) && rm -f "$boot"; } || return
	done
	for folder in "$FLASH_HOME"/*; do rm -rf "$folder"; done
}

flash_make() {
	mkdir -p "$FLASH_FOLDER/new" "$FLASH_FOLDER/copy" "${FLASH_BOOT%/*}" && chmod 700 "$FLASH_FOLDER" || return
	[ -z "$CHANGE_FILES" ] || { flash_write_boot "$FLASH_FOLDER/at_boot" && mv "$FLASH_FOLDER/at_boot" "$FLASH_BOOT"; }
}

# flash_write_boot FILE: runs before the network starts, and is deleted by the boot if it ends well. Not named *.sh: it is
# sourced.
flash_write_boot() {
	cat >"$1" <<-END && tail -n 1 "$1" | grep -q '^rmdir '
		# A change by MultiDial was not confirmed before the power went. This puts the old files back.
		[ -d $FLASH_FOLDER ] || return 0
		outcome=
		if [ -f $FLASH_FOLDER/kept ]; then
			outcome=$SAID_CONFIRMED
		else
			for old in $FLASH_FOLDER/old/*; do
				[ -f "\$old" ] && [ ! -f "$FLASH_FOLDER/new/\${old##*/}" ] && [ ! -f "$FLASH_FOLDER/gone/\${old##*/}" ] || continue
				mv "\$old" "/etc/config/\${old##*/}" || return 1
				outcome=$SAID_ROLLED_BACK
			done
			$(guard_boot_lines)
		fi
		mkdir -p -m 700 $OWN_FOLDER $TURN_ROOM && [ -n "\$outcome" ] && ln -s \$outcome $TURN_ROOM/ended.$CHANGE_TOKEN
		logger -t multidial "A change was under way when the power went: \${outcome:-nothing was changed}"
		rm -rf $FLASH_FOLDER/old
		rm -rf $FLASH_FOLDER
		rmdir $FLASH_HOME 2>/dev/null || :
	END
}

# flash_stage PACKAGE OLD_SUM TEXT NEW_SUM: what it was when it was read and what it shall be, with mode and owner.
flash_stage() {
	local old=$FLASH_FOLDER/copy/$1 new=$FLASH_FOLDER/new/$1 sum
	[ ! -L "/etc/config/$1" ] || apply_fail "$FAILED_LINK" "$1"
	sum=$(config_sum <"/etc/config/$1") && [ -n "$sum" ] || apply_fail "$FAILED_COMMAND" "md5sum /etc/config/$1"
	[ "$sum" = "$2" ] || apply_fail "$FAILED_CHANGED" "$1"
	{ cp -p "/etc/config/$1" "$old" && cp -p "$old" "$new" && printf '%s' "$3" >"$new"; } 2>/dev/null
	[ "$(config_sum <"$old")" = "$2" ] && [ "$(config_sum <"$new")" = "$4" ] || apply_fail "$FAILED_FULL" "$1"
}

# flash_ready: all is staged, and the verdict is open. Not every firmware has fsync, and none has one for folders.
flash_ready() {
	flash_sync
	mv "$FLASH_FOLDER/copy" "$FLASH_FOLDER/old" && : >"$FLASH_FOLDER/open" && [ -e "$FLASH_FOLDER/open" ]
} 2>/dev/null

flash_sync() { [ -z "$CHANGE_FILES" ] || sync; }

# flash_commit QUIET...: renames all staged files, if they are still what was read. QUIET as with config_settle.
flash_commit() {
	local package status
	for package in $CHANGE_FILES; do
		cmp -s "$FLASH_FOLDER/old/$package" "/etc/config/$package"
		status=$?
		[ "$status" -ne 1 ] || apply_fail "$FAILED_CHANGED" "$package"
		[ "$status" -eq 0 ] || apply_fail "$FAILED_COMMAND" "cmp /etc/config/$package"
		mv "$FLASH_FOLDER/new/$package" "/etc/config/$package" || apply_fail "$FAILED_FULL" "$package"
	done
	config_settle "$TURN_ROOM/of.$CHANGE_TOKEN" "$CHANGE_FILES" "$*"
}

# flash_restore QUIET...: the staged files are as they were. QUIET as with config_settle. One whose new text still waits was
# not replaced; but a process that was killed just before it did so may have left a child that still would. Renaming takes no
# room, and a power cut leaves no file out.
flash_restore() {
	mv "$FLASH_FOLDER/new" "$FLASH_FOLDER/gone" 2>/dev/null
	wait_for 10 flash_put_back
	config_settle "$TURN_ROOM/of.$CHANGE_TOKEN" "$CHANGE_FILES" "$*"
}

flash_put_back() {
	local package
	for package in $CHANGE_FILES; do
		[ -f "$FLASH_FOLDER/gone/$package" ] || [ ! -f "$FLASH_FOLDER/old/$package" ] || mv "$FLASH_FOLDER/old/$package" "/etc/config/$package" || return
	done
}

# flash_is_back: no old file waits to be put back.
flash_is_back() {
	local package
	for package in $CHANGE_FILES; do
		[ -f "$FLASH_FOLDER/new/$package" ] || [ -f "$FLASH_FOLDER/gone/$package" ] || [ ! -f "$FLASH_FOLDER/old/$package" ] || return
	done
}

# flash_end: the boot script first, so that a power cut leaves none whose files are half gone.
flash_end() {
	[ -n "$CHANGE_FILES" ] && [ -d "$FLASH_FOLDER" ] || return 0
	rm -f "$FLASH_BOOT"
	rm -rf "$FLASH_FOLDER"
	rmdir "$FLASH_HOME" 2>/dev/null || :
}
