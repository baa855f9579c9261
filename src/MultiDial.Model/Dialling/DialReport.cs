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
            [.. lines.Where(words => words is ["try", _, _, _]).Select(Try)],
            [.. lines.Where(words => words[0] == "online").SelectMany(words => words.Skip(1))],
            [.. lines.Where(words => words[0] == "silent").SelectMany(words => words.Skip(1))]);
    }

    private static OpenWrtDialTry Try(string[] words) => new(
        int.Parse(words[1], CultureInfo.InvariantCulture),
        int.TryParse(words[2], CultureInfo.InvariantCulture, out int hundredths) ? TimeSpan.FromMilliseconds(hundredths * 10) : null,
        int.Parse(words[3], CultureInfo.InvariantCulture));
}
