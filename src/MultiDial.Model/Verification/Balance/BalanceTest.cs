using System.Globalization;
using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Balance;

/// <summary>
/// Makes new connections on the router, and compares what the kernel's chains give to the lines with what the configuration wants.
/// </summary>
internal sealed class BalanceTest
{
    private const int UsualConnections = 250;
    private const int MostConnections = 10000;

    // A router with little memory has room for as many.
    private const int Together = 25;

    // One test in a thousand takes what is right for wrong.
    private const double LeastChance = 0.001;

    // How long a slow router is silent while it starts so many programs.
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(30);

    /// <summary>How many connections to make; null for a sensible number.</summary>
    internal required int? Connections { get; init; }

    /// <summary>How many percent points the parts may differ; null for chance to decide.</summary>
    internal required double? Tolerance { get; init; }

    /// <summary>Tests policies, all that rules use if none is named. What cannot be tested is a failure of its own.</summary>
    internal async Task<(IReadOnlyList<Mwan3Balance> Lines, IReadOnlyList<MultiDialException> Failures)> RunAsync(OpenWrtSession session, string[] names, CancellationToken cancellation)
    {
        RouterState files = await RouterReader.ReadRouterAsync(session, [], cancellation).ConfigureAwait(false);
        string[] policies = names.Length > 0 ? [.. names.Distinct()] : Used(files);
        BalanceProbe[] probes = [.. policies.SelectMany(name => BalanceProbe.All(files.Mwan3, name))];
        RouterState state = await RouterReader.ReadRouterAsync(
            session, Mwan3Routes.Parts, script => Mwan3Sets.Ask(script, probes.Select(probe => probe.Destination)), cancellation).ConfigureAwait(false);
        var routes = new Mwan3Routes(state);
        if (!state.Get(Mwan3Service.Part).IsRunning)
        {
            throw BalanceError.NotRunning(session);
        }

        List<Mwan3Balance> lines = [];
        List<MultiDialException> failures = [];
        foreach (string name in policies)
        {
            try
            {
                lines.AddRange(await RunAsync(state, routes, Mwan3Kind.Policy.Find(state.Mwan3, name), cancellation).ConfigureAwait(false));
            }
            catch (MultiDialException exception) when (exception.Id is ErrorId.NotFound or ErrorId.NotTestable or ErrorId.InvalidValue)
            {
                failures.Add(exception);
            }
        }

        return policies.Length > 0 ? (lines, failures) : throw BalanceError.NoRule(session);
    }

    private static string[] Used(RouterState state) => [.. Mwan3Kind.Rule.Of(state.Mwan3)
        .Where(rule => Mwan3Match.Of(rule) is { Family: not Mwan3Family.IPv6 })
        .Select(rule => rule.Get((Mwan3Rule value) => value.Policy)!)
        .Where(name => !Mwan3Policies.BuiltIn.Contains(name) && Mwan3Kind.Policy.TryFind(state.Mwan3, name) is not null)
        .Distinct()];

    private async Task<IEnumerable<Mwan3Balance>> RunAsync(RouterState state, Mwan3Routes routes, UciSection policy, CancellationToken cancellation)
    {
        string name = policy.Id;
        HashSet<string> online = [.. Mwan3Statuses.Read(state).Where(line => line.Status is Mwan3LineStatus.Online or Mwan3LineStatus.Disconnecting).Select(line => line.Name)];
        Mwan3Share[] wanted = [.. Mwan3Shares.Of(state.Mwan3, policy, line => online.Contains(line)
            && Mwan3Kind.Interface.TryFind(state.Mwan3, line).Get((Mwan3Interface value) => value.Family) != Mwan3Family.IPv6).Where(share => share.Percent > 0)];
        if (wanted.Length == 0)
        {
            throw BalanceError.NoLine(name);
        }

        int connections = Enough(name, wanted.Min(share => share.Percent) / 100);
        BalanceProbe probe = BalanceProbe.All(state.Mwan3, name).FirstOrDefault(probe => probe.Reaches(routes)) ?? throw BalanceError.NoWay(name);
        IReadOnlyDictionary<string, long> counts = await CountAsync(state.Session, name, probe, connections, cancellation).ConfigureAwait(false);
        return Judge(state.Session, name, wanted, counts);
    }

    // With fewer than that the test would say little, and wrongly.
    private int Enough(string policy, double smallest)
    {
        int least = (int)Math.Ceiling(ChiSquare.LeastExpected / smallest);
        return Connections is not { } given ? Math.Clamp(least, UsualConnections, MostConnections)
            : given >= least || Tolerance is not null ? given
            : throw BalanceError.TooFew(policy, given, least);
    }

    private static async Task<IReadOnlyDictionary<string, long>> CountAsync(OpenWrtSession session, string policy, BalanceProbe probe, int connections, CancellationToken cancellation)
    {
        int processes = (connections + probe.Ports - 1) / probe.Ports;
        string marker = RouterReader.NewMarker();
        RouterScript script = RouterReader.Begin(marker).Use("balance").Call(
            "balance_try", policy, probe.Destination.ToString(), Number(probe.FirstPort), Number(probe.Ports), Number(processes), Number(Together)).Call("read_part", "end");
        RemoteTrace? trace = RemoteTrace.Current;
        var pieces = new PieceReader(marker, (piece, text) =>
        {
            if (piece == "trying" && text.Split(' ') is [_, var left] && int.TryParse(left, CultureInfo.InvariantCulture, out int number))
            {
                trace?.Progress(new RouterProgress(Text.ProgressBalance.With(policy), (connections - (number * probe.Ports)) + 1, connections));
            }
        });
        RemoteResult result = await session.RunAsync(script, s_round, cancellation, pieces.Add).ConfigureAwait(false);
        RouterAnswer answer = RouterAnswer.ReadWhole(session, marker, result, Text.ErrorTestingFailed.With(session.Name));
        var before = new BalanceCount(answer["before/" + policy] ?? "");
        if (before.IsEmpty)
        {
            throw BalanceError.NotInKernel(policy);
        }

        IReadOnlyDictionary<string, long> counts = new BalanceCount(answer["after/" + policy] ?? "").Since(before) ?? throw BalanceError.Changed(policy);
        return counts.Values.Sum() is var arrived && arrived * 2 >= connections ? counts : throw BalanceError.Lost(policy, probe.Rule, arrived, connections);
    }

    private IEnumerable<Mwan3Balance> Judge(OpenWrtSession session, string policy, Mwan3Share[] wanted, IReadOnlyDictionary<string, long> counts)
    {
        double all = counts.Values.Sum(), parts = wanted.Sum(share => share.Percent);
        (string Name, long Count, double Part)[] lines = [.. wanted.Select(share => (share.Interface, counts.GetValueOrDefault(share.Interface), share.Percent / parts))
            .Concat(counts.Where(count => wanted.All(share => share.Interface != count.Key)).Select(count => (count.Key, count.Value, 0.0)))];
        double distance = ChiSquare.Distance([.. lines.Select(line => (line.Count, line.Part))]), chance = ChiSquare.Chance(distance, wanted.Length - 1);
        return lines.Select(line => new Mwan3Balance(session, line.Name)
        {
            Policy = policy,
            ExpectedShare = Math.Round(line.Part * 100, 1),
            ActualShare = Math.Round(line.Count * 100 / all, 1),
            Connections = line.Count,
            ChiSquare = Math.Round(distance, 2),
            PValue = chance,
            Verdict = (Tolerance is { } most ? Math.Abs((line.Count / all) - line.Part) * 100 <= most : chance >= LeastChance)
                ? Mwan3BalanceVerdict.Balanced
                : Mwan3BalanceVerdict.Unbalanced,
        });
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
