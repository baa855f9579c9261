using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Tests.Transport;

public sealed class ExecuteTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_streams_and_the_exit_status_come_back()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync();
        RemoteResult result = await transport.ExecuteAsync("printf 'out\\377'; echo err >&2; exit 7", default, null, Cancellation);
        Assert.Equal([.. "out"u8, 0xff], result.Output);
        Assert.Equal("err\n"u8.ToArray(), result.Error);
        Assert.Equal(7, result.ExitStatus);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9_001)]
    [InlineData(3_000_000)]
    public async Task Input_arrives_byte_for_byte_and_ends(int length)
    {
        byte[] input = RandomNumberGenerator.GetBytes(length);
        using IRouterTransport transport = await dropbear.ConnectAsync();
        RemoteResult result = await transport.ExecuteAsync("cat", input, null, Cancellation);
        Assert.Equal(input, result.Output);
    }

    [Fact]
    public async Task Ten_megabytes_of_output_arrive_whole()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync();
        RemoteResult result = await transport.ExecuteAsync("head -c 10000000 /dev/zero | tr '\\0' x", default, null, Cancellation);
        Assert.Equal(10_000_000, result.Output.Length);
        Assert.All(result.Output.Chunk(1_000_000), chunk => Assert.True(chunk.AsSpan().IndexOfAnyExcept((byte)'x') < 0));
    }

    [Fact]
    public async Task Output_is_heard_while_the_command_runs()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var heard = new MemoryStream();
        Task<RemoteResult> work = transport.ExecuteAsync("echo one; exec sleep 4716", default, output =>
        {
            heard.Write(output.Span);
            stop.CancelAfter(TimeSpan.Zero);
        }, stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
        Assert.Equal("one\n"u8.ToArray(), heard.ToArray());
    }

    [Fact]
    public async Task Standard_error_is_heard_as_a_sign_of_life()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync();
        var heard = new List<int>();
        RemoteResult result = await transport.ExecuteAsync("echo one >&2", default, output => heard.Add(output.Length), Cancellation);
        Assert.Equal([0], heard);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("cat /dev/zero")]
    [InlineData("cat /dev/zero >&2")]
    [InlineData("trap '' TERM; while :; do head -c 1000000 /dev/zero || exit; done")]
    public async Task An_endless_answer_is_cut_off_and_the_connection_goes_on(string command)
    {
        using IRouterTransport transport = await dropbear.ConnectAsync();
        long before = GC.GetTotalMemory(forceFullCollection: true), most = 0, heard = 0;
        MultiDialException failure = await Assert.ThrowsAsync<MultiDialException>(() => transport.ExecuteAsync(command, default, output =>
        {
            heard += output.Length;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
        }, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal(ErrorId.RemoteCommandFailed, failure.Id);
        Assert.InRange(heard, 0, RemoteResult.MostBytes + 100_000);
        Assert.InRange(most, 0, 12L * RemoteResult.MostBytes);
        Assert.Equal(0, (await transport.ExecuteAsync("true", default, null, Cancellation)).ExitStatus);
    }

    [Fact]
    public async Task A_command_that_does_not_read_its_input_ends_at_once()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync();
        var time = Stopwatch.StartNew();
        RemoteResult result = await transport.ExecuteAsync("exec true", new byte[1_000_000], null, Cancellation);
        Assert.Equal(0, result.ExitStatus);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(5), $"It took {time.Elapsed}.");
    }

    [Fact]
    public async Task A_command_that_a_signal_ended_has_no_exit_status()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync();
        RemoteResult result = await transport.ExecuteAsync("kill -KILL $$", default, null, Cancellation);
        Assert.Null(result.ExitStatus);
    }

    [Fact]
    public async Task Cancellation_stops_the_remote_command_and_leaves_the_connection_usable()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync();
        using var stop = new CancellationTokenSource();
        using IRouterTransport observer = await dropbear.ConnectAsync();
        Task<RemoteResult> work = transport.ExecuteAsync("exec sleep 4711", default, null, stop.Token);
        await UntilAsync(observer, "pgrep -f '^sleep 4711'", exists: true);
        var time = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(1), $"It took {time.Elapsed}.");
        await UntilAsync(observer, "pgrep -f '^sleep 4711'", exists: false);
        Assert.Equal(0, (await transport.ExecuteAsync("true", default, null, Cancellation)).ExitStatus);
    }

    [Fact]
    public async Task What_is_cancelled_before_it_is_sent_does_not_run()
    {
        using TempFolder folder = new();
        string trace = folder["trace"];
        byte[] script = Encoding.ASCII.GetBytes($"echo >>'{trace}'\n");
        using IRouterTransport transport = await dropbear.ConnectAsync();
        var cancelled = new CancellationToken(canceled: true);
        for (int i = 0; i < 20; i++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.ExecuteAsync("exec /bin/sh -s 4715", script, null, cancelled));
        }

        using IRouterTransport observer = await dropbear.ConnectAsync();
        await UntilAsync(observer, "pgrep -f '^/bin/sh -s 4715'", exists: false);
        Assert.False(File.Exists(trace));
        Assert.Equal(0, (await transport.ExecuteAsync("true", default, null, Cancellation)).ExitStatus);
    }

    [Fact]
    public async Task A_connection_that_the_server_drops_is_lost()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync();
        int pid = await PeerAsync(transport);
        using IRouterTransport observer = await dropbear.ConnectAsync();
        Task<RemoteResult> work = transport.ExecuteAsync("sleep 4712", default, null, Cancellation);
        await UntilAsync(observer, "pgrep -f '^sleep 4712'", exists: true);
        Assert.False(transport.IsLost);
        await dropbear.Server.SignalAsync("KILL", pid);
        MultiDialException failure = await Assert.ThrowsAsync<MultiDialException>(() => work.WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
        Assert.Equal(ErrorId.SessionBroken, failure.Id);
        Assert.True(transport.IsLost);
        failure = await Assert.ThrowsAsync<MultiDialException>(() => transport.ExecuteAsync("true", default, null, Cancellation));
        Assert.Equal(ErrorId.SessionBroken, failure.Id);
    }

    [Fact]
    public async Task On_a_frozen_link_a_command_gives_up_after_the_connect_timeout()
    {
        using IRouterTransport transport = await DropbearServer.ConnectAsync(dropbear.Server.Request() with { ConnectTimeout = TimeSpan.FromSeconds(2) });
        int pid = await PeerAsync(transport);
        await dropbear.Server.SignalAsync("STOP", pid);
        MultiDialException failure = await Assert.ThrowsAsync<MultiDialException>(
            () => transport.ExecuteAsync("true", default, null, Cancellation).WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
        Assert.Equal(ErrorId.OperationTimeout, failure.Id);
        await dropbear.Server.SignalAsync("CONT", pid);
        RemoteResult result = await transport.ExecuteAsync("echo thawed", default, null, Cancellation);
        Assert.Equal("thawed\n"u8.ToArray(), result.Output);
    }

    [Fact]
    public async Task Tasks_on_a_frozen_link_end_when_the_transport_is_disposed_of()
    {
        IRouterTransport transport = await DropbearServer.ConnectAsync(dropbear.Server.Request() with { ConnectTimeout = TimeSpan.FromSeconds(2) });
        int pid = await PeerAsync(transport);
        using IRouterTransport observer = await dropbear.ConnectAsync();
        Task<RemoteResult>[] work = [.. Enumerable.Range(0, 7).Select(_ => transport.ExecuteAsync("exec sleep 4713", new byte[5_000_000], null, Cancellation))];
        await UntilAsync(observer, "test $(pgrep -f '^sleep 4713' | wc -l) -eq 7", exists: true);
        await dropbear.Server.SignalAsync("STOP", pid);
        transport.Dispose();
        foreach (Task<RemoteResult> task in work)
        {
            MultiDialException failure = await Assert.ThrowsAsync<MultiDialException>(() => task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
            Assert.Contains(failure.Id, new[] { ErrorId.SessionBroken, ErrorId.OperationTimeout });
        }

        await dropbear.Server.SignalAsync("KILL", pid);
    }

    /// <summary>The id of the process that serves this connection. The shell is exec'd by its child.</summary>
    private static async Task<int> PeerAsync(IRouterTransport transport)
    {
        RemoteResult result = await transport.ExecuteAsync("echo $PPID", default, null, Cancellation);
        return int.Parse(Encoding.ASCII.GetString(result.Output), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task UntilAsync(IRouterTransport transport, string command, bool exists)
    {
        long deadline = Environment.TickCount64 + 10_000;
        while ((await transport.ExecuteAsync(command, default, null, Cancellation)).ExitStatus == 0 != exists)
        {
            Assert.True(Environment.TickCount64 < deadline, $"'{command}' did not become {exists}.");
        }
    }
}
