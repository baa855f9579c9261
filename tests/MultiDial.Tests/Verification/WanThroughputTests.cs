using MultiDial.Errors;
using MultiDial.Tests.Mwan3;
using MultiDial.Verification.Throughput;

namespace MultiDial.Tests.Verification;

/// <summary>What Measure-WanThroughput makes of what the router counts, and what it asks of the router.</summary>
public sealed class WanThroughputTests : Mwan3Engine
{
    private const string Downloads = "Measure-WanThroughput -Uri http://files.example/big";

    private const string Netifd = """
        { "interface": "NAME", "up": true, "uptime": 60, "device": "DEVICE", "l3_device": "DEVICE", "proto": "dhcp", "metric": 10,
          "ipv4-address": [ { "address": "ADDRESS", "mask": 24 } ], "route": [ { "target": "0.0.0.0", "mask": 0, "nexthop": "100.64.0.1" } ] }
        """;

    public WanThroughputTests()
    {
        Router.Parts["interfaces"] = $"{{ \"interface\": [ {Line("wan", "eth0.2", "100.64.0.8")}, {Line("wan2", "veth2", "100.64.0.9")} ] }}";
        Router.Parts["links"] = "eth0.2|||02:00:00:00:00:01|0x1003|9|9\nveth2|macvlan|eth0.2|02:00:00:00:00:02|0x1003|9|9\n";
        Router.Parts["config/firewall"] = States.ModernFirewall.Replace("\tlist network 'wan6'", "\tlist network 'wan2'", StringComparison.Ordinal);

        // Of one line, and of both: before the downloads, when they have begun, and then each second.
        Router.Parts["samples"] = "10.00 5000\n11.00 9000000\n12.00 10250000\n13.00 11500000\n20.00 100 200\n21.00 100000 200000\n22.00 1350000 1450000\n23.00 2600000 2700000\n";
        Router.Parts["well/wan"] = Router.Parts["well/wan2"] = "";
    }

    [Fact]
    public void Rates_are_bits_of_the_time_after_all_downloads_have_begun()
    {
        WanThroughput[] lines = Measure(Downloads);
        Assert.Equal(["wan eth0.2 10000000 10000000 2 Stacks 1 ", "wan2 veth2 10000000 10000000 2 Stacks 1 "],
            lines.Select(line => FormattableString.Invariant($"{line.Interface} {line.Device} {line.BitsPerSecondAlone} {line.BitsPerSecondTogether} {line.StackingFactor} {line.Verdict} {line.SuggestedWeight} {line.Reason}")));
        Assert.Equal([11_495_000 + 2_599_900, 11_495_000 + 2_699_800], lines.Select(line => line.ReceivedBytes));
    }

    [Fact]
    public void Where_there_is_time_the_first_second_does_not_count()
    {
        Router.Parts["samples"] = "10 0\n11 100\n12 200\n13 1250200\n14 2500200\n";
        Assert.Equal((10_000_000, 2_500_200), Assert.Single(Measure(Downloads + " -Interface wan")) is var line ? (line.BitsPerSecondAlone, line.ReceivedBytes) : default);
    }

    [Fact]
    public void The_router_is_told_each_line_with_the_devices_whose_bytes_are_not_its_own()
    {
        Measure(Downloads + ", http://5.6.7.8/a?b=*' -Duration 20 -Connection 3 -MaximumBytes 8000000".Replace("*'", "*%27", StringComparison.Ordinal));
        string[] calls = [.. Router.Scripts.SelectMany(script => script.Split('\n')).Where(line => line.StartsWith("measure_run", StringComparison.Ordinal))];
        const string Uris = "'http://files.example/big http://5.6.7.8/a?b=*%27' 'files.example 5.6.7.8'";
        const string Wan = "'wan' 'eth0.2' '100.64.0.1' '100.64.0.8' 'veth2'", Wan2 = "'wan2' 'veth2' '100.64.0.1' '100.64.0.9' ''";
        Assert.Equal([$"measure_run '20' '2000000' '3' {Uris} {Wan}", $"measure_run '20' '2000000' '3' {Uris} {Wan2}", $"measure_run '20' '4000000' '3' {Uris} {Wan} {Wan2}"], calls);
    }

    [Fact]
    public void One_line_has_no_verdict()
    {
        WanThroughput line = Assert.Single(Measure("'wan2' | " + Downloads));
        Assert.Equal((10_000_000, null, null, null, 1), (line.BitsPerSecondAlone, line.BitsPerSecondTogether, line.StackingFactor, line.Verdict, line.SuggestedWeight));
    }

    [Fact]
    public void A_line_through_which_nothing_comes_says_why_and_is_left_out_of_the_rest()
    {
        Router.Parts.Remove("well/wan");
        Router.Parts["said/wan"] = "Downloading 'http://files.example/big'\r\u001B[2JHTTP error 404\n";
        WanThroughput[] lines = Measure(Downloads);
        Assert.Equal((0, null, @"Nothing came through the line; the last download ended with: '\x1B[2JHTTP error 404'."), (lines[0].BitsPerSecondAlone, lines[0].SuggestedWeight, lines[0].Reason));
        Assert.Equal((10_000_000, null), (lines[1].BitsPerSecondAlone, lines[1].Verdict));
    }

    [Fact]
    public void A_line_that_is_down_is_not_measured()
    {
        Router.Parts["interfaces"] = Router.Parts["interfaces"].Replace("\"wan2\", \"up\": true", "\"wan2\", \"up\": false", StringComparison.Ordinal);
        WanThroughput[] lines = Measure(Downloads + " -Interface wan, wan2");
        Assert.Equal((null, null), (lines[1].BitsPerSecondAlone, lines[1].Verdict));
        Assert.StartsWith("The line is down. ", lines[1].Reason, StringComparison.Ordinal);
        Assert.Equal(10_000_000, lines[0].BitsPerSecondAlone);
    }

    [Theory]
    [InlineData("cpu0 100 0 0 100 0 0 0\ncpu1 0 0 0 0 0 0 0\ncpu0 300 0 0 101 0 0 0\ncpu1 0 0 0 200 0 0 0", true)]
    [InlineData("cpu0 100 0 0 100 0 0 0\ncpu0 200 0 0 150 0 0 0", false)]
    [InlineData("cpu0 100 0 0 100 0 0 0", false)]
    [InlineData("cpu0 x", false)]
    public void A_core_that_has_no_time_left_is_named(string processor, bool isBusy)
    {
        Router.Parts["processor"] = processor;
        Assert.All(Measure(Downloads), line => Assert.Equal(isBusy, line.Reason?.Contains("processor", StringComparison.Ordinal) == true));
    }

    [Theory]
    [InlineData("100 100", "100 100", 2, WanThroughputVerdict.Stacks, "1 1")]
    [InlineData("100 100", "60 45", 1.05, WanThroughputVerdict.Limited, "1 1")]
    [InlineData("100 100", "80 70", 1.5, WanThroughputVerdict.Stacks, "1 1")]
    [InlineData("100 10", "95 5", 1, WanThroughputVerdict.Limited, "10 1")]
    [InlineData("100 10", "99 8", 1.07, WanThroughputVerdict.Stacks, "10 1")]
    [InlineData("97 100 48", "97 99 48", 2.44, WanThroughputVerdict.Stacks, "2 2 1")]
    [InlineData("1000 1", "1000 1", 1, WanThroughputVerdict.Stacks, "10 1")]
    public void What_adds_up_stacks_and_weights_fit_the_rates(string alone, string together, double factor, WanThroughputVerdict verdict, string weights)
    {
        WanInterface[] lines = [.. alone.Split(' ').Select((_, index) => new WanInterface(Router.Session, $"line{index}") { Up = true, L3Device = "d", Address = "1.2.3.4/24" })];
        var each = lines.Zip(Numbers(alone)).ToDictionary(pair => pair.First.Name, pair => new Measurement([pair.Second], [0], [""], false));
        WanThroughput[] found = ThroughputTest.Judge(Router.Session, lines, each, lines, new Measurement(Numbers(together), Numbers(together), [.. lines.Select(_ => "")], false));
        Assert.All(found, line => Assert.Equal((factor, verdict), (line.StackingFactor, line.Verdict)));
        Assert.Equal(weights, string.Join(' ', found.Select(line => line.SuggestedWeight)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.00 1\n")]
    [InlineData("now 1\nthen 2\n10 x\n11 99999999999999999999\n")]
    public void An_answer_without_sense_is_no_rate(string samples)
    {
        Router.Parts["samples"] = samples;
        Assert.All(Measure(Downloads), line => Assert.Equal((0, 0), (line.BitsPerSecondAlone, line.ReceivedBytes)));
    }

    [Theory]
    [InlineData("Measure-WanThroughput -Uri ftp://files.example/big", "ftp://files.example/big")]
    [InlineData("Measure-WanThroughput -Uri files.example", "files.example")]
    [InlineData("Measure-WanThroughput -Uri 'http://[2001:db8::1]/big'", "http://[2001:db8::1]/big")]
    [InlineData("Measure-WanThroughput -Uri http://files.example/big -Duration 1", "00:00:01")]
    public void What_cannot_be_measured_is_refused_before_the_router_is_asked(string script, string target)
    {
        Run(script, ErrorId.InvalidValue);
        Assert.Equal(target, Errors.Single().TargetObject.ToString());
        Assert.Empty(Router.Scripts);
    }

    [Fact]
    public void A_line_that_is_not_there_is_not_found() => Run(Downloads + " -Interface nosuch", ErrorId.NotFound);

    [Fact]
    public void What_is_found_goes_on_to_what_takes_lines() =>
        Assert.Equal(["wan", "wan2"], Run(Downloads + " | Get-WanInterface").Select(line => ((WanInterface)line.BaseObject).Name));

    private static string Line(string name, string device, string address) =>
        Netifd.Replace("NAME", name, StringComparison.Ordinal).Replace("DEVICE", device, StringComparison.Ordinal).Replace("ADDRESS", address, StringComparison.Ordinal);

    private static long[] Numbers(string text) => [.. text.Split(' ').Select(long.Parse)];

    private WanThroughput[] Measure(string script) => [.. Run(script).Select(line => (WanThroughput)line.BaseObject)];
}
