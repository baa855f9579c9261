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
    internal static AppliedChange From(OpenWrtSession session, RouterAnswer answer, IReadOnlyCollection<StatePart> parts) => new(
        new RouterState(session, answer, parts),
        ByteText.ToText(answer["warning"] ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries),
        Count(answer, "before"),
        Count(answer, "after"));

    private static int? Count(RouterAnswer answer, string when) =>
        int.TryParse(answer["connections/" + when], CultureInfo.InvariantCulture, out int count) ? count : null;
}
