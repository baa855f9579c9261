using System.Globalization;
using System.Xml.Linq;
using MultiDial.Texts;

namespace MultiDial.Report;

/// <summary>Words and signs for states; a sign differs from others by more than its colour.</summary>
internal static class LineWords
{
    /// <summary>What stands where there is nothing to say.</summary>
    internal const string Nothing = "–";

    internal static string Of(LineLevel verdict) => verdict switch
    {
        LineLevel.Works => Text.ReportWorks,
        LineLevel.Doubtful => Text.ReportRouterOnly,
        _ => Text.ReportBroken,
    };

    internal static string Of(Mwan3LineStatus? status) => status switch
    {
        Mwan3LineStatus.Online => Text.ReportOnline,
        Mwan3LineStatus.Offline => Text.ReportOffline,
        Mwan3LineStatus.Connecting => Text.ReportConnecting,
        Mwan3LineStatus.Disconnecting => Text.ReportDisconnecting,
        Mwan3LineStatus.Disabled => Text.ReportDisabled,
        Mwan3LineStatus.Error => Text.ReportSeverityError,
        _ => Nothing,
    };

    internal static string Of(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => Text.ReportSeverityError,
        FindingSeverity.Warning => Text.ReportSeverityWarning,
        _ => Text.ReportSeverityInformation,
    };

    /// <summary>The sign for a verdict, with the class that gives it its colour.</summary>
    internal static (string Sign, string Class) Sign(LineLevel verdict) => verdict switch
    {
        LineLevel.Works => ("✓", "good"),
        LineLevel.Doubtful => ("!", "fair"),
        _ => ("✕", "bad"),
    };

    /// <summary>The same for a severity.</summary>
    internal static (string Sign, string Class) Sign(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => ("✕", "bad"),
        FindingSeverity.Warning => ("!", "fair"),
        _ => ("i", "note"),
    };

    /// <summary>A word with its sign before it.</summary>
    internal static XElement Mark((string Sign, string Class) sign, string word) =>
        Html.Of("span", Html.Is("class", sign.Class), Html.Of("b", Html.Is("aria-hidden", "true"), sign.Sign), " ", word);

    internal static string Milliseconds(double? time) => time is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:0.0} ms") : Nothing;

    internal static string Percent(double? part) => part is { } number ? Html.Number(number) + " %" : Nothing;
}
