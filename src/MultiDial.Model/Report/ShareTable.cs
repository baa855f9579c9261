using System.Xml.Linq;
using MultiDial.Texts;

namespace MultiDial.Report;

/// <summary>How the policies split traffic: of each line the share that is wanted beside the one that it has.</summary>
internal static class ShareTable
{
    internal static XElement? Part(RouterReport report, string prefix) => report.Policies.Count == 0 ? null : Html.Of(
        "section",
        Html.Is("class", "half"),
        Html.Of("h3", Text.ReportShares),
        Html.Of("p", Text.ReportSharesMeaning),
        Html.Of("div", Html.Is("class", "grid"), report.Policies.Select(Table)));

    private static XElement Table(PolicyReport policy) => Html.Of(
        "table",
        Html.Is("class", "shares"),
        Html.Of("caption", Text.ReportPolicy.With(policy.Name)),
        Html.Of("thead", Html.Of("tr", Head(Text.ReportLine), Head(Text.ReportWanted), Head(Text.ReportActual))),
        Html.Of("tbody", policy.Shares.Select(share => Html.Of(
            "tr",
            Html.Of("th", Html.Is("scope", "row"), share.Line),
            Bar("wanted", share.Wanted),
            Bar("actual", share.Actual)))));

    private static XElement Head(string name) => Html.Of("th", Html.Is("scope", "col"), name);

    private static XElement Bar(string kind, double? percent) => Html.Of(
        "td",
        LineWords.Percent(percent),
        percent is not { } part ? null : Html.Of(
            "svg",
            Html.Is("class", kind),
            Html.Is("aria-hidden", "true"),
            Html.Of("rect", Html.Is("width", Html.Number(Math.Clamp(part, 0, 100)) + "%"), Html.Is("height", "100%"))));
}
