using System.Text;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Watch;

/// <summary>What becomes of the watch, a service on the router, after its section in the configuration changed.</summary>
internal sealed class WatchReload : Following
{
    /// <summary>The name and the type of the section.</summary>
    internal const string Section = "multidial_watch";

    private static readonly string s_program = string.Concat(
        ScriptLibrary.WithNeeds("watch").Select(ScriptLibrary.Text).Prepend(ScriptLibrary.Text("multidial-watch.head")).Append("watch_run \"$@\"\n"));

    private static readonly string s_service = ScriptLibrary.Text("multidial-watch");

    // What an upgrade of the firmware keeps; the configuration is kept anyway.
    private static readonly string s_kept = ScriptLibrary.Text("multidial-watch.keep");

    private WatchReload(bool isNew, bool isGone) => (IsNew, IsGone) = (isNew, isGone);

    /// <summary>Whether the watch comes with the change.</summary>
    internal bool IsNew { get; }

    /// <summary>Whether it goes with the change; else it goes on with other settings.</summary>
    internal bool IsGone { get; }

    internal override int StepCount => 0;

    internal override IEnumerable<string> Steps => [IsNew ? Text.WhatIfWatchInstall : IsGone ? Text.WhatIfWatchRemove : Text.WhatIfWatchRestart];

    internal static WatchReload? For(UciPackage before, UciPackage after) =>
        UciDiff.Compare(before, after).Any(change => change.Section == Section) ? new WatchReload(Find(before) is null, Find(after) is null) : null;

    /// <summary>Whether the router has the files as this version of the module writes them.</summary>
    internal static bool IsInstalled(RouterState state) => state.Get(WatchService.Part) is { IsEnabled: true } service && service.Files == Sum();

    /// <summary>Writes the files anew, for a watch that is there.</summary>
    internal static RouterStep Repair() => new(StepTime.After, "service_install", s_program, s_service, s_kept)
    {
        Script = "service",
        Words = Text.WhatIfWatchRepair,
    };

    internal override void AfterFiles(RouterScript script)
    {
        if (IsNew)
        {
            script.Call("service_install", s_program, s_service, s_kept);
        }
        else
        {
            script.Call("service_follow");
        }
    }

    private static UciSection? Find(UciPackage network) => network.Find(Section);

    private static string Sum() => Digest.Md5(Encoding.UTF8.GetBytes(s_program + s_service));
}
