# What somebody who knows OpenWrt would write in place of the tutorial.
uci -q batch <<'END'
set network.veth0=device
set network.veth0.name=veth0
set network.veth0.type=macvlan
set network.veth0.ifname=eth0.2
set network.veth0.mode=bridge
set network.veth0.macaddr=02:54:00:bb:00:02
set network.wan2=interface
set network.wan2.device=veth0
set network.wan2.proto=dhcp
set network.wan2.metric=20
set network.wan.metric=10
add_list firewall.@zone[1].network=wan2
commit network
commit firewall
END
/etc/init.d/network reload
/etc/init.d/firewall reload
uci -q batch <<'END'
set mwan3.wan=interface
set mwan3.wan.enabled=1
set mwan3.wan.family=ipv4
add_list mwan3.wan.track_ip=1.1.1.1
add_list mwan3.wan.track_ip=8.8.8.8
set mwan3.wan.reliability=1
set mwan3.wan2=interface
set mwan3.wan2.enabled=1
set mwan3.wan2.family=ipv4
add_list mwan3.wan2.track_ip=1.1.1.1
add_list mwan3.wan2.track_ip=8.8.8.8
set mwan3.wan2.reliability=1
set mwan3.wan_m1_w2=member
set mwan3.wan_m1_w2.interface=wan
set mwan3.wan_m1_w2.metric=1
set mwan3.wan_m1_w2.weight=2
set mwan3.wan2_m1_w2=member
set mwan3.wan2_m1_w2.interface=wan2
set mwan3.wan2_m1_w2.metric=1
set mwan3.wan2_m1_w2.weight=2
set mwan3.balance=policy
add_list mwan3.balance.use_member=wan_m1_w2
add_list mwan3.balance.use_member=wan2_m1_w2
set mwan3.balance.last_resort=unreachable
set mwan3.wan2_only=policy
add_list mwan3.wan2_only.use_member=wan2_m1_w2
set mwan3.wan2_only.last_resort=unreachable
set mwan3.ss_route=rule
set mwan3.ss_route.use_policy=balance
set mwan3.ss_route.dest_ip=3.4.5.6/32
set mwan3.default_route=rule
set mwan3.default_route.use_policy=wan2_only
set mwan3.default_route.family=ipv4
commit mwan3
END
for i in 1 2 3 4 5 6 7 8 9 10; do ifstatus wan2 | grep -q '"up": true' && break; sleep 1; done
/etc/init.d/mwan3 restart >/dev/null 2>&1 </dev/null
