using System.Text.Json;
using MultiDial.Router;

namespace MultiDial.Tests.Mwan3;

/// <summary>Routers with lines and an mwan3 configuration, as texts.</summary>
internal static class Mwan3Texts
{
    /// <summary>The tutorial's configuration as it was typed on a real router: default_route before ss_route.</summary>
    internal static string TwoLines => Recording.Text("06-mwan3-two-lines.conf");

    /// <summary>A router with the lines wan to wan5, and this configuration of mwan3.</summary>
    internal static Dictionary<string, string> Parts(string mwan3) => new()
    {
        ["config/network"] = States.ModernNetwork + string.Concat(Enumerable.Range(2, 4).Select(Line)),
        ["config/firewall"] = States.ModernFirewall,
        ["config/mwan3"] = mwan3,
        ["interfaces"] = Netifd(("wan", true, 10), ("wan2", true, 20)),
        ["mwan3-service"] = "running\nenabled\n",
    };

    internal static RouterState State(string mwan3, params (string Part, string Text)[] others) => States.Of(Parts(mwan3), others);

    internal static RouterDraft Draft(string mwan3, params Action<RouterDraft>[] edits) => States.Draft(State(mwan3), edits);

    /// <summary>What netifd says of these lines: whether each is up, and its metric.</summary>
    internal static string Netifd(params (string Name, bool Up, int Metric)[] lines) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["interface"] = lines.Select(line => new Dictionary<string, object>
        {
            ["interface"] = line.Name,
            ["up"] = line.Up,
            ["pending"] = false,
            ["uptime"] = 60,
            ["metric"] = line.Metric,
            ["route"] = line.Up ? new[] { new Dictionary<string, object> { ["target"] = "0.0.0.0", ["mask"] = 0, ["nexthop"] = "100.64.0.1" } } : [],
        }),
    });

    /// <summary>Lines, members of equal weight and a policy with all of them, and these rules.</summary>
    internal static string Balanced(int lines, string rules = "") =>
        "config globals 'globals'\n\toption mmx_mask '0x3F00'\n\n"
        + string.Concat(Enumerable.Range(1, lines).Select(i => $"config interface '{Name(i)}'\n\toption enabled '1'\n\n"))
        + string.Concat(Enumerable.Range(1, lines).Select(i => $"config member '{Name(i)}_m1_w1'\n\toption interface '{Name(i)}'\n\toption metric '1'\n\toption weight '1'\n\n"))
        + "config policy 'balanced'\n" + string.Concat(Enumerable.Range(1, lines).Select(i => $"\tlist use_member '{Name(i)}_m1_w1'\n")) + "\n" + rules;

    /// <summary>A rule for Balanced, from its options: <c>dest_ip 3.4.5.6; proto tcp</c>.</summary>
    internal static string Rule(string name, string options = "", string policy = "balanced") =>
        $"config rule '{name}'\n" + string.Concat(options.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Append("use_policy " + policy)
            .Select(option => option.Split(' ', 2))
            .Select(option => $"\toption {option[0]} '{option[1]}'\n")) + "\n";

    internal static string[] List(params string[] items) => items;

    private static string Name(int line) => line == 1 ? "wan" : FormattableString.Invariant($"wan{line}");

    private static string Line(int line) => $"config interface '{Name(line)}'\n\toption device 'veth{line}'\n\toption proto 'dhcp'\n\toption metric '{line}0'\n\n";
}
