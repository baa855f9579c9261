using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Commands;

/// <summary>A session that is to be opened, and what came of it.</summary>
/// <param name="request">The connection.</param>
/// <param name="name">The session's name; null for the host name.</param>
internal sealed class SessionPlan(ConnectionRequest request, string? name) : IDisposable
{
    private IRouterTransport? _transport;

    internal required TimeSpan OperationTimeout { get; init; }

    internal required TimeSpan RollbackTimeout { get; init; }

    /// <summary>Where it leads, for those who are asked.</summary>
    internal string Target => $"{request.UserName}@{request.HostName}:{request.Port}";

    /// <summary>Why there is no connection; null if there is one.</summary>
    internal MultiDialException? Failure { get; private set; }

    /// <summary>The router's key where it is one of which the user is to be asked; null otherwise.</summary>
    internal string? KeyInQuestion => Failure is HostKeyUnknownException unknown && AskedFor(unknown).HostKeyPolicy == HostKeyPolicy.Ask ? unknown.Fingerprint : null;

    /// <summary>Connects. It never fails: what goes wrong is <see cref="Failure"/>.</summary>
    /// <returns>This plan.</returns>
    internal async Task<SessionPlan> ConnectAsync(CancellationToken token)
    {
        try
        {
            _transport = await Transports.Factory.ConnectAsync(request, token).ConfigureAwait(false);
            Failure = null;
        }
        catch (Exception exception)
        {
            Failure = Error.Of(request.HostName, exception);
        }

        // Then nobody waits for it any more.
        if (token.IsCancellationRequested)
        {
            Dispose();
        }

        return this;
    }

    /// <summary>Takes the key in question for the router's, and remembers it once the router has shown it again.</summary>
    internal void Accept() => request = Failure is HostKeyUnknownException { Jump: { } number }
        ? request with { Jumps = [.. request.Jumps.Select((jump, index) => index == number ? WithKey(jump) : jump)] }
        : WithKey(request);

    /// <summary>Makes a session of the connection.</summary>
    /// <param name="runspace">The runspace whose default it is from now on.</param>
    /// <exception cref="MultiDialException">AlreadyExists: an open session has the name.</exception>
    internal OpenWrtSession Open(Guid runspace)
    {
        IRouterTransport transport = _transport!;
        ConnectionRequest asked = request, again = request with { HostKeyFingerprint = transport.HostKeyFingerprint, Warn = null };
        OpenWrtSession session = SessionRegistry.Open(name, request.HostName, runspace, (id, free) => new(transport, asked, id, free, token => Transports.Factory.ConnectAsync(again, token))
        {
            OperationTimeout = OperationTimeout,
            RollbackTimeout = RollbackTimeout,
        });
        _transport = null;
        return session;
    }

    private ConnectionRequest WithKey(ConnectionRequest asked) => asked with { HostKeyFingerprint = KeyInQuestion, RememberHostKey = true };

    private ConnectionRequest AskedFor(HostKeyUnknownException unknown) => unknown.Jump is { } number ? request.Jumps[number] : request;

    /// <summary>Closes a connection of which no session was made.</summary>
    public void Dispose() => Interlocked.Exchange(ref _transport, null)?.Dispose();
}
