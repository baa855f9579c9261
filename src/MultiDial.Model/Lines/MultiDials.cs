using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;
using MultiDial.Watch;

namespace MultiDial.Lines;

/// <summary>The operations on all lines as one whole.</summary>
internal static class MultiDials
{
    internal const string Label = "multi-dial line";

    private const int Fewest = 2;

    /// <summary>Makes the lines that are missing; nothing to do if all are there with these values.</summary>
    /// <exception cref="MultiDialException">AlreadyExists, Mwan3NotEmpty, TooManyInterfaces, and what the parts refuse.</exception>
    internal static void Add(RouterDraft draft, DialRequest request)
    {
        if (request.Count is { } count)
        {
            CheckCount(draft.Mwan3, count);
        }

        if (DialRecord.Find(draft.Network) is { } known)
        {
            CheckSame(draft, known, request);
            Complete(draft, known, request);
            return;
        }

        DialRecord record = DialRecord.Add(draft);
        UciSection first = WanInterfaces.Find(draft.Network, request.At(0).Name ?? DialNames.FirstLine);
        record.Lines = [first.Id];
        if (request.Adopt)
        {
            DialAdoption.Take(draft, record, first, request.Policy);
        }
        else
        {
            DialMwan3.Clear(draft, record, request.ReplaceMwan3);
            record.Policy = request.Policy ?? DialNames.Policy;
        }

        if (!first.Has("metric"))
        {
            record.SetFirst(first, "metric", DialNames.NextMetric(draft.Network, []).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        // The protocol is that of the lines to come; those that are there keep theirs, and without being asked their IPv6.
        DialChanges.Set(draft, record, record.Lines, request with { Protocol = null });
        SetIPv6(draft, record, request.IPv6);
        Complete(draft, record, request);
    }

    /// <summary>The names of the lines.</summary>
    internal static string[] Lines(RouterDraft draft) => Find(draft).Lines;

    /// <summary>Changes what is given of the lines, and their number.</summary>
    /// <param name="draft">The draft to edit.</param>
    /// <param name="names">The lines; null for all.</param>
    /// <param name="request">What is given; a line's place is that among the names.</param>
    internal static void Set(RouterDraft draft, string[]? names, DialRequest request)
    {
        DialRecord record = Find(draft);
        foreach (string name in (names ?? []).Except(record.Lines))
        {
            throw Error.NotFound(Label, name, "Get-MultiDial");
        }

        DialChanges.Set(draft, record, names ?? record.Lines, request);
        SetIPv6(draft, record, request.IPv6);
        if (request.StickyHttps is { } sticky)
        {
            DialMembers.SetSticky(draft, record, sticky);
        }

        if (request.DirectNetwork is { } networks)
        {
            DialDirect.Set(draft, record, networks);
        }

        if (request.Count is { } count)
        {
            CheckCount(draft.Mwan3, count);
            Shrink(draft, record, count);
            int there = record.Lines.Length;
            Complete(draft, record, request with { At = index => request.Further(index - there), StickyHttps = null, DirectNetwork = null });
        }

        WatchRecord.Find(draft.Network)?.Ask(draft);
    }

    /// <summary>Takes all away that was made, and gives the first line and mwan3 back what they had.</summary>
    internal static void Remove(RouterDraft draft)
    {
        DialRecord record = Find(draft);
        MultiDialWatches.Leave(draft, record.Lines);
        bool hasMwan3 = draft.HasMwan3;
        if (hasMwan3)
        {
            DialMembers.RemovePolicy(draft, record);
        }

        Shrink(draft, record, 1);
        string[] lines = record.Lines;
        if (lines.Length > 0)
        {
            if (hasMwan3)
            {
                DialMembers.Remove(draft, record, lines[0]);
            }

            record.Restore(draft.Network.Find(lines[0])!);
        }

        record.SwitchOn();

        if (hasMwan3)
        {
            DialMwan3.Restore(draft, record.Mwan3);
        }

        record.Remove();
    }

    private static DialRecord Find(RouterDraft draft) =>
        DialRecord.Find(draft.Network) ?? throw Error.NotFound("multi-dial", draft.Before.Session.Name, "New-MultiDial -Line 4 -Protocol Dhcp");

    private static void CheckCount(UciPackage mwan3, int count)
    {
        if (count < Fewest)
        {
            throw Error.InvalidValue("-Line", count, FormattableString.Invariant($"{Fewest} lines or more; Remove-MultiDial takes all away"));
        }

        if (count > Mwan3Globals.Limit(mwan3))
        {
            throw Error.TooManyInterfaces(Mwan3Globals.Limit(mwan3), Mwan3Globals.Mask(mwan3));
        }
    }

    // What is there may differ from what is asked for in nothing: New- changes no line.
    private static void CheckSame(RouterDraft draft, DialRecord record, DialRequest request)
    {
        string[] lines = record.Lines;
        string router = draft.Before.Session.Name;
        if (request.Count < lines.Length)
        {
            throw Error.DialExists(router, FormattableString.Invariant($"it has {lines.Length} lines: Set-MultiDial -Line {request.Count}"));
        }

        if (request.IPv6 is { } mode && mode != record.IPv6)
        {
            throw Error.DialExists(router, $"its IPv6 is {record.IPv6}: Set-MultiDial -IPv6 {mode}");
        }

        if (request.Policy is { } policy && policy != record.Policy)
        {
            throw Error.DialExists(router, $"its policy is '{record.Policy}'");
        }

        for (int i = 0; i < lines.Length; i++)
        {
            if (request.At(i).Name is { } name && name != lines[i])
            {
                throw Error.DialExists(router, FormattableString.Invariant($"its line {i + 1} is '{lines[i]}', not '{name}'"));
            }
        }

        string[] before = Texts(draft);
        DialChanges.Set(draft, record, lines, request);
        if (!Texts(draft).SequenceEqual(before))
        {
            throw Error.DialExists(router, "its lines have other values");
        }

        if (request.DirectNetwork is { } networks)
        {
            DialDirect.Set(draft, record, networks);
            if (!Texts(draft).SequenceEqual(before))
            {
                throw Error.DialExists(router, "its direct networks are others");
            }
        }
    }

    private static string[] Texts(RouterDraft draft) => [draft.Network.ToText(), draft.Mwan3.ToText()];

    private static void Complete(RouterDraft draft, DialRecord record, DialRequest request)
    {
        string[] there = record.Lines;
        for (int i = there.Length; i < (request.Count ?? 0); i++)
        {
            DialLines.Add(draft, record, i, request);
        }

        DialMembers.Complete(draft, record, request);
        MultiDialWatches.Join(draft, there, record.Lines);
        TimeSpan timeout = request.Timeout ?? TimeSpan.FromSeconds(15 + record.Lines.Length);
        foreach (string line in record.Lines.Except(there))
        {
            if (timeout > TimeSpan.Zero)
            {
                draft.WaitFor(InterfaceWait.Up, line, timeout);
            }
        }
    }

    private static void SetIPv6(RouterDraft draft, DialRecord record, MultiDialIPv6? mode)
    {
        if (mode is not { } wanted)
        {
            return;
        }

        record.IPv6 = wanted;
        DialIPv6.SetFirst(draft, record);
        foreach (string line in record.Lines[1..])
        {
            DialIPv6.Set(draft, record, line);
        }
    }

    private static void Shrink(RouterDraft draft, DialRecord record, int count)
    {
        while (record.Lines is var lines && lines.Length > count)
        {
            if (draft.HasMwan3)
            {
                DialMembers.Remove(draft, record, lines[^1]);
            }

            DialLines.Remove(draft, lines[^1]);
            record.Lines = lines[..^1];
        }
    }
}
