using System.Globalization;
using System.Text.RegularExpressions;
using MultiDial.Router;

namespace MultiDial.Network;

/// <summary>A network device that the kernel has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind, as macvlan, bridge, vlan; empty for a simple Ethernet device.</param>
/// <param name="Parent">The device below it, if it has one.</param>
/// <param name="MacAddress">Its MAC address.</param>
/// <param name="Up">Whether it is switched on.</param>
/// <param name="Received">Bytes received; a parent's count those of its macvlans too.</param>
/// <param name="Sent">Bytes sent, counted as those received.</param>
internal sealed partial record Link(string Name, string Kind, string Parent, string MacAddress, bool Up, long Received, long Sent)
{
    internal const string Macvlan = "macvlan";

    /// <summary>The kernel's devices, and the modes of its macvlans by name, in the kernel's words.</summary>
    internal static readonly StatePart<Links> Part = new("net_read_devices", "network", Understand);

    private const int UpFlag = 1;

    // Not every kernel names the kind of a macvlan; then ip does.
    private static Links Understand(RouterState state)
    {
        var modes = Mode().Matches(state.Said("macvlans") ?? "").DistinctBy(match => match.Groups[1].Value).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        return new Links(
            (state.Said("links") ?? "").Split('\n').Select(line => line.Split('|')).Where(parts => parts.Length == 7)
                .Select(Parse)
                .DistinctBy(link => link.Name)
                .Select(link => modes.ContainsKey(link.Name) ? link with { Kind = Macvlan } : link)
                .ToDictionary(link => link.Name),
            modes);
    }

    internal static IReadOnlyDictionary<string, Link> Read(RouterState state) => state.Get(Part).ByName;

    private static Link Parse(string[] parts) =>
        new(parts[0], parts[1], parts[2], parts[3], (Number(parts[4]) & UpFlag) != 0, Number(parts[5]), Number(parts[6]));

    private static long Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long flags) ? flags : 0
        : long.TryParse(text, CultureInfo.InvariantCulture, out long number) ? number : 0;

    [GeneratedRegex(@"^\d+: ([^\s@:]+)[@:](?:.*\n)(?:[ \t].*\n)*?[ \t]+macvlan\s+mode (\w+)", RegexOptions.Multiline)]
    private static partial Regex Mode();
}
