using MultiDial.Remote;
using MultiDial.Router;

namespace MultiDial.Watch;

/// <summary>The watch as a service of the router.</summary>
/// <param name="Files">The digest of its files.</param>
/// <param name="IsEnabled">Whether it starts with the router.</param>
/// <param name="IsRunning">Whether it runs at present.</param>
/// <param name="LastEvent">What it last wrote to the log; null if the log does not have it any more.</param>
internal sealed record WatchService(string? Files, bool IsEnabled, bool IsRunning, string? LastEvent)
{
    internal static readonly StatePart<WatchService> Part = new("service_read", "service", Understand);

    private static WatchService Understand(RouterState state)
    {
        IReadOnlyDictionary<string, string> facts = state.Facts("watch");
        string text = ByteText.ToText(state.Said("watch-event") ?? "").Trim();
        return new WatchService(facts.GetValueOrDefault("files"), facts.ContainsKey("enabled"), facts.ContainsKey("running"), text.Length > 0 ? text : null);
    }
}
