using System.Text.RegularExpressions;
using System.Xml.Linq;
using MultiDial.Report;

namespace MultiDial.Tests.Report;

/// <summary>What is on the page, as its text has it.</summary>
public sealed partial class ReportPageTests
{
    private const string Script = "<script>alert('1')</script>&amp;\"";

    private static readonly XElement s_page = Page(SampleReport.Of());

    [Fact]
    public void It_shows_each_line_with_its_state_and_what_is_wrong()
    {
        XElement[] lines = [.. Part("Lines").Element("table")!.Elements("tbody")];
        Assert.Equal(["wan", "wan2", "wan3", "wan4"], lines.Select(line => line.Descendants("th").Single().Value));
        Assert.Equal(["✓ Carries traffic", "✓ Carries traffic", "! For the router only", "✕ Carries nothing"], lines.Select(line => Cell(line, "State")));
        Assert.Equal(["Online", "Disconnecting", "Online", "Offline"], lines.Select(line => Cell(line, "mwan3")));
        Assert.Equal(["eth0.2", "veth1 on eth0.2", "veth2 on eth0.2", "veth3 on eth0.2"], lines.Select(line => Cell(line, "Device")));
        Assert.Equal(["100.64.2.23/20", "100.64.1.23/20", "100.64.2.23/20", "–"], lines.Select(line => Cell(line, "Address")));
        Assert.Equal(["203.0.113.2", "203.0.113.1", "203.0.113.2", "–"], lines.Select(line => Cell(line, "Address on the internet")));
        Assert.Equal(["12.4 ms", "38.2 ms (33.3 % lost)", "14.1 ms", "–"], lines.Select(line => Cell(line, "Latency")));
        Assert.EndsWith("To start it: Start-WanInterface wan4", lines[3].Descendants("td").Last().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void It_begins_with_what_matters_most() => Assert.Equal(
        ["Lines that carry traffic: 2 of 4", "Errors found: 1", "Warnings found: 1", "Router: OpenWrt", "Board: xiaomi,mi-router-3g", "OpenWrt: 24.10.2", "mwan3: 2.11.16"],
        s_page.Descendants("dl").Single().Elements("div").Select(fact => $"{fact.Element("dt")!.Value}: {fact.Element("dd")!.Value}"));

    [Fact]
    public void It_shows_the_share_that_is_wanted_beside_the_one_that_is()
    {
        XElement[] policies = [.. Part("Shares of the traffic").Descendants("table")];
        Assert.Equal(["Policy balanced", "Policy spare"], policies.Select(policy => policy.Element("caption")!.Value));
        Assert.Equal(["wan 40 % 50 %", "wan2 20 % 25 %", "wan3 20 % 25 %", "wan4 20 % 0 %"], Rows(policies[0]));
        Assert.Equal(["wan 50 % –", "wan4 50 % –"], Rows(policies[1]));
        Assert.Equal(["40%", "50%"], policies[0].Descendants("rect").Take(2).Select(bar => bar.Attribute("width")!.Value));
        Assert.Equal(2, policies[1].Descendants("rect").Count());
    }

    [Fact]
    public void It_shows_each_finding_with_what_helps()
    {
        XElement[] findings = [.. Part("What is wrong in the configuration, and what helps").Descendants("li")];
        Assert.Equal(["✕ Error wan3", "! Warning defaults", "i Information miniupnpd"], findings.Select(finding => finding.Element("h4")!.Value));
        Assert.Equal("Set-WanInterface wan3 -Zone wan", findings[0].Element("pre")!.Value);
    }

    [Fact]
    public void It_draws_the_way_and_says_it_in_words()
    {
        XElement picture = Part("The way of the traffic").Element("svg")!;
        Assert.Equal("From the internet by the provider and the WAN cable, over the lines (4: wan, wan2, wan3, wan4), to the router and its LAN.", picture.Element("desc")!.Value);
        string[] texts = [.. picture.Descendants("text").Select(text => text.Value)];
        Assert.Equal(["Internet", "Provider", "100.64.0.1", "WAN cable", "eth0.2", "Router", "OpenWrt", "LAN", "192.168.1.1/24"], texts[^9..]);
        Assert.Equal(["wan", "wan2", "wan3", "wan4"], picture.Descendants("text").Where(text => text.Attribute("class")!.Value == "name" && text.Value.StartsWith("wan", StringComparison.Ordinal)).Select(text => text.Value));
        Assert.Equal(1, picture.Elements("path").Count(wire => wire.Attribute("class")!.Value == "cut"));
    }

    [Fact]
    public void It_draws_the_latency_and_says_it_in_words()
    {
        XElement[] figures = [.. Part("Latency over time").Descendants("figure")];
        Assert.Equal("wan Median 12.8 ms, longest 35.9 ms to 1.1.1.1. Lost pings: 0 of 120.", figures[0].Element("figcaption")!.Value);
        Assert.EndsWith("Lost pings: 9 of 120.", figures[1].Element("figcaption")!.Value, StringComparison.Ordinal);
        Assert.Equal([0, 9], figures[..2].Select(figure => Strokes(figure, "lost")));
        Assert.Equal([1, 4], figures[..2].Select(figure => Strokes(figure, "curve")));
        Assert.All(figures, figure => Assert.Equal(["0", "50", "100 ms", "0 s", "120 s"], figure.Descendants("text").Select(text => text.Value)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(9999999.9)]
    public void Any_latency_is_drawn_within_its_chart(double? time)
    {
        RouterReport report = SampleReport.Of();
        LineReport line = report.Lines[0] with { Latency = new("1.1.1.1", TimeSpan.FromSeconds(144), [time, time]) };
        XElement chart = Page(report with { Lines = [line] }).Descendants("figure").Single();
        Assert.All(chart.Descendants("path").SelectMany(path => Coordinate().Matches(path.Attribute("d")!.Value)), point => Assert.InRange(double.Parse(point.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), 0, 150));
        Assert.Equal(time is null ? "wan None of 2 pings to 1.1.1.1 got an answer." : $"wan Median {LineWords.Milliseconds(time)}, longest {LineWords.Milliseconds(time)} to 1.1.1.1. Lost pings: 0 of 2.", chart.Element("figcaption")!.Value);
    }

    [Fact]
    public void Of_a_router_with_nothing_to_show_it_says_so()
    {
        RouterReport empty = SampleReport.Of() with { LanAddress = null, Lines = [], Policies = [], Findings = [] };
        Assert.Equal(["Lines", "What is wrong in the configuration, and what helps"], Page(empty).Descendants("h3").Select(head => head.Value));
        Assert.Equal(["The router has no line to the internet.", "Nothing was found that keeps lines from carrying traffic."], Page(empty).Descendants("section").Elements("p").Select(words => words.Value));
    }

    [Fact]
    public void Several_routers_are_on_one_page()
    {
        XElement page = Page(SampleReport.Of(), SampleReport.Of("office"));
        Assert.Equal("MultiDial report: home, office", page.Descendants("h1").Single().Value);
        Assert.Equal(page.Descendants("article").Select(router => "#" + router.Attribute("id")!.Value), page.Descendants("a").Select(link => link.Attribute("href")!.Value));
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Distinct(ids);
        Assert.Subset(ids.ToHashSet(), page.Descendants().Attributes("aria-labelledby").SelectMany(named => named.Value.Split(' ')).ToHashSet());
        Assert.Empty(s_page.Descendants("nav"));
    }

    [Theory]
    [InlineData(Script)]
    [InlineData("宽带二号")]
    [InlineData("]]><!-- \u202E\u0000\u001B[31m\uFFFE{half} -->")]
    public void What_others_have_written_stays_text(string name)
    {
        // What is stored with a test cannot have half a character.
        name = name.Replace("{half}", "\uD800", StringComparison.Ordinal);
        RouterReport report = SampleReport.Of(name, name), hostile = report with
        {
            LanAddress = name,
            System = new OpenWrtSystem(report.Session, name) { Board = name, Release = name, Mwan3Version = name },
            Policies = [new PolicyReport(name, [(name, 100, 100)])],
            Findings = [new ConfigurationFinding(report.Session, FindingId.Upnp, FindingSeverity.Error, name, name, name)],
            Lines = [.. report.Lines.Select(line => line with { Parent = name, Problems = [name] })],
        };
        string text = ReportPage.Make([hostile]);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"[\u0000-\u0009\u000B-\u001F\u202E\uFFFE\uD800-\uDFFF]", text);
        string shown = name.Contains('\0', StringComparison.Ordinal) ? @"]]><!-- \u202E\x00\x1B[31m" + "\uFFFD" + @"\uD800 -->" : name;
        XElement page = Parse(text);
        Assert.Equal(shown, page.Descendants("code").Single().Value);
        Assert.Equal(shown, page.Descendants("h2").Single().Value);
        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.DescendantNodes().OfType<XComment>());
    }

    [Fact]
    public void It_needs_nothing_besides_and_runs_nothing()
    {
        string text = ReportPage.Make([SampleReport.Of()]);
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'", s_page.Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value);
        Assert.DoesNotMatch(@"(?i)url\(|@import|https?:|\bsrc=|\bon\w+=|javascript:", text);
        Assert.Contains("<style>" + s_page.Descendants("style").Single().Value + "</style>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_a_page_in_the_language_of_its_texts()
    {
        Assert.Matches("^<!DOCTYPE html ?><html lang=\"en\"><head><meta charset=\"utf-8\" />", ReportPage.Make([SampleReport.Of()]));
        Assert.Equal("2026-11-28T08:30:00+08:00 As of 2026-11-28 08:30:00 +08:00.", $"{s_page.Descendants("time").Single().Attribute("datetime")!.Value} {s_page.Descendants("time").Single().Value}");
        Assert.Equal(["h1", "h2", "h3", "h3", "h3", "h3", "h4", "h4", "h4", "h3"], s_page.Descendants().Select(element => element.Name.LocalName).Where(name => Heading().IsMatch(name)));
    }

    private static XElement Page(params RouterReport[] reports) => Parse(ReportPage.Make(reports));

    private static XElement Parse(string text) => XDocument.Parse(text, LoadOptions.PreserveWhitespace).Root!;

    private static XElement Part(string head) => s_page.Descendants("section").Single(section => section.Element("h3")!.Value == head);

    private static string Cell(XElement line, string name) => line.Descendants("td").Single(cell => cell.Attribute("data-label")?.Value == name).Value;

    private static IEnumerable<string> Rows(XElement table) => table.Element("tbody")!.Elements("tr").Select(row => string.Join(' ', row.Elements().Select(cell => cell.Value)));

    private static int Strokes(XElement figure, string kind) => figure.Descendants("path").Single(path => path.Attribute("class")!.Value == kind).Attribute("d")!.Value.Count(c => c == 'M');

    [GeneratedRegex(@"[ML]\S+ (-?[\d.E+]+)")]
    private static partial Regex Coordinate();

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex Heading();
}
