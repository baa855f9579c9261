using MultiDial.Errors;
using MultiDial.Mwan3;

using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3StatusTests
{
    private const string All = "ubus call mwan3 status";
    private const string InterfacesOnly = "ubus call mwan3 status \"{\\\"section\\\":\\\"interfaces\\\"}\"";

    /// <summary>The file, the command, and which of its answers.</summary>
    public static TheoryData<string, string, int> Healthy => new()
    {
        { "07-two-lines-ubus-mwan3-status.json", "", 0 },
        { "19-mwan3-openwrt-18.06.txt", All, 0 },
        { "19-mwan3-openwrt-18.06.txt", InterfacesOnly, 0 },
        { "19-mwan3-openwrt-19.07.txt", All, 0 },
        { "19-mwan3-openwrt-21.02.txt", All, 0 },
        { "19-mwan3-openwrt-23.05.txt", All, 0 },
        { "19-mwan3-master.txt", All, 0 },
    };

    public static TheoryData<string, string, int> WithoutWan2 => new()
    {
        { "09-wan2-offline-ubus-mwan3-status.json", "", 0 },
        { "19-mwan3-openwrt-18.06.txt", InterfacesOnly, 1 },
        { "19-mwan3-openwrt-19.07.txt", InterfacesOnly, 1 },
        { "19-mwan3-openwrt-21.02.txt", InterfacesOnly, 1 },
    };

    [Theory]
    [MemberData(nameof(Healthy))]
    public void Every_version_says_that_both_lines_are_online(string file, string command, int answer)
    {
        Mwan3Status[] lines = Read(Text(file, command, answer));
        Assert.Equal(["wan", "wan2"], lines.Select(line => line.Interface));
        Assert.All(lines, line =>
        {
            Assert.Equal((Mwan3LineStatus.Online, Mwan3Tracking.Active, true, null), (line.Status, line.Tracking, line.Enabled, line.Problem));
            Assert.Equal(TimeSpan.FromSeconds(60), line.Uptime);
            Assert.Equal(["223.5.5.5 Up", "119.29.29.29 Skipped"], line.Target.Select(target => target.ToString()));
            Assert.All(line.Target, target => Assert.Null(target.LatencyMs));
        });
        Assert.Equal(["balance 50%"], Shares(lines[0]));
        Assert.Equal(["balance 50%", "wan2_only 100%"], Shares(lines[1]));
    }

    [Theory]
    [MemberData(nameof(WithoutWan2))]
    public void Every_version_says_that_a_line_is_offline(string file, string command, int answer)
    {
        Mwan3Status[] lines = Read(Text(file, command, answer));
        Assert.Equal((Mwan3LineStatus.Online, Mwan3LineStatus.Offline), (lines[0].Status, lines[1].Status));
        Assert.Equal(["balance 100%"], Shares(lines[0]));
        Assert.Equal(["balance 0%", "wan2_only 0%"], Shares(lines[1]));
        Assert.Null(lines[0].Problem);
        Assert.Contains("Test-WanConnectivity wan2", lines[1].Problem, StringComparison.Ordinal);
        Assert.Null(lines[1].OnlineTime);
    }

    [Fact]
    public void The_time_online_is_that_of_mwan3()
    {
        Assert.Equal(TimeSpan.FromSeconds(23), Read(Text("07-two-lines-ubus-mwan3-status.json"))[0].OnlineTime);
        Assert.Null(Read(Text("19-mwan3-openwrt-18.06.txt", All))[0].OnlineTime);
        Assert.Equal(TimeSpan.FromSeconds(9), Read("""{"interfaces":{"wan":{"downtime":0,"uptime":9,"status":"online","running":true}}}""")[0].OnlineTime);
    }

    [Fact]
    public void Mwan3_2_12_before_the_first_round_prints_what_is_no_number()
    {
        Mwan3Status wan = Read("""
            {
            	"interfaces": {
            		"wan": {
            			"age": nan,
            			"online": nan,
            			"uptime": 3,
            			"status": "unknown",
            			"enabled": true,
            			"tracking": "down",
            			"track_ip": [
            				{ "ip": "223.5.5.5", "status": "unknown", "latency": nan, "packetloss": nan }
            			]
            		}
            	}
            }
            """)[0];
        Assert.Equal((Mwan3LineStatus.Unknown, Mwan3Tracking.Down, null), (wan.Status, wan.Tracking, wan.OnlineTime));
        Assert.Contains("tracker", wan.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Latency_and_loss_are_there_where_mwan3_measures_them()
    {
        string measured = TwoLines.Replace("config interface 'wan'\n", "config interface 'wan'\n\toption check_quality '1'\n", StringComparison.Ordinal);
        Mwan3Status wan = Read("""{"interfaces":{"wan":{"status":"online","running":true,"track_ip":[{"ip":"223.5.5.5","status":"up","latency":12,"packetloss":5}]}}}""", measured)[0];
        Assert.Equal((12, 5), (wan.Target[0].LatencyMs, wan.Target[0].LossPercent));
        Assert.Equal(Mwan3TargetStatus.Unknown, wan.Target[1].Status);
    }

    [Fact]
    public void A_target_that_does_not_answer_has_no_latency()
    {
        string measured = TwoLines.Replace("config interface 'wan'\n", "config interface 'wan'\n\toption check_quality '1'\n", StringComparison.Ordinal);
        Mwan3Status wan = Read("""{"interfaces":{"wan":{"status":"online","running":true,"track_ip":[{"ip":"223.5.5.5","status":"down","latency":999999,"packetloss":100}]}}}""", measured)[0];
        Assert.Equal((null, 100), (wan.Target[0].LatencyMs, wan.Target[0].LossPercent));
    }

    [Theory]
    [InlineData("connecting", Mwan3LineStatus.Connecting, 0)]
    [InlineData("disconnecting", Mwan3LineStatus.Disconnecting, 50)]
    [InlineData("offline", Mwan3LineStatus.Offline, 0)]
    [InlineData("disabled", Mwan3LineStatus.Disabled, 0)]
    [InlineData("what_is_this", Mwan3LineStatus.Unknown, 0)]
    public void A_line_carries_traffic_until_it_is_offline(string word, Mwan3LineStatus status, double percent)
    {
        Mwan3Status wan = Read($$$$"""{"interfaces":{"wan":{"status":"{{{{word}}}}","running":true},"wan2":{"status":"online","running":true}}}""")[0];
        Assert.Equal(status, wan.Status);
        Assert.Equal(percent, wan.Share.Single(share => share.Policy == "balance").Percent);
        Assert.NotNull(wan.Problem);
    }

    [Fact]
    public void A_line_without_targets_counts_as_online_while_its_interface_is_up()
    {
        const string Said = """{"interfaces":{"wan":{"status":"unknown","tracking":"disabled","up":false},"wan2":{"status":"unknown","tracking":"disabled"}}}""";
        Mwan3Status[] lines = [.. Mwan3Statuses.Read(State(Balanced(2), ("mwan3-status", Said), ("interfaces", Netifd(("wan", true, 10), ("wan2", false, 20)))))];
        Assert.Equal((Mwan3LineStatus.Online, Mwan3Tracking.Disabled, null), (lines[0].Status, lines[0].Tracking, lines[0].Problem));
        Assert.Equal(["balanced 100%"], Shares(lines[0]));
        Assert.Equal(Mwan3LineStatus.Disabled, lines[1].Status);
        Assert.Contains("Start-WanInterface wan2", lines[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_does_not_run_is_the_problem_of_every_line()
    {
        Mwan3Status[] lines = [.. Mwan3Statuses.Read(State(TwoLines, ("mwan3-service", "enabled\n")))];
        Assert.All(lines, line => Assert.Equal((Mwan3LineStatus.Unknown, Mwan3Tracking.Unknown), (line.Status, line.Tracking)));
        Assert.All(lines, line => Assert.Contains("not running", line.Problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_the_package_there_is_an_error()
    {
        Dictionary<string, string> parts = Parts(TwoLines);
        parts.Remove("mwan3-service");
        Assert.Equal(ErrorId.PackageMissing, Assert.Throws<MultiDialException>(() => Mwan3Statuses.Read(States.Of(parts)).ToArray()).Id);
    }

    [Theory]
    [InlineData("option enabled '0'", "Set-Mwan3Interface wan -Enabled $true")]
    [InlineData("option reliability '3'", "can never be online")]
    public void The_configuration_of_a_line_can_be_the_problem(string option, string problem)
    {
        string text = TwoLines.Replace("config interface 'wan'\n\toption enabled '1'\n", $"config interface 'wan'\n\t{option}\n" + (option.Contains("enabled", StringComparison.Ordinal) ? "" : "\toption enabled '1'\n"), StringComparison.Ordinal)
            .Replace("\toption reliability '1'\n", "", StringComparison.Ordinal);
        Assert.Contains(problem, Read("""{"interfaces":{"wan":{"status":"offline","running":true}}}""", text)[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_one_metric_are_a_problem_of_both()
    {
        Mwan3Status[] lines = [.. Mwan3Statuses.Read(State(
            TwoLines, ("mwan3-status", Text("07-two-lines-ubus-mwan3-status.json")), ("interfaces", Netifd(("wan", true, 0), ("wan2", true, 0)))))];
        Assert.Contains("Set-WanInterface wan2 -Metric ", lines[0].Problem, StringComparison.Ordinal);
        Assert.Contains("same metric 0", lines[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_no_network_interface_is_named()
    {
        Mwan3Status line = Read("""{"interfaces":{"gone":{"status":"unknown","up":false}}}""", "config interface 'gone'\n\toption enabled '1'\n")[0];
        Assert.Contains("no network interface 'gone'", line.Problem, StringComparison.Ordinal);
    }

    private static Mwan3Status[] Read(string status, string? mwan3 = null) =>
        [.. Mwan3Statuses.Read(State(mwan3 ?? TwoLines, ("mwan3-status", status)))];

    private static string[] Shares(Mwan3Status line) => [.. line.Share.Select(share => share.ToString())];

    private static string Text(string file, string command = "", int answer = 0) =>
        command.Length == 0 ? Recording.Text(file) : Recording.Answer(file, command, answer);
}
