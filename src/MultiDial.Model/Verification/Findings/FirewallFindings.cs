using MultiDial.Firewall;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>What of the firewall does not go together with mwan3.</summary>
internal static class FirewallFindings
{
    private const string Defaults = "defaults";
    private static readonly string[] s_offloading = ["flow_offloading_hw", "flow_offloading"];
    private static readonly string[] s_fullCone = ["fullcone", "fullcone4", "fullcone6"];

    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration)
    {
        UciPackage firewall = configuration.Firewall;
        if (!configuration.IsMwan3InUse)
        {
            yield break;
        }

        // That of the hardware does nothing without the other.
        if (firewall.Find("@defaults[0]") is { } defaults && UciWords.IsTrue(defaults.Get("flow_offloading")))
        {
            yield return configuration.Finding(FindingId.FlowOffloading, FindingSeverity.Warning, Defaults, Text.FindingFlowOffloading,
                Text.RemedyFirewallOptions.With(configuration.Login, Unset($"{Defaults}[0]", s_offloading.Where(defaults.Has))));
        }

        foreach ((string section, UciSection options) in Sections(firewall))
        {
            string[] set = [.. s_fullCone.Where(option => options.Get(option) is { } value && UciWords.Flag(value) != false)];
            if (set.Length > 0)
            {
                yield return configuration.Finding(FindingId.FullConeNat, FindingSeverity.Warning, options.Get((ZoneSettings settings) => settings.Name) ?? Defaults,
                    Text.FindingFullConeNat, Text.RemedyFirewallOptions.With(configuration.Login, Unset(section, set)));
            }
        }
    }

    private static IEnumerable<(string Name, UciSection Options)> Sections(UciPackage firewall) => new[] { Defaults, ZoneSettings.SectionType }
        .SelectMany(type => firewall.OfType(type).Select((section, index) => (FormattableString.Invariant($"{type}[{index}]"), section)));

    private static string Unset(string section, IEnumerable<string> options) => string.Join(' ', options.Select(option => $"firewall.@{section}.{option}=0"));
}
