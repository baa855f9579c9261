using System.Buffers;
using MultiDial.Errors;
using MultiDial.Remote;
using Renci.SshNet;

namespace MultiDial.Ssh;

/// <summary>
/// What a command says, taken as it comes. SSH.NET fills its streams whether anybody reads them or not, and a read of an
/// empty one holds a thread, an asynchronous read one of the thread pool's. So what has arrived is taken at intervals,
/// which are short enough to keep it small.
/// </summary>
internal sealed class CommandOutput(SshCommand command, Action<ReadOnlyMemory<byte>>? heard)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly ArrayBufferWriter<byte> _error = new();
    private readonly byte[] _buffer = new byte[32 * 1024];
    private volatile bool _hasBegun;

    /// <summary>Whether the command has said anything.</summary>
    internal bool HasBegun => _hasBegun;

    /// <summary>Whether the command said more than <see cref="RemoteResult.MostBytes"/>. What comes after that is dropped.</summary>
    internal bool IsTooLong => _output.WrittenCount + _error.WrittenCount > RemoteResult.MostBytes;

    /// <summary>Takes what comes until the command is done.</summary>
    /// <param name="done">Ends with the command, in whatever way.</param>
    /// <param name="stop">Is called once when the command says too much.</param>
    internal async Task FollowAsync(Task done, Action stop)
    {
        bool isLast, wasTooLong = false;
        do
        {
            await Task.WhenAny(done, Task.Delay(s_interval)).ConfigureAwait(false);
            isLast = done.IsCompleted;
            Take(command.OutputStream, _output, isHeard: true);
            Take(command.ExtendedOutputStream, _error, isHeard: false);
            if (IsTooLong && !wasTooLong && !isLast)
            {
                stop();
            }

            wasTooLong = IsTooLong;
        }
        while (!isLast);
    }

    /// <summary>What the command left behind, once it is done.</summary>
    /// <exception cref="MultiDialException">RemoteCommandFailed: it said too much.</exception>
    internal RemoteResult Result(string router) =>
        IsTooLong ? throw Error.AnswerTooLong(router, RemoteResult.MostBytes) : new(command.ExitStatus, _output.WrittenSpan.ToArray(), _error.WrittenSpan.ToArray());

    private void Take(Stream stream, ArrayBufferWriter<byte> taken, bool isHeard)
    {
        // No more than is there now: a read would wait for it, and what floods in would never end.
        for (long left = stream.Length; left > 0;)
        {
            int count = stream.Read(_buffer, 0, (int)Math.Min(left, _buffer.Length));
            left -= count;
            _hasBegun = true;
            if (!IsTooLong)
            {
                taken.Write(_buffer.AsSpan(0, count));
                heard?.Invoke(isHeard ? _buffer.AsMemory(0, count) : default);
            }
        }
    }
}
