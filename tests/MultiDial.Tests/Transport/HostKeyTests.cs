using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Tests.Transport;

/// <summary>A router's host key is judged as OpenSSH judges it. The router has an ed25519, an ecdsa and an rsa key.</summary>
public sealed class HostKeyTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>, IDisposable
{
    private const int Ed25519 = 0;
    private const int Rsa = 2;

    private readonly TempFolder _folder = new();
    private readonly List<string> _warnings = [];

    private string Name => $"[127.0.0.1]:{dropbear.Server.Port}";

    private string FilePath => _folder["known_hosts"];

    private ConnectionRequest Request => dropbear.Server.Request() with
    {
        HostKeyFingerprint = null,
        KnownHostsPath = FilePath,
        HostKeyPolicy = HostKeyPolicy.Strict,
        Warn = _warnings.Add,
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(HostKeyPolicy.Ask)]
    [InlineData(HostKeyPolicy.Strict)]
    public async Task An_unknown_key_is_refused_and_named(HostKeyPolicy policy)
    {
        var failure = Assert.IsType<HostKeyUnknownException>(await FailureAsync(Request with { HostKeyPolicy = policy }));
        Assert.Equal(ErrorId.HostKeyUnknown, failure.Id);
        string fingerprint = failure.Fingerprint;
        Assert.Contains(fingerprint, failure.Message, StringComparison.Ordinal);
        Assert.Contains(fingerprint, Enumerable.Range(0, 3).Select(dropbear.Server.Fingerprint));
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task AcceptNew_remembers_the_key_even_when_the_login_fails()
    {
        await FailureAsync(Request with { HostKeyPolicy = HostKeyPolicy.AcceptNew, KeyFilePath = null, Password = DropbearServer.Secret("wrong") });
        Assert.Contains("found: line 1", await Tool.RunAsync("ssh-keygen", "-F", Name, "-f", FilePath), StringComparison.Ordinal);
        await ConnectAsync(Request);
        await ConnectAsync(Request with { HostKeyPolicy = HostKeyPolicy.AcceptNew });
        Assert.Single(await File.ReadAllLinesAsync(FilePath, TestContext.Current.CancellationToken));
        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData(HostKeyPolicy.Strict)]
    [InlineData(HostKeyPolicy.AcceptNew)]
    public async Task A_changed_key_is_refused_until_the_remedy_is_run(HostKeyPolicy policy)
    {
        string other = await OtherKeyAsync();
        await File.WriteAllTextAsync(FilePath, $"# the old router\n{Name} {other}\n", TestContext.Current.CancellationToken);
        MultiDialException failure = await FailureAsync(Request with { HostKeyPolicy = policy });
        Assert.Equal(ErrorId.HostKeyChanged, failure.Id);
        Assert.Contains(dropbear.Server.Fingerprint(Ed25519), failure.Message, StringComparison.Ordinal);
        Assert.Contains(Fingerprint(other), failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{FilePath}:2", failure.Message, StringComparison.Ordinal);
        await Tool.RunAsync("sh", "-c", failure.RecommendedAction);
        Assert.Equal(ErrorId.HostKeyUnknown, (await FailureAsync(Request)).Id);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_whatever_else_speaks_for_it()
    {
        string key = dropbear.Server.HostKeys[Ed25519];
        await File.WriteAllTextAsync(FilePath, $"{Name} {key}\n@revoked * {key}\n", TestContext.Current.CancellationToken);
        foreach (ConnectionRequest request in new[] { Request, Request with { HostKeyPolicy = HostKeyPolicy.AcceptNew } })
        {
            MultiDialException failure = await FailureAsync(request);
            Assert.Equal(ErrorId.HostKeyChanged, failure.Id);
            Assert.Contains($"{FilePath}:2", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(ErrorId.HostKeyChanged, (await FailureAsync(Request with { HostKeyFingerprint = dropbear.Server.Fingerprint(Ed25519) })).Id);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_key_on_file_is_asked_for_where_the_router_has_several(int key)
    {
        await File.WriteAllTextAsync(FilePath, $"{Name} {dropbear.Server.HostKeys[key]}\n", TestContext.Current.CancellationToken);
        Assert.Equal(dropbear.Server.Fingerprint(key), await ConnectAsync(Request));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_pin_holds_for_each_of_the_routers_keys(int key)
    {
        string pin = dropbear.Server.Fingerprint(key);
        Assert.Equal(pin, await ConnectAsync(Request with { HostKeyFingerprint = pin, KnownHostsPath = "/no/such/file" }));
    }

    [Fact]
    public async Task Another_key_than_the_pinned_one_is_refused()
    {
        string pin = Fingerprint(await OtherKeyAsync());
        MultiDialException failure = await FailureAsync(Request with { HostKeyFingerprint = pin, HostKeyPolicy = HostKeyPolicy.AcceptNew });
        Assert.Equal(ErrorId.HostKeyChanged, failure.Id);
        Assert.Contains(pin, failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task An_accepted_pin_is_remembered_when_that_is_asked_for()
    {
        await ConnectAsync(Request with { HostKeyFingerprint = dropbear.Server.Fingerprint(Rsa), RememberHostKey = true });
        Assert.Equal($"{Name} {dropbear.Server.HostKeys[Rsa]}\n", await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken));
        await ConnectAsync(Request);
    }

    [Fact]
    public async Task A_key_on_file_without_a_port_is_good_for_all_ports_and_another_one_says_nothing()
    {
        await File.WriteAllTextAsync(FilePath, $"127.0.0.1 {dropbear.Server.HostKeys[Rsa]}\n", TestContext.Current.CancellationToken);
        await ConnectAsync(Request);
        await File.WriteAllTextAsync(FilePath, $"127.0.0.1 {await OtherKeyAsync()}\n", TestContext.Current.CancellationToken);
        Assert.Equal(ErrorId.HostKeyUnknown, (await FailureAsync(Request)).Id);
    }

    [Fact]
    public async Task A_key_that_signs_certificates_is_no_host_key()
    {
        await File.WriteAllTextAsync(FilePath, $"@cert-authority * {dropbear.Server.HostKeys[Ed25519]}\n", TestContext.Current.CancellationToken);
        Assert.Equal(ErrorId.HostKeyUnknown, (await FailureAsync(Request)).Id);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_warned_of_and_no_more()
    {
        Directory.CreateDirectory(FilePath);
        await ConnectAsync(Request with { HostKeyPolicy = HostKeyPolicy.AcceptNew });
        Assert.Contains(FilePath, Assert.Single(_warnings), StringComparison.Ordinal);
    }

    private static string Fingerprint(string key) => Ssh.KnownHosts.HostKey.Parse(key.Split(' ')[0], key.Split(' ')[1])!.Fingerprint;

    private static async Task<string> ConnectAsync(ConnectionRequest request)
    {
        using IRouterTransport transport = await DropbearServer.ConnectAsync(request);
        return transport.HostKeyFingerprint;
    }

    private static Task<MultiDialException> FailureAsync(ConnectionRequest request) =>
        Assert.ThrowsAnyAsync<MultiDialException>(() => DropbearServer.ConnectAsync(request));

    private async Task<string> OtherKeyAsync()
    {
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", _folder["other"]);
        return (await File.ReadAllTextAsync(_folder["other.pub"])).Trim();
    }
}
