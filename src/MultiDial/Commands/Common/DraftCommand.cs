using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>
/// A cmdlet that changes routers. It collects its pipeline and then, for each router, reads once, edits a draft, shows
/// it, and applies it in one go: two remote commands however many objects there are.
/// </summary>
public abstract class DraftCommand : RouterCommand
{
    // Whoever writes again and again is not waited for: each try writes to the router's flash.
    private const int MostRedrafts = 4;

    private readonly Dictionary<OpenWrtSession, List<Change>> _changes = [];
    private RowReader? _rows;

    private protected virtual IReadOnlyCollection<StatePart> Parts => [];

    /// <summary>Whether the rows of the pipeline give parameters: so it is with cmdlets that make something.</summary>
    private protected virtual bool TakesRows => false;

    /// <summary>The parameters that are for the whole pipeline, so that no row can have them.</summary>
    private protected virtual IReadOnlyCollection<string> ForAllRows => [];

    /// <summary>What the present record gives, if it is a row.</summary>
    private protected Row Row { get; private set; } = Row.None;

    /// <summary>Whether the changes go into a session's open transaction.</summary>
    private protected virtual bool Stages => true;

    /// <summary>How long the user takes to decide whether the change stays; null if it stays as soon as the router is reached.</summary>
    private protected virtual TimeSpan? DecidedWithin => null;

    private protected sealed override OpenWrtSession[]? GivenSessions => Row.Or(Session);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _rows = TakesRows ? new RowReader(this, ForAllRows) : null;
        try
        {
            ConfirmTimeouts.Check(DecidedWithin);
        }
        catch (MultiDialException exception)
        {
            ThrowFailure(exception);
        }
    }

    private protected sealed override void Prepare(object? item)
    {
        Row = Row.None;
        Row = _rows?.Read(item) ?? Row.None;
    }

    /// <summary>Has a router changed; nothing has happened to it yet.</summary>
    private protected void Note(OpenWrtSession session, IEnumerable<Change> changes)
    {
        if (!_changes.TryGetValue(session, out List<Change>? noted))
        {
            _changes.Add(session, noted = []);
        }

        noted.AddRange(changes);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var states = new Dictionary<OpenWrtSession, RouterState>();
        OnEach(_changes.Keys, ReadAsync, states.Add);
        Drafted[] drafts = [.. _changes.Keys.Where(states.ContainsKey).Select(session => Draft(states[session])).OfType<Drafted>()];
        var confirmed = drafts.Where(Confirm).ToDictionary(drafted => drafted.Draft.Before.Session);
        OnEach(
            confirmed.Keys,
            (session, token) => ApplyAsync(confirmed[session].Draft, confirmed[session].Accepted, MostRedrafts, token),
            (session, applied) =>
            {
                foreach (string warning in applied.Warnings)
                {
                    WriteWarning(warning);
                }

                Emit(confirmed[session].Accepted, applied.After);
            });
    }

    // Null if nothing can be made of the router's answer.
    private Drafted? Draft(RouterState before)
    {
        var draft = new RouterDraft(before) { ConfirmTimeout = DecidedWithin };
        List<Change> changes = _changes[before.Session];
        var refused = new Dictionary<int, MultiDialException>();
        Drafted? drafted = Try(before.Session, () =>
        {
            draft.EditEach([.. changes.Select<Change, Action<RouterDraft>>(change => trial => Edit(trial, change))], refused.Add);
            return new Drafted(
                draft,
                [.. changes.Where((_, index) => !refused.ContainsKey(index))],
                draft.ChangesNothing ? [] : [.. Features.Applier.Warnings(draft)],
                draft.ChangesNothing ? [] : [.. IsStaged(before.Session) ? RouterApplier.Describe(draft.Changes) : Features.Applier.Describe(draft)]);
        });
        foreach (MultiDialException exception in refused.Values)
        {
            WriteFailure(exception);
        }

        return drafted;
    }

    // What is run at once would be run on a router that does not have yet what the transaction prepares.
    private void Edit(RouterDraft draft, Change change)
    {
        change.Edit(draft);
        if (Features.Applier.Refusal(draft) is { } refusal)
        {
            throw refusal;
        }

        if ((draft.Steps.Count > 0 || DecidedWithin is not null) && IsStaged(draft.Before.Session))
        {
            throw Error.TransactionOpen(draft.Before.Session.Name, DecidedWithin is null ? string.Join("; ", draft.Steps) : "-ConfirmTimeout");
        }
    }

    private bool Confirm(Drafted drafted)
    {
        if (drafted.Draft.ChangesNothing)
        {
            return !IsWhatIf || (drafted.Accepted.Count > 0 && ShouldProcess(Text.StepAlreadySo.With(drafted.Draft.Before.Session.Name), "", ""));
        }

        string change = string.Join(Environment.NewLine, drafted.Lines.Select(line => "  " + VisibleText.Line(line)));
        string router = drafted.Draft.Before.Session.Name;
        foreach (string warning in drafted.Warnings)
        {
            WriteWarning(warning);
        }

        return ShouldProcess(
            Text.WhatIfChangeRouter.With(router) + Environment.NewLine + change,
            Text.AskChangeRouter.With(router) + Environment.NewLine + change,
            MyInvocation.MyCommand.Name);
    }

    private async Task<AppliedChange> ApplyAsync(RouterDraft draft, List<Change> changes, int triesLeft, CancellationToken token)
    {
        if (draft.ChangesNothing && draft.Waits.Count == 0)
        {
            Post(command => command.WriteVerbose(Text.StepAlreadySo.With(draft.Before.Session.Name)));
            return new AppliedChange(draft.Before, []);
        }

        if (Stages && RouterTransaction.Of(draft.Before.Session) is { } transaction)
        {
            transaction.Stage(draft);
            return new AppliedChange(transaction.View(draft.Before), []);
        }

        try
        {
            return await Features.Applier.ApplyAsync(draft, Parts, token).ConfigureAwait(false);
        }
        catch (MultiDialException exception) when (exception.Id == ErrorId.ConfigurationChanged && triesLeft > 0)
        {
            if (await RedraftAsync(draft, changes, token).ConfigureAwait(false) is not { } redraft)
            {
                throw;
            }

            return await ApplyAsync(redraft, changes, triesLeft - 1, token).ConfigureAwait(false);
        }
    }

    // Somebody else has written since the read. If the change is still the one that was shown, it is made; else null.
    private async Task<RouterDraft?> RedraftAsync(RouterDraft draft, List<Change> changes, CancellationToken token)
    {
        var redraft = new RouterDraft(await ReadAsync(draft.Before.Session, token).ConfigureAwait(false)) { ConfirmTimeout = DecidedWithin };
        try
        {
            changes.ForEach(change => redraft.Edit(change.Edit));
        }
        catch (MultiDialException)
        {
            return null;
        }

        return Features.Applier.Describe(redraft).SequenceEqual(Features.Applier.Describe(draft)) ? redraft : null;
    }

    private void Emit(List<Change> changes, RouterState after)
    {
        foreach (Change change in changes)
        {
            if (!IsStaged(after.Session) && change.Warning is { } warn && Try(after.Session, () => warn(after)) is { } warning)
            {
                WriteWarning(warning);
            }

            if (Try(after.Session, () => Results(change, after)) is not { } results)
            {
                continue;
            }

            WriteObject(results, enumerateCollection: true);
            if (change.Check is { } check)
            {
                Try(after.Session, () => check(after));
            }
        }
    }

    // All of them now: what went wrong while they are written would be an error of the pipeline.
    private static object[] Results(Change change, RouterState after) => change.Result?.Invoke(after) switch
    {
        null => [],
        IEnumerable<object> many => [.. many],
        var one => [one],
    };

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    private bool IsStaged(OpenWrtSession session) => Stages && RouterTransaction.Of(session) is not null;

    /// <summary>Reads what the change starts from.</summary>
    private protected virtual Task<RouterState> ReadAsync(OpenWrtSession session, CancellationToken token)
    {
        StatePart[] parts = [.. Parts.Union(Features.PartsOfAdvice)];
        return Stages ? RouterReader.ReadForDraftAsync(session, parts, token) : RouterReader.ReadRouterAsync(session, parts, token);
    }

    /// <summary>What a cmdlet would do to a router.</summary>
    /// <param name="Draft">The change.</param>
    /// <param name="Accepted">What was asked for and not refused.</param>
    /// <param name="Warnings">What the user should know before.</param>
    /// <param name="Lines">The change in lines.</param>
    private sealed record Drafted(RouterDraft Draft, List<Change> Accepted, string[] Warnings, string[] Lines);
}
