using System.Globalization;
using MultiDial.Network;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>The names and numbers that lines get when none are given.</summary>
internal static class DialNames
{
    internal const string FirstLine = "wan";
    internal const string Policy = "balance";
    internal const string Rule = "default_rule";
    internal const string StickyRule = "https";

    private const int MetricStep = 10;

    /// <summary>wan2, wan3 … after wan. OpenWrt's own wan6 is the IPv6 of wan, and passed over.</summary>
    internal static string NextLine(UciPackage network, string first, IReadOnlyCollection<string> lines) =>
        Enumerable.Range(2, int.MaxValue - 2).Select(number => FormattableString.Invariant($"{first}{number}"))
            .First(name => !lines.Contains(name) && !(network.Find(name) is { } section && InterfaceChecks.IsIPv6(section)));

    /// <summary>The macvlan of a line. With 13 characters for a line it has the 15 that the kernel takes.</summary>
    internal static string Device(string line) => "mv" + line;

    /// <summary>The member of a line. Weights change, so they are no part of it.</summary>
    internal static string Member(string line) => line + "_m";

    /// <summary>A metric that no interface has, behind those of the lines.</summary>
    internal static int NextMetric(UciPackage network, IEnumerable<string> lines)
    {
        HashSet<int> taken = [.. WanInterfaces.Sections(network).Select(Metric)];
        int last = lines.Select(network.Find).OfType<UciSection>().Select(Metric).DefaultIfEmpty(0).Max();
        int next = ((last / MetricStep) + 1) * MetricStep;
        while (taken.Contains(next))
        {
            next += MetricStep;
        }

        return next;
    }

    private static int Metric(UciSection section) =>
        int.TryParse(section.Get("metric"), NumberStyles.None, CultureInfo.InvariantCulture, out int metric) ? metric : 0;
}
