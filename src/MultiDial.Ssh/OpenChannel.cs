using Renci.SshNet;

namespace MultiDial.Ssh;

/// <summary>A command that the router has started.</summary>
internal sealed class OpenChannel : IDisposable
{
    private OpenChannel(SshCommand command, Task done)
    {
        Command = command;
        Done = done;
    }

    internal SshCommand Command { get; }

    /// <summary>Ends with the command, in whatever way.</summary>
    internal Task Done { get; }

    /// <summary>Opens a channel and starts a command in it. ConnectTimeout ends that on a frozen link.</summary>
    internal static async Task<OpenChannel> OpenAsync(SshClient client, string command)
    {
        SshCommand remote = client.CreateCommand(command);
        try
        {
            // It holds its thread until the channel is open.
            return new OpenChannel(remote, await Threads.RunAsync(() => remote.ExecuteAsync(CancellationToken.None)).ConfigureAwait(false));
        }
        catch
        {
            remote.Dispose();
            throw;
        }
    }

    /// <summary>Sends the whole input. SSH.NET ends the input only if there was some.</summary>
    internal void Send(ReadOnlyMemory<byte> input)
    {
        using Stream stream = Command.CreateInputStream();
        stream.Write(input.Span);
    }

    /// <summary>Closes the channel; a command that waits for its input ends with that.</summary>
    public void Dispose() => Command.Dispose();
}
