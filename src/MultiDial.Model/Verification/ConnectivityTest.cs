using System.Globalization;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Verification;

/// <summary>Tests lines from the router: one remote command for all lines of a router.</summary>
internal sealed class ConnectivityTest
{
    // Plain HTTP, and the answer is empty: the first is for China, the second for elsewhere.
    private static readonly string[] s_webServices = ["connect.rom.miui.com", "connectivitycheck.gstatic.com"];

    // The same, and the answer is the caller's address and nothing else.
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
    /// <param name="state">The router's state, with interfaces, devices, carriers, and what <see cref="LanWay"/> reads.</param>
    /// <param name="all">All interfaces.</param>
    /// <param name="lines">The lines to test.</param>
    /// <param name="others">The lines that are stopped meanwhile.</param>
    /// <param name="cancellation">Ends the test; the router itself brings back the lines that were stopped.</param>
    internal async Task<IReadOnlyList<WanConnectivity>> RunAsync(
        RouterState state, IReadOnlyList<WanInterface> all, IReadOnlyList<WanInterface> lines, IReadOnlyList<WanInterface> others, CancellationToken cancellation)
    {
        WanInterface[] up = [.. lines.Where(CanBeAsked)];
        var verdict = new LineVerdict(state, new LanWay(state, all), Targets, s_webServices);
        if (up.Length == 0)
        {
            return [.. lines.Select(verdict.OfDown)];
        }

        string marker = RouterReader.NewMarker();
        TimeSpan limit = Limit(up.Length);
        RemoteResult result = await state.Session.RunAsync(
            Script(marker, verdict.Lan, up, others, limit), limit + (others.Count > 0 ? s_barrier : TimeSpan.Zero), cancellation, new PieceReader(marker, Report).Add).ConfigureAwait(false);
        RouterAnswer answer = RouterAnswer.ReadWhole(state.Session, marker, result, Text.ErrorTestingFailed.With(state.Session.Name));
        answer.ThrowIfFailed(state.Session, result);
        return verdict.Of(lines, up, answer);
    }

    /// <summary>Whether anything can be sent through a line.</summary>
    internal static bool CanBeAsked(WanInterface line) => line is { Up: true, L3Device: not null } and ({ Address: not null } or { IsUnmanaged: true });

    /// <summary>What probe.sh is told of a line.</summary>
    /// <param name="line">A line that can be asked.</param>
    /// <param name="address">The address that is asked through it; null for none.</param>
    /// <param name="mark">The mark that leads to it; null for none.</param>
    internal static string[] Words(WanInterface line, string? address, string? mark) =>
        [line.Name, line.L3Device!, LineVerdict.OfIPv4(line.Gateway) ?? "-", address ?? "-", mark ?? "-"];

    private static void Report(string piece, string line)
    {
        if (piece == GuardWords.Progress)
        {
            GuardQuestions.Report(line);
        }
    }

    private RouterScript Script(string marker, LanWay lan, WanInterface[] lines, IReadOnlyList<WanInterface> others, TimeSpan limit)
    {
        string[] stopped = [.. others.Select(line => line.Name)];
        RouterScript script = stopped.Length == 0
            ? RouterReader.Begin(marker).Use("probe")
            : Guard(lines.Length, stopped, limit).Begin(marker).Use("probe-alone").Call("guard_arm", Shell.Seconds(limit));
        script.Call("probe_begin", string.Join(' ', Targets), Number(Count), Seconds(Timeout), Number(lines.Length))
            .Call("probe_names", string.Join(' ', s_webServices), string.Join(' ', s_addressServices));
        if (lan.Lan is { } hosts)
        {
            script.Call("probe_lan", hosts.Device, hosts.Address.ToString(), hosts.Host.ToString());
        }

        if (stopped.Length > 0)
        {
            script.Call("probe_alone", stopped);
        }

        return script
            .Call("probe_run", [.. lines.SelectMany(line => Words(line, Server(line), lan.Mark(line.Name)))])
            .Call("probe_end")
            .Use("network")
            .Call("net_wait_up", [Seconds(s_comeBack), .. stopped])
            .Call("read_part", "end");
    }

    // The other lines come back by the router itself, whatever becomes of this test.
    private static GuardLibrary Guard(int lines, string[] stopped, TimeSpan limit) => new(
        [],
        limit,
        ["probe-alone"],
        new Dictionary<string, Action<RouterScript>> { [GuardLibrary.RollBack] = script => script.Call("probe_alone_back", [Number(lines), .. stopped]) });

    // Pings run side by side; what follows is one line after the other: two more pings, names, and two answers of each kind of web service.
    private TimeSpan Limit(int lines) => TimeSpan.FromSeconds(Count) + ((Timeout + TimeSpan.FromSeconds(10)) * (2 + (4 * lines)));

    /// <summary>The DNS server that is asked through a line; null if it has none.</summary>
    internal static string? Server(WanInterface line) => line.Dns.FirstOrDefault(server => LineVerdict.OfIPv4(server) is not null) ?? line.Dns.FirstOrDefault();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
