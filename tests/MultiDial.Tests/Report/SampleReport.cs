using MultiDial.Report;
using MultiDial.Verification;

namespace MultiDial.Tests.Report;

/// <summary>Reports of routers that have all that a page can show.</summary>
internal static class SampleReport
{
    internal static readonly DateTimeOffset Time = new(2026, 11, 28, 8, 30, 0, TimeSpan.FromHours(8));

    /// <summary>Four lines, of which one is broken and one does not masquerade, with findings and latencies.</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="line">What the last line is called.</param>
    internal static RouterReport Of(string name = "home", string line = "wan4")
    {
        OpenWrtSession session = new FakeRouter([], name).Session;
        return new RouterReport(
            session,
            Time,
            new OpenWrtSystem(session, "OpenWrt") { Release = "24.10.2", Board = "xiaomi,mi-router-3g", Mwan3Version = "2.11.16" },
            "192.168.1.1/24",
            [
                Line(session, "wan", "eth0.2", null, LineLevel.Works, 12.4, Mwan3LineStatus.Online),
                Line(session, "wan2", "veth1", "eth0.2", LineLevel.Works, 38.2, Mwan3LineStatus.Disconnecting, "The tracked addresses have stopped answering (1.1.1.1): Test-WanConnectivity wan2 shows where the traffic ends."),
                Line(session, "wan3", "veth2", "eth0.2", LineLevel.Doubtful, 14.1, Mwan3LineStatus.Online, "The firewall does not masquerade veth2: hosts of the LAN get no answer. Set-WanInterface wan3 -Zone wan"),
                Line(session, line, "veth3", "eth0.2", LineLevel.Broken, null, Mwan3LineStatus.Offline, $"The network interface '{line}' is down. It is stopped. To start it: Start-WanInterface {line}"),
            ],
            [new PolicyReport("balanced", [("wan", 40, 50), ("wan2", 20, 25), ("wan3", 20, 25), (line, 20, 0)]), new PolicyReport("spare", [("wan", 50, null), (line, 50, null)])],
            [
                new ConfigurationFinding(session, FindingId.LineWithoutZone, FindingSeverity.Error, "wan3", "The line 'wan3' is in no zone of the firewall, so no traffic of the LAN leaves by it.", "Set-WanInterface wan3 -Zone wan"),
                new ConfigurationFinding(session, FindingId.FlowOffloading, FindingSeverity.Warning, "defaults", "Flow offloading is on, and what it takes passes mwan3 by.", "ssh root@192.168.1.1 'for option in firewall.@defaults[0].flow_offloading=0; do uci set $option; done; uci commit firewall; /etc/init.d/firewall reload'"),
                new ConfigurationFinding(session, FindingId.Upnp, FindingSeverity.Information, "miniupnpd", "miniupnpd opens ports on one line alone.", "ssh root@192.168.1.1 'uci set upnpd.config.enabled=0; uci commit upnpd; /etc/init.d/miniupnpd stop'"),
            ]);
    }

    private static LineReport Line(OpenWrtSession session, string name, string device, string? parent, LineLevel verdict, double? latency, Mwan3LineStatus status, params string[] problems)
    {
        bool online = verdict != LineLevel.Broken;
        string address = $"100.64.{device[^1]}.23";
        return new LineReport(
            new WanInterface(session, name) { Up = online, Device = device, L3Device = online ? device : null, Address = online ? address + "/20" : null, Gateway = online ? "100.64.0.1" : null },
            parent,
            status,
            new WanConnectivity(session, name) { Online = online, Masqueraded = verdict == LineLevel.Works, LatencyMs = latency, LossPercent = name == "wan2" ? 33.3 : online ? 0 : 100, PublicAddress = online ? "203.0.113." + device[^1] : null },
            problems,
            online ? new Latency("1.1.1.1", TimeSpan.FromSeconds(1), [.. Enumerable.Range(0, 120).Select(i => Answer(i, name, latency!.Value))]) : null);
    }

    private static double? Answer(int number, string line, double mean) =>
        line == "wan2" && number % 40 is > 5 and < 9 ? null : mean + (3 * Math.Sin(number / 4.0)) + (number % 37 == 0 ? 22 : 0);
}
