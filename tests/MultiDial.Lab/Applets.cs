namespace MultiDial.Testing;

/// <summary>
/// The busybox applets of OpenWrt's default build, by the folder that has their links; Debian's busybox has more.
/// wget stands for uclient-fetch, which goes by that name on OpenWrt.
/// </summary>
internal static class Applets
{
    internal static readonly IReadOnlyDictionary<string, string> ByFolder = new Dictionary<string, string>
    {
        ["/bin"] = """
            ash cat chgrp chmod chown cp date dd df dmesg echo egrep false fgrep fsync grep gunzip gzip kill ln lock login ls mkdir
            mknod mktemp mount mv netmsg netstat nice passwd pidof ping ping6 printf ps pwd rm rmdir sed sh sleep sync tar touch true umount
            uname vi zcat
            """,
        ["/sbin"] = """
            brctl halt ifconfig mkswap pivot_root poweroff reboot route start-stop-daemon swapoff swapon switch_root sysctl udhcpc
            """,
        ["/usr/bin"] = """
            [ [[ awk basename bunzip2 bzcat clear cmp crontab cut dirname du env expr find flock free head hexdump id killall less logger
            md5sum mkfifo nc nslookup passwd pgrep readlink reset seq sha256sum sort strings tail tee test time top tr traceroute
            traceroute6 uniq uptime wc wget which xargs yes
            """,
        ["/usr/sbin"] = "chroot crond ntpd",
    };
}
