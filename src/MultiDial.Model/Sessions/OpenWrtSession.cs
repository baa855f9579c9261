using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial;

/// <summary>
/// An open SSH connection to one router, shared by all cmdlets. All remote work goes through RunAsync.
/// </summary>
public sealed class OpenWrtSession : IDisposable
{
    // A router that says a byte before each silence is over would hold a cmdlet for ever.
    private const int MostSilences = 20;

    private readonly Func<CancellationToken, Task<IRouterTransport>> _connectAgain;
    private readonly SemaphoreSlim _slots;
    private volatile IRouterTransport _transport;
    private volatile OpenWrtSessionState _state;
    private int _commandCount;

    internal OpenWrtSession(IRouterTransport transport, ConnectionRequest request, int id, string name, Func<CancellationToken, Task<IRouterTransport>> connectAgain)
    {
        _transport = transport;
        _connectAgain = connectAgain;
        _slots = new SemaphoreSlim(transport.MaxCommands);
        Id = id;
        Name = name;
        HostName = request.HostName;
        Port = request.Port;
        UserName = request.UserName;
        HostKeyFingerprint = transport.HostKeyFingerprint;
        Command = name == request.HostName ? request.ToCommand() : request.ToCommand(("-Name", name));
        Login = request.ToLogin();
        transport.Expect();
    }

    /// <summary>A small number, unique in this process.</summary>
    public int Id { get; }

    /// <summary>The name to use with <c>-Session</c>: what was given, or the host name.</summary>
    public string Name { get; }

    /// <summary>The router's name or address as it was given.</summary>
    public string HostName { get; }

    /// <summary>The TCP port of the router's SSH server.</summary>
    public int Port { get; }

    /// <summary>The user that is logged in, usually root.</summary>
    public string UserName { get; }

    /// <summary>Whether the session can be used.</summary>
    public OpenWrtSessionState State => _state == OpenWrtSessionState.Opened && _transport.IsLost ? OpenWrtSessionState.Broken : _state;

    /// <summary>The router's host key as <c>SHA256:…</c>, the form of <c>ssh-keygen -lf</c>.</summary>
    public string HostKeyFingerprint { get; }

    /// <summary>The last change of the configuration that was made by this session; null if there was none.</summary>
    public OpenWrtChange? LastChange { get; internal set; }

    /// <summary>The tries of the last Start-WanInterface that dialled a group of lines; empty if there was none.</summary>
    public OpenWrtDialTry[] LastDial { get; internal set; } = [];

    /// <summary>
    /// How long the router may be silent during an operation before the session counts as broken. All that it says starts
    /// the time anew; an operation that has not ended after twenty times as long counts as broken too.
    /// </summary>
    public TimeSpan OperationTimeout { get; internal init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long the router rolls a change back by itself when it cannot be reached.</summary>
    public TimeSpan RollbackTimeout { get; internal init; } = TimeSpan.FromSeconds(90);

    /// <summary>The command line that opens such a session again, for advice.</summary>
    internal string Command { get; }

    /// <summary>How ssh is told the router, for commands that no cmdlet stands for.</summary>
    internal string Login { get; }

    /// <summary>How many commands were run on the router so far.</summary>
    internal int CommandCount => _commandCount;

    /// <summary>The name, as prompts and messages show it.</summary>
    public override string ToString() => Name;

    /// <summary>Closes the connection. A frozen link does not hold this up.</summary>
    public void Dispose()
    {
        if (_state != OpenWrtSessionState.Closed)
        {
            _state = OpenWrtSessionState.Closed;
            Discard(_transport);
        }
    }

    /// <summary>
    /// Runs one script in one exec request, as soon as a slot is free. The deadline is ours: SSH.NET ignores both its own
    /// time-out and the token while it opens a channel on a frozen link.
    /// </summary>
    /// <param name="script">The script; it travels on standard input.</param>
    /// <param name="extraTime">How long the script itself may wait in silence, beyond <see cref="OperationTimeout"/>.</param>
    /// <param name="cancellation">Stops the remote script.</param>
    /// <param name="heard">Takes the output as it comes. Called on any thread.</param>
    /// <exception cref="MultiDialException">NoSession, SessionBroken, OperationTimeout, or RemoteCommandFailed for an endless answer.</exception>
    internal async Task<RemoteResult> RunAsync(RouterScript script, TimeSpan extraTime, CancellationToken cancellation, Action<ReadOnlyMemory<byte>>? heard = null) =>
        await (await BeginAsync(script, extraTime, cancellation, heard).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>The same; the outer task ends when the script has its slot.</summary>
    internal async Task<Task<RemoteResult>> BeginAsync(RouterScript script, TimeSpan extraTime, CancellationToken cancellation, Action<ReadOnlyMemory<byte>>? heard = null)
    {
        await _slots.WaitAsync(cancellation).ConfigureAwait(false);
        return RunAsync(_transport, script, extraTime, _slots, heard, cancellation);
    }

    /// <summary>Opens one more connection to the same router, with the same login, and only to the same host key.</summary>
    internal Task<IRouterTransport> ConnectAgainAsync(CancellationToken cancellation) => _connectAgain(cancellation);

    /// <summary>Runs a script on a connection of its own.</summary>
    internal Task<RemoteResult> RunAsync(
        IRouterTransport transport, RouterScript script, TimeSpan extraTime, CancellationToken cancellation, Action<ReadOnlyMemory<byte>>? heard = null) =>
        RunAsync(transport, script, extraTime, null, heard, cancellation);

    /// <summary>Goes on with another connection, in place of one that is lost.</summary>
    internal void Adopt(IRouterTransport transport)
    {
        IRouterTransport old = Interlocked.Exchange(ref _transport, transport);
        if (_state == OpenWrtSessionState.Closed)
        {
            Discard(transport);
            return;
        }

        _state = OpenWrtSessionState.Opened;
        Discard(old);
    }

    /// <summary>Why the session cannot be used.</summary>
    internal MultiDialException Unusable() => _state == OpenWrtSessionState.Closed ? Error.SessionClosed(Name, Command) : Error.SessionLost(Name, Command);

    /// <summary>Closes a connection. That can wait for a peer that never answers, so nobody waits for it.</summary>
    internal static void Discard(IRouterTransport transport) => Task.Run(transport.Dispose).Forget();

    private async Task<RemoteResult> RunAsync(
        IRouterTransport transport, RouterScript script, TimeSpan extraTime, SemaphoreSlim? slot, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        CancellationToken stopped = stop.Token;
        TimeSpan silence = OperationTimeout + extraTime;
        var patience = new Patience(silence, silence * MostSilences);
        Task<RemoteResult> work = StartAsync(transport, script, slot, Hear, stopped);
        try
        {
            RemoteResult result = await patience.WaitAsync(work, cancellation).ConfigureAwait(false);
            Trace(script, result, null, patience.Elapsed);
            return result;
        }
        catch (TimeoutException exception)
        {
            Trace(script, null, exception, patience.Elapsed);
            Break(transport);
            throw patience.IsSilent
                ? Error.OperationTimeout(Name, silence, Command, exception)
                : Error.NoEnd(Name, patience.Elapsed, Command, exception);
        }
        catch (MultiDialException exception)
        {
            Trace(script, null, exception, patience.Elapsed);
            if (exception.Id is ErrorId.SessionBroken or ErrorId.OperationTimeout)
            {
                Break(transport);
            }

            throw;
        }
        finally
        {
            if (!work.IsCompleted)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                work.Forget();
            }
        }

        void Hear(ReadOnlyMemory<byte> output)
        {
            patience.Hear();
            if (!stopped.IsCancellationRequested)
            {
                heard?.Invoke(output);
            }
        }
    }

    private void Trace(RouterScript script, RemoteResult? result, Exception? failure, TimeSpan duration) =>
        RemoteTrace.Current?.Exchange?.Invoke(new RemoteExchange(Name, script, result, failure, duration));

    // The slot is taken until the router is done with the command, even where nobody waits for that.
    private async Task<RemoteResult> StartAsync(IRouterTransport transport, RouterScript script, SemaphoreSlim? slot, Action<ReadOnlyMemory<byte>> heard, CancellationToken stop)
    {
        try
        {
            if (transport == _transport && State != OpenWrtSessionState.Opened)
            {
                throw Unusable();
            }

            Interlocked.Increment(ref _commandCount);
            return await Task.Run(() => transport.ExecuteAsync(RouterScript.Command, script.ToBytes(), heard, stop), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            slot?.Release();
            if (transport == _transport && State == OpenWrtSessionState.Opened)
            {
                transport.Expect();
            }
        }
    }

    private void Break(IRouterTransport transport)
    {
        if (transport == _transport && _state == OpenWrtSessionState.Opened)
        {
            _state = OpenWrtSessionState.Broken;
        }

        Discard(transport);
    }
}
