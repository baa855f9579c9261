namespace MultiDial.Verification.Findings;

/// <summary>All that is looked for in a configuration.</summary>
internal static class ConfigurationCheck
{
    private static readonly Func<CheckedConfiguration, IEnumerable<ConfigurationFinding>>[] s_checks =
    [
        SystemFindings.Find, DeviceFindings.Find, MacAddressFindings.Find, LineFindings.Find, ZoneFindings.Find, NameFindings.Find,
        Mwan3InterfaceFindings.Find, Mwan3PolicyFindings.Find, Mwan3RuleFindings.Find, FirewallFindings.Find, ChangeFindings.Find,
    ];

    /// <summary>What was found, the worst first.</summary>
    internal static IReadOnlyList<ConfigurationFinding> Run(CheckedConfiguration configuration) =>
        [.. s_checks.SelectMany(check => check(configuration)).OrderBy(finding => finding.Severity)];
}
