using System.Globalization;
using System.Text.RegularExpressions;
using MultiDial.Firewall;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Verification;

/// <summary>Tests lines from the router: one remote command for all lines of a router.</summary>
internal sealed partial class ConnectivityTest
{
    // Plain HTTP, and the answer is the caller's address and nothing else; the first is for China, the second for elsewhere.
    private static readonly string[] s_addressServices = ["ip.3322.net", "api.ipify.org"];

    private static readonly TimeSpan s_comeBack = TimeSpan.FromSeconds(15);

    // How long probe.sh waits while somebody dials.
    private static readonly TimeSpan s_barrier = TimeSpan.FromSeconds(60);

    /// <summary>The test as it is where nobody has chosen anything: an address that is near everywhere, and one that is near in China.</summary>
    internal static ConnectivityTest Usual { get; } = new() { Targets = ["1.1.1.1", "223.5.5.5"], Count = 3, Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>The addresses to ping; one answer is enough.</summary>
    internal required string[] Targets { get; init; }

    /// <summary>Pings to each target.</summary>
    internal required int Count { get; init; }

    /// <summary>How long one answer may take.</summary>
    internal required TimeSpan Timeout { get; init; }

    /// <summary>Runs the test.</summary>
    /// <param name="state">The router's state, with interfaces and devices.</param>
    /// <param name="lines">The lines to test.</param>
    /// <param name="others">The lines that are stopped meanwhile.</param>
    /// <param name="cancellation">Ends the test; the router itself brings back the lines that were stopped.</param>
    internal async Task<IReadOnlyList<WanConnectivity>> RunAsync(
        RouterState state, IReadOnlyList<WanInterface> lines, IReadOnlyList<WanInterface> others, CancellationToken cancellation)
    {
        WanInterface[] up = [.. lines.Where(CanBeAsked)];
        if (up.Length == 0)
        {
            return [.. lines.Select(line => Down(state.Session, line))];
        }

        string marker = RouterReader.NewMarker();
        TimeSpan limit = Limit(up.Length);
        RemoteResult result = await state.Session.RunAsync(Script(marker, up, others, limit), limit + (others.Count > 0 ? s_barrier : TimeSpan.Zero), cancellation).ConfigureAwait(false);
        RouterAnswer answer = RouterAnswer.ReadWhole(state.Session, marker, result, Text.ErrorTestingFailed.With(state.Session.Name));
        answer.ThrowIfFailed(state.Session, result);
        return [.. lines.Select(line => up.Contains(line) ? Evaluate(state, line, answer) : Down(state.Session, line))];
    }

    /// <summary>Whether anything can be sent through a line.</summary>
    internal static bool CanBeAsked(WanInterface line) => line is { Up: true, L3Device: not null } and ({ Address: not null } or { IsUnmanaged: true });

    /// <summary>What probe.sh is told of a line.</summary>
    /// <param name="line">A line that can be asked.</param>
    /// <param name="address">The address that is asked through it; null for none.</param>
    internal static string[] Words(WanInterface line, string? address) => [line.Name, line.L3Device!, OfIPv4(line.Gateway) ?? "-", address ?? "-"];

    private RouterScript Script(string marker, WanInterface[] lines, IReadOnlyList<WanInterface> others, TimeSpan limit)
    {
        string[] stopped = [.. others.Select(line => line.Name)];
        RouterScript script = stopped.Length == 0
            ? RouterReader.Begin(marker).Use("probe")
            : Guard(lines.Length, stopped, limit).Begin(marker).Use("probe-alone").Call("guard_arm", Shell.Seconds(limit));
        Begin(script, lines.Length);
        if (stopped.Length > 0)
        {
            script.Call("probe_alone", stopped);
        }

        return script
            .Call("probe_run", [.. lines.SelectMany(line => Words(line, Server(line)))])
            .Call("probe_end")
            .Use("network")
            .Call("net_wait_up", [Seconds(s_comeBack), .. stopped])
            .Call("read_part", "end");
    }

    private void Begin(RouterScript script, int lines) => script.Call(
        "probe_begin", string.Join(' ', Targets), string.Join(' ', s_addressServices), Number(Count), Seconds(Timeout), Number(lines));

    // The other lines come back by the router itself, whatever becomes of this test.
    private static GuardLibrary Guard(int lines, string[] stopped, TimeSpan limit) => new(
        [],
        limit,
        ["probe-alone"],
        new Dictionary<string, Action<RouterScript>> { [GuardLibrary.RollBack] = script => script.Call("probe_alone_back", [Number(lines), .. stopped]) });

    // Pings run side by side; what follows is one line after the other: names, and two answers of the address services.
    private TimeSpan Limit(int lines) => TimeSpan.FromSeconds(Count) + ((Timeout + TimeSpan.FromSeconds(10)) * (2 + (2 * lines)));

    private static WanConnectivity Down(OpenWrtSession session, WanInterface line) => new(session, line.Name)
    {
        Device = line.L3Device ?? line.Device,
        Reason = line.DialError is { } error ? Text.ReasonDownBecause.With(error) : line.Up ? Text.ReasonNoIPv4 : Text.ReasonDown,
    };

    private WanConnectivity Evaluate(RouterState state, WanInterface line, RouterAnswer answer)
    {
        (string target, Ping best) = Targets.Select(target => (target, Ping.Parse(answer[$"ping/{line.Name}/{target}"]))).MinBy(pair => (pair.Item2.LossPercent, pair.Item2.LatencyMs));
        bool masqueraded = !string.IsNullOrWhiteSpace(answer[$"masquerade/{line.Name}"]);
        bool online = best.LossPercent < 100;
        return new WanConnectivity(state.Session, line.Name)
        {
            Device = line.L3Device,
            SourceAddress = line.Address?.Split('/')[0],
            Gateway = line.Gateway,
            PublicAddress = Address().Match(answer[$"public/{line.Name}"] ?? string.Empty) is { Success: true } address ? address.Value : null,
            Online = online,
            BestTarget = online ? target : null,
            LatencyMs = best.LatencyMs,
            LossPercent = best.LossPercent,
            DnsOk = line.Dns.Length > 0 ? answer[$"dns/{line.Name}"] is not null : null,
            Masqueraded = masqueraded,
            Reason = !online && line.HasLostDefaultRoute ? Text.ProblemRouteLost.With(line.Name)
                : !online ? Text.ReasonNoAnswer.With(string.Join(", ", Targets), line.L3Device)
                : !masqueraded ? Text.ReasonNotMasqueraded.With(line.L3Device, Masquerading.Cure(state, line.Name))
                : null,
        };
    }

    // The ways that are opened are of IPv4.
    private static string? OfIPv4(string? address) => address?.Contains(':') == false ? address : null;

    private static string? Server(WanInterface line) => line.Dns.FirstOrDefault(server => OfIPv4(server) is not null) ?? line.Dns.FirstOrDefault();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b\d{1,3}(\.\d{1,3}){3}\b")]
    private static partial Regex Address();
}
