using System.Globalization;
using System.Text;
using System.Xml.Linq;
using MultiDial.Texts;

namespace MultiDial.Report;

/// <summary>The page: one HTML file that needs nothing besides, and runs nothing.</summary>
internal static class ReportPage
{
    // A browser takes neither scripts nor anything from elsewhere, whatever else were in the page.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private const string Styles = "report.css";

    // What there is to say of a router. A part that has nothing to say is left out.
    private static readonly Func<RouterReport, string, XElement?>[] s_parts =
        [TopologyPicture.Part, ShareTable.Part, LineTable.Part, FindingList.Part, LatencyChart.Part];

    /// <summary>Makes the page.</summary>
    /// <param name="reports">The routers, in the order of the page.</param>
    internal static string Make(IReadOnlyList<RouterReport> reports)
    {
        XElement page = Html.Of(
            "html",
            Html.Is("lang", Text.ReportLanguage),
            Html.Of(
                "head",
                Html.Of("meta", Html.Is("charset", "utf-8")),
                Html.Of("meta", Html.Is("http-equiv", "Content-Security-Policy"), Html.Is("content", Policy)),
                Html.Of("meta", Html.Is("name", "viewport"), Html.Is("content", "width=device-width,initial-scale=1")),
                Html.Of("title", Title(reports)),
                new XElement("style", Style())),
            Html.Of(
                "body",
                Html.Of("header", Html.Of("h1", Title(reports)), Html.Of("p", Time(reports.Max(report => report.Time))), Contents(reports)),
                Html.Of("main", reports.Select((report, index) => Section(report, Prefix(index)))),
                Html.Of("footer", Html.Of("p", Text.ReportPrivacy))));
        return new XDocument(new XDocumentType("html", null, null, null), page).ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static string Title(IReadOnlyList<RouterReport> reports) => Text.ReportTitle.With(string.Join(", ", reports.Select(report => report.Session.Name)));

    private static XElement Time(DateTimeOffset time) => Html.Of(
        "time", Html.Is("datetime", time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)), Text.ReportMade.With(time));

    // Of each router, so that ids are told apart.
    private static string Prefix(int index) => string.Create(CultureInfo.InvariantCulture, $"router{index + 1}");

    private static XElement? Contents(IReadOnlyList<RouterReport> reports) => reports.Count == 1 ? null : Html.Of(
        "nav",
        Html.Is("aria-label", Text.ReportRouters),
        Html.Of("ul", reports.Select((report, index) => Html.Of("li", Html.Of("a", Html.Is("href", "#" + Prefix(index)), report.Session.Name)))));

    private static XElement Section(RouterReport report, string prefix) => Html.Of(
        "article",
        Html.Is("id", prefix),
        Html.Is("aria-labelledby", prefix + "-name"),
        Html.Of("h2", Html.Is("id", prefix + "-name"), report.Session.Name),
        Summary(report),
        s_parts.Select(part => part(report, prefix)));

    private static XElement Summary(RouterReport report) => Html.Of(
        "dl",
        Fact(Text.ReportLinesThatWork, Text.ReportOf.With(report.Lines.Count(line => line.Verdict == LineLevel.Works), report.Lines.Count)),
        Fact(Text.ReportErrors, Count(report, FindingSeverity.Error)),
        Fact(Text.ReportWarnings, Count(report, FindingSeverity.Warning)),
        Fact(Text.ReportRouter, report.System.Name),
        Fact(Text.ReportBoard, report.System.Board),
        Fact("OpenWrt", report.System.Release),
        Fact("mwan3", report.System.Mwan3Version));

    private static XElement Fact(string name, string? value) => Html.Of("div", Html.Of("dt", name), Html.Of("dd", value ?? LineWords.Nothing));

    private static string Count(RouterReport report, FindingSeverity severity) => Html.Number(report.Findings.Count(finding => finding.Severity == severity));

    private static string Style()
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(Styles)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
