using System.Runtime.ExceptionServices;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>
/// A change that the router rolls back by itself, unless a connection that was opened after it confirms it. So nothing
/// that happens to the connection, to this process or to the router's power leaves the router between two states.
/// </summary>
internal sealed class GuardedChange
{
    // After that long without a word another connection asks what the router is doing. That costs a slow router seconds, so
    // it must have most of its time for its work.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private const int WorkForAnswer = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly RouterDraft _draft;
    private readonly OpenWrtSession _session;
    private readonly ChangeScript _script;
    private readonly IReadOnlyCollection<StatePart> _parts;
    private readonly GuardQuestions _questions;

    internal GuardedChange(RouterDraft draft, ChangeScript script, IReadOnlyCollection<StatePart> parts)
    {
        _draft = draft;
        _session = draft.Before.Session;
        _script = script;
        _parts = parts;
        _questions = new GuardQuestions(_session);
    }

    private IReadOnlyList<UciChange> Changes => [.. _draft.Changes.Select(change => new UciChange(change, _session))];

    // All that the change is made of.
    private string Words => string.Join("; ", Changes.Select(change => change.ToString()).Concat(_draft.Steps.Select(step => step.ToString())));

    /// <summary>Makes the change and confirms it.</summary>
    /// <exception cref="MultiDialException">RolledBack, or why nothing was changed.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it; the router rolls it back.</exception>
    internal async Task<AppliedChange> RunAsync(CancellationToken cancellation)
    {
        try
        {
            RemoteTrace.Current?.Step(Text.StepChanging.With(_session.Name, string.Join(", ", _draft.Changed.Select(package => package.Name).Concat(_draft.Steps.Select(step => step.ToString())))));
            RouterAnswer first = await ApplyAsync(cancellation).ConfigureAwait(false);
            RemoteTrace.Current?.Step(Text.StepConfirming.With(_session.Name));
            RouterAnswer second = await ConfirmAsync(cancellation).ConfigureAwait(false);
            AppliedChange applied = AppliedChange.From(_session, second.With(first), _parts);
            return _draft.ConfirmTimeout is { } time
                ? applied with { Warnings = [.. applied.Warnings, Text.WarningWaits.With(_session.Name, DateTime.Now + time)] }
                : Kept(applied);
        }
        catch (ChangeEndedException ended)
        {
            return await JudgeAsync(ended.State, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            RemoteTrace.Current?.Undone(_session.Name);
            RecallAsync().Forget();
            throw;
        }
    }

    private AppliedChange Kept(AppliedChange applied)
    {
        _session.LastChange = new OpenWrtChange(Changes, applied.ConnectionsBefore, applied.ConnectionsAfter);
        return applied;
    }

    // Ends when the change is made. If its connection is silent or lost, others ask.
    private async Task<RouterAnswer> ApplyAsync(CancellationToken cancellation)
    {
        string marker = RouterReader.NewMarker();
        Task<RemoteResult> applying = await _session.BeginAsync(_script.Apply(marker), _draft.StepAtMost, cancellation, Follow(marker)).ConfigureAwait(false);
        while (true)
        {
            await WaitForWordAsync(applying, cancellation).ConfigureAwait(false);
            if (applying.IsCompletedSuccessfully && Answer(marker, await applying.ConfigureAwait(false)) is { } answer)
            {
                return answer;
            }

            ThrowIfClosed(applying);
            (string state, _) = await AskAsync(_script.Look, TimeSpan.Zero, state => state != GuardWords.Running, cancellation).ConfigureAwait(false);
            switch (state)
            {
                case GuardWords.Applied:
                    applying.Forget();
                    return new RouterAnswer([]);
                case GuardWords.Confirmed:
                    throw new ChangeEndedException(state);
            }

            await Task.Delay(s_pause, cancellation).ConfigureAwait(false);
        }
    }

    private async Task WaitForWordAsync(Task applying, CancellationToken cancellation)
    {
        TimeSpan work = _questions.LastTook * WorkForAnswer, patience = work > s_patience ? work : s_patience;
        while (!applying.IsCompleted && patience - _questions.Silence is var left && left > TimeSpan.Zero)
        {
            await Task.WhenAny(applying, Task.Delay(left, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    // The steps as they come.
    private Action<ReadOnlyMemory<byte>> Follow(string marker)
    {
        var pieces = new PieceReader(marker, (piece, text) =>
        {
            if (piece == GuardWords.Progress)
            {
                GuardQuestions.Report(text);
            }
        });
        return bytes =>
        {
            _questions.Hear();
            pieces.Add(bytes);
        };
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
            (string state, RouterAnswer answer) = await AskAsync(Decide, _script.DecideAtMost, _ => _questions.LastFailure is not null, cancellation).ConfigureAwait(false);
            if (answer[GuardWords.Kept] is not null || answer[GuardWords.Held] is not null)
            {
                return answer;
            }

            if (state == GuardWords.Confirmed)
            {
                throw new ChangeEndedException(state);
            }

            await Task.Delay(s_pause, cancellation).ConfigureAwait(false);
        }
    }

    private RouterScript Decide(string marker) => _draft.ConfirmTimeout is { } time ? _script.Hold(marker, time) : _script.Confirm(marker);

    private async Task<(string State, RouterAnswer Answer)> AskAsync(
        Func<string, RouterScript> script, TimeSpan extraTime, Func<string, bool> isLost, CancellationToken cancellation)
    {
        (string state, RouterAnswer answer) = await _questions.AskAsync(script, extraTime, isLost, cancellation).ConfigureAwait(false);
        return state switch
        {
            GuardWords.RolledBack or GuardWords.Unknown => throw new ChangeEndedException(state),
            _ when _questions.Silence > _session.RollbackTimeout + _draft.StepAtMost => throw Error.NotConfirmed(_session.Name, _session.RollbackTimeout, _session.Command, _questions.LastFailure),
            _ => (state, answer),
        };
    }

    // The router has ended the change, and nobody has heard the end of it. What it is now its files say.
    private async Task<AppliedChange> JudgeAsync(string state, CancellationToken cancellation)
    {
        RouterState now = await RouterReader.ReadRouterAsync(_session, _parts, cancellation).ConfigureAwait(false);
        UciPackage[] changed = [.. _draft.Changed];
        IReadOnlyList<UciChange> changes = Changes;
        bool isBefore = changed.All(package => now.FileText(package.Name) == _draft.Before.Package(package.Name).ToText());
        if (changed.All(package => now.FileText(package.Name) == package.ToText()) && (state == GuardWords.Confirmed || !isBefore))
        {
            return Kept(new AppliedChange(now, []));
        }

        if (isBefore)
        {
            throw state == GuardWords.RolledBack && _questions.Rejected is { } lines ? Error.RolledBackForLines(_session.Name, lines, changes, Words)
                : state == GuardWords.RolledBack ? Error.RolledBack(_session.Name, changes, Words, _questions.LastFailure)
                : state == GuardWords.Unknown && _draft.Steps.Any(step => step.OutlastsBoot) ? Error.OutcomeUnknown(_session.Name, Words, _questions.LastFailure)
                : Error.LostBeforeChange(_session.Name, _session.Command, _questions.LastFailure);
        }

        string[] others = [.. changed.Select(package => package.Name).Where(name => now.FileText(name) != _draft.Before.Package(name).ToText())];
        throw Error.NeitherNor(_session.Name, changes, string.Join(", ", others), Words, _questions.LastFailure);
    }

    // The old connection first, as that is the faster one; but it may be lost.
    private async Task RecallAsync()
    {
        try
        {
            await _session.RunAsync(_script.Recall(RouterReader.NewMarker()), TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MultiDialException)
        {
            await _questions.AskAsync(_script.Recall, TimeSpan.Zero, _ => false, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private sealed class ChangeEndedException(string state) : Exception
    {
        internal string State => state;
    }
}
