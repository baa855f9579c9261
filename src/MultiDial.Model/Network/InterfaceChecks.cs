using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>What is allowed, but will not work as the user thinks.</summary>
internal static class InterfaceChecks
{
    private static readonly string s_protocol = UciCodec.Option((InterfaceSettings settings) => settings.Protocol);

    // The module makes none of these but by hand, so it has no member of an enumeration for them.
    private static readonly string[] s_ipv6Protocols = ["dhcpv6", "6in4", "6to4", "6rd", "map"];

    /// <summary>Whether the interface brings IPv6 alone.</summary>
    internal static bool IsIPv6(UciSection section) => s_ipv6Protocols.Contains(section.Get(s_protocol));

    /// <summary>Warns of a metric that is missing or taken, and of a device that another interface sits on.</summary>
    internal static void Warn(RouterDraft draft, UciSection section)
    {
        if (IsIPv6(section))
        {
            return;
        }

        // To tell lines takes a look at the whole configuration, and of many that are made at once few have anything in common.
        var lines = new Lazy<HashSet<string>>(() => [.. InternetLines.Names(draft)]);
        UciSection[] others = [.. WanInterfaces.Sections(draft.Network).Where(other => other.Id != section.Id && !IsIPv6(other))];
        int? metric = section.Get((InterfaceSettings settings) => settings.Metric);
        if (metric is null)
        {
            if (Line(_ => true) is not null)
            {
                draft.Warn(Text.WarningNoMetric.With(section.Id, Free()));
            }
        }
        else if (Line(other => other.Get((InterfaceSettings settings) => settings.Metric) == metric) is { } same)
        {
            draft.Warn(Text.WarningSameMetric.With(section.Id, same.Id, metric, Free()));
        }

        if (InterfaceDevice.Written(section) is { } device && Line(other => InterfaceDevice.Written(other) == device) is { } shared)
        {
            draft.Warn(Text.WarningSameDevice.With(section.Id, shared.Id, device));
        }

        int Free() => new LineMetrics(draft.Network, lines.Value).Next();

        UciSection? Line(Predicate<UciSection> condition) => Array.Find(others, other => condition(other) && lines.Value.Contains(other.Id));
    }
}
