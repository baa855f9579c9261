# Everything that turns the configuration into ip rules, routes, sets and mangle chains.
. /lib/mwan3/common.sh
. /lib/mwan3/ids.sh
. /lib/mwan3/sets.sh
. /lib/mwan3/routes.sh
. /lib/mwan3/chains.sh
. /lib/mwan3/policies.sh
. /lib/mwan3/rules.sh
. /lib/mwan3/events.sh
. /lib/mwan3/report.sh
