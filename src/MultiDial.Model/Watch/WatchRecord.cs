using MultiDial.Dialling;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Watch;

/// <summary>
/// The settings of the watch: a section of /etc/config/network, a type that netifd and LuCI pass over. The service reads
/// them from there, so whatever changes the section, or takes a change of it back, changes the watch.
/// </summary>
internal sealed class WatchRecord
{
    private readonly UciPackage _network;
    private readonly UciSection _section;

    private WatchRecord(UciPackage network, UciSection section) => (_network, _section) = (network, section);

    internal string[] Lines
    {
        get => _section.Get((WatchSettings settings) => settings.Line);
        set => _section.Set((WatchSettings settings) => settings.Line, value);
    }

    /// <summary>How many lines must be online; null for all, however many they become.</summary>
    internal int? Minimum
    {
        get => _section.Get((WatchSettings settings) => settings.Minimum);
        set => _section.Set((WatchSettings settings) => settings.Minimum, value);
    }

    /// <summary>Within what time a line is dialled again; parts of a second are rounded up.</summary>
    internal TimeSpan Interval
    {
        get => _section.Get((WatchSettings settings) => settings.Interval) ?? TimeSpan.Zero;
        set => _section.Set((WatchSettings settings) => settings.Interval, TimeSpan.FromSeconds(Math.Ceiling(value.TotalSeconds)));
    }

    internal bool Simultaneous
    {
        get => _section.Get((WatchSettings settings) => settings.Simultaneous) ?? false;
        set => _section.Set((WatchSettings settings) => settings.Simultaneous, value ? true : null);
    }

    internal string[] Targets => _section.Get((WatchSettings settings) => settings.Target);

    internal static WatchRecord? Find(UciPackage network) =>
        network.Find(WatchReload.Section) is { Type: WatchReload.Section } section ? new WatchRecord(network, section) : null;

    internal static WatchRecord Add(UciPackage network) => new(network, Ownership.AddSection(network, WatchReload.Section, WatchReload.Section));

    /// <summary>Has the watch ask the addresses that mwan3 asks.</summary>
    internal void Ask(RouterDraft draft) => _section.Set((WatchSettings settings) => settings.Target, ReachabilityTargets.Of(draft));

    internal void Remove() => _network.Remove(_section);
}
