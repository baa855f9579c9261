using MultiDial.Lines;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.OpenWrt;
using MultiDial.Router;
using MultiDial.Verification;
using MultiDial.Verification.Findings;

namespace MultiDial.Report;

/// <summary>Asks a router for all that is reported of it: its state, a test of its lines, and for how long their answers take.</summary>
internal static class ReportReader
{
    private const string Lan = "lan";

    private static readonly StatePart[] s_parts =
        [.. SystemReader.Parts.Concat(CheckedConfiguration.Parts).Concat(LanWay.Parts).Append(Carriers.Part).Distinct()];

    /// <summary>Asks the router as it is for everybody, whatever a transaction has drafted.</summary>
    /// <param name="session">The router's session.</param>
    /// <param name="watch">For how long the lines' latency is watched; null for not at all.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<RouterReport> ReadAsync(OpenWrtSession session, TimeSpan? watch, CancellationToken cancellation)
    {
        RouterState state = await RouterReader.ReadRouterAsync(session, s_parts, cancellation).ConfigureAwait(false);
        WanInterface[] all = [.. WanInterfaces.Read(state)], lines = Lines(state, all);
        IReadOnlyList<WanConnectivity> tests = await ConnectivityTest.Usual.RunAsync(state, all, lines, [], cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<string, Latency> latencies = await WatchAsync(session, lines, tests, watch, cancellation).ConfigureAwait(false);
        return new RouterReport(
            session,
            DateTimeOffset.Now,
            SystemReader.Read(state),
            WanInterfaces.Read(state, Lan)?.Address,
            Reports(state, lines, tests, latencies),
            [.. Policies(state)],
            ConfigurationCheck.Run(CheckedConfiguration.Of(state)));
    }

    // Those of the set, and those that a test is about.
    private static WanInterface[] Lines(RouterState state, WanInterface[] all)
    {
        HashSet<string> set = [.. LinesRecord.Find(state.Network)?.Lines ?? []];
        return [.. all.Where(line => set.Contains(line.Name)).Union(LinesUnderTest.Default(state, all))];
    }

    // By the target that answered best; where none did one answers perhaps later.
    private static async Task<IReadOnlyDictionary<string, Latency>> WatchAsync(
        OpenWrtSession session, WanInterface[] lines, IReadOnlyList<WanConnectivity> tests, TimeSpan? watch, CancellationToken cancellation)
    {
        (WanInterface, string)[] watched = [.. lines.Zip(tests, (line, test) => (line, test.BestTarget ?? ConnectivityTest.Usual.Targets[0])).Where(pair => ConnectivityTest.CanBeAsked(pair.line))];
        return watch is { } duration && watched.Length > 0
            ? await LatencyTest.RunAsync(session, watched, duration, cancellation).ConfigureAwait(false)
            : new Dictionary<string, Latency>();
    }

    private static LineReport[] Reports(RouterState state, WanInterface[] lines, IReadOnlyList<WanConnectivity> tests, IReadOnlyDictionary<string, Latency> latencies)
    {
        Dictionary<string, string?> parents = MacvlanDevices.Read(state).DistinctBy(device => device.Name).ToDictionary(device => device.Name, device => device.Parent);
        Dictionary<string, Mwan3Status> statuses = (HasMwan3(state) ? Mwan3Statuses.Read(state) : []).ToDictionary(status => status.Name);
        return [.. lines.Zip(tests, (line, test) =>
        {
            Mwan3Status? status = statuses.GetValueOrDefault(line.Name);
            return new LineReport(
                line,
                line.Device is { } device ? parents.GetValueOrDefault(device) : null,
                status?.Status,
                test,
                Problems(line, status?.Problem, test),
                latencies.GetValueOrDefault(line.Name));
        })];
    }

    // What is said of a line that is down is the same, whoever says it.
    private static string[] Problems(WanInterface line, string? ofMwan3, WanConnectivity test) =>
        [.. new[] { ofMwan3, line.Up || ofMwan3 is null ? test.Reason : null }.OfType<string>().Distinct()];

    private static IEnumerable<PolicyReport> Policies(RouterState state)
    {
        foreach (Mwan3Policy policy in HasMwan3(state) ? Mwan3Policies.Read(state).Where(policy => policy.WantedShare.Length > 1) : [])
        {
            Dictionary<string, double>? now = Mwan3Kernel.Of(state)?.Shares(policy.Name)?.GroupBy(share => share.Interface).ToDictionary(shares => shares.Key, shares => shares.Sum(share => share.Percent));
            yield return new PolicyReport(policy.Name, [.. policy.WantedShare.Select(wanted => (wanted.Interface, wanted.Percent, now?.GetValueOrDefault(wanted.Interface)))]);
        }
    }

    // Of another program under that name nothing is known, and without the program there is nothing to say of its file.
    private static bool HasMwan3(RouterState state) =>
        state.HasMwan3 && state.Get(Mwan3Service.Part).IsInstalled && Mwan3Program.Refusal(state) is null;
}
