using System.Text.Json;
using MultiDial.Router;

namespace MultiDial.Mwan3;

/// <summary>mwan3 as a service of the router.</summary>
/// <param name="IsInstalled">Whether there is its init script.</param>
/// <param name="IsRunning">Whether it has its rules in the kernel.</param>
/// <param name="Status">The answer of <c>ubus call mwan3 status</c>; undefined while it does not run.</param>
internal sealed record Mwan3Service(bool IsInstalled, bool IsRunning, JsonElement Status)
{
    internal static readonly StatePart<Mwan3Service> Part = new("mw_read", "mwan3", Understand);

    private static Mwan3Service Understand(RouterState state)
    {
        bool isRunning = state.Said("mwan3-service")?.Split('\n').Contains("running") == true;
        return new Mwan3Service(state.Said("mwan3-service") is not null, isRunning, isRunning ? state.Json("mwan3-status") : default);
    }
}
