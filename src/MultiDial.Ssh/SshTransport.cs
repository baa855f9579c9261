using System.Diagnostics;
using MultiDial.Remote;
using Renci.SshNet;

namespace MultiDial.Ssh;

/// <summary>One SSH connection; each command has a channel of its own.</summary>
internal sealed class SshTransport : IRouterTransport
{
    /// <summary>Keeps the entry of a NAT box on the way alive. It does not find out that a peer is frozen.</summary>
    internal static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    // SSH servers take ten sessions a connection as a rule.
    private const int MaxChannels = 8;

    // How long the router has to confirm that it stopped a command.
    private const int StopMilliseconds = 500;

    private readonly SshClient _client;
    private readonly ConnectionRequest _request;
    private readonly SemaphoreSlim _channels = new(MaxChannels);
    private volatile bool _lost;

    internal SshTransport(SshClient client, ConnectionRequest request, string hostKeyFingerprint)
    {
        _client = client;
        _request = request;
        HostKeyFingerprint = hostKeyFingerprint;
        _client.ErrorOccurred += (_, _) => _lost = true;
    }

    public string HostKeyFingerprint { get; }

    public bool IsLost => _lost;

    public void Dispose()
    {
        _lost = true;
        _client.Dispose();
    }

    public async Task<RemoteResult> ExecuteAsync(string command, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        await _channels.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // SSH.NET holds the thread until the channel is open; ConnectTimeout ends that on a frozen link.
            return await Task.Run(() => RunAsync(command, input, cancellation), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw SshErrors.Running(exception, _request);
        }
        finally
        {
            _channels.Release();
        }
    }

    private async Task<RemoteResult> RunAsync(string command, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        using SshCommand remote = _client.CreateCommand(command);
        Task done = remote.ExecuteAsync(CancellationToken.None);
        using CancellationTokenRegistration stopping = cancellation.Register(() => Task.Run(() => Stop(remote), CancellationToken.None));
        Task sent = Task.Run(() => Send(remote, input), CancellationToken.None);
        try
        {
            // A command may end without having read its input; then nobody waits for the rest to be sent.
            await await Task.WhenAny(done, sent).ConfigureAwait(false);
            await done.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw;
        }

        return new RemoteResult(remote.ExitStatus, Bytes(remote.OutputStream), Bytes(remote.ExtendedOutputStream));
    }

    private static void Send(SshCommand remote, ReadOnlyMemory<byte> input)
    {
        using Stream stream = remote.CreateInputStream();
        stream.Write(input.Span);
    }

    private static void Stop(SshCommand remote)
    {
        try
        {
            remote.CancelAsync(forceKill: false, StopMilliseconds);
        }
        catch (Exception exception)
        {
            // Of the two tasks the other one tells the caller: the connection is gone, or the command has ended.
            Debug.WriteLine(exception.Message);
        }
    }

    private static byte[] Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
