using MultiDial.Firewall;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>What is wrong with the firewall zones of lines: of those that mwan3 uses, and of those that the module made.</summary>
internal static class ZoneFindings
{
    private static readonly string s_protocol = UciCodec.Option((InterfaceSettings settings) => settings.Protocol);

    // Tunnels may well lead where nobody masquerades.
    private static readonly string[] s_toProviders = ["dhcp", "pppoe", "static", "3g", "qmi", "ncm", "mbim", "modemmanager", "wwan"];

    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration) =>
        configuration.HasFirewall && configuration.HasNetwork
            ? Lines(configuration).Select(line => Of(configuration, line)).OfType<ConfigurationFinding>()
            : [];

    private static IEnumerable<UciSection> Lines(CheckedConfiguration configuration) => WanInterfaces.Sections(configuration.Network)
        .Where(line => (configuration.Balanced.Contains(line) || (Ownership.IsOurs(line) && CheckedConfiguration.IsIPv4(line))) && s_toProviders.Contains(line.Get(s_protocol)));

    private static ConfigurationFinding? Of(CheckedConfiguration configuration, UciSection line)
    {
        UciSection[] zones = [.. FirewallZones.Zones(configuration.Firewall)];
        int index = Array.FindIndex(zones, zone => FirewallZones.Networks(zone).Contains(line.Id));
        string? better = Better(configuration, zones, line);
        if (index < 0)
        {
            // A zone can have devices and networks instead.
            return better is null || Array.Exists(zones, zone => zone.Has("device") || zone.Has("subnet"))
                ? null
                : configuration.Finding(FindingId.LineWithoutZone, FindingSeverity.Error, line.Id, Text.FindingLineWithoutZone.With(line.Id), Text.RemedyZone.With(Remedy.Word(better), line.Id));
        }

        string name = FirewallZones.NameOf(zones[index])!;
        if (LeadsOut(configuration, zones, name))
        {
            return better is null
                ? null
                : configuration.Finding(FindingId.LineInLocalZone, FindingSeverity.Error, line.Id, Text.FindingLineInLocalZone.With(line.Id, name), Text.RemedyMoveZone.With(line.Id, Remedy.Word(better)));
        }

        int number = configuration.Firewall.OfType(ZoneSettings.SectionType).ToList().IndexOf(zones[index]);
        return !IsMasqueraded(configuration.Firewall, zones[index])
            ? configuration.Finding(FindingId.LineNotMasqueraded, FindingSeverity.Error, line.Id, Text.FindingLineNotMasqueraded.With(line.Id, name), Text.RemedyMasquerade.With(configuration.Login, number))
            : Input(configuration.Firewall, zones[index]) == FirewallPolicy.Accept
                ? configuration.Finding(FindingId.LineAcceptsInput, FindingSeverity.Warning, line.Id, Text.FindingLineAcceptsInput.With(line.Id, name), Text.RemedyRejectInput.With(configuration.Login, number))
                : null;
    }

    // The zone that the line should be in: one that masquerades and leads nowhere else, rather that of other lines.
    private static string? Better(CheckedConfiguration configuration, UciSection[] zones, UciSection line) => zones
        .Where(zone => zone.Get((FirewallZone value) => value.Masquerade) && !LeadsOut(configuration, zones, FirewallZones.NameOf(zone)!))
        .OrderByDescending(zone => FirewallZones.Networks(zone).Count(name => name != line.Id && configuration.Lines.Contains(name)))
        .Select(FirewallZones.NameOf)
        .FirstOrDefault();

    // Whether a zone is inside: who is there may into the router, and goes on to another zone that has lines and masquerades.
    private static bool LeadsOut(CheckedConfiguration configuration, UciSection[] zones, string name) =>
        Input(configuration.Firewall, Array.Find(zones, zone => FirewallZones.NameOf(zone) == name)!) == FirewallPolicy.Accept && configuration.Firewall.OfType("forwarding").Any(way => way.Get("src") == name && way.Get("dest") is { } dest && dest != name
            && Array.Exists(zones, zone => FirewallZones.NameOf(zone) == dest && zone.Get((FirewallZone value) => value.Masquerade) && FirewallZones.Networks(zone).Any(configuration.Lines.Contains)));

    private static bool IsMasqueraded(UciPackage firewall, UciSection zone) => zone.Get((FirewallZone value) => value.Masquerade) || firewall.OfType("nat").Count > 0;

    private static FirewallPolicy? Input(UciPackage firewall, UciSection zone) =>
        zone.Get((FirewallZone value) => value.Input) ?? firewall.Find("@defaults[0]").Get((FirewallZone value) => value.Input);
}
