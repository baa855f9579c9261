using System.Diagnostics;
using MultiDial.Remote;
using Renci.SshNet;

namespace MultiDial.Ssh;

/// <summary>One SSH connection; each command has a channel of its own.</summary>
internal sealed class SshTransport : IRouterTransport
{
    /// <summary>Keeps the entry of a NAT box on the way alive. It does not find out that a peer is frozen.</summary>
    internal static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    // SSH servers take ten sessions a connection as a rule. Dropbear before 2024.86 takes one: when a command ends in
    // the moment between the opening of another channel and its exec request, it closes that channel too, and ends the
    // connection over the request (https://github.com/mkj/dropbear/commit/71521d1b78706a70d3570b860e65234cefdc8c81).
    private const int ChannelsAsARule = 8;

    // A change is one script after another: its reading, and itself.
    private const int AheadAsARule = 2;

    private static readonly Version s_soundDropbear = new(2024, 86);

    // A shell that waits holds some memory of the router, which has little.
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(1);

    // How long the router has to confirm that it stopped a command.
    private const int StopMilliseconds = 500;

    // A command may end without having read its input. Sending fails then, a moment before the end is known.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(500);

    private readonly SshClient _client;
    private readonly ConnectionRequest _request;
    private readonly IDisposable _way;
    private readonly ChannelAhead _ahead;
    private volatile bool _lost;

    /// <param name="client">The connection.</param>
    /// <param name="request">What it was asked for with.</param>
    /// <param name="hostKeyFingerprint">The key that the router has shown.</param>
    /// <param name="way">What is closed after it.</param>
    internal SshTransport(SshClient client, ConnectionRequest request, string hostKeyFingerprint, IDisposable way)
    {
        _client = client;
        _request = request;
        _way = way;
        HostKeyFingerprint = hostKeyFingerprint;
        bool isSound = IsSound(client.ConnectionInfo.ServerVersion);
        MaxCommands = isSound ? ChannelsAsARule : 1;
        _ahead = new ChannelAhead(client, isSound ? AheadAsARule : 1, s_idle);
        _client.ErrorOccurred += (_, _) => _lost = true;
    }

    public string HostKeyFingerprint { get; }

    public bool IsLost => _lost;

    public int MaxCommands { get; }

    public void Dispose()
    {
        _lost = true;
        _ahead.Dispose();
        _client.Dispose();
        _way.Dispose();
    }

    public void Expect() => _ahead.Open();

    public async Task<RemoteResult> ExecuteAsync(string command, ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation)
    {
        try
        {
            return await RunAsync(command, input, heard, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw SshErrors.Running(exception, _request);
        }
    }

    private static bool IsSound(string? serverVersion)
    {
        string[] parts = (serverVersion ?? "").Split("dropbear", 2);
        return parts.Length == 1 || (Version.TryParse(parts[1].TrimStart('_'), out Version? version) && version >= s_soundDropbear);
    }

    private async Task<RemoteResult> RunAsync(string command, ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation)
    {
        if (command == RouterScript.Command && await _ahead.TakeAsync().ConfigureAwait(false) is { } waiting)
        {
            // A shell that ended while it waited has run nothing: each script speaks first.
            var output = new CommandOutput(waiting.Command, heard);
            RemoteResult result = await RunAsync(waiting, output, ChannelAhead.Input(input), cancellation).ConfigureAwait(false);
            if (output.HasBegun || cancellation.IsCancellationRequested)
            {
                return result;
            }
        }

        OpenChannel channel = await OpenChannel.OpenAsync(_client, input.IsEmpty ? "exec </dev/null; " + command : command).ConfigureAwait(false);
        return await RunAsync(channel, new CommandOutput(channel.Command, heard), input, cancellation).ConfigureAwait(false);
    }

    private async Task<RemoteResult> RunAsync(OpenChannel channel, CommandOutput output, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        using OpenChannel open = channel;
        SshCommand remote = open.Command;
        Task done = open.Done;
        if (!input.IsEmpty)
        {
            // A script that is not sent does nothing, and needs no signal.
            cancellation.ThrowIfCancellationRequested();
        }

        Task followed = output.FollowAsync(done, StopCommand);
        using CancellationTokenRegistration stopping = cancellation.Register(StopCommand);
        Task sent = input.IsEmpty ? done : Threads.RunAsync(() => open.Send(input));
        Task first = await Task.WhenAny(done, sent).ConfigureAwait(false);
        if (first == sent && sent.IsFaulted && await Task.WhenAny(done, Task.Delay(s_grace, CancellationToken.None)).ConfigureAwait(false) != done)
        {
            followed.Forget();
            await sent.ConfigureAwait(false);
        }

        await followed.ConfigureAwait(false);
        try
        {
            await done.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (output.IsTooLong || cancellation.IsCancellationRequested)
        {
            // The token of a command that was stopped is not the caller's.
            cancellation.ThrowIfCancellationRequested();
        }

        return output.Result(_request.HostName);

        void StopCommand() => Threads.RunAsync(() => Stop(remote, isScript: !input.IsEmpty, output));
    }

    // The child of an SSH server loses a signal that comes before it has become a shell. A script speaks when it begins.
    private static void Stop(SshCommand remote, bool isScript, CommandOutput output)
    {
        try
        {
            _ = isScript && SpinWait.SpinUntil(() => output.HasBegun, StopMilliseconds);
            remote.CancelAsync(forceKill: false, StopMilliseconds);
        }
        catch (Exception exception)
        {
            // Of the two tasks the other one tells the caller: the connection is gone, or the command has ended.
            Debug.WriteLine(exception.Message);
        }
    }
}
