using MultiDial.Uci;

namespace MultiDial.Firewall;

/// <summary>The options of a section <c>zone</c> of /etc/config/firewall that <see cref="FirewallZone"/> does not show as such.</summary>
internal sealed class ZoneSettings
{
    internal const string SectionType = "zone";

    /// <summary>The name of the zone; its section has none.</summary>
    [UciOption("name")]
    public string? Name { get; set; }
}
