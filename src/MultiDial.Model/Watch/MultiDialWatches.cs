using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Watch;

/// <summary>The operations on the watch. A router has one.</summary>
internal static class MultiDialWatches
{
    internal static string Label => Text.KindWatch;

    private const string Name = "multidial-watch";

    internal static IEnumerable<MultiDialWatch> Read(RouterState state)
    {
        if (WatchRecord.Find(state.Network) is not { } record)
        {
            return [];
        }

        WatchService service = state.Get(WatchService.Part);
        IReadOnlyDictionary<string, InterfaceStatus> status = InterfaceStatus.Read(state);
        return
        [
            new MultiDialWatch(state.Session, Name)
            {
                Line = record.Lines,
                MinimumOnline = record.Minimum ?? record.Lines.Length,
                Interval = record.Interval,
                Simultaneous = record.Simultaneous,
                Target = record.Targets,
                Running = service.IsRunning,
                LinesUp = record.Lines.Count(line => status.GetValueOrDefault(line).Up),
                LastEvent = service.LastEvent,
            },
        ];
    }

    /// <summary>Sets the watch up, or gives the one that is there these settings.</summary>
    /// <param name="draft">The draft to edit.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="minimum">How many must be online; null for all.</param>
    /// <param name="interval">Within what time a line is dialled again.</param>
    /// <param name="simultaneous">Whether the provider wants all sessions at the same moment.</param>
    /// <exception cref="MultiDialException">NotFound: no such line; InvalidValue.</exception>
    internal static void Register(RouterDraft draft, string[] lines, int? minimum, TimeSpan interval, bool simultaneous)
    {
        foreach (string line in lines)
        {
            _ = WanInterfaces.Find(draft.Network, line);
        }

        if (minimum is { } number && (number < 1 || number > lines.Length))
        {
            throw Error.InvalidValue("-MinimumOnline", number, Text.RuleMinimumWatched.With(lines.Length));
        }

        WatchRecord? known = WatchRecord.Find(draft.Network);
        WatchRecord record = known ?? WatchRecord.Add(draft.Network);
        record.Lines = lines;
        record.Minimum = minimum == lines.Length ? null : minimum;
        record.Interval = interval;
        record.Simultaneous = simultaneous;
        record.Ask(draft);
        if (known is not null && WatchRecord.Find(draft.Before.Network) is not null && !WatchReload.IsInstalled(draft.Before))
        {
            draft.Add(WatchReload.Repair());
        }
    }

    /// <exception cref="MultiDialException">NotFound: there is none.</exception>
    internal static void Unregister(RouterDraft draft) =>
        (WatchRecord.Find(draft.Network) ?? throw WatchError.None(draft.Before.Session.Name)).Remove();

    /// <summary>Takes lines that go out of the watch; without any line it goes too.</summary>
    internal static void Leave(RouterDraft draft, string[] lines)
    {
        if (WatchRecord.Find(draft.Network) is not { } record || !record.Lines.Intersect(lines).Any())
        {
            return;
        }

        string[] left = [.. record.Lines.Except(lines)];
        if (left.Length == 0)
        {
            record.Remove();
            return;
        }

        record.Lines = left;
        record.Minimum = record.Minimum < left.Length ? record.Minimum : null;
    }

    /// <summary>Takes lines that come into the watch, if it watches all lines that were there.</summary>
    internal static void Join(RouterDraft draft, string[] there, string[] now)
    {
        if (WatchRecord.Find(draft.Network) is { } record && there.Length > 0 && !there.Except(record.Lines).Any() && now.Except(record.Lines).Any())
        {
            record.Lines = [.. record.Lines, .. now.Except(record.Lines)];
        }
    }
}
