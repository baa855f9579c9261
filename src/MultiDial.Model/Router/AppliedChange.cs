using System.Globalization;
using MultiDial.Remote;

namespace MultiDial.Router;

/// <summary>What came of a change.</summary>
/// <param name="After">The router's state after it.</param>
/// <param name="Warnings">What the router had to say.</param>
/// <param name="ConnectionsBefore">How many connections the router carried before; null where it does not count them.</param>
/// <param name="ConnectionsAfter">And how many after.</param>
internal sealed record AppliedChange(RouterState After, IReadOnlyList<string> Warnings, int? ConnectionsBefore = null, int? ConnectionsAfter = null)
{
    internal static AppliedChange From(OpenWrtSession session, Dictionary<string, string> answer) => new(
        new RouterState(session, answer),
        answer.TryGetValue("warning", out string? words) ? ByteText.ToText(words).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [],
        Count(answer, "before"),
        Count(answer, "after"));

    private static int? Count(Dictionary<string, string> answer, string when) =>
        int.TryParse(answer.GetValueOrDefault("connections/" + when), CultureInfo.InvariantCulture, out int count) ? count : null;
}
