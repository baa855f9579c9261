using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>What mwan3 must do after its configuration changed: as little as will do, so that no other interface is cut.</summary>
internal sealed class Mwan3Reload : Following
{
    // What mwan3 reads only when a packet is marked anew or an interface comes or goes.
    private static readonly string[] s_lightGlobals =
    [
        UciCodec.Option((Mwan3Global globals) => globals.Logging), UciCodec.Option((Mwan3Global globals) => globals.LogLevel), .. Ownership.Notes,
    ];

    private static readonly string[] s_notTracked =
    [
        UciCodec.Option((Mwan3Interface tracked) => tracked.Enabled), UciCodec.Option((Mwan3Interface tracked) => tracked.Family),
        UciCodec.Option((Mwan3Interface tracked) => tracked.FlushConntrack), .. Ownership.Notes,
    ];

    private Mwan3Reload()
    {
    }

    /// <summary>Whether nothing less than a restart takes the change up.</summary>
    internal required bool Restart { get; init; }

    /// <summary>Interfaces to take out of use.</summary>
    internal required IReadOnlyList<string> Leave { get; init; }

    /// <summary>Interfaces to take into use.</summary>
    internal required IReadOnlyList<string> Join { get; init; }

    /// <summary>Those of them that come up with this change.</summary>
    internal required IReadOnlyList<string> Coming { get; init; }

    /// <summary>Whether netifd sets an interface up anew that is in use before and after, so that the kernel drops its routes.</summary>
    internal required bool Refill { get; init; }

    /// <summary>Interfaces whose tracker is to start anew.</summary>
    internal required IReadOnlyList<string> Track { get; init; }

    /// <summary>Policies whose chains have to go; mwan3 itself leaves them.</summary>
    internal required IReadOnlyList<string> Policies { get; init; }

    /// <summary>The policies that there are from now on.</summary>
    internal required IReadOnlyList<string> Wanted { get; init; }

    /// <summary>Sticky rules whose memory has to go.</summary>
    internal required IReadOnlyList<string> Forget { get; init; }

    /// <summary>What to do to get from one configuration to another; null for nothing.</summary>
    /// <param name="before">The one that mwan3 has.</param>
    /// <param name="after">The one that it is to have.</param>
    /// <param name="moving">The interfaces that netifd takes up or down with the same change.</param>
    internal static Mwan3Reload? For(UciPackage before, UciPackage after, IReadOnlySet<string> moving)
    {
        if (UciDiff.Compare(before, after).Count == 0)
        {
            return null;
        }

        // As the router will read it: uci makes up the names of sections without one from their places.
        after = UciPackage.Parse(after.Name, after.ToText());
        Dictionary<string, Tracked> old = Interfaces(before), now = Interfaces(after);
        bool restart = !Same(before.Find(Mwan3Globals.Section), after.Find(Mwan3Globals.Section), s_lightGlobals)
            || old.Values.Any(one => now.TryGetValue(one.Name, out Tracked? same) && same.Id != one.Id);
        string[] join = Names(now.Values.Where(one => old.GetValueOrDefault(one.Name)?.Family != one.Family)), coming = [.. join.Where(moving.Contains)];
        return new Mwan3Reload
        {
            Restart = restart,
            Leave = Names(old.Values.Where(one => now.GetValueOrDefault(one.Name)?.Family != one.Family)),
            Join = join,
            Coming = coming,
            Refill = coming.Length > 0 && now.Keys.Except(join).Any(moving.Contains),
            Track = Names(now.Values.Where(one => old.TryGetValue(one.Name, out Tracked? same) && same.Family == one.Family && !Same(same.Section, one.Section, s_notTracked))),
            Policies = [.. Mwan3Kind.Policy.Of(before).Select(policy => policy.Id).Where(id => Mwan3Kind.Policy.TryFind(after, id) is null)],
            Wanted = [.. Mwan3Kind.Policy.Of(after).Select(policy => policy.Id)],
            Forget = [.. Mwan3Kind.Rule.Of(before).Where(rule => IsSticky(rule) && !RemembersSame(rule, Mwan3Kind.Rule.TryFind(after, rule.Id))).Select(rule => rule.Id)],
        };
    }

    internal override IEnumerable<string> Steps => Restart
        ? [Text.WhatIfMwan3Restart]
        : new[]
        {
            Leave.Count > 0 ? Text.WhatIfMwan3Leave.With(string.Join(", ", Leave)) : null,
            Join.Count > 0 ? Text.WhatIfMwan3Join.With(string.Join(", ", Join)) : null,
            Track.Count > 0 ? Text.WhatIfMwan3Track.With(string.Join(", ", Track)) : null,
            Text.WhatIfMwan3Rules,
        }.OfType<string>();

    internal override int StepCount => (Coming.Count > 0 ? 1 : 0) + (Restart ? 1 : Leave.Count + Join.Count + Track.Count + Forget.Count + 1);

    // Those for which mwan3's own monitors of routes have to begin anew.
    private IEnumerable<string> Moved => Restart ? [] : Leave.Concat(Join);

    internal override void BeforeFiles(RouterScript script)
    {
        if (!Restart)
        {
            Call(script, "mw_leave", Leave);
        }
    }

    // On the way back too: it ends what was begun on the way there. Of a line that netifd leaves alone no event will come.
    internal override void BeforeReloads(RouterScript script)
    {
        script.Call("mw_expect", [.. Coming]);
        Call(script, "hush_end", [.. Join.Except(Coming)]);
    }

    internal override void AfterReload(RouterScript script, string package)
    {
        if (package == ConfigurationFiles.Network && Refill && !Restart)
        {
            script.Call("mw_refill");
        }
    }

    internal override void AfterFiles(RouterScript script)
    {
        Call(script, "hush_await", Coming);
        if (Restart)
        {
            script.Call("mw_restart");
        }
        else
        {
            TakeUp(script);
        }

        script.Call("mw_settle", [.. Moved]);
    }

    private void TakeUp(RouterScript script)
    {
        Call(script, "mw_track", Track);
        Call(script, "mw_forget", Forget);
        script.Call("mw_write", [.. Join]).Call("mw_verify", [.. Wanted]);
        Call(script, "mw_drop_policies", Policies);
    }

    private static void Call(RouterScript script, string function, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            script.Call(function, [.. names]);
        }
    }

    private static string[] Names(IEnumerable<Tracked> interfaces) => [.. interfaces.Select(one => one.Name)];

    // mwan3's marks and tables are numbered in the order of all interface sections, but only enabled ones have any.
    private static Dictionary<string, Tracked> Interfaces(UciPackage package) => Mwan3Kind.Interface.Of(package)
        .Select((section, index) => new Tracked(section, index))
        .Where(one => one.Section.Get((Mwan3Interface tracked) => tracked.Enabled) == true)
        .ToDictionary(one => one.Name);

    private static bool RemembersSame(UciSection rule, UciSection? now) => now is not null && IsSticky(now)
        && now.Get((Mwan3Rule value) => value.StickyTimeout) == rule.Get((Mwan3Rule value) => value.StickyTimeout)
        && (rule.Name is not null || Same(rule, now, []));

    private static bool IsSticky(UciSection rule) => rule.Get((Mwan3Rule value) => value.Sticky) == true;

    private static bool Same(UciSection? one, UciSection? other, string[] without) => Content(one, without).SequenceEqual(Content(other, without));

    private static IEnumerable<string> Content(UciSection? section, string[] without) => (section?.Options ?? [])
        .Where(option => !without.Contains(option.Name))
        .OrderBy(option => option.Name, StringComparer.Ordinal)
        .SelectMany(option => option.Values.Prepend(option.Name));

    private sealed record Tracked(UciSection Section, int Id)
    {
        internal string Name => Section.Id;

        internal Mwan3Family? Family => Section.Get((Mwan3Interface tracked) => tracked.Family);
    }
}
