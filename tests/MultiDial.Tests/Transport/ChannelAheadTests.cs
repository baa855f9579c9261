using System.Text;
using MultiDial.Remote;
using MultiDial.Ssh;
using Renci.SshNet;

namespace MultiDial.Tests.Transport;

/// <summary>A shell on the router that waits for its script.</summary>
public sealed class ChannelAheadTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_script_is_run_by_the_shell_that_waits_and_the_next_one_by_another()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync(), other = await dropbear.ConnectAsync();
        transport.Expect();
        string waiting = await WaitingAsync(other);
        Assert.Equal(waiting, await RunAsync(transport, "echo $$\n"));
        Assert.NotEqual(waiting, await RunAsync(transport, "echo $$\n"));
    }

    [Fact]
    public async Task A_script_that_comes_before_the_channel_is_open_waits_for_it()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync(), other = await dropbear.ConnectAsync();
        transport.Expect();
        Assert.NotEmpty(await RunAsync(transport, "echo $$\n"));
        Assert.Equal("", await WaitingNowAsync(other));
    }

    [Fact]
    public async Task A_shell_that_was_killed_while_it_waited_is_not_missed()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync(), other = await dropbear.ConnectAsync();
        transport.Expect();
        string waiting = await WaitingAsync(other);
        await RunAsync(other, $"kill -KILL {waiting}\n");
        await Poll.UntilAsync(async () => await WaitingNowAsync(other) == "", s_deadline, "no shell waits any more");
        Assert.NotEqual(waiting, await RunAsync(transport, "echo $$\n"));
    }

    [Fact]
    public async Task A_script_in_it_can_be_stopped()
    {
        using IRouterTransport transport = await dropbear.ConnectAsync(), other = await dropbear.ConnectAsync();
        transport.Expect();
        await WaitingAsync(other);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<RemoteResult> work = transport.ExecuteAsync(RouterScript.Command, "echo begun; exec sleep 4729\n"u8.ToArray(), _ => stop.CancelAfter(TimeSpan.Zero), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(s_deadline, Cancellation));
        await Poll.UntilAsync(async () => await RunAsync(other, "pgrep -f 'sleep 472[9]'; :\n") == "", s_deadline, "the command has ended");
    }

    [Fact]
    public async Task It_goes_with_the_connection()
    {
        using IRouterTransport other = await dropbear.ConnectAsync();
        using (IRouterTransport transport = await dropbear.ConnectAsync())
        {
            transport.Expect();
            await WaitingAsync(other);
        }

        await Poll.UntilAsync(async () => await WaitingNowAsync(other) == "", s_deadline, "no shell waits any more");
    }

    [Fact]
    public async Task Those_that_wait_in_vain_go_and_others_can_be_opened_after_them()
    {
        using IRouterTransport other = await dropbear.ConnectAsync();
        using var key = new PrivateKeyFile(dropbear.Server.KeyFile);
        using var client = new SshClient("127.0.0.1", dropbear.Server.Port, "root", key);
        await client.ConnectAsync(Cancellation);
        using var ahead = new ChannelAhead(client, 2, TimeSpan.FromSeconds(3));
        ahead.Open();
        await Poll.UntilAsync(async () => (await WaitingNowAsync(other)).Contains('\n', StringComparison.Ordinal), s_deadline, "two shells wait");
        await Poll.UntilAsync(async () => await WaitingNowAsync(other) == "", s_deadline, "no shell waits any more");
        ahead.Open();
        using OpenChannel? next = await ahead.TakeAsync();
        Assert.NotNull(next);
    }

    private static async Task<string> WaitingAsync(IRouterTransport other)
    {
        string waiting = "";
        await Poll.UntilAsync(async () => (waiting = await WaitingNowAsync(other)) != "", s_deadline, "a shell waits");
        return waiting;
    }

    private static Task<string> WaitingNowAsync(IRouterTransport other) => RunAsync(other, "pgrep -f '^[a-z/]*sh -c read -r comman[d]'; :\n");

    private static async Task<string> RunAsync(IRouterTransport transport, string script) =>
        Encoding.UTF8.GetString((await transport.ExecuteAsync(RouterScript.Command, Encoding.UTF8.GetBytes(script), null, Cancellation)).Output).Trim();
}
