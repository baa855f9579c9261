using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Mwan3;

/// <summary>Says in one sentence why a line is not as it should be, and what helps.</summary>
internal static class Mwan3Problem
{
    /// <summary>The first problem on the way from the cable to mwan3's answer; null if there is none.</summary>
    internal static string? Of(RouterState state, Mwan3Line line, Mwan3Line[] lines, bool isRunning) =>
        OfConfiguration(state, line) ?? OfService(line, isRunning) ?? OfNetwork(line, lines) ?? OfTracker(line);

    private static string? OfConfiguration(RouterState state, Mwan3Line line) =>
        !Mwan3Interfaces.IsNetworkInterface(state.Network, line.Name)
            ? $"The router has no network interface '{line.Name}': make it with New-WanInterface {line.Name}, or take it out with Remove-Mwan3Interface {line.Name} -Force."
        : !line.Enabled ? $"The line is not enabled: Set-Mwan3Interface {line.Name} -Enabled $true."
        : null;

    private static string? OfService(Mwan3Line line, bool isRunning) =>
        !isRunning ? "mwan3 is not running; on the router: /etc/init.d/mwan3 enable; /etc/init.d/mwan3 start."
        : !line.IsAnswered ? "mwan3 says nothing of the line; on the router: /etc/init.d/rpcd restart, then ubus call mwan3 status."
        : null;

    private static string? OfNetwork(Mwan3Line line, Mwan3Line[] lines)
    {
        if (!line.IsUp)
        {
            return line.Netifd.Pending
                ? $"The network interface '{line.Name}' is not up yet ({line.Netifd.Reason()}): Wait-WanInterface {line.Name}."
                : $"The network interface '{line.Name}' is down ({line.Netifd.Reason()}): Start-WanInterface {line.Name}.";
        }

        if (line.Netifd.IsKnown && !line.HasDefaultRoute)
        {
            return $"The network interface '{line.Name}' has no default route, since it got no gateway or its option defaultroute is 0: Get-WanInterface {line.Name}.";
        }

        Mwan3Line? twin = lines.FirstOrDefault(other => other != line && other.IsIPv6 == line.IsIPv6
            && other.IsUp && other.HasDefaultRoute && other.Netifd.Metric == line.Netifd.Metric);
        return line.Netifd.IsKnown && twin is not null
            ? FormattableString.Invariant($"'{line.Name}' and '{twin.Name}' have the same metric {line.Netifd.Metric}, so that the router keeps one of their default routes only: Set-WanInterface {line.Name} -Metric {FreeMetric(lines)}.")
            : null;
    }

    private static string? OfTracker(Mwan3Line line)
    {
        string targets = string.Join(", ", line.Targets.Select(target => target.Address));
        int count = line.Targets.Count();
        return !line.HasTargets ? (line.StartsOffline ? $"The line starts offline, and nothing is tracked that could bring it online: Set-Mwan3Interface {line.Name} -TrackIp 1.1.1.1." : null)
            : line.Reliability > count ? FormattableString.Invariant($"The line can never be online, since {line.Reliability} of its {count} tracked addresses would have to answer: Set-Mwan3Interface {line.Name} -Reliability 1.")
            : line.Tracking == Mwan3Tracking.Down ? $"The tracker of '{line.Name}' is not running: Set-Mwan3Interface {line.Name} -Enabled $false, then $true, starts it anew."
            : line.Status switch
            {
                Mwan3LineStatus.Offline => $"Too few of the tracked addresses answer ({targets}): Test-WanConnectivity {line.Name} shows where it ends.",
                Mwan3LineStatus.Disconnecting => $"The tracked addresses have begun not to answer ({targets}): Test-WanConnectivity {line.Name} shows where it ends.",
                Mwan3LineStatus.Connecting => "The tracked addresses answer again; mwan3 waits for some more answers before it uses the line.",
                Mwan3LineStatus.Online => null,
                _ => $"mwan3 has not taken up the line; on the router: mwan3 ifup {line.Name}, and logread -e mwan3 shows why.",
            };
    }

    private static long FreeMetric(Mwan3Line[] lines) =>
        Enumerable.Range(1, lines.Length + 1).Select(i => i * 10L).First(metric => lines.All(line => line.Netifd.Metric != metric));
}
