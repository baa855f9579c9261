using MultiDial.Network;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>mwan3 takes its configuration up interface by interface: its own reload would reset the connections of all.</summary>
internal sealed class Mwan3Follower : Follower
{
    // mwan3 calls an interface disabled until it has heard from netifd that it is up.
    private const string SecondsToHear = "5";

    internal override string Script => "mwan3";

    internal override string? Replaces => ConfigurationFiles.Mwan3;

    internal override Following? Of(RouterDraft draft) => Changed(draft) is { } after ? Mwan3Reload.For(draft.Before.Mwan3, after, Moving(draft)) : null;

    internal override Following? Back(RouterDraft draft) => Changed(draft) is { } after ? Mwan3Reload.For(after, draft.Before.Mwan3, Moving(draft)) : null;

    internal override void AfterWait(RouterScript script, RouterWait wait, IReadOnlyList<string> names)
    {
        if (wait == InterfaceWait.Up)
        {
            script.Use(Script).Call("mw_wait_heard", [SecondsToHear, .. names]);
        }
    }

    // What netifd is going to take up or down with this change.
    private static HashSet<string> Moving(RouterDraft draft) => [.. draft.Changes.Where(change => change.Package == ConfigurationFiles.Network).Select(change => change.Section)];

    private static UciPackage? Changed(RouterDraft draft) => draft.Changed.FirstOrDefault(package => package.Name == ConfigurationFiles.Mwan3);
}
