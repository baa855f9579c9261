using System.Management.Automation;
using System.Xml.Linq;
using MultiDial.Tests.Verification;

namespace MultiDial.Tests.Report;

/// <summary>Export-MultiDialReport: what it asks, and what becomes of the file.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private const string Answer = "3 packets transmitted, 3 packets received, 0% packet loss\nround-trip min/avg/max = 10.1/12.5/14.9 ms\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("multidial-report").FullName;
    private readonly Engine _engine = new();
    private readonly CheckedRouter _router = new(("config/network", "\toption macaddr '02:00:00:00:00:10'\n", ""));

    public ReportCommandTests()
    {
        _router.Parts["interfaces"] = _router.Parts["interfaces"].Replace("\"up\":true", "\"up\":true,\"ipv4-address\":[{\"address\":\"100.64.0.7\",\"mask\":20}]", StringComparison.Ordinal);
        _router.Parts["ping/wan/1.1.1.1"] = _router.Parts["ping/wan2/223.5.5.5"] = Answer;
        _router.Parts["masquerade/wan"] = Answer;
        _router.Parts["mwan3-status"] = """{ "interfaces": { "wan": { "status": "online", "enabled": true, "running": true, "tracking": "active", "up": true, "uptime": 5, "online": 5 } } }""";
        _router.Parts["public/wan"] = "203.0.113.7";
        _router.Parts["latency"] = "wan 0 12.5\nwan2 0 5\nwan 2 13.5\nwan 0 99\nwan 3 1\nwan x 1\nelse 1 1\n";
    }

    private string File => Path.Combine(_folder, "report.html");

    public void Dispose()
    {
        _engine.Dispose();
        _router.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void It_asks_the_router_and_writes_the_page()
    {
        Assert.Empty(Run($"$router | Export-MultiDialReport '{File}'"));
        XElement page = Page();
        Assert.Equal("MultiDial report: router", page.Element("head")!.Element("title")!.Value);
        Assert.Equal(["✓ Carries traffic", "! For the router only"], page.Descendants("td").Where(cell => cell.Attribute("data-label")?.Value == "State").Select(cell => cell.Value));
        Assert.Contains("203.0.113.7", page.Value, StringComparison.Ordinal);
        Assert.Equal(["! Warning veth0"], page.Descendants("h4").Select(head => head.Value));
        Assert.StartsWith("Set-MacvlanDevice veth0 -MacAddress ", page.Descendants("code").First().Value, StringComparison.Ordinal);
        Assert.Empty(page.Descendants("figure"));
    }

    [Fact]
    public void With_a_duration_it_watches_the_latency_by_the_target_that_answered_best()
    {
        Run($"$router | Export-MultiDialReport '{File}' -Duration 3");
        Assert.Equal(
            ["wan Median 13.5 ms, longest 13.5 ms to 1.1.1.1. Lost pings: 1 of 3.", "wan2 Median 5.0 ms, longest 5.0 ms to 223.5.5.5. Lost pings: 2 of 3."],
            Page().Descendants("figcaption").Select(words => words.Value));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.5")]
    [InlineData("25h")]
    public void A_duration_that_is_too_short_or_too_long_is_refused(string duration)
    {
        Assert.Equal("InvalidValue", Refused($"$router | Export-MultiDialReport '{File}' -Duration {duration}"));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_and_given_if_it_is_asked_for()
    {
        System.IO.File.WriteAllText(File, new string('x', 1_000_000));
        Assert.Equal(File, Assert.IsType<FileInfo>(Assert.Single(Run($"$router | Export-MultiDialReport '{File}' -PassThru")).BaseObject).FullName);
        Assert.NotNull(Page());
    }

    [Fact]
    public void The_path_is_PowerShells() => Assert.Equal(File, ((FileInfo)Run($"Set-Location '{_folder}'; $router | Export-MultiDialReport ./report.html -PassThru").Single().BaseObject).FullName);

    [Theory]
    [InlineData("none/report.html", "NotFound")]
    [InlineData(".", "InvalidValue")]
    public void A_path_that_is_of_no_use_is_an_error(string path, string id) => Assert.Equal(id, Refused($"$router | Export-MultiDialReport '{_folder}/{path}'"));

    [Fact]
    public void What_if_asks_and_writes_nothing()
    {
        int before = _router.Session.CommandCount;
        Run($"$router | Export-MultiDialReport '{File}' -WhatIf");
        Assert.Equal(before, _router.Session.CommandCount);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void Routers_that_can_be_asked_are_on_the_page_and_the_others_are_errors()
    {
        using CheckedRouter other = new();
        using CheckedRouter broken = new();
        broken.Parts["config/network"] = "config 'x";
        object[] sessions = [_router.Session, broken.Session, other.Session];
        Assert.Equal("UnreadableConfiguration", Refused($"$router | Export-MultiDialReport '{File}'", sessions));
        Assert.Equal(2, Page().Descendants("article").Count());
        System.IO.File.Delete(File);
        Assert.Equal("UnreadableConfiguration", Refused($"$router | Export-MultiDialReport '{File}'", broken.Session));
        Assert.False(System.IO.File.Exists(File));
    }

    // Whatever the routers of the field are like.
    [Theory]
    [MemberData(nameof(Field))]
    public void Any_router_has_a_report(string name)
    {
        FakeRouter router = Tests.Field.FieldRouter.Of(name);
        using var engine = new Engine(router);
        engine.Run($"Export-MultiDialReport '{File}'");
        if (engine.Errors.Count > 0)
        {
            Assert.All(engine.Errors, error => Assert.StartsWith("UnreadableConfiguration,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
            return;
        }

        Assert.Single(Page().Descendants("article"));
    }

    public static TheoryData<string> Field => [.. Directory.GetDirectories(Recording.PathOf("field")).Select(folder => Path.GetFileName(folder))];

    private XElement Page() => XDocument.Parse(System.IO.File.ReadAllText(File), LoadOptions.PreserveWhitespace).Root!;

    private PSObject[] Run(string script)
    {
        PSObject[] output = [.. _engine.Run(script, ("router", _router.Session))];
        Assert.Equal([], _engine.Errors.Select(error => error.ToString()));
        return output;
    }

    private string Refused(string script, params object[] routers)
    {
        _engine.Clear();
        _engine.Run(script, ("router", routers.Length > 0 ? routers : _router.Session));
        return Assert.Single(_engine.Errors).FullyQualifiedErrorId.Split(',')[0];
    }
}
