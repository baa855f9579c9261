# What somebody who knows OpenWrt would write for LINES lines: all of them written, one reload of each service, and mwan3 started
# anew when they are up.
{
	echo 'set network.wan.metric=1'
	i=2
	while [ $i -le $LINES ]; do
		cat <<END
set network.mv$i=device
set network.mv$i.name=mvwan$i
set network.mv$i.type=macvlan
set network.mv$i.ifname=eth0.2
set network.mv$i.mode=bridge
set network.mv$i.macaddr=$(printf '02:54:00:bb:00:%02x' $i)
set network.wan$i=interface
set network.wan$i.device=mvwan$i
set network.wan$i.proto=dhcp
set network.wan$i.metric=$i
add_list firewall.@zone[1].network=wan$i
END
		i=$((i + 1))
	done
	i=1
	while [ $i -le $LINES ]; do
		line=wan
		[ $i -eq 1 ] || line=wan$i
		cat <<END
set mwan3.$line=interface
set mwan3.$line.enabled=1
set mwan3.$line.family=ipv4
add_list mwan3.$line.track_ip=1.1.1.1
add_list mwan3.$line.track_ip=8.8.8.8
set mwan3.$line.reliability=1
set mwan3.${line}_m=member
set mwan3.${line}_m.interface=$line
set mwan3.${line}_m.metric=1
set mwan3.${line}_m.weight=1
add_list mwan3.balance.use_member=${line}_m
END
		i=$((i + 1))
	done | sed '1i set mwan3.balance=policy'
	cat <<'END'
set mwan3.default=rule
set mwan3.default.use_policy=balance
set mwan3.default.family=ipv4
commit network
commit firewall
commit mwan3
END
} | uci -q batch
/etc/init.d/network reload
/etc/init.d/firewall reload
i=0
while [ $i -lt 60 ]; do
	[ "$(ubus call network.interface dump | grep -c '"l3_device": "\(eth0.2\|mvwan.*\)"')" -lt $LINES ] || break
	i=$((i + 1))
	sleep 1
done
/etc/init.d/mwan3 restart >/dev/null 2>&1 </dev/null
