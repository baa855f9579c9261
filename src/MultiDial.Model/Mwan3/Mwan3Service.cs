using System.Text.Json;
using MultiDial.Router;

namespace MultiDial.Mwan3;

/// <summary>mwan3 as a service of the router.</summary>
/// <param name="IsInstalled">Whether there is its init script.</param>
/// <param name="IsRunning">Whether it has its rules in the kernel.</param>
/// <param name="Status">How its interfaces are, as <c>ubus call mwan3 status</c> answers; undefined while it does not run.</param>
internal sealed record Mwan3Service(bool IsInstalled, bool IsRunning, JsonElement Status)
{
    internal static readonly StatePart<Mwan3Service> Part = new("mw_status_read", "mwan3-status", Understand);

    // Of an interface without a tracker there are no notes, which says that there is nothing to say.
    private static readonly JsonElement s_nothing = JsonElement.Parse("{}");

    /// <summary>What it says of an interface; undefined where it says nothing at all.</summary>
    internal JsonElement Of(string name)
    {
        JsonElement all = Status.Get("interfaces"), one = all.Get(name);
        return all.ValueKind == JsonValueKind.Object && one.ValueKind == JsonValueKind.Undefined ? s_nothing : one;
    }

    private static Mwan3Service Understand(RouterState state)
    {
        bool isRunning = state.Said("mwan3-service")?.Split('\n').Contains("running") == true;
        return new Mwan3Service(state.Said("mwan3-service") is not null, isRunning, isRunning ? state.Json("mwan3-status") : default);
    }
}
