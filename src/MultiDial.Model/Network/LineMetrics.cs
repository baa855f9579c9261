using System.Globalization;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>Metrics for new lines: behind those of the lines, and none that an interface has.</summary>
internal sealed class LineMetrics
{
    private const int Step = 10;

    private readonly HashSet<int> _taken;
    private int _last;

    /// <param name="network">The interfaces.</param>
    /// <param name="lines">The lines that are there.</param>
    internal LineMetrics(UciPackage network, IEnumerable<string> lines)
    {
        _taken = [.. WanInterfaces.Sections(network).Select(Metric)];
        _last = lines.Select(network.Find).OfType<UciSection>().Select(Metric).DefaultIfEmpty(0).Max();
    }

    /// <summary>The next one; it is taken then.</summary>
    internal int Next()
    {
        do
        {
            _last = ((_last / Step) + 1) * Step;
        }
        while (!_taken.Add(_last));

        return _last;
    }

    private static int Metric(UciSection section) =>
        int.TryParse(section.Get("metric"), NumberStyles.None, CultureInfo.InvariantCulture, out int metric) ? metric : 0;
}
