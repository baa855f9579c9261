using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Loader;
using System.Security;
using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Tests.Transport;

public sealed class ConnectTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ConnectionRequest PasswordRequest(SecureString? password, string user = "root") =>
        dropbear.Server.Request() with { KeyFilePath = null, UserName = user, Password = password };

    [Fact]
    public async Task A_password_of_any_characters_logs_in()
    {
        using IRouterTransport transport = await DropbearServer.ConnectAsync(PasswordRequest(DropbearServer.Secret(DropbearServer.Password)));
        Assert.Equal("root\n"u8.ToArray(), (await transport.ExecuteAsync("id -un", default, null, Cancellation)).Output);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        MultiDialException failure = await FailureAsync(PasswordRequest(DropbearServer.Secret("wrong")));
        Assert.Equal(ErrorId.AuthenticationFailed, failure.Id);
        Assert.Contains("root", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_credential_at_all_is_an_error_before_anything_is_sent()
    {
        MultiDialException failure = await FailureAsync(PasswordRequest(null, "blank") with { Port = 1 });
        Assert.Equal(ErrorId.InvalidValue, failure.Id);
        Assert.Contains("-Credential", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_password_is_used_when_it_is_asked_for()
    {
        using IRouterTransport transport = await DropbearServer.ConnectAsync(PasswordRequest(new SecureString(), "blank"));
        Assert.Equal(0, (await transport.ExecuteAsync("true", default, null, Cancellation)).ExitStatus);
    }

    [Fact]
    public async Task A_router_without_a_password_does_not_pass_for_one_that_knows_the_password()
    {
        MultiDialException failure = await FailureAsync(PasswordRequest(DropbearServer.Secret("anything"), "blank"));
        Assert.Equal(ErrorId.AuthenticationFailed, failure.Id);
        Assert.Contains("-AllowEmptyPassword", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ed25519", "", "")]
    [InlineData("ed25519", "", "a phrase")]
    [InlineData("rsa", "PEM", "")]
    [InlineData("rsa", "PEM", "a phrase")]
    [InlineData("ecdsa", "PKCS8", "a phrase")]
    public async Task A_key_file_of_each_format_logs_in(string type, string format, string passphrase)
    {
        using var folder = new TempFolder();
        string[] formatArguments = format.Length == 0 ? [] : ["-m", format];
        await Tool.RunAsync("ssh-keygen", ["-q", "-t", type, .. formatArguments, "-N", passphrase, "-f", folder["key"]]);
        dropbear.Server.Authorize(folder["key.pub"]);
        ConnectionRequest request = dropbear.Server.Request() with
        {
            KeyFilePath = folder["key"],
            KeyPassphrase = passphrase.Length == 0 ? null : DropbearServer.Secret(passphrase),
        };
        using IRouterTransport transport = await DropbearServer.ConnectAsync(request);
        Assert.Equal(0, (await transport.ExecuteAsync("true", default, null, Cancellation)).ExitStatus);
        if (passphrase.Length > 0)
        {
            MultiDialException missing = await FailureAsync(request with { KeyPassphrase = null });
            Assert.Equal(ErrorId.AuthenticationFailed, missing.Id);
            Assert.Contains("-KeyPassphrase", missing.Message, StringComparison.Ordinal);
            Assert.Equal(ErrorId.AuthenticationFailed, (await FailureAsync(request with { KeyPassphrase = DropbearServer.Secret("another") })).Id);
        }
    }

    [Fact]
    public async Task A_key_that_the_router_does_not_know_is_refused()
    {
        using var folder = new TempFolder();
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder["key"]);
        Assert.Equal(ErrorId.AuthenticationFailed, (await FailureAsync(dropbear.Server.Request() with { KeyFilePath = folder["key"] })).Id);
    }

    [Fact]
    public async Task A_key_file_that_is_not_there_is_an_invalid_value() =>
        Assert.Equal(ErrorId.InvalidValue, (await FailureAsync(dropbear.Server.Request() with { KeyFilePath = "/no/such/key" })).Id);

    [Fact]
    public async Task A_port_where_nobody_listens_is_a_failed_connection()
    {
        MultiDialException failure = await FailureAsync(dropbear.Server.Request() with { Port = DropbearServer.FreePort() });
        Assert.Equal(ErrorId.ConnectionFailed, failure.Id);
        Assert.Contains("refused", failure.Message, StringComparison.Ordinal);
        Assert.IsType<SocketException>(failure.InnerException);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_failed_connection() =>
        Assert.Equal(ErrorId.ConnectionFailed, (await FailureAsync(dropbear.Server.Request() with { HostName = "router.invalid" })).Id);

    [Fact]
    public async Task A_black_hole_is_a_failed_connection_after_the_connect_timeout()
    {
        using var blackHole = new TcpListener(IPAddress.Loopback, 0);
        blackHole.Start();
        var time = Stopwatch.StartNew();
        MultiDialException failure = await FailureAsync(BlackHole(blackHole) with { ConnectTimeout = TimeSpan.FromSeconds(1) });
        Assert.Equal(ErrorId.ConnectionFailed, failure.Id);
        Assert.InRange(time.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Cancellation_leaves_a_black_hole_within_a_second()
    {
        using var blackHole = new TcpListener(IPAddress.Loopback, 0);
        blackHole.Start();
        using var stop = new CancellationTokenSource();
        Task<IRouterTransport> work = Transports.Factory.ConnectAsync(BlackHole(blackHole), stop.Token);
        using TcpClient peer = await blackHole.AcceptTcpClientAsync(Cancellation);
        var time = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(1), $"It took {time.Elapsed}.");
    }

    [Fact]
    public async Task A_server_that_is_no_ssh_server_is_a_failed_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<MultiDialException> failure = FailureAsync(BlackHole(listener));
        using (TcpClient peer = await listener.AcceptTcpClientAsync(Cancellation))
        {
            await peer.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Cancellation);
        }

        Assert.Equal(ErrorId.ConnectionFailed, (await failure).Id);
    }

    private static ConnectionRequest BlackHole(TcpListener listener) => new()
    {
        HostName = "127.0.0.1",
        Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        Password = DropbearServer.Secret("x"),
    };

    // Nothing of SSH.NET hangs on a failure: the rest of the process does not see its types.
    private static async Task<MultiDialException> FailureAsync(ConnectionRequest request)
    {
        MultiDialException failure = await Assert.ThrowsAsync<MultiDialException>(() => DropbearServer.ConnectAsync(request));
        Assert.True(failure.InnerException is null || AssemblyLoadContext.GetLoadContext(failure.InnerException.GetType().Assembly) == AssemblyLoadContext.Default);
        Assert.NotEmpty(failure.RecommendedAction);
        return failure;
    }
}
