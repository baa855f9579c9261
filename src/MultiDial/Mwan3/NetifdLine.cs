using System.Text.Json;
using MultiDial.Router;

namespace MultiDial.Mwan3;

/// <summary>What netifd says of a line, as far as mwan3 depends on it.</summary>
/// <param name="IsKnown">Whether netifd was asked and has such an interface.</param>
/// <param name="IsUp">Whether it is up.</param>
/// <param name="IsPending">Whether it is on the way up.</param>
/// <param name="Uptime">For how long it is up.</param>
/// <param name="Metric">The metric of its routes.</param>
/// <param name="HasDefaultRoute">Whether it brought a default route.</param>
internal sealed record NetifdLine(bool IsKnown, bool IsUp, bool IsPending, TimeSpan? Uptime, long Metric, bool HasDefaultRoute)
{
    /// <summary>Finds the interface; as mwan3 does, wan_4 or wan_6 in place of wan where netifd made one.</summary>
    internal static NetifdLine Of(RouterState state, string name)
    {
        bool isIPv6 = state.Package(RouterState.Mwan3).Find(name)?.Get("family") == "ipv6";
        JsonElement[] all = [.. state.Json("interfaces").Items("interface")];
        JsonElement found = new[] { name + (isIPv6 ? "_6" : "_4"), name }
            .Select(candidate => all.FirstOrDefault(item => item.Text("interface") == candidate))
            .FirstOrDefault(item => item.ValueKind == JsonValueKind.Object);
        bool isUp = found.Flag("up");
        return new NetifdLine(
            found.ValueKind == JsonValueKind.Object,
            isUp,
            found.Flag("pending"),
            isUp && found.Number("uptime") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            found.Number("metric") ?? 0,
            found.Items("route").Any(route => route.Number("mask") == 0 && route.Text("target") == (isIPv6 ? "::" : "0.0.0.0")));
    }
}
