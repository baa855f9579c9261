using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Packages;

/// <summary>The operations on packages, for opkg and for apk.</summary>
internal static partial class OpenWrtPackages
{
    internal const string Macvlan = "kmod-macvlan";
    internal const string Mwan3 = "mwan3";

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
        string[] first = missing.Contains(Mwan3) && state.Get(FirewallProgram.Part).Generation == FirewallGeneration.Fw4 ? [.. s_beforeMwan3.Except(installed)] : [];
        return [.. new[] { first, [.. missing.Except(first)] }.Where(names => names.Length > 0)];
    }

    /// <summary>The package as it is after its installation.</summary>
    /// <exception cref="MultiDialException">InstallationFailed: another one was installed in its place.</exception>
    internal static OpenWrtPackage Installed(RouterState after, string name) =>
        Read(after, name) is { Installed: true } package ? package : throw Error.NotInstalled(after.Session.Name, name, "");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9+._-]*\z")]
    private static partial Regex Name();
}
