using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

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
    private int _roundTrips;
    private TaskCompletionSource _flow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Relay(Machine from)
    {
        _from = from;
        _flow.SetResult();
        Listen(0);
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>
    /// How long a byte is under way, each way: half the round-trip time. It holds for connections that are opened afterwards, and
    /// opening one takes a round trip too.
    /// </summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How often the client has waited for the router and gone on then, on all connections together, opening them included.</summary>
    public int RoundTrips => _roundTrips;

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
            Interlocked.Increment(ref _roundTrips);
            var way = new Way(Delay);
            await Task.Delay(2 * Delay).ConfigureAwait(false);
            await _flow.Task.ConfigureAwait(false);
            server = await _from.ConnectAsync(s_target).ConfigureAwait(false);
            client.NoDelay = true;
            Track(server);
            Task[] pumps = [PumpAsync(client, server, way, isAsking: true), PumpAsync(server, client, way, isAsking: false)];
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

    private async Task PumpAsync(Socket from, Socket to, Way way, bool isAsking)
    {
        var underWay = Channel.CreateUnbounded<(byte[] Bytes, long Since)>();
        Task arrival = ArriveAsync(to, underWay.Reader, way.Delay);
        await (await Task.WhenAny(LeaveAsync(from, underWay.Writer, way, isAsking), arrival).ConfigureAwait(false)).ConfigureAwait(false);
        await arrival.ConfigureAwait(false);
        to.Shutdown(SocketShutdown.Send);
    }

    private async Task LeaveAsync(Socket from, ChannelWriter<(byte[] Bytes, long Since)> underWay, Way way, bool isAsking)
    {
        byte[] buffer = new byte[BufferSize];
        while (await from.ReceiveAsync(buffer).ConfigureAwait(false) is > 0 and int count)
        {
            if (way.Turn(isAsking))
            {
                Interlocked.Increment(ref _roundTrips);
            }

            underWay.TryWrite((buffer[..count], Stopwatch.GetTimestamp()));
        }

        underWay.Complete();
    }

    private async Task ArriveAsync(Socket to, ChannelReader<(byte[] Bytes, long Since)> underWay, TimeSpan delay)
    {
        await foreach ((byte[] bytes, long since) in underWay.ReadAllAsync().ConfigureAwait(false))
        {
            TimeSpan left = delay - Stopwatch.GetElapsedTime(since);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left).ConfigureAwait(false);
            }

            await _flow.Task.ConfigureAwait(false);
            for (int sent = 0; sent < bytes.Length;)
            {
                sent += await to.SendAsync(bytes.AsMemory(sent)).ConfigureAwait(false);
            }
        }

        await _flow.Task.ConfigureAwait(false);
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

    /// <summary>One connection: who spoke last.</summary>
    private sealed class Way(TimeSpan delay)
    {
        private int _wasAsking = 1;

        internal TimeSpan Delay => delay;

        /// <summary>Notes who speaks.</summary>
        /// <returns>Whether it is the client, who has waited for an answer.</returns>
        internal bool Turn(bool isAsking) => Interlocked.Exchange(ref _wasAsking, isAsking ? 1 : 0) == 0 && isAsking;
    }
}
