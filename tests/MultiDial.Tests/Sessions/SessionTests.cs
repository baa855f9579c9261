using System.Diagnostics;
using System.Text;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

public sealed class SessionTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twelve_scripts_at_once_all_answer()
    {
        using OpenWrtSession session = await OpenAsync();
        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => RunAsync(session, "sleep 0.1; printf %s", $"{n}")));
        Assert.Equal(Enumerable.Range(0, 12).Select(n => $"{n}"), results.Select(Said));
        Assert.Equal(12, session.CommandCount);
    }

    [Fact]
    public async Task Waiting_for_a_turn_does_not_count_as_time_of_the_operation()
    {
        using OpenWrtSession session = await OpenAsync(TimeSpan.FromSeconds(2));
        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RunAsync(session, "sleep 0.7")));
        Assert.All(results, result => Assert.Equal(0, result.ExitStatus));
    }

    [Fact]
    public async Task A_long_script_with_any_characters_runs_as_written()
    {
        string text = string.Concat(Enumerable.Repeat("'\"$(reboot)`\\\n密码 ", 2_000));
        using OpenWrtSession session = await OpenAsync();
        RemoteResult result = await RunAsync(session, "printf %s", text);
        Assert.Equal(text, Said(result));
    }

    [Fact]
    public async Task A_frozen_link_breaks_the_session_after_its_operation_timeout()
    {
        using OpenWrtSession session = await OpenAsync(TimeSpan.FromSeconds(1));
        await dropbear.Server.FreezeAsync(session);
        var time = Stopwatch.StartNew();
        MultiDialException failure = await Assert.ThrowsAsync<MultiDialException>(() => RunAsync(session, "true"));
        Assert.Equal(ErrorId.OperationTimeout, failure.Id);
        Assert.InRange(time.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(8));
        Assert.Equal(OpenWrtSessionState.Broken, session.State);
        failure = await Assert.ThrowsAsync<MultiDialException>(() => RunAsync(session, "true").WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
        Assert.Equal(ErrorId.SessionBroken, failure.Id);
    }

    [Fact]
    public async Task A_router_that_speaks_now_and_then_is_waited_for()
    {
        using OpenWrtSession session = await OpenAsync(TimeSpan.FromSeconds(2.5));
        RemoteResult result = await RunAsync(session, "for n in 1 2 3 4 5 6; do echo $n; sleep 0.7; done");
        Assert.Equal("1\n2\n3\n4\n5\n6\n", Said(result));
    }

    [Fact]
    public async Task A_router_that_falls_silent_is_given_up()
    {
        using OpenWrtSession session = await OpenAsync(TimeSpan.FromSeconds(1));
        var time = Stopwatch.StartNew();
        MultiDialException failure = await Assert.ThrowsAsync<MultiDialException>(() => RunAsync(session, "sleep 0.6; echo; sleep 20"));
        Assert.Equal(ErrorId.OperationTimeout, failure.Id);
        Assert.Contains("within 1 s", failure.Message, StringComparison.Ordinal);
        Assert.InRange(time.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_router_that_never_stops_speaking_is_given_up_all_the_same()
    {
        var patience = new Patience(silence: TimeSpan.FromMinutes(1), total: TimeSpan.FromSeconds(0.5));
        var endless = new TaskCompletionSource<int>();
        patience.Hear();
        await Assert.ThrowsAsync<TimeoutException>(() => patience.WaitAsync(endless.Task, Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
        Assert.False(patience.IsSilent);
    }

    [Fact]
    public async Task Output_is_heard_while_the_script_runs()
    {
        using OpenWrtSession session = await OpenAsync();
        var lines = new List<string>();
        var pieces = new PieceReader("marker", (piece, line) => lines.Add($"{piece}: {line}"));
        Assert.Equal(0, (await session.RunAsync(new RouterScript("marker").Call("printf", "marker progress\none\n\nmarker end\n"), TimeSpan.Zero, Cancellation, pieces.Add)).ExitStatus);
        Assert.Equal(["progress: one"], lines);
    }

    [Fact]
    public async Task Cancellation_leaves_a_frozen_link_within_a_second()
    {
        using OpenWrtSession session = await OpenAsync();
        await dropbear.Server.FreezeAsync(session);
        using var stop = new CancellationTokenSource();
        Task<RemoteResult> work = session.RunAsync(new RouterScript("marker").Call("true"), TimeSpan.Zero, stop.Token);
        var time = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(1), $"It took {time.Elapsed}.");
    }

    [Fact]
    public async Task A_cancelled_script_is_gone_from_the_router_and_the_session_goes_on()
    {
        using OpenWrtSession session = await OpenAsync();
        using OpenWrtSession observer = await OpenAsync();
        using var stop = new CancellationTokenSource();
        Task<RemoteResult> work = session.RunAsync(new RouterScript("marker").Call("exec", "sleep", "4714"), TimeSpan.Zero, stop.Token);
        await UntilAsync(observer, "pgrep -f '^sleep 4714'", exists: true);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Equal(0, (await RunAsync(session, "true")).ExitStatus);
        await UntilAsync(observer, "pgrep -f '^sleep 4714'", exists: false);
    }

    [Fact]
    public async Task A_killed_server_breaks_the_session_even_before_it_is_used()
    {
        using OpenWrtSession session = await OpenAsync();
        await dropbear.Server.SignalAsync("KILL", await DropbearServer.PeerAsync(session));
        long deadline = Environment.TickCount64 + 5_000;
        while (session.State != OpenWrtSessionState.Broken)
        {
            Assert.True(Environment.TickCount64 < deadline, "The session still counts as open.");
            await Task.Delay(10, Cancellation);
        }
    }

    [Fact]
    public async Task A_closed_session_says_so()
    {
        OpenWrtSession session = await OpenAsync();
        session.Dispose();
        Assert.Equal(OpenWrtSessionState.Closed, session.State);
        Assert.Equal(ErrorId.NoSession, (await Assert.ThrowsAsync<MultiDialException>(() => RunAsync(session, "true"))).Id);
    }

    private static Task<RemoteResult> RunAsync(OpenWrtSession session, string command, params string[] arguments) =>
        session.RunAsync(new RouterScript("marker").Call(command, arguments), TimeSpan.Zero, Cancellation);

    private static async Task UntilAsync(OpenWrtSession session, string command, bool exists)
    {
        long deadline = Environment.TickCount64 + 10_000;
        while ((await RunAsync(session, command)).ExitStatus == 0 != exists)
        {
            Assert.True(Environment.TickCount64 < deadline, $"'{command}' did not become {exists}.");
        }
    }

    private async Task<OpenWrtSession> OpenAsync(TimeSpan? operationTimeout = null)
    {
        ConnectionRequest request = dropbear.Server.Request();
        return new OpenWrtSession(await DropbearServer.ConnectAsync(request), request, 1, "router", _ => DropbearServer.ConnectAsync(request)) { OperationTimeout = operationTimeout ?? TimeSpan.FromSeconds(30) };
    }

    // Every script begins with an empty line, by which the transport knows that it runs.
    private static string Said(RemoteResult result)
    {
        string text = Encoding.UTF8.GetString(result.Output);
        Assert.StartsWith("\n", text, StringComparison.Ordinal);
        return text[1..];
    }
}
