using System.Management.Automation;
using MultiDial.Errors;

namespace MultiDial.Commands;

/// <summary>
/// A cmdlet that works on routers: it finds the sessions, takes objects from the pipeline by their type, and runs on
/// many routers at once.
/// </summary>
public abstract class RouterCommand : CancellableCommand
{
    private List<MultiDialException>? _late;

    /// <summary>
    /// The router or routers to work on: sessions, or the names or host names of open sessions. Without it the piped
    /// object's own session, then the newest session of this runspace, then the only open one.
    /// </summary>
    [Parameter]
    [Alias("Router")]
    [AllowNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public OpenWrtSession[]? Session { get; set; }

    /// <summary>How many routers are worked on at the same time at most.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>
    /// What comes from the pipeline: objects of this module (they bind as what they are), names, sessions, or - for
    /// cmdlets that make something - rows whose properties are named as the parameters.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        object? item = InputObject?.BaseObject is PSCustomObject ? InputObject : InputObject?.BaseObject;
        foreach (OpenWrtSession session in Sessions(item))
        {
            try
            {
                Collect(session, item is OpenWrtSession ? null : item);
            }
            catch (MultiDialException exception)
            {
                Refuse(exception);
            }
        }
    }

    private OpenWrtSession[] Sessions(object? item)
    {
        try
        {
            Prepare(item);
            return NeedsSession(item) ? SessionResolver.Resolve(GivenSessions, item) : [];
        }
        catch (MultiDialException exception)
        {
            Refuse(exception);
            return [];
        }
    }

    /// <summary>Takes what a row of the pipeline gives, before the session is looked up.</summary>
    private protected virtual void Prepare(object? item)
    {
    }

    /// <summary>Whether there is something to do on a router for an object of the pipeline (null: there is none).</summary>
    private protected virtual bool NeedsSession(object? item) => true;

    /// <summary>The sessions that are given; null for none.</summary>
    private protected virtual OpenWrtSession[]? GivenSessions => Session;

    /// <summary>Notes what is to be done on a router for one object of the pipeline (null: there is none).</summary>
    private protected abstract void Collect(OpenWrtSession session, object? item);

    /// <summary>
    /// Works on all routers at the same time, up to <see cref="ThrottleLimit"/>. What one gives is taken as soon as it is there. What
    /// goes wrong on one is an error of its own, which comes at the end: with -ErrorAction Stop it would end the others' work.
    /// </summary>
    private protected void OnEach<T>(
        IReadOnlyCollection<OpenWrtSession> sessions, Func<OpenWrtSession, CancellationToken, Task<T>> work, Action<OpenWrtSession, T> take)
    {
        List<MultiDialException> late = [];
        try
        {
            _late = late;
            MultiDialException?[] failures = Await(token => EachAsync(sessions, session => session.Name, ThrottleLimit, session => TryAsync(session, work, take, token), token));
            late.AddRange(failures.OfType<MultiDialException>());
        }
        finally
        {
            _late = null;
        }

        late.ForEach(WriteFailure);
    }

    /// <inheritdoc/>
    private protected sealed override void WriteFailure(MultiDialException exception)
    {
        if (_late is { } late)
        {
            late.Add(exception);
        }
        else
        {
            base.WriteFailure(exception);
        }
    }

    /// <summary>
    /// Makes something of what a router answered. Whatever goes wrong with that is an error of this router, and takes no
    /// other's results away. It must not write: what the pipeline throws is not the router's.
    /// </summary>
    /// <returns>What the work gave; null if it went wrong.</returns>
    private protected T? Try<T>(OpenWrtSession session, Func<T?> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (Exception exception)
        {
            WriteFailure(Error.Of(session.Name, exception));
            return null;
        }
    }

    /// <summary>The same for work that gives nothing.</summary>
    private protected void Try(OpenWrtSession session, Action work) => Try<object>(session, () =>
    {
        work();
        return null;
    });

    // Without a session nothing can be done for any object, so there is no point in going on.
    private protected virtual void Refuse(MultiDialException exception)
    {
        if (exception.Id == ErrorId.NoSession)
        {
            ThrowFailure(exception);
        }

        WriteFailure(exception);
    }

    private async Task<MultiDialException?> TryAsync<T>(
        OpenWrtSession session, Func<OpenWrtSession, CancellationToken, Task<T>> work, Action<OpenWrtSession, T> take, CancellationToken token)
    {
        try
        {
            T result = await work(session, token).ConfigureAwait(false);
            Post(_ => take(session, result));
            return null;
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            return Error.Of(session.Name, exception);
        }
    }
}
