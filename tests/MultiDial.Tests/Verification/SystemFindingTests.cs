using static MultiDial.Tests.Verification.Fault;

namespace MultiDial.Tests.Verification;

/// <summary>What a router says besides its configuration. Its remedies are for the router's shell, or install something.</summary>
public sealed class SystemFindingTests
{
    internal static readonly Dictionary<string, Fault> Faults = new()
    {
        ["mwan3 missing"] = new([("mwan3-flavor", "iptables", "none"), ("mwan3-service", "running\nenabled\n", "")], "Error Mwan3Missing mwan3"),
        ["mwan3 stopped"] = new([("mwan3-service", "running\n", "")], "Error Mwan3NotRunning mwan3"),
        ["no macvlans"] = new([("macvlan", "present", "")], "Error MacvlanSupportMissing veth0"),
        ["module missing"] = new([InCheck("missing=", "missing=xt_statistic xt_connmark")], "Error KernelModuleMissing xt_statistic", "Error KernelModuleMissing xt_connmark"),
        ["another kernel"] = new([InCheck("missing=", "missing=xt_statistic"), InCheck("modules=6.6.73", "modules=6.6.110")], "Error KernelModulesForOtherKernel 6.6.73"),
        ["iptables legacy"] = new([InCheck("iptables=iptables v1.8.10 (nf_tables)\nip6", "iptables=iptables v1.8.10 (legacy)\nip6")], "Warning IptablesMixed iptables"),
        ["ip6tables legacy"] = new([InCheck("ip6tables v1.8.10 (nf_tables)", "ip6tables v1.8.10 (legacy)")], "Warning IptablesMixed iptables"),
        ["strict filter"] = new([InCheck("strict=", "strict=lo veth0")], "Error ReversePathStrict wan2"),
        ["UPnP"] = new([InCheck("programs=", "programs=miniupnpd")], "Information Upnp miniupnpd"),
        ["PassWall"] = new([InCheck("programs=", "programs=passwall2")], "Information PassWall passwall2"),
        ["OpenClash"] = new([InCheck("programs=", "programs=openclash")], "Information OpenClash openclash"),
        ["interface not known to netifd"] = new([("interfaces", "\"interface\":\"wan2\"", "\"interface\":\"other\"")], "Warning ChangesNotReloaded network"),
        ["metric not taken up"] = new([("interfaces", "\"metric\":20", "\"metric\":21")], "Warning ChangesNotReloaded network"),
        ["MAC address not taken up"] = new([("links", "02:00:00:00:00:10", "02:00:00:00:00:11")], "Warning ChangesNotReloaded network"),
        ["policy not taken up"] = new([(CheckedRouter.Chains, "-N mwan3_policy_balance\n", "-N mwan3_policy_balanced\n")], "Warning ChangesNotReloaded mwan3"),
        ["pending changes"] = new([("pending/mwan3", "", "mwan3.wan.enabled='0'\n")], "Information ChangesPending mwan3"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fault_is_found_with_what_helps(string name)
    {
        Fault fault = Faults[name];
        using CheckedRouter router = new(fault.Edits);
        ConfigurationFinding[] findings = router.Test();
        Assert.Equal(fault.Findings, findings.Select(finding => $"{finding.Severity} {finding.Id} {finding.Target}"));
        Assert.All(findings, finding => Assert.Same(findings[0].Session, finding.Session));
        Assert.All(findings, finding => Assert.NotEmpty(finding.RecommendedAction));
    }

    // What only the router can tell is not told of a saved configuration.
    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_not_found_in_a_saved_configuration(string name)
    {
        using CheckedRouter router = new(Faults[name].Edits);
        string folder = Directory.CreateTempSubdirectory().FullName;
        foreach (string file in new[] { "network", "firewall", "mwan3" })
        {
            File.WriteAllText(Path.Combine(folder, file), router.Parts["config/" + file]);
        }

        Assert.Empty(router.Test($"-Path '{folder}'"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Of_many_routers_each_finding_has_its_own()
    {
        using CheckedRouter router = new(InCheck("programs=", "programs=miniupnpd")), other = new(InCheck("programs=", "programs=openclash"));
        ConfigurationFinding[] findings = router.Test("-Session $both", ("both", new[] { router.Session, other.Session }));
        Assert.Equal([(FindingId.Upnp, router.Session), (FindingId.OpenClash, other.Session)], findings.OrderBy(finding => finding.Id).Select(finding => (finding.Id, finding.Session)));
    }

    [Fact]
    public void In_a_transaction_what_is_drafted_is_looked_at()
    {
        using CheckedRouter router = new();
        router.Run("Start-OpenWrtTransaction");
        router.Run("Set-WanInterface wan2 -Metric 10");
        Assert.Equal([FindingId.MetricEqual], router.Test().Select(finding => finding.Id));
        router.Run("Undo-OpenWrtTransaction");
        Assert.Empty(router.Test());
    }
}
