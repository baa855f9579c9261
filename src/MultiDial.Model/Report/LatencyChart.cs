using System.Globalization;
using System.Text;
using System.Xml.Linq;
using MultiDial.Texts;
using MultiDial.Verification;

namespace MultiDial.Report;

/// <summary>How long answers took through each line for a while: a curve for each line, all to one scale, and a stroke at the bottom for each lost ping.</summary>
internal static class LatencyChart
{
    private const int Width = 340;
    private const int Height = 150;
    private const int Left = 46;
    private const int Right = Width - 8;
    private const int Top = 10;
    private const int Bottom = 122;

    // Of the steps in which scales go.
    private static readonly double[] s_steps = [1, 2, 5, 10];

    internal static XElement? Part(RouterReport report, string prefix)
    {
        (string Line, Latency Latency)[] watched = [.. report.Lines.Where(line => line.Latency is not null).Select(line => (line.Line.Name, line.Latency!))];
        double scale = Ceiling(watched.Max(pair => pair.Latency.Longest) ?? 1);
        return watched.Length == 0 ? null : Html.Of(
            "section",
            Html.Of("h3", Text.ReportLatencyOverTime),
            Html.Of("p", Text.ReportLatencyMeaning),
            Html.Of("div", Html.Is("class", "grid"), watched.Select((pair, index) => Figure(pair.Line, pair.Latency, scale, $"{prefix}-latency{Html.Number(index + 1)}"))));
    }

    private static XElement Figure(string line, Latency latency, double scale, string id) => Html.Of(
        "figure",
        Html.Of("figcaption", Html.Of("b", line), " ", Words(latency)),
        Html.Of(
            "svg",
            Html.Is("class", "chart"),
            Html.Is("role", "img"),
            Html.Is("aria-labelledby", $"{id} {id}-in-words"),
            Html.Is("viewBox", $"0 0 {Html.Number(Width)} {Html.Number(Height)}"),
            Html.Of("title", Html.Is("id", id), Text.ReportLatencyOfLine.With(line)),
            Html.Of("desc", Html.Is("id", id + "-in-words"), Words(latency)),
            Grid(scale),
            Label(Left, Bottom + 20, "start", "0 s"),
            Label(Right, Bottom + 20, "end", Seconds(latency)),
            Html.Of("path", Html.Is("class", "curve"), Html.Is("d", Curve(latency, scale))),
            Html.Of("path", Html.Is("class", "lost"), Html.Is("d", Strokes(latency)))));

    private static string Words(Latency latency) => latency.Median is { } median
        ? Text.ReportLatencyInWords.With(latency.Target, LineWords.Milliseconds(median), LineWords.Milliseconds(latency.Longest), latency.Lost, latency.Milliseconds.Count)
        : Text.ReportLatencyNoAnswer.With(latency.Target, latency.Milliseconds.Count);

    private static IEnumerable<XElement> Grid(double scale)
    {
        foreach (double part in new[] { 0, 0.5, 1 })
        {
            double y = Y(part * scale, scale);
            yield return Html.Of("path", Html.Is("class", "grid-line"), Html.Is("d", $"M{Left} {Html.Number(y)}H{Right}"));
            yield return Label(Left - 6, y + 4, "end", Html.Number(part * scale) + (part == 1 ? " ms" : ""));
        }
    }

    private static XElement Label(double x, double y, string anchor, string text) =>
        Html.Of("text", Html.Is("x", x), Html.Is("y", y), Html.Is("text-anchor", anchor), text);

    private static string Seconds(Latency latency) => Html.Number(latency.Interval.TotalSeconds * latency.Milliseconds.Count) + " s";

    // It stops before a lost ping and begins anew after it. A point by itself is a line of no length, which round ends make a dot.
    private static string Curve(Latency latency, double scale)
    {
        var path = new StringBuilder();
        bool isDrawing = false;
        for (int i = 0; i < latency.Milliseconds.Count; i++)
        {
            if (latency.Milliseconds[i] is { } time)
            {
                path.Append(CultureInfo.InvariantCulture, $"{(isDrawing ? 'L' : 'M')}{Html.Number(X(i, latency))} {Html.Number(Y(time, scale))}{(isDrawing ? "" : "h0")}");
            }

            isDrawing = latency.Milliseconds[i] is not null;
        }

        return path.ToString();
    }

    private static string Strokes(Latency latency) => string.Concat(latency.Milliseconds.Select((time, i) =>
        time is null ? $"M{Html.Number(X(i, latency))} {Bottom}v-14" : ""));

    private static double X(int index, Latency latency) => Left + ((Right - Left) * (index + 0.5) / latency.Milliseconds.Count);

    private static double Y(double time, double scale) => Bottom - ((Bottom - Top) * time / scale);

    private static double Ceiling(double most)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(most, 1))));
        return s_steps.First(step => step * unit >= Math.Max(most, 1)) * unit;
    }
}
