using System.Net;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace MultiDial.Ssh;

/// <summary>
/// The way to a router over other hosts (ProxyJump). Each of them is a connection of its own, with a login and a host key
/// of its own; what goes further goes through a port of this computer's loopback to the host before.
/// </summary>
internal sealed class JumpWay(ConnectionRequest target) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<IDisposable> _open = [];
    private ConnectionRequest _current = target.Jumps is [var first, ..] ? first : target;
    private ForwardedPortLocal? _port;
    private bool _isDisposed;

    /// <summary>The host that is connected to now.</summary>
    internal ConnectionRequest Current => _current;

    /// <summary>Where that is reached from here.</summary>
    internal (string Host, int Port) Entrance => _port is { } port ? (port.BoundHost, (int)port.BoundPort) : (_current.Address, _current.Port);

    /// <summary>Connects to the hosts on the way, one after the other.</summary>
    /// <exception cref="MultiDialException">What goes wrong with one of them, by its name.</exception>
    internal async Task OpenAsync(CancellationToken cancellation)
    {
        for (int number = 0; number < target.Jumps.Count; number++)
        {
            try
            {
                (SshClient client, _) = await SshTransportFactory.LinkAsync(_current, this, cancellation).ConfigureAwait(false);
                Keep(client);
                ConnectionRequest next = number + 1 < target.Jumps.Count ? target.Jumps[number + 1] : target;
                Forward(client, next);
                _current = next;
            }
            catch (MultiDialException exception)
            {
                throw Failure(exception);
            }
        }
    }

    /// <summary>An error of the host that is connected to now; one on the way says that it is.</summary>
    internal MultiDialException Failure(MultiDialException exception) => _current == target
        ? exception
        : exception.OnTheWay(_current.HostName, target.HostName, target.Jumps.TakeWhile(jump => jump != _current).Count());

    /// <summary>The error if the host before did not connect any further. SSH.NET tells no more than that nothing came from there.</summary>
    /// <param name="exception">What came of connecting.</param>
    /// <param name="hasAnswered">Whether there was an SSH server at the other end.</param>
    internal MultiDialException? Refusal(Exception exception, bool hasAnswered) => _port is not null && !hasAnswered && exception is SshConnectionException
        ? SshErrors.NotConnected(_current, Text.ReasonJumpRefused.With(target.Jumps.TakeWhile(jump => jump != _current).Last().HostName, exception.Message), exception)
        : null;

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            while (_open.TryPop(out IDisposable? last))
            {
                last.Dispose();
            }
        }
    }

    private void Forward(SshClient client, ConnectionRequest next)
    {
        var port = new ForwardedPortLocal(IPAddress.Loopback.ToString(), next.Address, (uint)next.Port);
        client.AddForwardedPort(port);
        port.Start();
        Keep(port);
        _port = port;
    }

    // It may be closed while it is still being opened, as nobody waits for it any more.
    private void Keep(IDisposable opened)
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _open.Push(opened);
                return;
            }
        }

        opened.Dispose();
        throw new OperationCanceledException();
    }
}
