using System.Globalization;
using System.Xml.Linq;
using MultiDial.Texts;

namespace MultiDial.Report;

/// <summary>
/// The way from the internet to the LAN, from top to bottom: the cable goes down on the left, each line leads from there to the
/// right, and what they carry goes on to the router. A line that carries nothing is dashed.
/// </summary>
internal static class TopologyPicture
{
    // Small enough for a telephone, so that the letters keep their size.
    private const int Width = 340;
    private const int NodeLeft = 60;
    private const int NodeWidth = Width - (2 * NodeLeft);
    private const int NodeHeight = 46;
    private const int Gap = 20;
    private const int BusLeft = 8;
    private const int BusRight = Width - BusLeft;
    private const int RowLeft = 26;
    private const int RowRight = Width - RowLeft;
    private const int RowHeight = 46;
    private const int RowGap = 8;
    private const int Padding = 10;

    internal static XElement? Part(RouterReport report, string prefix)
    {
        string title = prefix + "-way", description = prefix + "-way-in-words";
        int cable = 2 * (NodeHeight + Gap), rows = cable + NodeHeight + Gap, router = rows + (report.Lines.Count * (RowHeight + RowGap)) - RowGap + Gap, lan = router + NodeHeight + Gap;
        return report.Lines.Count == 0 ? null : Html.Of(
            "section",
            Html.Is("class", "half"),
            Html.Of("h3", Text.ReportTopology),
            Html.Of(
                "svg",
                Html.Is("class", "way"),
                Html.Is("role", "img"),
                Html.Is("aria-labelledby", $"{title} {description}"),
                Html.Is("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 -1 {Width} {lan + NodeHeight + 2}")),
                Html.Of("title", Html.Is("id", title), Text.ReportTopology),
                Html.Of("desc", Html.Is("id", description), Text.ReportTopologyInWords.With(report.Lines.Count, string.Join(", ", report.Lines.Select(line => line.Line.Name)))),
                Wire($"M{Width / 2} {NodeHeight}V{NodeHeight + Gap}M{Width / 2} {(2 * NodeHeight) + Gap}V{cable}M{Width / 2} {router + NodeHeight}V{lan}"),
                report.Lines.Select((line, index) => (line.Verdict, Wire: Branch(cable + (NodeHeight / 2), Top(index) + (RowHeight / 2), router + (NodeHeight / 2), line.Verdict)))
                    .OrderByDescending(branch => branch.Verdict).Select(branch => branch.Wire),
                report.Lines.Select((line, index) => Row(line, Top(index))),
                Node(0, Text.ReportInternet, null),
                Node(NodeHeight + Gap, Text.ReportProvider, Several(report.Lines.Select(line => line.Line.Gateway))),
                Node(cable, Text.ReportCable, Several(report.Lines.Select(line => line.Parent ?? line.Line.Device))),
                Node(router, Text.ReportRouter, report.System.Name),
                Node(lan, Text.ReportLan, report.LanAddress)));

        int Top(int index) => rows + (index * (RowHeight + RowGap));
    }

    // Where several go the same way, those that carry something lie above the others.
    private static XElement Branch(int from, int middle, int to, LineLevel verdict) =>
        Wire($"M{NodeLeft} {from}H{BusLeft}V{middle}H{RowLeft}M{RowRight} {middle}H{BusRight}V{to}H{Width - NodeLeft}", verdict);

    private static XElement Row(LineReport line, int top)
    {
        (string sign, string kind) = LineWords.Sign(line.Verdict);
        return Html.Of(
            "g",
            Html.Is("class", kind),
            Box(RowLeft, top, RowRight - RowLeft, RowHeight),
            Label(RowLeft + Padding, top, 18, "sign", sign, middle: true),
            Label(RowLeft + 32, top, 124, "name", line.Line.Name),
            Label(RowLeft + 32, top + 19, 124, "detail", line.Line.L3Device ?? line.Line.Device ?? LineWords.Nothing),
            Label(RowRight - Padding - 120, top, 120, "state", LineWords.Of(line.Verdict)),
            Label(RowRight - Padding - 120, top + 19, 120, "address", line.Line.Address ?? LineWords.Nothing));
    }

    private static XElement Node(int top, string name, string? detail) => Html.Of(
        "g",
        Html.Is("class", "node"),
        Box(NodeLeft, top, NodeWidth, NodeHeight),
        Label(NodeLeft + Padding, top, NodeWidth - (2 * Padding), "name", name, middle: detail is null),
        detail is null ? null : Label(NodeLeft + Padding, top + 19, NodeWidth - (2 * Padding), "detail", detail));

    private static XElement Box(int left, int top, int width, int height) => Html.Of(
        "rect", Html.Is("x", left), Html.Is("y", top), Html.Is("width", width), Html.Is("height", height), Html.Is("rx", 8));

    // In a window of its own, which cuts off what is too long.
    private static XElement Label(int left, int top, int width, string kind, string text, bool middle = false) => Html.Of(
        "svg",
        Html.Is("x", left),
        Html.Is("y", top),
        Html.Is("width", width),
        Html.Is("height", middle ? RowHeight : 26),
        Html.Of("text", Html.Is("class", kind), Html.Is("x", kind is "state" or "address" ? width : 0), Html.Is("y", middle ? (RowHeight / 2) + 5 : 19), text));

    private static XElement Wire(FormattableString path, LineLevel verdict = LineLevel.Works) => Html.Of(
        "path", Html.Is("class", verdict == LineLevel.Broken ? "cut" : "wire"), Html.Is("d", FormattableString.Invariant(path)));

    private static string? Several(IEnumerable<string?> names) => string.Join(", ", names.OfType<string>().Distinct()) is { Length: > 0 } all ? all : null;
}
