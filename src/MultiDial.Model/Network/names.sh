# Asking for names.
# prefix: names

# names_addresses NAME [SERVER]: the IPv4 addresses of a name, one a line.
names_addresses() { nslookup "$@" 2>&1 </dev/null | names_found; }

# names_found: those in an answer of nslookup.
names_found() { sed -n '/^Name/,$s/^Address[ 0-9]*: *\([0-9.]*[0-9]\).*/\1/p'; }
