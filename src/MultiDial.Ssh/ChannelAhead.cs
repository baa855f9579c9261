using System.Diagnostics;
using System.Text;
using MultiDial.Remote;
using Renci.SshNet;

namespace MultiDial.Ssh;

/// <summary>
/// Channels that are opened before there are scripts for them. In each a shell waits for its input, so that a script takes one round
/// trip, and not three. When they have waited for a while in vain they go.
/// </summary>
internal sealed class ChannelAhead : IDisposable
{
    // What waits is told what to become, so that the router's list of processes does not show it as a script at work. The login
    // shell may be another one.
    private const string Waiting = "exec /bin/sh -c 'read -r command && eval \"$command\"'";

    // How long a channel that goes may keep the next one from being opened.
    private static readonly TimeSpan s_closing = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SshClient _client;
    private readonly int _count;
    private readonly TimeSpan _idle;
    private readonly Timer _timer;
    private readonly Queue<Task<OpenChannel?>> _waiting = [];
    private Task _closing = Task.CompletedTask;
    private bool _isDisposed;

    /// <param name="client">The connection.</param>
    /// <param name="count">How many channels wait at the same time.</param>
    /// <param name="idle">How long they wait for a script.</param>
    internal ChannelAhead(SshClient client, int count, TimeSpan idle)
    {
        _client = client;
        _count = count;
        _idle = idle;
        _timer = new Timer(_ => Close());
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
        }
    }

    /// <summary>What is to be sent, so that a channel that waits runs a script.</summary>
    internal static byte[] Input(ReadOnlyMemory<byte> script) => [.. Encoding.ASCII.GetBytes(RouterScript.Command + "\n"), .. script.Span];

    /// <summary>Begins to open those that are missing.</summary>
    internal void Open()
    {
        lock (_lock)
        {
            while (_waiting.Count < _count && !_isDisposed)
            {
                _waiting.Enqueue(OpenAsync(_closing));
                _timer.Change(_idle, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Takes a channel that is open or about to be; null if there is none.</summary>
    internal async Task<OpenChannel?> TakeAsync()
    {
        Task<OpenChannel?>? next;
        Task closing;
        lock (_lock)
        {
            _waiting.TryDequeue(out next);
            closing = _closing;
        }

        if (next is null)
        {
            await Task.WhenAny(closing, Task.Delay(s_closing)).ConfigureAwait(false);
            return null;
        }

        OpenChannel? channel = await next.ConfigureAwait(false);
        if (channel?.Done.IsCompleted is true)
        {
            channel.Dispose();
            return null;
        }

        return channel;
    }

    private async Task<OpenChannel?> OpenAsync(Task closing)
    {
        try
        {
            await Task.WhenAny(closing, Task.Delay(s_closing)).ConfigureAwait(false);
            return await OpenChannel.OpenAsync(_client, Waiting).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // What keeps it from being opened meets the next script too, which tells it.
            Debug.WriteLine(exception.Message);
            return null;
        }
    }

    private void Close()
    {
        lock (_lock)
        {
            _closing = Task.WhenAll([.. _waiting.Select(CloseAsync)]);
            _waiting.Clear();
        }
    }

    // Its shell ends when its input does, and the channel after that. The other way round it would end at any time later, and an old
    // dropbear must not see a command end while it opens a channel; nor must any be told of the end of an input whose channel is gone.
    private static async Task CloseAsync(Task<OpenChannel?> next)
    {
        using OpenChannel? channel = await next.ConfigureAwait(false);
        if (channel is not null)
        {
            await Threads.RunAsync(() => channel.Send("read end\n"u8.ToArray())).ConfigureAwait(false);
            await channel.Done.ConfigureAwait(false);
        }
    }
}
