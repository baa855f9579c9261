using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>A cmdlet that decides about the change that waits to be confirmed on each of its routers.</summary>
public abstract class WaitingChangeCommand : RouterCommand
{
    private readonly HashSet<OpenWrtSession> _sessions = [];

    private protected sealed override void Collect(OpenWrtSession session, object? item)
    {
        if (!_sessions.Contains(session) && ShouldProcess(session.Name, Action))
        {
            _sessions.Add(session);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => OnEach(
        _sessions,
        async (session, cancellation) =>
        {
            await DecideAsync(new WaitingChange(session), cancellation).ConfigureAwait(false);
            return session;
        },
        static (_, _) => { });

    /// <summary>What is done, in words.</summary>
    private protected abstract string Action { get; }

    private protected abstract Task DecideAsync(WaitingChange change, CancellationToken cancellation);
}
