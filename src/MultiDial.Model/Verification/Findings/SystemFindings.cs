using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Verification.Findings;

/// <summary>What a router lacks for mwan3, and what else runs on it that mwan3 does not go together with.</summary>
internal static class SystemFindings
{
    private static readonly Dictionary<string, string> s_packages = new() { ["xt_statistic"] = "kmod-ipt-ipopt", ["xt_connmark"] = "kmod-ipt-conntrack-extra" };

    private static readonly (string Program, string Package, FindingId Id)[] s_proxies =
        [("passwall", "passwall", FindingId.PassWall), ("passwall2", "passwall2", FindingId.PassWall), ("openclash", "openclash", FindingId.OpenClash)];

    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration) => configuration.Router is { } router && configuration.IsMwan3InUse
        ? [.. Service(configuration, router), .. Kernel(configuration, router.Get(RouterFacts.Part)), .. Tables(configuration, router.Get(RouterFacts.Part)),
            .. Filters(configuration, router.Get(RouterFacts.Part)), .. Programs(configuration, router.Get(RouterFacts.Part).Programs)]
        : [];

    private static IEnumerable<ConfigurationFinding> Service(CheckedConfiguration configuration, RouterState router)
    {
        if (router.Get(Mwan3Program.Part).Flavor == Mwan3Flavor.None)
        {
            yield return configuration.Finding(FindingId.Mwan3Missing, FindingSeverity.Error, ConfigurationFiles.Mwan3, Text.FindingMwan3Missing, Text.RemedyMwan3Missing);
        }
        else if (router.Get(Mwan3Service.Part) is { IsInstalled: true, IsRunning: false })
        {
            yield return configuration.Finding(FindingId.Mwan3NotRunning, FindingSeverity.Error, ConfigurationFiles.Mwan3, Text.FindingMwan3NotRunning, Text.RemedyStartMwan3.With(configuration.Login));
        }
    }

    // A kernel with all of it built in needs no modules, whatever lies there.
    private static IEnumerable<ConfigurationFinding> Kernel(CheckedConfiguration configuration, RouterFacts facts)
    {
        string[] missing = [.. facts.MissingModules.Where(s_packages.ContainsKey)];
        return missing.Length == 0 ? []
            : facts.ModuleFolders.Length > 0 && !facts.ModuleFolders.Contains(facts.Kernel)
                ? [configuration.Finding(FindingId.KernelModulesForOtherKernel, FindingSeverity.Error, facts.Kernel,
                    Text.FindingKernelModulesForOtherKernel.With(facts.Kernel, Remedy.Names(facts.ModuleFolders)), Text.CureKernelMismatch)]
                : missing.Select(module => configuration.Finding(
                    FindingId.KernelModuleMissing, FindingSeverity.Error, module, Text.FindingKernelModuleMissing.With(module), Text.CurePackageMissing.With(s_packages[module])));
    }

    private static IEnumerable<ConfigurationFinding> Tables(CheckedConfiguration configuration, RouterFacts facts)
    {
        bool isNft4 = IsNft(facts.IPv4Tables), isNft6 = IsNft(facts.IPv6Tables);
        return facts.IPv4Tables.Length == 0 || facts.IPv6Tables.Length == 0 || isNft4 == isNft6 ? []
            : [configuration.Finding(FindingId.IptablesMixed, FindingSeverity.Warning, "iptables", isNft4 ? Text.FindingIptablesMixed6 : Text.FindingIptablesMixed4,
                (isNft4 ? Text.RemedyIptablesMixed6 : Text.RemedyIptablesMixed4).With(configuration.Login))];

        static bool IsNft(string version) => version.Contains("nf_tables", StringComparison.Ordinal);
    }

    private static IEnumerable<ConfigurationFinding> Filters(CheckedConfiguration configuration, RouterFacts facts) => configuration.Balanced
        .Select(line => (Line: line.Id, Device: InterfaceStatus.WithChildren(configuration.Status, line.Id).Select(status => status.L3Device).FirstOrDefault(device => device is not null)))
        .Where(pair => facts.StrictDevices.Contains(pair.Device))
        .Select(pair => configuration.Finding(
            FindingId.ReversePathStrict, FindingSeverity.Error, pair.Line, Text.FindingReversePathStrict.With(pair.Line, pair.Device), Text.RemedyReversePath.With(configuration.Login)));

    private static IEnumerable<ConfigurationFinding> Programs(CheckedConfiguration configuration, string[] programs)
    {
        if (programs.Contains("miniupnpd"))
        {
            yield return configuration.Finding(FindingId.Upnp, FindingSeverity.Information, "miniupnpd", Text.FindingUpnp, Text.RemedyUpnp.With(configuration.Login));
        }

        foreach ((string program, string package, FindingId id) in s_proxies.Where(proxy => programs.Contains(proxy.Program)))
        {
            yield return id == FindingId.PassWall
                ? configuration.Finding(id, FindingSeverity.Information, program, Text.FindingPassWall, Text.RemedyPassWall.With(configuration.Login, package))
                : configuration.Finding(id, FindingSeverity.Information, program, Text.FindingOpenClash, Text.RemedyOpenClash.With(configuration.Login));
        }
    }
}
