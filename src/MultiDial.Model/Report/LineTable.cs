using System.Xml.Linq;
using MultiDial.Texts;

namespace MultiDial.Report;

/// <summary>The lines of a router, with what is wrong with each. On a narrow screen each row is a card.</summary>
internal static class LineTable
{
    private const int Columns = 7;

    internal static XElement? Part(RouterReport report, string prefix) => Html.Of(
        "section",
        Html.Of("h3", Text.ReportLines),
        report.Lines.Count == 0 ? Html.Of("p", Text.ReportNoLines) : Html.Of(
            "table",
            Html.Is("class", "cards"),
            Html.Of("caption", Text.ReportLinesCaption),
            Html.Of("thead", Html.Of("tr", Heads())),
            report.Lines.Select(Rows)));

    private static IEnumerable<XElement> Heads() =>
        new[] { Text.ReportLine, Text.ReportState, "mwan3", Text.ReportDevice, Text.ReportAddress, Text.ReportPublicAddress, Text.ReportLatency }
            .Select(name => Html.Of("th", Html.Is("scope", "col"), name));

    // A body for each line, as what is wrong with it is a row of its own.
    private static XElement Rows(LineReport line) => Html.Of(
        "tbody",
        Html.Of(
            "tr",
            Html.Of("th", Html.Is("scope", "row"), line.Line.Name),
            Cell(Text.ReportState, LineWords.Mark(LineWords.Sign(line.Verdict), LineWords.Of(line.Verdict))),
            Cell("mwan3", LineWords.Of(line.Status)),
            Cell(Text.ReportDevice, Device(line)),
            Cell(Text.ReportAddress, line.Line.Address ?? LineWords.Nothing),
            Cell(Text.ReportPublicAddress, line.Test.PublicAddress ?? LineWords.Nothing),
            Cell(Text.ReportLatency, Latency(line.Test))),
        line.Problems.Select(problem => Html.Of("tr", Html.Of("td", Html.Is("class", "problem"), Html.Is("colspan", Columns), problem))));

    private static XElement Cell(string name, object value) => Html.Of("td", Html.Is("data-label", name), value);

    private static string Device(LineReport line) => (line.Line.L3Device ?? line.Line.Device, line.Parent) switch
    {
        ({ } device, { } parent) => Text.ReportDeviceOn.With(device, parent),
        (var device, _) => device ?? LineWords.Nothing,
    };

    private static string Latency(WanConnectivity test) => test is { Online: true, LossPercent: > 0 }
        ? Text.ReportLatencyWithLoss.With(LineWords.Milliseconds(test.LatencyMs), LineWords.Percent(test.LossPercent))
        : LineWords.Milliseconds(test.LatencyMs);
}
