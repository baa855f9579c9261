using System.Diagnostics;
using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial;

/// <summary>
/// An open SSH connection to one router, shared by all cmdlets. All remote work goes through <see cref="RunAsync"/>.
/// </summary>
public sealed class OpenWrtSession : IDisposable
{
    private readonly IRouterTransport _transport;
    private readonly SemaphoreSlim _turns;
    private volatile SessionState _state;
    private int _commandCount;

    internal OpenWrtSession(IRouterTransport transport, ConnectionRequest request, int id, string name)
    {
        _transport = transport;
        _turns = new SemaphoreSlim(transport.MaxCommands);
        Id = id;
        Name = name;
        HostName = request.HostName;
        Port = request.Port;
        UserName = request.UserName;
        HostKeyFingerprint = transport.HostKeyFingerprint;
    }

    /// <summary>A small number, unique in this process.</summary>
    public int Id { get; }

    /// <summary>The name to use with <c>-Session</c>: what was given, or the host name.</summary>
    public string Name { get; }

    /// <summary>The router's name or address as it was given.</summary>
    public string HostName { get; }

    /// <summary>The TCP port of the router's SSH server.</summary>
    public int Port { get; }

    /// <summary>The user that is logged in, as a rule root.</summary>
    public string UserName { get; }

    /// <summary>Whether the session can be used.</summary>
    public SessionState State => _state == SessionState.Opened && _transport.IsLost ? SessionState.Broken : _state;

    /// <summary>The router's host key as <c>SHA256:…</c>, the form of <c>ssh-keygen -lf</c>.</summary>
    public string HostKeyFingerprint { get; }

    /// <summary>How long one operation may take on the router before the session counts as broken.</summary>
    public TimeSpan OperationTimeout { get; internal init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long the router takes a change back by itself when it cannot be reached any more.</summary>
    public TimeSpan RollbackTimeout { get; internal init; } = TimeSpan.FromSeconds(90);

    /// <summary>How many commands were run on the router so far.</summary>
    internal int CommandCount => _commandCount;

    /// <summary>Name and address, as the prompts and messages show it.</summary>
    public override string ToString() => Name;

    /// <summary>Closes the connection. A frozen link does not hold this up.</summary>
    public void Dispose()
    {
        if (_state != SessionState.Closed)
        {
            _state = SessionState.Closed;
            DisposeTransport();
        }
    }

    /// <summary>
    /// Runs one script in one exec request, when its turn has come. The deadline is ours: SSH.NET ignores both its own
    /// time-out and the token while it opens a channel on a frozen link.
    /// </summary>
    /// <param name="script">The script; it travels on standard input.</param>
    /// <param name="extraTime">What the script itself may wait for, beyond <see cref="OperationTimeout"/>.</param>
    /// <param name="cancellation">Stops the remote script.</param>
    /// <exception cref="MultiDialException">NoSession, SessionBroken or OperationTimeout.</exception>
    internal async Task<RemoteResult> RunAsync(RouterScript script, TimeSpan extraTime, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<RemoteResult> work = StartAsync(script, stop.Token);
        TimeSpan limit = OperationTimeout + extraTime;
        try
        {
            return await work.WaitAsync(limit, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Break();
            throw Error.OperationTimeout(Name, limit);
        }
        catch (MultiDialException exception) when (exception.Id is ErrorId.SessionBroken or ErrorId.OperationTimeout)
        {
            Break();
            throw;
        }
        finally
        {
            if (!work.IsCompleted)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                Forget(work);
            }
        }
    }

    // The turn lasts until the router has nothing more to do with the command, even where nobody waits for that.
    private async Task<RemoteResult> StartAsync(RouterScript script, CancellationToken stop)
    {
        try
        {
            if (State != SessionState.Opened)
            {
                throw _state == SessionState.Closed ? Error.SessionClosed(Name) : Error.SessionBroken(Name, "it was lost earlier.");
            }

            Interlocked.Increment(ref _commandCount);
            return await Task.Run(() => _transport.ExecuteAsync(RouterScript.Command, script.ToBytes(), stop), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    private static void Forget(Task task) =>
        task.ContinueWith(t => Debug.WriteLine(t.Exception?.Message), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private void Break()
    {
        if (_state == SessionState.Opened)
        {
            _state = SessionState.Broken;
        }

        DisposeTransport();
    }

    // Closing can wait for a peer that never answers, so nobody waits for it.
    private void DisposeTransport() => Forget(Task.Run(_transport.Dispose));
}
