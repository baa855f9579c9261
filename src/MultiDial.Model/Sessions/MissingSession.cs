using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial;

/// <summary>
/// What stands for a name that no open session has. The engine would turn an exception while it binds parameters into
/// an error of its own; this way it is NoSession, with the name in it, as soon as the session is used.
/// </summary>
internal sealed class MissingSession(MultiDialException reason) : IRouterTransport
{
    public string HostKeyFingerprint => string.Empty;

    internal static OpenWrtSession For(string name, MultiDialException reason) =>
        new(new MissingSession(reason), new ConnectionRequest { HostName = name }, 0, name, _ => throw reason);

    public Task<RemoteResult> ExecuteAsync(string command, ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation) => throw reason;

    public void Dispose()
    {
    }
}
