using MultiDial.Firewall;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>What is allowed, but will not work as the user thinks.</summary>
internal static class LineChecks
{
    private static readonly string[] s_ipv6Protocols = ["dhcpv6", "6in4", "6to4", "6rd", "map"];

    /// <summary>Whether the interface brings IPv6 alone.</summary>
    internal static bool IsIPv6(UciSection line) => s_ipv6Protocols.Contains(line.Get("proto"));

    /// <summary>Warns of a metric that is missing or taken, and of a device that another line sits on.</summary>
    internal static void Warn(RouterDraft draft, UciSection line)
    {
        UciSection[] others = [.. FirewallZones.MasqueradedNetworks(draft.Firewall)
            .Select(draft.Network.Find)
            .OfType<UciSection>()
            .Where(section => section.Id != line.Id && section.Type == LineOptions.SectionType && !IsIPv6(section))];
        if (IsIPv6(line) || others.Length == 0)
        {
            return;
        }

        string? metric = line.Get("metric");
        if (metric is null)
        {
            draft.Warn($"The line '{line.Id}' has no metric. With more than one line each needs its own, or mwan3 takes lines for offline: Set-WanInterface {line.Id} -Metric 20");
        }
        else if (Array.Find(others, other => other.Get("metric") == metric) is { } same)
        {
            draft.Warn($"The lines '{line.Id}' and '{same.Id}' have the same metric {metric}; each needs its own: Set-WanInterface {line.Id} -Metric 20");
        }

        string? device = LineOptions.WrittenDevice(line);
        if (Array.Find(others, other => LineOptions.WrittenDevice(other) == device && device is not null) is { } shared)
        {
            draft.Warn($"The lines '{line.Id}' and '{shared.Id}' sit on the same device '{device}'; for an address of its own a line needs its own: New-MacvlanDevice");
        }
    }
}
