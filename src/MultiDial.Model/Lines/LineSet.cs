using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;
using MultiDial.Watch;

namespace MultiDial.Lines;

/// <summary>The operations on all lines as one whole.</summary>
internal static class LineSet
{
    internal static string Label => Text.KindLine;

    // Lines come up together, but a weak router needs time for each.
    private static readonly TimeSpan s_comeUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_comeUpEach = TimeSpan.FromSeconds(1);

    /// <summary>Makes the lines that are missing; nothing to do if all are there with these values.</summary>
    /// <exception cref="MultiDialException">AlreadyExists, Mwan3NotEmpty, TooManyInterfaces, and what the parts refuse.</exception>
    internal static void Add(RouterDraft draft, LinesRequest request)
    {
        LinesRoom.CheckPackages(draft);
        if (request.Count is { } count)
        {
            LinesRoom.CheckCount(draft.Mwan3, count);
        }

        if (LinesRecord.Find(draft.Network) is { } known)
        {
            SecondRun.Check(draft, known, request);
            Complete(draft, known, request);
            return;
        }

        LinesRecord record = LinesRecord.Add(draft);
        UciSection first = WanInterfaces.Find(draft.Network, request[0].Name ?? LineNames.FirstLine);
        record.Lines = [first.Id];
        if (request.Adopt)
        {
            LineAdoption.Take(draft, record, first, request.Policy);
        }
        else
        {
            Mwan3Replacement.Clear(draft, record, request.ReplaceMwan3);
            record.Policy = request.Policy ?? LineNames.Policy;
        }

        FirstLine.SetMetric(draft, record, first);

        // The protocol is that of the lines to come; those that are there keep theirs, and without being asked their IPv6.
        LineChanges.Set(draft, record, request.Of(record.Lines), null, request.TrackIp);
        SetIPv6(draft, record, request.IPv6);
        Complete(draft, record, request);
    }

    /// <summary>The names of the lines.</summary>
    internal static string[] Lines(RouterDraft draft) => LinesRecord.Get(draft, Text.CureNewLines.With(LinesRoom.Fewest)).Lines;

    /// <summary>Changes what is given of the lines, and their number.</summary>
    internal static void Set(RouterDraft draft, LinesChange change)
    {
        LinesRecord record = LinesRecord.Get(draft, Text.CureNewLines.With(change.Count ?? LinesRoom.Fewest));
        string[] all = record.Lines;
        foreach (string name in (change.Names ?? []).Except(all))
        {
            throw Error.NotFound(Label, name, "Get-MultiDial");
        }

        string[] names = change.Names ?? all;
        IReadOnlyList<LineRequest> added = change.NewLines(change.Count - all.Length);
        LineParents.Set(draft, record, names.Zip(change.Parents(names.Length)));
        LineChanges.Set(draft, record, names.Zip(change.Lines(names.Length)), null, change.TrackIp);
        SetIPv6(draft, record, change.IPv6);
        if (change.StickyHttps is { } sticky)
        {
            LineMembers.SetSticky(draft, record, sticky);
        }

        if (change.DirectNetwork is { } networks)
        {
            DirectNetworks.Set(draft, record, networks);
        }

        if (change.Count is { } count)
        {
            LinesRoom.CheckCount(draft.Mwan3, count);
            LineRemoval.After(draft, record, count);
            Complete(draft, record, new LinesRequest
            {
                Count = count,
                Lines = [.. Enumerable.Repeat(LineRequest.Nothing, Math.Min(all.Length, count)), .. added],
                TrackIp = change.TrackIp,
                IPv6 = change.IPv6,
                Timeout = change.Timeout,
            });
        }

        WatchRecord.Find(draft.Network)?.Ask(draft);
    }

    private static void Complete(RouterDraft draft, LinesRecord record, LinesRequest request)
    {
        string[] there = record.Lines;
        LineAddition.UpTo(draft, record, request.Count ?? 0, request);
        LineMembers.Complete(draft, record, request);
        string[] now = record.Lines;
        MultiDialWatches.Join(draft, there, now);
        TimeSpan timeout = request.Timeout ?? s_comeUp + (s_comeUpEach * now.Length);
        foreach (string line in now.Except(there))
        {
            if (timeout > TimeSpan.Zero)
            {
                draft.WaitFor(InterfaceWait.Up, line, timeout);
            }
        }
    }

    private static void SetIPv6(RouterDraft draft, LinesRecord record, MultiDialIPv6? mode)
    {
        if (mode is not { } wanted)
        {
            return;
        }

        record.IPv6 = wanted;
        LineIPv6.SetFirst(draft, record);
        foreach (string line in record.Lines[1..])
        {
            LineIPv6.Set(draft, record, line);
        }
    }
}
