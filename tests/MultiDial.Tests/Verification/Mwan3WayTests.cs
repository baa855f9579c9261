using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Verification;

/// <summary>What Test-WanConnectivity says of the way from the LAN through mwan3 to a line.</summary>
public sealed class Mwan3WayTests : ConnectivityEngine
{
    // What mwan3 says and has, with two lines of equal weight and one rule.
    [Theory]
    [InlineData("", "", "", null)]
    [InlineData("running\n", "enabled\n", "mwan3-service", "mwan3 is not running")]
    [InlineData("\"wan2\": { \"status\": \"online\"", "\"wan2\": { \"status\": \"offline\"", "mwan3-status",
        "The line works, but mwan3 sends nothing by it, as too few of the addresses that it tracks have answered lately (9.9.9.9). If that lasts: Set-Mwan3Interface wan2 -TrackIp 1.1.1.1")]
    [InlineData("2002:", "2012:", "mwan3-marks4", "The kernel has no rule that leads what mwan3 marks for 'wan2' to the table 2.")]
    [InlineData("0x3F00", "0x0700", "config/mwan3", null)]
    [InlineData("option mmx_mask '0x3F00'", "option mmx_mask '0x0003'", "config/mwan3", "mwan3 has 2 interfaces, but the mark mask 0x0003 has room for 0, so that the others have no marks. Set-Mwan3Global -MarkMask 0x3F00")]
    [InlineData("lookup 2", "lookup main", "mwan3-marks4", "The kernel has no rule that leads what mwan3 marks for 'wan2' to the table 2.")]
    [InlineData("dev veth0 table 2", "dev eth0.2 table 2", "lookup/wan2", "The kernel sends packets of the LAN that mwan3 has marked for 'wan2' out by eth0.2 and not by veth0")]
    [InlineData("1.1.1.1 from 192.168.1.2 via 100.64.0.1 dev veth0 table 2 mark 0x200", "RTNETLINK answers: Invalid cross-device link", "lookup/wan2",
        "The kernel does not forward packets of the LAN that mwan3 has marked for 'wan2' (Invalid cross-device link).")]
    [InlineData("1.1.1.1 from 192.168.1.2 via 100.64.0.1 dev veth0 table 2 mark 0x200", "ip: invalid argument 'mark' to 'ip'", "lookup/wan2", null)]
    public void The_way_of_mwan3_to_a_line_is_looked_at(string old, string other, string part, string? words)
    {
        const string Tracker = """{ "status": "online", "running": true, "online": 100, "track_ip": [ { "ip": "9.9.9.9", "status": "up" } ] }""";
        const string Lookup = "1.1.1.1 from 192.168.1.2 via 100.64.0.1 dev veth0 table 2 mark 0x200 \n    cache iif br-lan \n";
        Say(
            ("config/mwan3", Balanced(2, Rule("rest", "family ipv4")).Replace("\toption enabled '1'\n", "\toption enabled '1'\n\tlist track_ip '9.9.9.9'\n", StringComparison.Ordinal)),
            ("interfaces", Interfaces.Replace("\"up\": true,", "\"up\": true, \"uptime\": 100,", StringComparison.Ordinal).Replace("\"l3_device\": \"veth0\"", "\"l3_device\": \"veth0\", \"metric\": 20", StringComparison.Ordinal)),
            ("mwan3-service", "enabled\nrunning\n"), ("mwan3-status", $$"""{ "interfaces": { "wan": {{Tracker}}, "wan2": {{Tracker}} } }"""),
            ("mwan3-chains4", "listed\n-A PREROUTING -j mwan3_hook\n-A mwan3_hook -j mwan3_rules\n-A mwan3_rules -j mwan3_policy_balanced\n-N mwan3_policy_balanced\n"
                + "-A mwan3_policy_balanced -m statistic --mode random --probability 0.5 -m comment --comment \"wan2 1 2\" -j MARK --set-xmark 0x200/0x3f00\n"
                + "-A mwan3_policy_balanced -m comment --comment \"wan 1 1\" -j MARK --set-xmark 0x100/0x3f00\n"),
            ("mwan3-marks4", "2001:\tfrom all fwmark 0x100/0x3f00 lookup 1\n2002:\tfrom all fwmark 0x200/0x3f00 lookup 2\n"),
            ("mwan3-defaults4", "default via 100.64.0.1 dev eth0.2 table 1 \ndefault via 100.64.0.1 dev veth0 table 2 \n"),
            ("lookup/wan2", Lookup));
        if (part.Length > 0)
        {
            Say((part, Router.Parts[part].Replace(old, other, StringComparison.Ordinal)));
        }

        WanConnectivity line = Test("wan2")[0];
        Assert.StartsWith(words ?? "", line.Reason ?? "", StringComparison.Ordinal);
        Assert.Equal((words is null, words is null, true), (line.Reason is null, line.LanOk, line.Online));
        Assert.Equal(part == "mwan3-marks4" ? "'-'" : "'0x200'", Router.Scripts[^1].Split('\n').Single(call => call.StartsWith("probe_run", StringComparison.Ordinal)).Split(' ')[^1]);
    }
}
