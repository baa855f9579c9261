using MultiDial.Errors;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>
/// A cmdlet that changes routers. It collects its pipeline and then, for each router, reads once, edits a draft, shows
/// it, and applies it in one go: two remote commands however many objects there are.
/// </summary>
public abstract class ChangeCommand : RouterCommand
{
    private readonly Dictionary<OpenWrtSession, List<Change>> _changes = [];
    private RowBinder? _rows;

    private protected virtual StatePart Parts => StatePart.Config;

    /// <summary>Whether the rows of the pipeline give parameters: so it is with cmdlets that make something.</summary>
    private protected virtual bool TakesRows => false;

    /// <summary>What is to be changed for one object of the pipeline.</summary>
    private protected abstract IEnumerable<Change> Changes(object? item);

    /// <summary>What is to be changed on a router once the whole pipeline has been seen.</summary>
    private protected virtual IEnumerable<Change> LastChanges(OpenWrtSession session) => [];

    /// <inheritdoc/>
    protected override void BeginProcessing() => _rows = TakesRows ? new RowBinder(this) : null;

    private protected sealed override void Prepare(object? item) => _rows?.Bind(item);

    private protected override void Collect(OpenWrtSession session, object? item)
    {
        if (!_changes.TryGetValue(session, out List<Change>? changes))
        {
            _changes.Add(session, changes = []);
        }

        changes.AddRange(Changes(item));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach ((OpenWrtSession session, List<Change> changes) in _changes)
        {
            changes.AddRange(LastChanges(session));
        }

        var drafts = OnEach(_changes.Keys, (session, token) => RouterReader.ReadAsync(session, Parts, token))
            .ConvertAll(read => Draft(read.Result));
        var confirmed = drafts.Where(draft => draft.Draft.ChangesNothing || Confirm(draft.Draft)).ToDictionary(draft => draft.Draft.Before.Session);
        var applied = OnEach(confirmed.Keys, (session, token) => ApplyAsync(confirmed[session].Draft, token));
        foreach ((OpenWrtSession session, (RouterState after, IReadOnlyList<string> warnings)) in applied)
        {
            foreach (string warning in warnings)
            {
                WriteWarning(warning);
            }

            Emit(confirmed[session].Accepted, after);
        }
    }

    private (RouterDraft Draft, List<Change> Accepted) Draft(RouterState before)
    {
        var draft = new RouterDraft(before);
        var accepted = new List<Change>();
        foreach (Change change in _changes[before.Session])
        {
            try
            {
                draft.Edit(change.Edit);
                accepted.Add(change);
            }
            catch (MultiDialException exception)
            {
                WriteFailure(exception);
            }
        }

        return (draft, accepted);
    }

    private bool Confirm(RouterDraft draft)
    {
        string change = string.Join(Environment.NewLine, RouterApplier.Describe(draft).Select(line => "  " + line));
        string router = draft.Before.Session.Name;
        foreach (string warning in RouterApplier.Warnings(draft))
        {
            WriteWarning(warning);
        }

        return ShouldProcess(
            $"Changing the router '{router}':{Environment.NewLine}{change}",
            $"Change the router '{router}'?{Environment.NewLine}{change}",
            MyInvocation.MyCommand.Name);
    }

    private async Task<(RouterState After, IReadOnlyList<string> Warnings)> ApplyAsync(RouterDraft draft, CancellationToken token)
    {
        if (!draft.ChangesNothing || draft.Waits)
        {
            return await RouterApplier.ApplyAsync(draft, Parts, token).ConfigureAwait(false);
        }

        Post(command => command.WriteVerbose($"'{draft.Before.Session.Name}' is already so; nothing is written."));
        return (draft.Before, []);
    }

    private void Emit(List<Change> changes, RouterState after)
    {
        foreach (Change change in changes)
        {
            if (change.Warning?.Invoke(after) is { } warning)
            {
                WriteWarning(warning);
            }

            try
            {
                if (change.Result?.Invoke(after) is { } result)
                {
                    WriteObject(result);
                }
            }
            catch (MultiDialException exception)
            {
                WriteFailure(exception);
            }
        }
    }
}
