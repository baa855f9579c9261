using System.Text.RegularExpressions;
using MultiDial.Router;

namespace MultiDial.Packages;

/// <summary>What the package manager of the router has installed.</summary>
/// <param name="Manager">The package manager; null if the firmware has none.</param>
/// <param name="Versions">The installed versions by name.</param>
internal sealed partial record PackageList(PackageManager? Manager, IReadOnlyDictionary<string, string> Versions)
{
    internal static readonly StatePart<PackageList> Part = new("pkg_read", "packages", state => new(
        RouterWord.Find<PackageManager>(state.Said("packages")),
        OpkgLine().Matches(state.Said("opkg") ?? "").Concat(ApkLine().Matches(state.Said("apk") ?? ""))
            .DistinctBy(match => match.Groups[1].Value)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value)));

    [GeneratedRegex(@"^(\S+) - (\S+)", RegexOptions.Multiline)]
    private static partial Regex OpkgLine();

    // mwan3-2.12.2-r1 noarch {feeds/packages/net/mwan3} (GPL-2.0) [installed]
    [GeneratedRegex(@"^(\S+?)-(\d[^\s-]*(?:-r\d+)?) .*\[installed", RegexOptions.Multiline)]
    private static partial Regex ApkLine();
}
