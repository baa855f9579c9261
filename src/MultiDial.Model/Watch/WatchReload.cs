using System.Security.Cryptography;
using System.Text;
using MultiDial.Remote;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>What becomes of the watch, a service on the router, after its section in the configuration changed.</summary>
internal sealed class WatchReload
{
    /// <summary>The name and the type of the section.</summary>
    internal const string Section = "multidial_watch";

    // The settings are arguments: so procd knows whether they are others, and a list of processes shows them.
    private const string Service = """
        #!/bin/sh /etc/rc.common
        # Keeps lines online. Made by MultiDial; Unregister-MultiDialWatch takes it away.
        START=99
        USE_PROCD=1

        setting() { uci -q get "network.multidial_watch.$1"; }

        start_service() {
        	[ -n "$(setting line)" ] || return 0
        	procd_open_instance
        	procd_set_param command /usr/sbin/multidial-watch "$(setting interval || echo 60)" "$(setting minimum || echo 0)" "$(setting simultaneous || echo 0)" "$(setting target)" $(setting line)
        	procd_set_param respawn 3600 5 0
        	# A dial that it is in gives its lines back first.
        	procd_set_param term_timeout 20
        	procd_set_param stdout 1
        	procd_set_param stderr 1
        	procd_close_instance
        }

        service_triggers() { procd_add_reload_trigger network; }

        """;

    // What an upgrade of the firmware keeps; the configuration is kept anyway.
    private const string Kept = """
        /etc/init.d/multidial-watch
        /etc/rc.d/S99multidial-watch
        /lib/upgrade/keep.d/multidial-watch
        /usr/sbin/multidial-watch

        """;

    private static readonly string s_program = string.Concat(
        "#!/bin/sh\n# The watch of MultiDial: see /etc/init.d/multidial-watch.\n",
        RouterScript.Library("wait"), RouterScript.Library("probe"), RouterScript.Library("gate"), RouterScript.Library("dial"), RouterScript.Library("watch"),
        "watch \"$@\"\n");

    private readonly bool _isNew;
    private readonly bool _isGone;

    private WatchReload(bool isNew, bool isGone) => (_isNew, _isGone) = (isNew, isGone);

    internal static WatchReload? For(UciPackage before, UciPackage after) =>
        UciDiff.Compare(before, after).Any(change => change.Section == Section) ? new WatchReload(Find(before) is null, Find(after) is null) : null;

    /// <summary>Whether the router has the files as this version of the module writes them.</summary>
    internal static bool IsInstalled(RouterState state) => state.Facts("watch") is var facts && facts.ContainsKey("enabled") && facts.GetValueOrDefault("files") == Sum();

    /// <summary>Writes the files anew, for a watch that is there.</summary>
    internal static RouterStep Repair() => new(StepTime.After, "watch_install", s_program, Service, Kept)
    {
        Library = ["apply", "service"],
        Words = "write the files of the watch and start it anew",
    };

    internal void Call(RouterScript script)
    {
        if (_isNew)
        {
            script.Call("watch_install", s_program, Service, Kept);
        }
        else
        {
            script.Call("watch_follow");
        }
    }

    public override string ToString() => _isNew ? "write the files of the watch and start it" : _isGone ? "stop the watch and remove its files" : "start the watch anew";

    private static UciSection? Find(UciPackage network) => network.Find(Section);

    // MD5 only compares files with what was written; every busybox has it.
#pragma warning disable CA5351, CA1308
    private static string Sum() => Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(s_program + Service))).ToLowerInvariant();
#pragma warning restore CA5351, CA1308
}
