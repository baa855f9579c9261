using System.Diagnostics;
using System.Runtime.ExceptionServices;
using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Router;

/// <summary>
/// A change that the router takes back by itself, unless a connection that was opened after it confirms it. So nothing
/// that happens to the connection, to this process or to the router's power leaves the router between two states.
/// </summary>
internal sealed class GuardedChange
{
    // mwan3's restart sleeps for 2 s and takes up to a minute with many interfaces on a slow router.
    private static readonly TimeSpan s_reloadTime = TimeSpan.FromSeconds(60);

    // After that long another connection asks what the router is doing. More than a script waits for its turn.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // A router that is reached but cannot run the script will not learn it.
    private const int MostFailures = 3;

    // What guard.sh says of a change.
    private const string RolledBack = "rolledback";
    private const string Void = "void";
    private const string Unknown = "unknown";

    private readonly RouterDraft _draft;
    private readonly OpenWrtSession _session;
    private readonly ChangeScript _script;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private bool _wasUnreachable;
    private int _failures;

    internal GuardedChange(RouterDraft draft, StatePart parts)
    {
        _draft = draft;
        _session = draft.Before.Session;
        _script = new ChangeScript(draft, parts, RouterReader.NewMarker());
    }

    private IReadOnlyList<UciChange> Changes => [.. _draft.Changes.Select(change => change.On(_session))];

    /// <summary>Makes the change and confirms it.</summary>
    /// <exception cref="MultiDialException">RolledBack, or why nothing was changed.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it; the router takes it back.</exception>
    internal async Task<AppliedChange> RunAsync(CancellationToken cancellation)
    {
        try
        {
            Dictionary<string, string> first = await ApplyAsync(cancellation).ConfigureAwait(false);
            Dictionary<string, string> second = await ConfirmAsync(cancellation).ConfigureAwait(false);
            foreach ((string part, string text) in first)
            {
                second.TryAdd(part, text);
            }

            AppliedChange applied = AppliedChange.From(_session, second);
            _session.LastChange = new OpenWrtChange(Changes, applied.ConnectionsBefore, applied.ConnectionsAfter);
            return applied;
        }
        catch (OperationCanceledException)
        {
            _session.RunAsync(_script.Recall(RouterReader.NewMarker()), TimeSpan.Zero, CancellationToken.None).Forget();
            throw;
        }
    }

    // Ends when the change is made. If its connection is silent or lost, others ask.
    private async Task<Dictionary<string, string>> ApplyAsync(CancellationToken cancellation)
    {
        string marker = RouterReader.NewMarker();
        Task<RemoteResult> applying = await _session.BeginAsync(_script.Apply(marker), s_reloadTime, cancellation).ConfigureAwait(false);
        while (true)
        {
            await Task.WhenAny(applying, Task.Delay(s_patience, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (applying.IsCompletedSuccessfully && Answer(marker, await applying.ConfigureAwait(false)) is { } answer)
            {
                return answer;
            }

            ThrowIfClosed(applying);
            if (await AskAsync(_script.Look, TimeSpan.Zero, state => state != "running", cancellation).ConfigureAwait(false) is ("applied", _))
            {
                applying.Forget();
                return [];
            }

            await Task.Delay(s_pause, cancellation).ConfigureAwait(false);
        }
    }

    // Null for a script that did not come to its end.
    private Dictionary<string, string>? Answer(string marker, RemoteResult result)
    {
        Dictionary<string, string> answer = RouterReader.Parts(marker, result);
        RouterApplier.ThrowIfFailed(_session, answer, result);
        return answer.ContainsKey("applied") ? answer : null;
    }

    private static void ThrowIfClosed(Task applying)
    {
        if (applying.Exception?.InnerException is { } failure and not MultiDialException { Id: ErrorId.SessionBroken or ErrorId.OperationTimeout })
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    // Only a connection that is opened now proves that the next one can be, too.
    private async Task<Dictionary<string, string>> ConfirmAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await AskAsync(_script.Confirm, _draft.WaitAtMost, _ => _wasUnreachable, cancellation).ConfigureAwait(false) is ("confirmed", { } answer))
            {
                return answer;
            }

            await Task.Delay(s_pause, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<(string State, Dictionary<string, string> Answer)> AskAsync(
        Func<string, RouterScript> script, TimeSpan extraTime, Func<string, bool> isLost, CancellationToken cancellation)
    {
        (string state, Dictionary<string, string> answer) = await TryAskAsync(script, extraTime, isLost, cancellation).ConfigureAwait(false);
        return state switch
        {
            RolledBack => throw Error.RolledBack(_session.Name, Changes),
            Void or Unknown => throw Error.SessionBroken(_session.Name, "it broke before the change began; nothing was changed."),
            _ when _clock.Elapsed > _session.RollbackTimeout + s_reloadTime + s_patience => throw Error.NotConfirmed(_session.Name, _session.RollbackTimeout),
            _ => (state, answer),
        };
    }

    // On a connection of its own, which takes the place of the session's if that one is lost.
    private async Task<(string State, Dictionary<string, string> Answer)> TryAskAsync(
        Func<string, RouterScript> script, TimeSpan extraTime, Func<string, bool> isLost, CancellationToken cancellation)
    {
        string marker = RouterReader.NewMarker();
        IRouterTransport? fresh = null;
        try
        {
            fresh = await _session.ConnectAgainAsync(cancellation).ConfigureAwait(false);
            RemoteResult result = await _session.RunAsync(fresh, script(marker), extraTime, cancellation).ConfigureAwait(false);
            Dictionary<string, string> answer = RouterReader.Split(_session, marker, result, "Confirming the change");
            string state = answer["state"].Trim();
            if (state is RolledBack or Void or Unknown || isLost(state))
            {
                _session.Adopt(fresh);
                fresh = null;
            }

            return (state, answer);
        }
        catch (MultiDialException exception) when (exception.Id != ErrorId.RemoteCommandFailed || ++_failures < MostFailures)
        {
            Debug.WriteLine(exception.Message);
            _wasUnreachable = true;
            return ("unreachable", []);
        }
        finally
        {
            if (fresh is not null)
            {
                OpenWrtSession.Discard(fresh);
            }
        }
    }
}
