using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Network;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Packages;

/// <summary>The operations on packages, for opkg and for apk.</summary>
internal static partial class OpenWrtPackages
{
    internal const string Macvlan = "kmod-macvlan";

    /// <summary>What is read to tell which packages there are, and what they need.</summary>
    internal static readonly StatePart[] Parts = [PackageList.Part, MacvlanSupport.Part, FirewallProgram.Part];

    private const string Label = "package";
    private const string BuiltIn = "built-in";

    // mwan3 would take iptables-legacy for IPv4 and iptables-nft for IPv6 when it may choose.
    private static readonly string[] s_beforeMwan3 = ["iptables-nft", "ip6tables-nft"];

    internal static IEnumerable<OpenWrtPackage> Read(RouterState state)
    {
        IReadOnlyDictionary<string, string> versions = state.Get(PackageList.Part).Versions;
        IEnumerable<OpenWrtPackage> listed = versions.Select(package => new OpenWrtPackage(state.Session, package.Key, package.Value));
        return state.Get(MacvlanSupport.Part).IsThere && !versions.ContainsKey(Macvlan)
            ? listed.Append(new OpenWrtPackage(state.Session, Macvlan, BuiltIn))
            : listed;
    }

    internal static OpenWrtPackage Read(RouterState state, string name) =>
        Read(state).FirstOrDefault(package => package.Name == name) ?? new OpenWrtPackage(state.Session, name, null);

    /// <summary>Refuses what is no name of a package, and would be an option or a pattern for the package manager.</summary>
    /// <exception cref="MultiDialException">InvalidName.</exception>
    internal static void CheckName(string name)
    {
        if (!Name().IsMatch(name))
        {
            throw Error.InvalidName(Label, name, Text.RulePackageName);
        }
    }

    /// <summary>What has to be installed, in the order in which it has to be.</summary>
    internal static IReadOnlyList<string[]> Plan(RouterState state, IEnumerable<string> wanted)
    {
        string[] installed = [.. Read(state).Select(package => package.Name)];
        string[] missing = [.. wanted.Except(installed)];
        string[] first = missing.Contains("mwan3") && state.Get(FirewallProgram.Part).Generation == FirewallGeneration.Fw4 ? [.. s_beforeMwan3.Except(installed)] : [];
        return [.. new[] { first, [.. missing.Except(first)] }.Where(names => names.Length > 0)];
    }

    /// <summary>Installs what is planned in one remote command.</summary>
    /// <returns>The state afterwards, with the package manager's words as a part.</returns>
    internal static async Task<RouterState> InstallAsync(
        OpenWrtSession session, IEnumerable<string[]> plan, TimeSpan atMost, CancellationToken cancellation)
    {
        string marker = RouterReader.NewMarker();
        RouterScript script = RouterReader.Begin(marker).Use("packages").Call("pkg_update");
        foreach (string[] names in plan)
        {
            script.Call("pkg_add", names);
        }

        RemoteResult result = await session.RunAsync(script.CallRead(Parts), atMost, cancellation).ConfigureAwait(false);
        return new RouterState(session, RouterAnswer.ReadWhole(session, marker, result, Text.ErrorInstallingFailed.With(session.Name)), Parts);
    }

    /// <summary>The package as it is after its installation.</summary>
    /// <exception cref="MultiDialException">PackageMissing: the feeds do not have it. InstallationFailed: it is still not installed.</exception>
    internal static OpenWrtPackage Installed(RouterState after, string name)
    {
        OpenWrtPackage package = Read(after, name);
        if (package.Installed)
        {
            return package;
        }

        string words = ByteText.ToText(after.Said("words") ?? "").Trim();
        bool isUnknown = words.Contains($"Unknown package '{name}'", StringComparison.Ordinal) || words.Contains($"{name} (no such package)", StringComparison.Ordinal);
        throw isUnknown && !FeedFailed().IsMatch(words)
            ? Error.UnknownPackage(after.Session.Name, name)
            : Error.NotInstalled(after.Session.Name, name, Essence(words));
    }

    // opkg lists every damaged file before it says what is wrong, so the last lines tell most.
    private static string Essence(string words) => string.Join(Environment.NewLine, words.Split('\n').Where(line => Trouble().IsMatch(line)).DefaultIfEmpty(words).TakeLast(5));

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9+._-]*\z")]
    private static partial Regex Name();

    [GeneratedRegex("Failed to download|wget returned|WARNING: (?:fetching|updating)|unable to fetch|temporary error", RegexOptions.IgnoreCase)]
    private static partial Regex FeedFailed();

    [GeneratedRegex(@"Failed to download|opkg_\w+:|verify_\w+:|Unknown package|ERROR|WARNING|no such package|No space")]
    private static partial Regex Trouble();
}
