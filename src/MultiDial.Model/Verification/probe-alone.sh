# A test with all other interfaces stopped. That is a change which is rolled back when the test is over, whatever ends it.
# prefix: probe_alone
# needs: own apply netifd network barrier guard probe

# probe_alone INTERFACE...: stops them. Nobody dials meanwhile, the watch neither.
probe_alone() {
	local name
	own_folder dial || apply_fail "$FAILED_COMMAND" "Making $BARRIER_FOLDER"
	barrier_hold 60 || apply_fail "$FAILED_BUSY"
	probe_undo_by probe_alone_end
	guard_touched
	for name in "$@"; do netifd_call "$name" down; done
	net_wait_down 15 "$@"
}

probe_alone_end() {
	guard_withdraw
	barrier_remove
}

# probe_alone_back NUMBER INTERFACE...: all is as before a test of so many interfaces.
probe_alone_back() {
	local name
	probe_close_ways "$1"
	shift
	for name in "$@"; do netifd_call "$name" up; done
}
