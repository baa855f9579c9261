using System.Globalization;
using MultiDial.Router;

namespace MultiDial.Dialling;

/// <summary>What dial.sh says of a group that it has dialled.</summary>
/// <param name="Tries">The tries, in order; none if enough were online already.</param>
/// <param name="Online">The interfaces that are up and through which somebody answers.</param>
/// <param name="Silent">The interfaces that are up, but through which nobody answers.</param>
internal sealed record DialReport(IReadOnlyList<OpenWrtDialTry> Tries, string[] Online, string[] Silent)
{
    internal const string Part = "dial";

    internal static DialReport Read(RouterState state) => Read(state.Said(Part) ?? "");

    internal static DialReport Read(string text)
    {
        string[][] lines = [.. text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0)];
        return new DialReport(
            [.. lines.Select(Try).OfType<OpenWrtDialTry>()],
            [.. lines.Where(words => words[0] == "online").SelectMany(words => words.Skip(1))],
            [.. lines.Where(words => words[0] == "silent").SelectMany(words => words.Skip(1))]);
    }

    // Null for a line that tells of no try.
    private static OpenWrtDialTry? Try(string[] words) =>
        words is ["try", var number, var spread, var online] && Number(number) is { } place && Number(online) is { } count
            ? new OpenWrtDialTry(place, Number(spread) is { } hundredths ? TimeSpan.FromMilliseconds(hundredths * 10L) : null, count)
            : null;

    private static int? Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
