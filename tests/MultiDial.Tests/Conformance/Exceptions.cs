namespace MultiDial.Tests.Conformance;

/// <summary>Recorded commands whose answers are not compared, each with its reason.</summary>
internal static class Exceptions
{
    private static readonly (string File, string CommandStart, string Reason)[] s_notCompared =
    [
        ("01-factory", "uname -a", "the kernel is that of the computer which runs the tests"),
        ("01-factory", "which mwan3 apk", "the stand-in has no nft"),
        ("01-factory", "opkg list-installed\n", "the lab also installs what mwan3 and macvlan need"),
        ("01-factory", "opkg status mwan3", "the lab really installs the package: checksums and time are its own"),
        ("01-factory", "opkg install nosuchpkg", "the recorded router's packages had no lists of files, and opkg complains of each"),
        ("01-factory", "opkg remove nosuchpkg", "the recorded router's packages had no lists of files, and opkg complains of each"),
        ("01-factory", "opkg files mwan3", "the recorded router's packages had no lists of files"),
        ("03-step2b-mac-stability", "cat /sys/class/net/veth0/address; /etc/init.d/network restart", "the lab's provider answers before the five seconds are over"),
        ("04-firewall", "nft list", "the stand-in has no nft"),
        ("04-firewall", "ifup wan; echo rc=$?; for i in", "the lab's provider answers while the loop still asks"),
        ("05-metrics", "uci set network.wan2.metric=30; uci commit network; reload_config", "reload_config was not executable on the recorded router"),
        ("05-metrics", "uci set network.wan2.metric=20; uci commit network; ubus call network reload", "the recorded router's log holds a fault of its set-up"),
        ("13-ubus-misc", "ubus call service list \"{\\\"name\\\":\\\"network", "the stand-in does not validate configurations"),
        ("13-ubus-misc", "ubus call rc list", "the stand-in has fewer services, and folders have no order"),
        ("13-ubus", "ubus list\n", "the stand-in has no dnsmasq, and no hotplug objects"),
    ];

    /// <summary>Why the answer to a command is not compared; null if it is.</summary>
    internal static string? For(string file, string command) =>
        s_notCompared.FirstOrDefault(e => e.File == file && (command + "\n").StartsWith(e.CommandStart, StringComparison.Ordinal)).Reason;
}
