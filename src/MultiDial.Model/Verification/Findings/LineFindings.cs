using MultiDial.Lines;
using MultiDial.Network;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>What keeps lines from being told apart: their metrics, and devices that they share.</summary>
internal static class LineFindings
{
    private static readonly string s_protocol = UciCodec.Option((InterfaceSettings settings) => settings.Protocol);

    // Of these each has a connection of its own, whatever device it sits on.
    private static readonly string[] s_onSharedDevices = ["dhcp", "static"];

    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration) => [.. Metrics(configuration), .. Shared(configuration)];

    // Of lines with the same metric the router keeps one default route, and mwan3 finds none for the others. Those that mwan3 has
    // nothing to do with may be as they like, and so may those whose routes are somewhere else.
    private static IEnumerable<ConfigurationFinding> Metrics(CheckedConfiguration configuration)
    {
        var free = new LineMetrics(configuration.Network, configuration.Lines);
        foreach (IGrouping<int, UciSection> same in configuration.Lines.Select(name => WanInterfaces.TryFind(configuration.Network, name)).OfType<UciSection>()
            .Where(line => CheckedConfiguration.IsIPv4(line) && !InterfaceStatus.IsUnmanaged(line) && !line.Has("ip4table"))
            .GroupBy(line => line.Get((InterfaceSettings settings) => settings.Metric) ?? 0)
            .Where(same => same.Any(configuration.Balanced.Contains)))
        {
            string first = same.First().Id;
            foreach (UciSection line in same.Skip(1))
            {
                string remedy = Text.RemedyMetric.With(line.Id, free.Next());
                yield return same.Key == 0
                    ? configuration.Finding(FindingId.MetricMissing, FindingSeverity.Error, line.Id, Text.FindingMetricMissing.With(first, line.Id), remedy)
                    : configuration.Finding(FindingId.MetricEqual, FindingSeverity.Error, line.Id, Text.FindingMetricEqual.With(first, line.Id, same.Key), remedy);
            }
        }
    }

    private static IEnumerable<ConfigurationFinding> Shared(CheckedConfiguration configuration) => configuration.Balanced
        .Where(line => s_onSharedDevices.Contains(line.Get(s_protocol)))
        .Select(line => (Line: line, Device: Device(configuration.Network, line)))
        .Where(pair => pair.Device is not null)
        .GroupBy(pair => pair.Device!, pair => pair.Line)
        .SelectMany(same => same.Skip(1).Select(line => configuration.Finding(FindingId.DeviceShared, FindingSeverity.Error, line.Id,
            Text.FindingDeviceShared.With(same.First().Id, line.Id, same.Key),
            Text.RemedyOwnDevice.With(LineNames.Device(line.Id), Remedy.Word(MacvlanDevices.Section(configuration.Network, same.Key)?.Get((MacvlanDevice device) => device.Parent) ?? same.Key), line.Id))));

    // @wan is the device of wan.
    private static string? Device(UciPackage network, UciSection line) => InterfaceDevice.Written(line) switch
    {
        ['@', .. var other] => WanInterfaces.TryFind(network, other) is { } below && below != line ? InterfaceDevice.Written(below) : null,
        var device => device,
    };
}
