using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Packages;

/// <summary>What the package manager says that it would do: its own simulation, by the lists that the feeds have now.</summary>
internal sealed partial class PackageSimulation
{
    // Over a slow line.
    private static readonly TimeSpan s_atMost = TimeSpan.FromMinutes(5);

    private readonly string _router;
    private readonly string _words;
    private readonly bool _isImpossible;
    private readonly HashSet<string> _refused;
    private readonly HashSet<string> _incompatible;
    private readonly bool _bringsKernel;
    private readonly string? _neededKernel;
    private readonly string _runningKernel;

    /// <param name="router">The router's name.</param>
    /// <param name="lists">What it said when it fetched the lists.</param>
    /// <param name="simulation">What it said when it simulated.</param>
    /// <param name="runningKernel">What <c>uname -r</c> says.</param>
    internal PackageSimulation(string router, string lists, string simulation, string runningKernel)
    {
        _router = router;
        _words = lists + simulation;
        _runningKernel = runningKernel.Trim();
        _isImpossible = Impossible().IsMatch(simulation);
        _refused = Names(RefusedName(), simulation);
        _incompatible = Names(IncompatibleName(), simulation);
        _bringsKernel = OtherKernel().IsMatch(simulation);
        _neededKernel = NeededKernel().Match(simulation) is { Success: true } needed ? needed.Groups["version"].Value : null;
        Unknown = Names(UnknownName(), simulation);
        Coming = [.. ComingPackage().Matches(simulation).Select(match => (match.Groups["name"].Value, match.Groups["version"].Value)).DistinctBy(package => package.Item1)];
    }

    /// <summary>The packages that would come, in order.</summary>
    internal IReadOnlyList<(string Name, string Version)> Coming { get; }

    /// <summary>The names that no feed has.</summary>
    internal IReadOnlySet<string> Unknown { get; }

    /// <summary>Fetches the lists and simulates.</summary>
    internal static async Task<PackageSimulation> RunAsync(OpenWrtSession session, string[] names, CancellationToken cancellation)
    {
        RemoteTrace.Current?.Step(Text.StepSimulating.With(session.Name, string.Join(", ", names)));
        string marker = RouterReader.NewMarker();
        RouterScript script = RouterReader.Begin(marker).Use("packages").Call("pkg_simulate", names).Call("read_part", "end");
        RemoteResult result = await session.RunAsync(script, s_atMost, cancellation).ConfigureAwait(false);
        RouterAnswer answer = RouterAnswer.ReadWhole(session, marker, result, Text.ErrorInstallingFailed.With(session.Name));
        return new PackageSimulation(session.Name, Said("lists"), Said("simulation"), Said("kernel"));

        string Said(string piece) => ByteText.ToText(answer[piece] ?? "");
    }

    /// <summary>Why a package cannot be installed; null if it can.</summary>
    /// <param name="name">The package.</param>
    /// <param name="kernelPackage">The installed version of the package <c>kernel</c>; null for none.</param>
    internal MultiDialException? Refusal(string name, string? kernelPackage)
    {
        // A firmware with a kernel of its own, and the package lists of OpenWrt's.
        if (kernelPackage is not null && Coming.Any(package => package.Name.StartsWith("kmod-", StringComparison.Ordinal)) && IsOther(kernelPackage))
        {
            return Error.KernelMismatch(_router, name, kernelPackage, _runningKernel);
        }

        bool isUnknown = Unknown.Contains(name) && !_incompatible.Contains(name);
        if (!_bringsKernel && !_isImpossible && !isUnknown && !_refused.Contains(name))
        {
            return null;
        }

        return !isUnknown && _neededKernel is not null ? Error.KernelMismatch(_router, name, _neededKernel, kernelPackage ?? _runningKernel)
            : isUnknown && !FeedFailed().IsMatch(_words) ? Error.UnknownPackage(_router, name)
            : Error.NotInstalled(_router, name, Essence());
    }

    // opkg lists every damaged file before it says what is wrong, so the last lines tell most.
    private string Essence() => string.Join(Environment.NewLine, _words.Split('\n').Where(line => Trouble().IsMatch(line)).DefaultIfEmpty(_words.Trim()).TakeLast(5));

    private bool IsOther(string kernelPackage) =>
        Release().Match(_runningKernel) is { Success: true } running && Release().Match(kernelPackage) is { Success: true } packaged && running.Value != packaged.Value;

    private static HashSet<string> Names(Regex pattern, string words) => [.. pattern.Matches(words).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(@"^Installing (?<name>\S+) \((?<version>\S+)\) to |^Upgrading (?<name>\S+) on \S+ from \S+ to (?<version>\S+?)\.\.\.|^\( *\d+/\d+\) [A-Z][a-z]+ (?<name>\S+) \((?:\S+ -> )?(?<version>\S+)\)", RegexOptions.Multiline)]
    private static partial Regex ComingPackage();

    [GeneratedRegex(@"Unknown package '(?<name>[^']+)'|^\s*(?<name>\S+) \(no such package\)", RegexOptions.Multiline)]
    private static partial Regex UnknownName();

    [GeneratedRegex(@"Cannot install package (?<name>\S+)\.$", RegexOptions.Multiline)]
    private static partial Regex RefusedName();

    // opkg calls a package unknown whose dependencies cannot be had, too.
    [GeneratedRegex(@"Packages for (?<name>\S+) found, but incompatible")]
    private static partial Regex IncompatibleName();

    [GeneratedRegex("unable to select packages")]
    private static partial Regex Impossible();

    [GeneratedRegex(@"kernel \(= ?(?<version>[^)\s]+)\)|breaks: \S+\[kernel=(?<version>[^\]]+)\]|^\( *\d+/\d+\) [A-Z][a-z]+ kernel \(\S+ -> (?<version>\S+)\)", RegexOptions.Multiline)]
    private static partial Regex NeededKernel();

    // The package alone, which is a name for what is flashed: the kernel that runs stays as it is, and the modules do not fit it.
    [GeneratedRegex(@"^\( *\d+/\d+\) [A-Z][a-z]+ kernel \(\S+ -> \S+\)", RegexOptions.Multiline)]
    private static partial Regex OtherKernel();

    [GeneratedRegex(@"\A\d+\.\d+(?:\.\d+)?")]
    private static partial Regex Release();

    [GeneratedRegex("Failed to download|wget returned|WARNING: (?:fetching|updating)|unable to fetch|temporary error", RegexOptions.IgnoreCase)]
    private static partial Regex FeedFailed();

    [GeneratedRegex(@"Failed to download|opkg_\w+:|verify_\w+:|Unknown package|ERROR|WARNING|no such package|No space")]
    private static partial Regex Trouble();
}
