namespace MultiDial.Remote;

/// <summary>What a remote command left behind.</summary>
/// <param name="ExitStatus">The exit status; null when the command ended by a signal or the server sent none.</param>
/// <param name="Output">Standard output, byte for byte.</param>
/// <param name="Error">Standard error, byte for byte.</param>
internal sealed record RemoteResult(int? ExitStatus, byte[] Output, byte[] Error)
{
    /// <summary>How much a command may say on both together. The longest of our answers has some hundred thousand bytes.</summary>
    internal const int MostBytes = 16_000_000;
}

/// <summary>
/// One open connection. Failures are <see cref="Errors.MultiDialException"/>s
/// (SessionBroken when the connection is gone); cancellation stops the remote command.
/// </summary>
internal interface IRouterTransport : IDisposable
{
    /// <summary>The SHA256 fingerprint of the router's host key, <c>SHA256:…</c> as OpenSSH prints it.</summary>
    string HostKeyFingerprint { get; }

    /// <summary>Whether the connection is known to be gone. A frozen one is not known to be.</summary>
    bool IsLost => false;

    /// <summary>How many commands the router runs at the same time; the caller sees to it that there are no more.</summary>
    int MaxCommands => 8;

    /// <summary>More scripts are likely to come: what can be done for the next one beforehand is done now.</summary>
    void Expect()
    {
    }

    /// <summary>
    /// Runs one command in one exec request. It has no deadline of its own; one that says more than
    /// <see cref="RemoteResult.MostBytes"/> is stopped, and has failed (RemoteCommandFailed).
    /// </summary>
    /// <param name="command">The command line.</param>
    /// <param name="input">The standard input.</param>
    /// <param name="heard">
    /// Takes standard output as it comes, and no bytes for what comes on standard error: a sign of life all the same.
    /// Called on any thread, one call after the other; the bytes are its own until it returns.
    /// </param>
    /// <param name="cancellation">Stops the command.</param>
    Task<RemoteResult> ExecuteAsync(string command, ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation);
}

/// <summary>Opens connections. The one implementation lives in MultiDial.Ssh, behind an AssemblyLoadContext of its own.</summary>
internal interface ITransportFactory
{
    Task<IRouterTransport> ConnectAsync(ConnectionRequest request, CancellationToken cancellation);
}
