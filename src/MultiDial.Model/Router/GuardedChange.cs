using System.Diagnostics;
using System.Runtime.ExceptionServices;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.Router;

/// <summary>
/// A change that the router rolls back by itself, unless a connection that was opened after it confirms it. So nothing
/// that happens to the connection, to this process or to the router's power leaves the router between two states.
/// </summary>
internal sealed class GuardedChange
{
    // mwan3's restart sleeps for 2 s and takes up to a minute with many interfaces on a slow router.
    private static readonly TimeSpan s_reloadTime = TimeSpan.FromSeconds(60);

    // After that long another connection asks what the router is doing. More than a script waits for the lock.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // A router that is reached but cannot run the script will not learn it.
    private const int MostFailures = 3;

    private readonly RouterDraft _draft;
    private readonly OpenWrtSession _session;
    private readonly ChangeScript _script;
    private readonly IReadOnlyCollection<StatePart> _parts;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private MultiDialException? _lastFailure;
    private int _failures;

    internal GuardedChange(RouterDraft draft, ChangeScript script, IReadOnlyCollection<StatePart> parts)
    {
        _draft = draft;
        _session = draft.Before.Session;
        _script = script;
        _parts = parts;
    }

    private IReadOnlyList<UciChange> Changes => [.. _draft.Changes.Select(change => new UciChange(change, _session))];

    /// <summary>Makes the change and confirms it.</summary>
    /// <exception cref="MultiDialException">RolledBack, or why nothing was changed.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it; the router rolls it back.</exception>
    internal async Task<AppliedChange> RunAsync(CancellationToken cancellation)
    {
        try
        {
            RemoteTrace.Current?.Step(Text.StepChanging.With(_session.Name, string.Join(", ", _draft.Changed.Select(package => package.Name))));
            RouterAnswer first = await ApplyAsync(cancellation).ConfigureAwait(false);
            RemoteTrace.Current?.Step(Text.StepConfirming.With(_session.Name));
            RouterAnswer second = await ConfirmAsync(cancellation).ConfigureAwait(false);
            AppliedChange applied = AppliedChange.From(_session, second.With(first), _parts);
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
    private async Task<RouterAnswer> ApplyAsync(CancellationToken cancellation)
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
            if (await AskAsync(_script.Look, TimeSpan.Zero, state => state != GuardWords.Running, cancellation).ConfigureAwait(false) is (GuardWords.Applied, _))
            {
                applying.Forget();
                return new RouterAnswer([]);
            }

            await Task.Delay(s_pause, cancellation).ConfigureAwait(false);
        }
    }

    // Null for a script that did not come to its end.
    private RouterAnswer? Answer(string marker, RemoteResult result)
    {
        RouterAnswer answer = RouterAnswer.Read(marker, result);
        answer.ThrowIfFailed(_session, result);
        return answer[GuardWords.Applied] is not null ? answer : null;
    }

    private static void ThrowIfClosed(Task applying)
    {
        if (applying.Exception?.InnerException is { } failure and not MultiDialException { Id: ErrorId.SessionBroken or ErrorId.OperationTimeout })
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    // Only a connection that is opened now proves that the next one can be, too.
    private async Task<RouterAnswer> ConfirmAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await AskAsync(_script.Confirm, _draft.WaitAtMost, _ => _lastFailure is not null, cancellation).ConfigureAwait(false) is (GuardWords.Confirmed, { } answer))
            {
                return answer;
            }

            await Task.Delay(s_pause, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<(string State, RouterAnswer Answer)> AskAsync(
        Func<string, RouterScript> script, TimeSpan extraTime, Func<string, bool> isLost, CancellationToken cancellation)
    {
        (string state, RouterAnswer answer) = await TryAskAsync(script, extraTime, isLost, cancellation).ConfigureAwait(false);
        return state switch
        {
            GuardWords.RolledBack => throw RolledBack(),
            GuardWords.Void or GuardWords.Unknown => throw Error.LostBeforeChange(_session.Name, _session.Command, _lastFailure),
            _ when _clock.Elapsed > _session.RollbackTimeout + s_reloadTime + s_patience => throw Error.NotConfirmed(_session.Name, _session.RollbackTimeout, _session.Command, _lastFailure),
            _ => (state, answer),
        };
    }

    private MultiDialException RolledBack()
    {
        IReadOnlyList<UciChange> changes = Changes;
        return Error.RolledBack(_session.Name, changes, string.Join("; ", changes), _lastFailure);
    }

    // On a connection of its own, which takes the place of the session's if that one is lost.
    private async Task<(string State, RouterAnswer Answer)> TryAskAsync(
        Func<string, RouterScript> script, TimeSpan extraTime, Func<string, bool> isLost, CancellationToken cancellation)
    {
        string marker = RouterReader.NewMarker();
        IRouterTransport? fresh = null;
        try
        {
            fresh = await _session.ConnectAgainAsync(cancellation).ConfigureAwait(false);
            RemoteResult result = await _session.RunAsync(fresh, script(marker), extraTime, cancellation).ConfigureAwait(false);
            RouterAnswer answer = RouterAnswer.ReadWhole(_session, marker, result, Text.ErrorConfirmingFailed.With(_session.Name));
            if (answer["state"] is not { } said)
            {
                answer.ThrowIfFailed(_session, result);
                throw Error.RemoteCommandFailed(_session.Name, Text.ErrorConfirmingFailed.With(_session.Name), result.ExitStatus, RouterAnswer.Words(result.Error));
            }

            string state = said.Trim();
            if (state is GuardWords.RolledBack or GuardWords.Void or GuardWords.Unknown || isLost(state))
            {
                _session.Adopt(fresh);
                fresh = null;
            }

            return (state, answer);
        }
        catch (MultiDialException exception) when (exception.Id != ErrorId.RemoteCommandFailed || ++_failures < MostFailures)
        {
            _lastFailure = exception;
            return ("unreachable", new RouterAnswer([]));
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
