using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Dialling;

/// <summary>Interfaces that are dialled as one group, until enough of them are online. The router does it, in one script.</summary>
internal sealed record GroupDial
{
    // The longest pause of dial.sh, and what a try takes besides waiting for the interfaces.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_overhead = TimeSpan.FromSeconds(40);

    /// <summary>The interfaces.</summary>
    internal required string[] Names { get; init; }

    /// <summary>The time between two interfaces; zero for all at the same moment.</summary>
    internal TimeSpan Stagger { get; init; }

    /// <summary>How many interfaces are enough; null for all.</summary>
    internal int? MinimumOnline { get; init; }

    /// <summary>How many more tries there are after the first.</summary>
    internal int Retry { get; init; }

    /// <summary>The pause before the second try; it doubles with each further one.</summary>
    internal TimeSpan RetryInterval { get; init; }

    /// <summary>How long one try may take.</summary>
    internal TimeSpan Timeout { get; init; }

    private int Minimum => MinimumOnline ?? Names.Length;

    private int Tries => Retry + 1;

    /// <summary>Adds the dialling to a draft.</summary>
    /// <exception cref="MultiDialException">NotFound; InvalidValue: more interfaces wanted than there are.</exception>
    internal void AddTo(RouterDraft draft)
    {
        foreach (string name in Names)
        {
            _ = WanInterfaces.Find(draft.Network, name);
            ManagementPath.Warn(draft, name);
        }

        if (Minimum < 1 || Minimum > Names.Length)
        {
            throw Error.InvalidValue("-MinimumOnline", Minimum, Text.RuleMinimumOnline.With(Names.Length));
        }

        draft.Add(new RouterStep(StepTime.After, "dial_start",
        [
            string.Join(' ', ReachabilityTargets.Of(draft)), Shell.Seconds(Stagger), Shell.Number(Minimum), Shell.Number(Tries),
            Shell.Seconds(RetryInterval), Shell.Seconds(Timeout), .. Names,
        ])
        {
            Script = "dial-start",
            Back = [.. Names.Select(name => InterfaceDialling.AsBefore(draft, name))],
            Words = Stagger > TimeSpan.Zero
                ? Text.WhatIfDialStaggered.With(string.Join(", ", Names), Shell.Seconds(Stagger), Minimum, Tries)
                : Text.WhatIfDialTogether.With(string.Join(", ", Names), Minimum, Tries),
        });
        draft.Allow(((Timeout + s_overhead + (Stagger * Names.Length)) * Tries) + Pauses());
    }

    /// <summary>The interfaces after the dialling.</summary>
    internal IEnumerable<WanInterface> Read(RouterState after) => Names.Select(name => WanInterfaces.Read(after, name)).OfType<WanInterface>();

    /// <summary>Looks whether enough interfaces are online.</summary>
    /// <exception cref="MultiDialException">DialFailed: fewer are.</exception>
    internal void Check(RouterState after)
    {
        DialReport report = DialReport.Read(after);
        if (report.Online.Length < Minimum)
        {
            throw Error.TooFewOnline(after.Session.Name, report.Online.Length, Minimum, report.Tries.Count, Failures(after, report));
        }
    }

    /// <summary>What became of the interfaces that are not online, if enough of the others are; else null.</summary>
    internal string? Warning(RouterState after)
    {
        DialReport report = DialReport.Read(after);
        return report.Online.Length >= Minimum && report.Online.Length < Names.Length
            ? Text.WarningEnoughOnline.With(report.Online.Length, Names.Length, Failures(after, report))
            : null;
    }

    private string Failures(RouterState after, DialReport report) => string.Join("; ", Names.Except(report.Online).Select(name =>
        report.Silent.Contains(name)
            ? Text.ReasonSilent.With(name, WanInterfaces.Read(after, name)?.Address)
            : Text.ReasonNotUp.With(name, WanInterfaces.Read(after, name)?.Reason)));

    private TimeSpan Pauses()
    {
        TimeSpan pauses = TimeSpan.Zero, next = RetryInterval;
        for (int i = 0; i < Retry; i++)
        {
            pauses += next;
            next = next * 2 > s_longestPause ? s_longestPause : next * 2;
        }

        return pauses;
    }
}
