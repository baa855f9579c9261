using MultiDial.Remote;

using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests;

/// <summary>How many of many routers are worked on at the same time.</summary>
public sealed class ThrottleTests
{
    private const int Routers = 6;
    private static readonly TimeSpan s_giveUp = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("-ThrottleLimit 2", 2)]
    [InlineData("-ThrottleLimit 1", 1)]
    [InlineData("", Routers)]
    public void No_more_than_so_many_are_worked_on_and_no_less(string limit, int expected)
    {
        var room = new Room(expected);
        OpenWrtSession[] routers = [.. Enumerable.Range(0, Routers).Select(number => new OpenWrtSession(
            new Guest(new FakeRouter(Parts(TwoLines)), room), new ConnectionRequest { HostName = $"192.168.1.{number}" }, number, $"router{number}", _ => throw new NotSupportedException()))];
        using var engine = new Engine();
        Assert.Equal(Routers, engine.Run($"Get-Mwan3Rule default_route -Session $routers {limit}", ("routers", routers)).Count);
        Assert.Empty(engine.Errors);
        Assert.Equal(expected, room.Most);
    }

    /// <summary>Where routers wait until so many are there, or the room must be as full as that.</summary>
    private sealed class Room(int full)
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _isFull = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _inside;

        internal int Most { get; private set; }

        internal Task EnterAsync()
        {
            lock (_lock)
            {
                Most = Math.Max(Most, ++_inside);
                TaskCompletionSource isFull = _isFull;
                if (_inside >= full)
                {
                    isFull.SetResult();
                    _isFull = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                return isFull.Task.WaitAsync(s_giveUp);
            }
        }

        internal void Leave()
        {
            lock (_lock)
            {
                _inside--;
            }
        }
    }

    private sealed class Guest(FakeRouter router, Room room) : IRouterTransport
    {
        public string HostKeyFingerprint => router.HostKeyFingerprint;

        public async Task<RemoteResult> ExecuteAsync(string command, ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation)
        {
            await room.EnterAsync();
            try
            {
                return await router.ExecuteAsync(command, input, heard, cancellation);
            }
            finally
            {
                room.Leave();
            }
        }

        public void Dispose()
        {
        }
    }
}
