using System.Globalization;
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
    private const string LineList = "line";
    private const string TargetList = "target";

    private readonly UciPackage _network;
    private readonly UciSection _section;

    private WatchRecord(UciPackage network, UciSection section) => (_network, _section) = (network, section);

    internal string[] Lines
    {
        get => [.. _section.GetList(LineList)];
        set => _section.SetList(LineList, value);
    }

    /// <summary>How many lines must be online; null for all, however many they become.</summary>
    internal int? Minimum
    {
        get => int.TryParse(_section.Get("minimum"), CultureInfo.InvariantCulture, out int minimum) ? minimum : null;
        set => _section.Set("minimum", value?.ToString(CultureInfo.InvariantCulture));
    }

    internal TimeSpan Interval
    {
        get => int.TryParse(_section.Get("interval"), CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        set => _section.Set("interval", Math.Ceiling(value.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    internal bool Simultaneous
    {
        get => UciWords.IsTrue(_section.Get("simultaneous"));
        set => _section.Set("simultaneous", value ? "1" : null);
    }

    internal string[] Targets => [.. _section.GetList(TargetList)];

    internal static WatchRecord? Find(UciPackage network) =>
        network.Find(WatchReload.Section) is { Type: WatchReload.Section } section ? new WatchRecord(network, section) : null;

    internal static WatchRecord Add(UciPackage network) => new(network, Ownership.AddSection(network, WatchReload.Section, WatchReload.Section));

    /// <summary>Has the watch ask the addresses that mwan3 asks.</summary>
    internal void Ask(RouterDraft draft) => _section.SetList(TargetList, GroupDial.Targets(draft));

    internal void Remove() => _network.Remove(_section);
}
