using System.Text.Json;
using System.Text.RegularExpressions;
using MultiDial.Uci;

namespace MultiDial.Tests.Verification;

/// <summary>
/// A router on which all is well: two lines, one on a macvlan, balanced by mwan3. Its netifd and its kernel follow its files, and
/// it does what a remedy tells its shell to do about them.
/// </summary>
internal sealed partial class CheckedRouter : IDisposable
{
    internal const string Network = States.ModernNetwork + """

        config device 'veth0'
        	option name 'veth0'
        	option type 'macvlan'
        	option ifname 'eth0.2'
        	option macaddr '02:00:00:00:00:10'

        config interface 'wan2'
        	option device 'veth0'
        	option proto 'dhcp'
        	option metric '20'

        """;

    internal const string Mwan3 = """
        config globals 'globals'
        	option mmx_mask '0x3F00'

        config interface 'wan'
        	option enabled '1'
        	list track_ip '1.1.1.1'
        	list track_ip '8.8.8.8'

        config interface 'wan2'
        	option enabled '1'
        	list track_ip '1.1.1.1'
        	list track_ip '8.8.8.8'

        config member 'wan_m'
        	option interface 'wan'

        config member 'wan2_m'
        	option interface 'wan2'

        config policy 'balance'
        	list use_member 'wan_m'
        	list use_member 'wan2_m'

        config rule 'some'
        	option dest_ip '3.4.5.6'
        	option family 'ipv4'
        	option use_policy 'balance'

        config rule 'default_rule'
        	option family 'ipv4'
        	option use_policy 'balance'

        """;

    internal const string Facts = """
        kernel=6.6.73
        modules=6.6.73
        missing=
        iptables=iptables v1.8.10 (nf_tables)
        ip6tables=ip6tables v1.8.10 (nf_tables)
        strict=
        programs=

        """;

    private readonly FakeRouter _router;
    private readonly Engine _engine;

    /// <param name="edits">What is otherwise on this router: a part, what it says, and what it says instead.</param>
    internal CheckedRouter(params (string Part, string From, string To)[] edits)
    {
        var parts = new Dictionary<string, string>(States.Modern())
        {
            ["config/network"] = Network.Replace("\toption proto 'dhcp'\n\nconfig interface 'wan6'", "\toption proto 'dhcp'\n\toption metric '10'\n\nconfig interface 'wan6'", StringComparison.Ordinal),
            ["config/firewall"] = States.ModernFirewall.Replace("\tlist network 'wan6'\n", "\tlist network 'wan6'\n\tlist network 'wan2'\n", StringComparison.Ordinal),
            ["config/mwan3"] = Mwan3,
            ["mwan3-flavor"] = "iptables\n",
            ["mwan3-service"] = "running\nenabled\n",
            ["check"] = Facts,
        };
        Edit(parts, edits.Where(edit => edit.Part.StartsWith("config/", StringComparison.Ordinal)));
        Follow(parts);
        Edit(parts, edits.Where(edit => !edit.Part.StartsWith("config/", StringComparison.Ordinal)));
        _router = new FakeRouter(parts) { OnChange = Follow };
        _engine = new Engine(_router);
    }

    internal OpenWrtSession Session => _router.Session;

    internal Dictionary<string, string> Parts => _router.Parts;

    public void Dispose() => _engine.Dispose();

    /// <summary>What the cmdlet finds.</summary>
    internal ConfigurationFinding[] Test(string parameters = "", params (string Name, object Value)[] variables) => [.. Run("Test-MultiDialConfiguration " + parameters, variables).Select(finding => (ConfigurationFinding)finding.BaseObject)];

    /// <summary>Pastes a remedy: PowerShell runs it here, and the router's shell what goes there.</summary>
    internal void Paste(string remedy)
    {
        if (OnRouter().Match(remedy) is { Success: true } shell)
        {
            Parts[Shell] = RouterShell.Run(Parts, shell.Groups[1].Value);
            Follow(Parts);
        }
        else
        {
            Run(remedy);
        }
    }

    /// <summary>Runs a script, which must not fail.</summary>
    internal System.Management.Automation.PSObject[] Run(string script, params (string Name, object Value)[] variables)
    {
        _engine.Clear();
        System.Management.Automation.PSObject[] output = [.. _engine.Run(script, variables)];
        Assert.True(_engine.Errors.Count == 0, $"{script}: {string.Join("; ", _engine.Errors)}");
        return output;
    }

    /// <summary>The part with the chains that mwan3 has in the kernel.</summary>
    internal const string Chains = "mwan3-chains4";

    /// <summary>The part with what the router's shell was told besides changing files.</summary>
    internal const string Shell = "shell";

    private static void Edit(Dictionary<string, string> parts, IEnumerable<(string Part, string From, string To)> edits)
    {
        foreach ((string part, string from, string to) in edits)
        {
            Assert.True(from.Length == 0 || parts[part].Contains(from, StringComparison.Ordinal), $"{part} does not say '{from}'.");
            parts[part] = from.Length == 0 ? parts.GetValueOrDefault(part, "") + to : parts[part].Replace(from, to, StringComparison.Ordinal);
        }
    }

    internal static void Follow(Dictionary<string, string> parts)
    {
        UciPackage network = UciPackage.Parse("network", parts["config/network"]), mwan3 = UciPackage.Parse("mwan3", parts["config/mwan3"]);
        parts["interfaces"] = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["interface"] = network.OfType("interface").Select(section => new Dictionary<string, object?>
            {
                ["interface"] = section.Id,
                ["up"] = true,
                ["pending"] = false,
                ["device"] = section.Get("device"),
                ["l3_device"] = section.Get("device"),
                ["metric"] = section.Get("metric") is { } metric ? int.Parse(metric, System.Globalization.CultureInfo.InvariantCulture) : 0,
                ["route"] = section.Get("proto") is "dhcp" or "pppoe" ? new[] { new Dictionary<string, object> { ["target"] = "0.0.0.0", ["mask"] = 0, ["nexthop"] = "100.64.0.1" } } : [],
            }),
        });
        parts["links"] = States.Links + string.Concat(network.OfType("device")
            .Where(device => device.Get("type") == "macvlan" && device.Get("ifname") is not null)
            .Select(device => $"{device.Get("name")}|macvlan|{device.Get("ifname")}|{(device.Get("macaddr") ?? "02:99:99:99:99:99").ToLowerInvariant()}|0x1003|0|0\n"));
        parts[Chains] = "listed\n" + string.Concat(mwan3.OfType("policy").Select(policy => $"-N mwan3_policy_{policy.Id}\n"));
    }

    [GeneratedRegex(@"\Assh root@192\.168\.1\.1 '([^']*)'\z")]
    private static partial Regex OnRouter();
}
