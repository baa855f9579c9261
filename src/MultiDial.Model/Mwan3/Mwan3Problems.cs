using MultiDial.Network;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>Says in one sentence why an interface is not as it should be, and what helps.</summary>
internal sealed class Mwan3Problems
{
    private readonly UciPackage _network;
    private readonly bool _isRunning;
    private readonly ILookup<long, Mwan3InterfaceState> _routes;
    private readonly Lazy<IReadOnlyDictionary<string, int>> _newMetrics;

    /// <param name="network">The configuration of the network.</param>
    /// <param name="all">All interfaces of mwan3.</param>
    /// <param name="isRunning">Whether mwan3 runs.</param>
    internal Mwan3Problems(UciPackage network, IReadOnlyCollection<Mwan3InterfaceState> all, bool isRunning)
    {
        (_network, _isRunning) = (network, isRunning);
        _routes = all.Where(one => one.IsUp && one.HasDefaultRoute && !one.IsIPv6).ToLookup(one => one.Netifd.Metric);
        _newMetrics = new Lazy<IReadOnlyDictionary<string, int>>(() =>
        {
            var free = new LineMetrics(network, all.Select(one => one.Name));
            return _routes.SelectMany(same => same.Skip(1)).ToDictionary(one => one.Name, _ => free.Next());
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
        string name = Named(one);
        if (!one.IsUp)
        {
            if (name != one.Name)
            {
                return Text.ProblemOfNetifdDown.With(one.Name, name, one.Netifd.Reason());
            }

            return (one.Netifd.Pending ? Text.ProblemNotUpYet : one.Netifd.Trouble is null || one.Netifd.Error() is null ? Text.ProblemDown : Text.ProblemDownBecause).With(name, one.Netifd.Reason());
        }

        // What mwan3 reaches through it counts: there are ways whose routes netifd does not know.
        if (one.Netifd.IsKnown && !one.HasDefaultRoute && !(one.HasTargets && one.Status == Mwan3LineStatus.Online))
        {
            return Text.ProblemNoDefaultRoute.With(name);
        }

        return one.Netifd.IsKnown && !one.IsIPv6 && OfMetric(one) is { } problem ? problem
            : one.Netifd.HasLostDefaultRoute && !one.IsIPv6 ? Text.ProblemRouteLost.With(name)
            : null;
    }

    // The first of those with the same metric keeps it, and what helps is told alike by all, so that nobody moves two of them.
    // Default routes of IPv6 differ by the prefix that they are for.
    private string? OfMetric(Mwan3InterfaceState one)
    {
        Mwan3InterfaceState[] same = [.. _routes[one.Netifd.Metric]];
        if (same.Length < 2 || !same.Contains(one))
        {
            return null;
        }

        Mwan3InterfaceState moved = one == same[0] ? same[1] : one;
        return Text.ProblemSameMetric.With(Named(same[0]), Named(moved), one.Netifd.Metric, _newMetrics.Value[moved.Name]);
    }

    // Advice names what can be typed: of wan_6 only netifd knows.
    private string Named(Mwan3InterfaceState one) => WanInterfaces.Owner(_network, one.Name)?.Id ?? one.Name;

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
