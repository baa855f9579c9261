using MultiDial.Remote;

namespace MultiDial.Tests.Transport;

/// <summary>One server for all tests of a class; each makes connections of its own.</summary>
public sealed class DropbearFixture : IAsyncLifetime
{
    internal DropbearServer Server { get; private set; } = null!;

    internal Task<IRouterTransport> ConnectAsync() => DropbearServer.ConnectAsync(Server.Request());

    public async ValueTask InitializeAsync() => Server = await DropbearServer.StartAsync("ed25519", "ecdsa", "rsa");

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
