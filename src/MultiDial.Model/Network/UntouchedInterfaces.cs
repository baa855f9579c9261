using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The interfaces that a change does not concern: those that were up must be up afterwards, or the change is rolled back.</summary>
internal static class UntouchedInterfaces
{
    internal static readonly RouterCheck Check = new("net_say_down", "network", Names);

    private static IEnumerable<string> Names(RouterDraft draft)
    {
        IReadOnlyDictionary<string, InterfaceStatus> before = InterfaceStatus.Read(draft.Before);
        HashSet<string> named = [.. Sections(draft), .. draft.Waits.SelectMany(wait => wait), .. draft.Steps.SelectMany(step => step.Arguments)];
        HashSet<string?> devices = [.. named, .. named.Select(name => before.GetValueOrDefault(name)).SelectMany(status => new[] { status.Device, status.L3Device })];
        return before
            .Where(entry => entry.Value.Up && !named.Contains(entry.Key) && !devices.Contains(entry.Value.Device) && !devices.Contains(entry.Value.L3Device))
            .Select(entry => entry.Key)
            .Where(name => draft.Network.Find(name) is not null);
    }

    // By their names, and by the names of their devices.
    private static IEnumerable<string> Sections(RouterDraft draft) => draft.Changes
        .Where(change => change.Package == ConfigurationFiles.Network)
        .SelectMany(change => new[] { draft.Before.Network.Find(change.Section), draft.Network.Find(change.Section) }.OfType<UciSection>())
        .SelectMany(section => new[] { section.Id, Devices.NameOf(section) }.OfType<string>());
}
