using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MultiDial.Testing;

namespace MultiDial.Tests;

public sealed class RelayTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    private readonly Relay _relay = fixture.Lab.Relay;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frozen_relay_is_silent_and_goes_on_where_it_stopped()
    {
        _relay.Freeze();
        using Socket socket = await ConnectAsync();
        Task<int> banner = ReceiveAsync(socket);
        await Assert.ThrowsAsync<TimeoutException>(() => banner.WaitAsync(TimeSpan.FromMilliseconds(500), Cancelled));

        _relay.Thaw();
        Assert.NotEqual(0, await banner.WaitAsync(TimeSpan.FromSeconds(5), Cancelled));
    }

    [Fact]
    public async Task A_long_way_takes_a_round_trip_to_open_and_one_for_each_answer()
    {
        int before = _relay.RoundTrips;
        _relay.Delay = TimeSpan.FromMilliseconds(200);
        try
        {
            var clock = Stopwatch.StartNew();
            using Socket socket = await ConnectAsync();
            Assert.NotEqual(0, await ReceiveAsync(socket).WaitAsync(TimeSpan.FromSeconds(10), Cancelled));
            Assert.InRange(clock.ElapsedMilliseconds, 600, 10_000);
            Assert.Equal(before + 1, _relay.RoundTrips);
            await socket.SendAsync("SSH-2.0-x\r\n"u8.ToArray(), Cancelled);
            await Poll.UntilAsync(() => _relay.RoundTrips == before + 2, TimeSpan.FromSeconds(10), "the client has spoken after the router");
        }
        finally
        {
            _relay.Delay = TimeSpan.Zero;
        }
    }

    [Fact]
    public async Task A_cut_relay_resets_open_connections_and_takes_new_ones()
    {
        using Socket socket = await ConnectAsync();
        Assert.NotEqual(0, await ReceiveAsync(socket));
        _relay.Cut();
        SocketException reset = await Assert.ThrowsAsync<SocketException>(async () =>
        {
            while (await ReceiveAsync(socket).WaitAsync(TimeSpan.FromSeconds(5), Cancelled) > 0)
            {
                // What was on its way.
            }
        });
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);

        using Socket next = await ConnectAsync();
        Assert.NotEqual(0, await ReceiveAsync(next));
    }

    [Fact]
    public async Task A_refusing_relay_refuses_until_it_accepts_on_the_same_port()
    {
        int port = _relay.Port;
        _relay.Refuse();
        SocketException refused = await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);

        _relay.Accept();
        using Socket socket = await ConnectAsync();
        Assert.Equal(port, _relay.Port);
        Assert.NotEqual(0, await ReceiveAsync(socket));
    }

    private static Task<int> ReceiveAsync(Socket socket) => socket.ReceiveAsync(new byte[1024], Cancelled).AsTask();

    private async Task<Socket> ConnectAsync()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _relay.Port), Cancelled);
        return socket;
    }
}
