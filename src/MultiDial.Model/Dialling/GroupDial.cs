using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Dialling;

/// <summary>Lines that are dialled as one group, until enough of them are online. The router does it, in one script.</summary>
internal sealed record GroupDial
{
    private static readonly string[] s_usualTargets = ["1.1.1.1", "8.8.8.8", "223.5.5.5"];

    // The longest pause of dial.sh, and what a try takes besides waiting for the lines.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_overhead = TimeSpan.FromSeconds(40);

    internal required string[] Lines { get; init; }

    /// <summary>The time between two lines; zero for all at the same moment.</summary>
    internal TimeSpan Stagger { get; init; }

    /// <summary>How many lines are enough; null for all.</summary>
    internal int? MinimumOnline { get; init; }

    /// <summary>How many more tries there are after the first.</summary>
    internal int Retry { get; init; }

    /// <summary>The pause before the second try; it doubles with each further one.</summary>
    internal TimeSpan RetryInterval { get; init; }

    /// <summary>How long one try may take.</summary>
    internal TimeSpan Timeout { get; init; }

    /// <summary>Whether the lines are to be dialled: no error has kept that away.</summary>
    internal bool IsDrafted { get; private set; }

    private int Minimum => MinimumOnline ?? Lines.Length;

    /// <summary>Adds the dialling to a draft.</summary>
    /// <exception cref="MultiDialException">NotFound; InvalidValue: more lines wanted than there are.</exception>
    internal void AddTo(RouterDraft draft)
    {
        foreach (string line in Lines)
        {
            _ = WanInterfaces.Find(draft.Network, line);
            ManagementPath.Warn(draft, line);
        }

        if (Minimum < 1 || Minimum > Lines.Length)
        {
            throw Error.InvalidValue("-MinimumOnline", Minimum, FormattableString.Invariant($"a number from 1 to {Lines.Length}, the lines that are started"));
        }

        draft.Add(new RouterStep(StepTime.After, "dial_start",
            [string.Join(' ', Targets(draft)), Seconds(Stagger), Number(Minimum), Number(Retry + 1), Seconds(RetryInterval), Seconds(Timeout), .. Lines])
        {
            Script = "dial-start",
            Words = FormattableString.Invariant($"dial {string.Join(", ", Lines)} {(Stagger > TimeSpan.Zero ? $"{Stagger.TotalSeconds:0} s apart" : "at the same moment")} until {Minimum} are online, at most {Retry + 1} times"),
        });
        IsDrafted = true;
        draft.Allow(((Timeout + s_overhead + (Stagger * Lines.Length)) * (Retry + 1)) + Pauses());
    }

    /// <summary>Looks whether enough lines are online.</summary>
    /// <exception cref="MultiDialException">DialFailed: fewer are.</exception>
    internal void Check(RouterState after)
    {
        DialReport report = DialReport.Read(after);
        if (report.Online.Length < Minimum)
        {
            throw Error.TooFewOnline(after.Session.Name, report.Online.Length, Minimum, report.Tries.Count, Failures(after, report));
        }
    }

    /// <summary>What became of the lines that are not online, if enough of the others are; else null.</summary>
    internal string? Warning(RouterState after)
    {
        DialReport report = DialReport.Read(after);
        return report.Online.Length >= Minimum && report.Online.Length < Lines.Length
            ? FormattableString.Invariant($"{report.Online.Length} of {Lines.Length} lines are online, which is enough. Not online: {Failures(after, report)}.")
            : null;
    }

    /// <summary>The addresses that tell whether a line leads anywhere: what mwan3 asks is known to answer here.</summary>
    internal static string[] Targets(RouterDraft draft)
    {
        string[] tracked = draft.HasMwan3
            ? [.. draft.Mwan3.OfType("interface").SelectMany(section => section.GetList("track_ip")).Where(IsIPv4).Distinct().Take(s_usualTargets.Length)]
            : [];
        return tracked.Length > 0 ? tracked : s_usualTargets;
    }

    private string Failures(RouterState after, DialReport report) => string.Join("; ", Lines.Except(report.Online).Select(name =>
        report.Silent.Contains(name)
            ? $"{name} (has {WanInterfaces.Read(after, name)?.Address}, but nothing answers through it: the provider may not allow one more session)"
            : $"{name} ({WanInterfaces.Read(after, name)?.Reason})"));

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

    private static bool IsIPv4(string text) => IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
