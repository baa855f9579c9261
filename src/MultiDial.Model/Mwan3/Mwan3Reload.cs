using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>What mwan3 must do after its configuration changed: as little as will do, so that no other line is cut.</summary>
internal sealed class Mwan3Reload : Following
{
    // What mwan3 reads only when a packet is marked anew or an interface comes or goes.
    private static readonly string[] s_lightGlobals = ["logging", "loglevel", "managed_by"];
    private static readonly string[] s_notTracked = ["enabled", "family", "flush_conntrack", "managed_by"];

    private Mwan3Reload()
    {
    }

    /// <summary>Whether nothing less than a restart takes the change up.</summary>
    internal required bool Restart { get; init; }

    /// <summary>Interfaces to take out of use.</summary>
    internal required IReadOnlyList<string> Leave { get; init; }

    /// <summary>Interfaces to take into use.</summary>
    internal required IReadOnlyList<string> Join { get; init; }

    /// <summary>Interfaces whose tracker is to start anew.</summary>
    internal required IReadOnlyList<string> Track { get; init; }

    /// <summary>Policies whose chains have to go; mwan3 itself leaves them.</summary>
    internal required IReadOnlyList<string> Policies { get; init; }

    /// <summary>The policies that there are from now on.</summary>
    internal required IReadOnlyList<string> Wanted { get; init; }

    /// <summary>Sticky rules whose memory has to go.</summary>
    internal required IReadOnlyList<string> Forget { get; init; }

    internal static Mwan3Reload? For(UciPackage before, UciPackage after)
    {
        if (UciDiff.Compare(before, after).Count == 0)
        {
            return null;
        }

        Dictionary<string, Line> old = Lines(before), now = Lines(after);
        bool restart = !Same(before.Find("globals"), after.Find("globals"), s_lightGlobals)
            || old.Values.Any(line => now.TryGetValue(line.Name, out Line? same) && same.Id != line.Id);
        return new Mwan3Reload
        {
            Restart = restart,
            Leave = Names(old.Values.Where(line => now.GetValueOrDefault(line.Name)?.Family != line.Family)),
            Join = Names(now.Values.Where(line => old.GetValueOrDefault(line.Name)?.Family != line.Family)),
            Track = Names(now.Values.Where(line => old.TryGetValue(line.Name, out Line? same) && same.Family == line.Family && !Same(same.Section, line.Section, s_notTracked))),
            Policies = [.. before.OfType("policy").Select(policy => policy.Id).Where(id => after.Find(id)?.Type != "policy")],
            Wanted = [.. after.OfType("policy").Select(policy => policy.Id)],
            Forget = [.. before.OfType("rule").Where(rule => IsSticky(rule) && !(after.Find(rule.Id) is { Type: "rule" } same && IsSticky(same) && same.Get("timeout") == rule.Get("timeout")))
                .Select(rule => rule.Id)],
        };
    }

    internal override void BeforeFiles(RouterScript script)
    {
        if (!Restart)
        {
            Call(script, "mw_leave", Leave);
        }
    }

    internal override void AfterFiles(RouterScript script)
    {
        if (Restart)
        {
            script.Call("mw_restart");
            return;
        }

        Call(script, "mw_join", Join);
        Call(script, "mw_track", Track);
        Call(script, "mw_forget", Forget);
        script.Call("mw_rules").Call("mw_verify", [.. Wanted]);
        Call(script, "mw_drop_policies", Policies);
    }

    public override string ToString() => Restart
        ? "restart mwan3, which resets connections on all lines"
        : string.Join(", ", new[]
        {
            Say("take {0} out of use in mwan3", Leave),
            Say("take {0} into use in mwan3", Join),
            Say("track {0} anew", Track),
            "reload the policies and rules of mwan3",
        }.Where(words => words.Length > 0));

    private static string Say(string what, IReadOnlyList<string> lines) =>
        lines.Count == 0 ? string.Empty : what.Replace("{0}", string.Join(", ", lines), StringComparison.Ordinal);

    private static void Call(RouterScript script, string function, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            script.Call(function, [.. names]);
        }
    }

    private static string[] Names(IEnumerable<Line> lines) => [.. lines.Select(line => line.Name)];

    // mwan3's marks and tables are numbered in the order of all interface sections, but only enabled ones have any.
    private static Dictionary<string, Line> Lines(UciPackage package) => package.OfType("interface")
        .Select((section, index) => new Line(section, index))
        .Where(line => UciCodec.IsTrue(line.Section.Get("enabled")))
        .ToDictionary(line => line.Name);

    private static bool IsSticky(UciSection rule) => UciCodec.IsTrue(rule.Get("sticky"));

    private static bool Same(UciSection? one, UciSection? other, string[] without) => Content(one, without).SequenceEqual(Content(other, without));

    private static IEnumerable<string> Content(UciSection? section, string[] without) => (section?.Options ?? [])
        .Where(option => !without.Contains(option.Name))
        .OrderBy(option => option.Name, StringComparer.Ordinal)
        .SelectMany(option => option.Values.Prepend(option.Name));

    private sealed record Line(UciSection Section, int Id)
    {
        internal string Name => Section.Id;

        internal string Family => Section.Get("family") ?? "ipv4";
    }
}
