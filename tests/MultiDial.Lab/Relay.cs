using System.Net;
using System.Net.Sockets;

namespace MultiDial.Testing;

/// <summary>
/// The way from this computer to the router's SSH server: a port of 127.0.0.1, carried on from inside the LAN.
/// It can be made to fail as a real way does.
/// </summary>
public sealed class Relay : IDisposable
{
    private const int Backlog = 128;
    private const int BufferSize = 65536;

    private static readonly IPEndPoint s_target = new(IPAddress.Parse("192.168.1.1"), 22);

    private readonly Machine _from;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private Socket? _listener;
    private TaskCompletionSource _flow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Relay(Machine from)
    {
        _from = from;
        _flow.SetResult();
        Listen(0);
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Carries no more bytes: connections stay open (and can be opened) and hear nothing.</summary>
    public void Freeze()
    {
        lock (_lock)
        {
            if (_flow.Task.IsCompleted)
            {
                _flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Ends <see cref="Freeze"/>; what was sent meanwhile arrives now.</summary>
    public void Thaw()
    {
        lock (_lock)
        {
            _flow.TrySetResult();
        }
    }

    /// <summary>Resets every open connection; new ones are welcome.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            foreach (Socket socket in _open)
            {
                // Without lingering, Close sends a reset.
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }

            _open.Clear();
        }
    }

    /// <summary>Refuses new connections; open ones go on.</summary>
    public void Refuse()
    {
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
        }
    }

    /// <summary>Ends <see cref="Refuse"/>, on the same port.</summary>
    public void Accept()
    {
        lock (_lock)
        {
            if (_listener is null)
            {
                Listen(Port);
            }
        }
    }

    /// <summary>Closes the port and every connection.</summary>
    public void Dispose()
    {
        Refuse();
        Cut();
        Thaw();
    }

    private void Listen(int port)
    {
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(Backlog);
        _listener = listener;
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _ = AcceptAsync(listener);
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptAsync().ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Refuse or Dispose.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        Track(client);
        Socket? server = null;
        try
        {
            await _flow.Task.ConfigureAwait(false);
            server = await _from.ConnectAsync(s_target).ConfigureAwait(false);
            client.NoDelay = true;
            Track(server);
            Task[] pumps = [PumpAsync(client, server), PumpAsync(server, client)];
            await (await Task.WhenAny(pumps).ConfigureAwait(false)).ConfigureAwait(false);
            await Task.WhenAll(pumps).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or LabException or IOException)
        {
            // The router is away, or Cut; either way both ends are closed below.
        }
        finally
        {
            Release(client);
            Release(server);
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[BufferSize];
        while (await from.ReceiveAsync(buffer).ConfigureAwait(false) is > 0 and int count)
        {
            await _flow.Task.ConfigureAwait(false);
            for (int sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent)).ConfigureAwait(false);
            }
        }

        await _flow.Task.ConfigureAwait(false);
        to.Shutdown(SocketShutdown.Send);
    }

    private void Track(Socket socket)
    {
        lock (_lock)
        {
            _open.Add(socket);
        }
    }

    private void Release(Socket? socket)
    {
        lock (_lock)
        {
            if (socket is not null && _open.Remove(socket))
            {
                socket.Dispose();
            }
        }
    }
}
