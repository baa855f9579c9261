using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>The configuration that is looked at: a router's, with what the router says besides, or one that was saved.</summary>
internal sealed class CheckedConfiguration
{
    /// <summary>What is read of a router.</summary>
    internal static readonly StatePart[] Parts = [RouterFacts.Part, Mwan3Program.Part, Mwan3Service.Part, Mwan3Kernel.Part, InterfaceStatus.Part, Link.Part, MacvlanSupport.Part];

    private static readonly IReadOnlyDictionary<string, InterfaceStatus> s_noStatus = new Dictionary<string, InterfaceStatus>();
    private static readonly IReadOnlyDictionary<string, Link> s_noLinks = new Dictionary<string, Link>();

    private CheckedConfiguration(UciPackage? network, UciPackage? firewall, UciPackage? mwan3, RouterState? router)
    {
        (HasNetwork, HasFirewall, Router) = (network is not null, firewall is not null, router);
        Network = network ?? Empty(ConfigurationFiles.Network);
        Firewall = firewall ?? Empty(ConfigurationFiles.Firewall);
        Mwan3 = mwan3 is not null && IsKnown(router) ? mwan3 : Empty(ConfigurationFiles.Mwan3);
        Status = router is null ? s_noStatus : InterfaceStatus.Read(router);
        Links = router is null ? s_noLinks : Link.Read(router);
        Lines = InternetLines.Names(Status, Network, Firewall, Mwan3);
        Balanced = [.. Mwan3Kind.Interface.Of(Mwan3)
            .Where(section => section.Get((Mwan3Interface value) => value.Enabled) == true && section.Get((Mwan3Interface value) => value.Family) != Mwan3Family.IPv6)
            .Select(section => WanInterfaces.TryFind(Network, section.Id)).OfType<UciSection>().Where(IsIPv4)];
    }

    /// <summary>The router; null for a saved configuration.</summary>
    internal RouterState? Router { get; }

    internal UciPackage Network { get; }

    internal UciPackage Firewall { get; }

    /// <summary>Empty too where it is for another program than OpenWrt's mwan3, which takes it up in its own way.</summary>
    internal UciPackage Mwan3 { get; }

    internal bool HasNetwork { get; }

    internal bool HasFirewall { get; }

    /// <summary>What netifd says; nothing of a saved configuration.</summary>
    internal IReadOnlyDictionary<string, InterfaceStatus> Status { get; }

    /// <summary>The kernel's devices; none of a saved configuration.</summary>
    internal IReadOnlyDictionary<string, Link> Links { get; }

    /// <summary>The names of the lines.</summary>
    internal IReadOnlyList<string> Lines { get; }

    /// <summary>The network interfaces of IPv4 that mwan3 uses.</summary>
    internal IReadOnlyList<UciSection> Balanced { get; }

    /// <summary>Whether mwan3 has several lines to balance, and rules for that.</summary>
    internal bool IsMwan3InUse => Balanced.Count > 1 && Mwan3Kind.Rule.Of(Mwan3).Count > 0;

    /// <summary>Whether mwan3 is told of several lines, so that somebody wants them balanced. What images bring along is for one.</summary>
    internal bool IsMwan3SetUp => Mwan3Kind.Interface.Of(Mwan3).Select(section => section.Id)
        .Concat(Mwan3Kind.Member.Of(Mwan3).Select(member => member.Get((Mwan3Member value) => value.Interface))).OfType<string>().Distinct()
        .Count(name => !HasNetwork || (WanInterfaces.TryFind(Network, name) is { } line && IsIPv4(line))) > 1;

    /// <summary>How ssh is told the router, for commands that no cmdlet stands for.</summary>
    internal string Login => Router?.Session.Login ?? "root@192.168.1.1";

    /// <summary>The configuration of a router, with the changes of its transaction if one is open.</summary>
    /// <exception cref="MultiDialException">UnsupportedRouter, UnreadableConfiguration.</exception>
    internal static CheckedConfiguration Of(RouterState state) => new(state.Network, state.Firewall, state.Find(ConfigurationFiles.Mwan3), state);

    /// <summary>A configuration that was saved.</summary>
    /// <param name="path">Where it is, for messages.</param>
    /// <param name="files">Byte texts by package.</param>
    /// <exception cref="MultiDialException">InvalidValue: uci would refuse a file.</exception>
    internal static CheckedConfiguration Of(string path, IReadOnlyDictionary<string, string> files)
    {
        try
        {
            return new(Parse(ConfigurationFiles.Network), Parse(ConfigurationFiles.Firewall), Parse(ConfigurationFiles.Mwan3), null);
        }
        catch (UciSyntaxException exception)
        {
            throw Error.BadBackup(path, Text.ReasonRefusedByUci.With(exception.Message), exception);
        }

        UciPackage? Parse(string name) => files.TryGetValue(name, out string? text) ? UciPackage.Parse(name, text) : null;
    }

    /// <summary>Whether there is such a network interface, or netifd would make it, or somebody else has.</summary>
    internal bool IsNetworkInterface(string name) => !HasNetwork || WanInterfaces.Owner(Network, name) is not null || Status.ContainsKey(name);

    /// <summary>Whether an interface is used for IPv4.</summary>
    internal static bool IsIPv4(UciSection section) =>
        !InterfaceChecks.IsIPv6(section) && section.Get((InterfaceSettings settings) => settings.Disabled) != true;

    internal ConfigurationFinding Finding(FindingId id, FindingSeverity severity, string target, string message, string remedy) =>
        new(Router?.Session, id, severity, target, message, remedy);

    private static bool IsKnown(RouterState? router) => router is null || Mwan3Program.Refusal(router) is null;

    private static UciPackage Empty(string name) => UciPackage.Parse(name, "");
}
