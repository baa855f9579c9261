using MultiDial.Network;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>Says in one sentence why an interface is not as it should be, and what helps.</summary>
internal sealed class Mwan3Problems
{
    private const int MetricStep = 10;

    private readonly UciPackage _network;
    private readonly bool _isRunning;
    private readonly ILookup<long, Mwan3InterfaceState> _routes;
    private readonly Lazy<long> _freeMetric;

    /// <param name="network">The configuration of the network.</param>
    /// <param name="all">All interfaces of mwan3.</param>
    /// <param name="isRunning">Whether mwan3 runs.</param>
    internal Mwan3Problems(UciPackage network, IReadOnlyCollection<Mwan3InterfaceState> all, bool isRunning)
    {
        (_network, _isRunning) = (network, isRunning);
        _routes = all.Where(one => one.IsUp && one.HasDefaultRoute && !one.IsIPv6).ToLookup(one => one.Netifd.Metric);
        _freeMetric = new Lazy<long>(() =>
        {
            HashSet<long> taken = [.. all.Select(one => one.Netifd.Metric)];
            return Enumerable.Range(1, all.Count + 1).Select(i => (long)i * MetricStep).First(metric => !taken.Contains(metric));
        });
    }

    /// <summary>The first problem on the way from the cable to mwan3's answer; null if there is none.</summary>
    internal string? Of(Mwan3InterfaceState one) => OfConfiguration(one) ?? OfService(one) ?? OfNetwork(one) ?? OfTracker(one);

    private string? OfConfiguration(Mwan3InterfaceState one) =>
        WanInterfaces.Owner(_network, one.Name) is null ? Text.ProblemNoNetworkInterface.With(one.Name)
        : !one.Enabled ? Text.ProblemNotEnabled.With(one.Name)
        : null;

    private string? OfService(Mwan3InterfaceState one) =>
        !_isRunning ? Text.ProblemMwan3NotRunning
        : !one.IsAnswered ? Text.ProblemMwan3Silent
        : null;

    private string? OfNetwork(Mwan3InterfaceState one)
    {
        // Advice names what can be typed: of wan_6 only netifd knows.
        string name = WanInterfaces.Owner(_network, one.Name)?.Id ?? one.Name;
        if (!one.IsUp)
        {
            if (name != one.Name)
            {
                return Text.ProblemOfNetifdDown.With(one.Name, name, one.Netifd.Reason());
            }

            return (one.Netifd.Pending ? Text.ProblemNotUpYet : one.Netifd.Trouble is null ? Text.ProblemDown : Text.ProblemDownBecause).With(name, one.Netifd.Reason());
        }

        // What mwan3 reaches through it counts: there are ways whose routes netifd does not know.
        if (one.Netifd.IsKnown && !one.HasDefaultRoute && !(one.HasTargets && one.Status == Mwan3LineStatus.Online))
        {
            return Text.ProblemNoDefaultRoute.With(name);
        }

        // Default routes of IPv6 differ by the prefix that they are for.
        return one.Netifd.IsKnown && !one.IsIPv6 && _routes[one.Netifd.Metric].FirstOrDefault(other => other != one) is { } twin
            ? Text.ProblemSameMetric.With(name, twin.Name, one.Netifd.Metric, _freeMetric.Value)
            : null;
    }

    private static string? OfTracker(Mwan3InterfaceState one)
    {
        string targets = string.Join(", ", one.TrackIp);
        return one.HasTargetsInOneString ? Text.ProblemTargetsInOneString.With(one.Name, string.Join(", ", one.TrackIp.SelectMany(words => words.Split(' ', StringSplitOptions.RemoveEmptyEntries))))
            : !one.HasTargets ? (one.StartsOffline ? Text.ProblemStartsOffline.With(one.Name) : null)
            : one.Reliability > one.TrackIp.Length ? Text.ProblemReliability.With(one.Reliability, one.TrackIp.Length, one.Name)
            : one.Tracking == Mwan3Tracking.Down ? Text.ProblemTrackerDown.With(one.Name)
            : one.Status switch
            {
                Mwan3LineStatus.Offline => Text.ProblemOffline.With(targets, one.Name),
                Mwan3LineStatus.Disconnecting => Text.ProblemDisconnecting.With(targets, one.Name),
                Mwan3LineStatus.Connecting => Text.ProblemConnecting,
                Mwan3LineStatus.Online => null,
                _ => Text.ProblemNotTakenUp.With(one.Name),
            };
    }
}
