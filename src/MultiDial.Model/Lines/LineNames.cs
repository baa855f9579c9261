using MultiDial.Network;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>The names that lines and what belongs to them get when none are given.</summary>
internal static class LineNames
{
    internal const string FirstLine = "wan";
    internal const string Policy = "balance";
    internal const string Rule = "default_rule";
    internal const string StickyRule = "https";

    /// <summary>wan2, wan3 … after wan, from a number on. OpenWrt's own wan6 is the IPv6 of wan, and passed over.</summary>
    internal static IEnumerable<string> After(UciPackage network, string first, int number) =>
        Enumerable.Range(number, int.MaxValue - number).Select(place => FormattableString.Invariant($"{first}{place}"))
            .Where(name => !(network.Find(name) is { } section && InterfaceChecks.IsIPv6(section)));

    /// <summary>The macvlan of a line. With 13 characters for a line it has the 15 that the kernel takes.</summary>
    internal static string Device(string line) => "mv" + line;

    /// <summary>The member of a line. Weights change, so they are no part of it.</summary>
    internal static string Member(string line) => line + "_m";
}
