using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>Tells of what the lines have lost, by a cmdlet that is not for all of them or by somebody else.</summary>
internal static class LinesLoss
{
    /// <summary>What the user should know of a change that takes away what belongs to the lines; null for nothing.</summary>
    internal static string? Warning(RouterDraft draft)
    {
        if (LinesRecord.Find(draft.Before.Network) is null || LinesRecord.Find(draft.Network) is not { } record)
        {
            return null;
        }

        string[] lost = [.. Pieces(record, draft.Before.Network, Mwan3(draft.Before)).Except(Pieces(record, draft.Network, draft.HasMwan3 ? draft.Mwan3 : null))];
        return lost.Length == 0 ? null : Text.WarningLinesLose.With(string.Join(", ", lost), record.Listed.Length);
    }

    /// <summary>What the user should know of lines that are no longer there; null if all are.</summary>
    internal static string? Warning(RouterState state)
    {
        if (LinesRecord.Find(state.Network) is not { } record)
        {
            return null;
        }

        string[] gone = [.. record.Listed.Except(record.Lines)];
        return gone.Length == 0 ? null
            : gone.Select(line => (Old: line, New: Renamed(state.Network, line))).FirstOrDefault(pair => pair.New is not null) is { New: { } name, Old: { } old }
                ? Text.WarningLineIsRenamed.With(old, name)
                : Text.WarningLinesAreGone.With(string.Join(", ", gone), record.Listed.Length);
    }

    // Whoever sits on the device that was made for the line.
    private static string? Renamed(UciPackage network, string line) =>
        WanInterfaces.Sections(network).FirstOrDefault(section => InterfaceDevice.Written(section) == LineNames.Device(line))?.Id;

    private static UciPackage? Mwan3(RouterState state) => state.HasMwan3 ? state.Mwan3 : null;

    // In the words of a message.
    private static IEnumerable<string> Pieces(LinesRecord record, UciPackage network, UciPackage? mwan3)
    {
        foreach (string line in record.Listed.Where(line => WanInterfaces.TryFind(network, line) is not null))
        {
            yield return Named(Text.KindInterface, line);
        }

        if (mwan3 is null)
        {
            yield break;
        }

        IReadOnlyDictionary<string, UciSection> members = LineMembers.Of(mwan3, record.Policy);
        foreach (string line in record.Listed)
        {
            if (Mwan3Kind.Interface.TryFind(mwan3, line) is not null)
            {
                yield return Named(Mwan3Kind.Interface.Label, line);
            }

            if (members.TryGetValue(line, out UciSection? member))
            {
                yield return Named(Mwan3Kind.Member.Label, member.Id);
            }
        }

        if (Mwan3Kind.Policy.TryFind(mwan3, record.Policy) is not null)
        {
            yield return Named(Mwan3Kind.Policy.Label, record.Policy);
        }

        foreach (string rule in record.Rules.Concat(record.Direct).Where(rule => Mwan3Kind.Rule.TryFind(mwan3, rule) is not null))
        {
            yield return Named(Mwan3Kind.Rule.Label, rule);
        }
    }

    private static string Named(string kind, string name) => $"{kind} '{name}'";
}
