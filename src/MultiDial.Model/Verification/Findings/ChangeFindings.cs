using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>Changes of the configuration that the router does not run with.</summary>
internal static class ChangeFindings
{
    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration) => configuration.Router is { } router
        ? [.. Pending(configuration, router), .. RouterTransaction.Of(router.Session) is null ? NotReloaded(configuration, router) : []]
        : [];

    private static IEnumerable<ConfigurationFinding> Pending(CheckedConfiguration configuration, RouterState router) => ConfigurationFiles.All.Where(router.HasPending)
        .Select(package => configuration.Finding(FindingId.ChangesPending, FindingSeverity.Information, package, Text.FindingChangesPending.With(package), Text.RemedyChangesPending.With(configuration.Login, package)));

    private static IEnumerable<ConfigurationFinding> NotReloaded(CheckedConfiguration configuration, RouterState router)
    {
        string[] network = [.. Interfaces(configuration), .. Macvlans(configuration)], policies = [.. Policies(configuration, router)];
        if (network.Length > 0)
        {
            yield return configuration.Finding(FindingId.ChangesNotReloaded, FindingSeverity.Warning, ConfigurationFiles.Network,
                Text.FindingNetworkNotReloaded.With(Remedy.Names(network)), Text.RemedyReloadNetwork.With(configuration.Login));
        }

        if (policies.Length > 0)
        {
            yield return configuration.Finding(FindingId.ChangesNotReloaded, FindingSeverity.Warning, ConfigurationFiles.Mwan3,
                Text.FindingMwan3NotReloaded.With(Remedy.Names(policies)), Text.RemedyRestartMwan3.With(configuration.Login));
        }
    }

    // netifd has every interface that is not disabled, up or not, and its metric.
    private static IEnumerable<string> Interfaces(CheckedConfiguration configuration) => configuration.Status.Count == 0 ? [] : configuration.Lines
        .Select(line => WanInterfaces.TryFind(configuration.Network, line)).OfType<UciSection>().Where(CheckedConfiguration.IsIPv4)
        .Where(section => !configuration.Status.TryGetValue(section.Id, out InterfaceStatus status)
            || (status.Json.Get("metric").ValueKind == System.Text.Json.JsonValueKind.Number && status.Metric != (section.Get((InterfaceSettings settings) => settings.Metric) ?? 0)))
        .Select(section => section.Id);

    private static IEnumerable<string> Macvlans(CheckedConfiguration configuration) => DeviceFindings.InUse(configuration)
        .Where(section => section.Get((DeviceSettings settings) => settings.MacAddress) is { } written && MacAddresses.TryParse(written) is { } address
            && configuration.Links.GetValueOrDefault(Devices.NameOf(section)!) is { Kind: Link.Macvlan } link && link.MacAddress != address)
        .Select(section => Devices.NameOf(section)!);

    // mwan3 makes a chain of each policy, whether it is used or not.
    private static IEnumerable<string> Policies(CheckedConfiguration configuration, RouterState router)
    {
        IReadOnlySet<string> there = router.Get(Mwan3Kernel.Part).Policies;
        return there.Count == 0 ? [] : Mwan3Kind.Policy.Of(configuration.Mwan3)
            .Where(policy => policy.Id.Length <= Mwan3Kind.Policy.MaxLength && policy.GetList("use_member").Count > 0)
            .Select(policy => policy.Id)
            .Except(there);
    }
}
