using MultiDial.Remote;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>What mwan3 must do after its configuration changed: as little as will do, so that no other line is cut.</summary>
/// <param name="Restart">Whether nothing less than a restart takes the change up.</param>
/// <param name="Leave">Lines to take out of use.</param>
/// <param name="Join">Lines to take into use.</param>
/// <param name="Track">Lines whose tracker is to start anew.</param>
/// <param name="Policies">Policies whose chains have to go; mwan3 itself leaves them.</param>
/// <param name="Forget">Sticky rules whose memory has to go.</param>
internal sealed record Mwan3Reload(
    bool Restart, IReadOnlyList<string> Leave, IReadOnlyList<string> Join, IReadOnlyList<string> Track, IReadOnlyList<string> Policies, IReadOnlyList<string> Forget)
{
    // What mwan3 reads only when a packet is marked anew or an interface comes or goes.
    private static readonly string[] s_lightGlobals = ["logging", "loglevel", "managed_by"];
    private static readonly string[] s_notTracked = ["enabled", "family", "flush_conntrack", "managed_by"];

    internal static Mwan3Reload? For(UciPackage before, UciPackage after)
    {
        if (UciDiff.Compare(before, after).Count == 0)
        {
            return null;
        }

        Dictionary<string, Line> old = Lines(before), now = Lines(after);
        bool restart = !Same(before.Find("globals"), after.Find("globals"), s_lightGlobals)
            || old.Values.Any(line => now.TryGetValue(line.Name, out Line? same) && same.Id != line.Id);
        return new Mwan3Reload(
            restart,
            Names(old.Values.Where(line => now.GetValueOrDefault(line.Name)?.Family != line.Family)),
            Names(now.Values.Where(line => old.GetValueOrDefault(line.Name)?.Family != line.Family)),
            Names(now.Values.Where(line => old.TryGetValue(line.Name, out Line? same) && same.Family == line.Family && !Same(same.Section, line.Section, s_notTracked))),
            [.. before.OfType("policy").Select(policy => policy.Id).Where(id => after.Find(id)?.Type != "policy")],
            [.. before.OfType("rule").Where(rule => IsSticky(rule) && !(after.Find(rule.Id) is { Type: "rule" } same && IsSticky(same) && same.Get("timeout") == rule.Get("timeout")))
                .Select(rule => rule.Id)]);
    }

    /// <summary>Adds what must be done while the old configuration is still there.</summary>
    internal void CallBefore(RouterScript script)
    {
        if (!Restart)
        {
            Call(script, "mwan3_leave", Leave);
        }
    }

    /// <summary>Adds what must be done once the new configuration is there.</summary>
    internal void CallAfter(RouterScript script)
    {
        if (Restart)
        {
            script.Call("mwan3_restart");
            return;
        }

        Call(script, "mwan3_join", Join);
        Call(script, "mwan3_track", Track);
        Call(script, "mwan3_forget", Forget);
        script.Call("mwan3_rules");
        Call(script, "mwan3_drop_policies", Policies);
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
        .Where(line => UciMap.IsTrue(line.Section.Get("enabled")))
        .ToDictionary(line => line.Name);

    private static bool IsSticky(UciSection rule) => UciMap.IsTrue(rule.Get("sticky"));

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
