using System.Xml.Linq;
using MultiDial.Texts;

namespace MultiDial.Report;

/// <summary>What was found in a router's configuration, with what cures it.</summary>
internal static class FindingList
{
    internal static XElement? Part(RouterReport report, string prefix) => Html.Of(
        "section",
        Html.Of("h3", Text.ReportFindings),
        report.Findings.Count == 0
            ? Html.Of("p", Text.ReportNoFindings)
            : Html.Of("ul", Html.Is("class", "findings"), report.Findings.Select(Item)));

    private static XElement Item(ConfigurationFinding finding) => Html.Of(
        "li",
        Html.Is("class", LineWords.Sign(finding.Severity).Class),
        Html.Of("h4", LineWords.Mark(LineWords.Sign(finding.Severity), LineWords.Of(finding.Severity)), " ", Html.Of("span", finding.Target)),
        Html.Of("p", finding.Message),
        Html.Of("p", Html.Is("class", "remedy"), Text.ReportRemedy),
        Html.Of("pre", Html.Of("code", finding.RecommendedAction)));
}
