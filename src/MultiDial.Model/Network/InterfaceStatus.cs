using System.Text.Json;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>What netifd says about an interface: one element of <c>ubus call network.interface dump</c>.</summary>
/// <param name="Json">The element; undefined if netifd does not know the interface.</param>
/// <param name="LacksProtocol">Whether netifd has no handler for the protocol: it says that all is well then, and does nothing.</param>
/// <param name="Trouble">What is wrong with its device, where that is to be seen; null for nothing.</param>
/// <param name="HasLostDefaultRoute">
/// Whether the kernel has no default route of IPv4 through it, though netifd has set one: that of another interface with the same
/// metric takes its place, and netifd does not set it again when that one goes.
/// </param>
internal readonly record struct InterfaceStatus(JsonElement Json, bool LacksProtocol, string? Trouble, bool HasLostDefaultRoute)
{
    /// <summary>All interfaces that netifd knows, by name.</summary>
    internal static readonly StatePart<IReadOnlyDictionary<string, InterfaceStatus>> Part = new("net_read_interfaces", "network", Understand);

    private const string NoProtocol = "none";
    private const string EverywhereIPv4 = "0.0.0.0";
    private const string EverywhereIPv6 = "::";
    private static readonly string s_protocol = UciCodec.Option((InterfaceSettings settings) => settings.Protocol);

    internal bool IsKnown => Json.ValueKind == JsonValueKind.Object;

    internal bool Up => Json.Flag("up") && !LacksProtocol;

    internal bool Pending => Json.Flag("pending");

    internal string? Device => Json.Text("device");

    internal string? L3Device => Up ? Json.Text("l3_device") : null;

    internal TimeSpan? Uptime => Up ? Json.Seconds("uptime") : null;

    internal string? Address =>
        Json.Items("ipv4-address").Concat(Json.Items("ipv6-address")).Select(address => address.Text("address")).FirstOrDefault();

    /// <summary>The networks that it is in.</summary>
    internal IEnumerable<AddressRange> Networks => Json.Items("ipv4-address").Concat(Json.Items("ipv6-address"))
        .Select(address => AddressRange.TryParse(FormattableString.Invariant($"{address.Text("address")}/{address.Number("mask")}"))).OfType<AddressRange>();

    // netifd sorts the routes of IPv6 before those of IPv4.
    internal string? Gateway => Json.Items("route").Concat(Json.Get("inactive").Items("route"))
        .Where(IsDefault)
        .OrderBy(route => route.Text("target") == EverywhereIPv6)
        .Select(route => route.Text("nexthop"))
        .FirstOrDefault(nexthop => nexthop is not (null or EverywhereIPv4 or EverywhereIPv6));

    /// <summary>The metric of its routes; 0 if it has none.</summary>
    internal long Metric => Json.Number("metric") ?? 0;

    internal string[] Dns => [.. Json.Items("dns-server").Select(server => server.Text()).OfType<string>()];

    internal static IReadOnlyDictionary<string, InterfaceStatus> Read(RouterState state) => state.Get(Part);

    internal static InterfaceStatus Read(RouterState state, string name) => Read(state).GetValueOrDefault(name);

    /// <summary>Whether the interface brought a default route of the family.</summary>
    internal bool HasDefaultRoute(bool isIPv6) =>
        Json.Items("route").Any(route => IsDefault(route) && route.Text("target") == (isIPv6 ? EverywhereIPv6 : EverywhereIPv4));

    // Routes of other tables are named with them.
    private bool SetsMainRoute => Json.Items("route").Any(route => IsDefault(route) && route.Text("target") == EverywhereIPv4 && route.Get("table").ValueKind == JsonValueKind.Undefined);

    /// <summary>Whether it brought one of any family.</summary>
    internal bool HasDefaultRoute() => Json.Items("route").Any(IsDefault);

    /// <summary>Whether it was given one that netifd does not use.</summary>
    internal bool HasInactiveDefaultRoute() => Json.Get("inactive").Items("route").Any(IsDefault);

    /// <summary>
    /// What netifd says of an interface, and then of those that it has made below it: a modem's protocol has the addresses in
    /// interfaces of their own, which are nowhere in the configuration (<c>modem_4</c>, <c>modem_6</c>).
    /// </summary>
    internal static InterfaceStatus[] WithChildren(IReadOnlyDictionary<string, InterfaceStatus> all, string name) =>
        [all.GetValueOrDefault(name), .. WanInterfaces.Children(name).Select(child => all.GetValueOrDefault(child)).Where(child => child.Json.Flag("dynamic"))];

    /// <summary>Why the interface is not up; null if nothing has failed.</summary>
    internal string? Error()
    {
        if (Up || !IsKnown)
        {
            return null;
        }

        if (LacksProtocol)
        {
            return NetifdErrors.Describe("PROTOCOL_UNKNOWN");
        }

        string[] codes = [.. Json.Items("errors").Select(error => error.Text("code")).OfType<string>().Distinct()];
        string? trouble = Trouble;
        return codes.Length > 0 ? string.Join(" ", codes.Select(code => NetifdErrors.Describe(code, trouble)))
            : !Pending && Json.Flag("autostart") ? NetifdErrors.Describe(NetifdErrors.LinkDown, trouble)
            : null;
    }

    /// <summary>Why the interface is not up, for a message.</summary>
    internal string Reason() =>
        !IsKnown ? Text.ReasonUnknownToNetifd
        : Error() is { } error ? error
        : !Pending ? Text.ReasonStopped
        : Json.Text("proto") == "dhcp" ? Text.ReasonNoDhcpAnswer
        : Text.ReasonNoProviderAnswer;

    /// <summary>Whether the configuration leaves address and routes to others.</summary>
    internal static bool IsUnmanaged(UciSection section) => section.Get(s_protocol) is null or NoProtocol or "unmanaged";

    private static bool IsDefault(JsonElement route) => route.Number("mask") == 0;

    private static Dictionary<string, InterfaceStatus> Understand(RouterState state)
    {
        HashSet<string>? routes = state.Said("routes") is { } said ? [.. said.Split('\n').Select(line => line.Split('\t')[0])] : null;
        return state.Json("interfaces").Items("interface")
            .Where(item => item.Text("interface") is not null)
            .DistinctBy(item => item.Text("interface"))
            .ToDictionary(item => item.Text("interface")!, item => Make(state, item, routes), StringComparer.Ordinal);
    }

    private static InterfaceStatus Make(RouterState state, JsonElement item, HashSet<string>? routes)
    {
        UciSection? section = WanInterfaces.TryFind(state.Network, item.Text("interface")!);
        var status = new InterfaceStatus(
            item, item.Text("proto") == NoProtocol && section?.Get(s_protocol) is not (null or NoProtocol), section is null || item.Flag("up") ? null : DeviceTrouble.Of(state, section), false);
        return status with { HasLostDefaultRoute = routes is not null && status.L3Device is { } device && status.SetsMainRoute && !routes.Contains(device) };
    }
}
