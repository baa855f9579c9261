using System.Globalization;
using System.Text.RegularExpressions;
using MultiDial.Ssh.KnownHosts;

namespace MultiDial.Tests.Transport;

/// <summary>known_hosts files are read as OpenSSH reads them; ssh-keygen is the judge.</summary>
public sealed partial class KnownHostsFileTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    private string FilePath => _folder["known_hosts"];

    public static TheoryData<string> HostFields => new(
        "router", "router,10.0.0.1", "other", "*", "rou*", "r?uter", "r?ter", "rou*r*", "*.lan", "10.0.0.*",
        "!router", "*,!router", "!router,*", "r*,!*ter", "!,router", ",router,",
        "[router]:2222", "[router]:22", "[*]:2222", "[*", "router:2222", "[rou*]:2*", "|1|x|y", "|2|router", "ROUTER");

    public static TheoryData<string> OddLines => new(
        "", "# router ssh-ed25519 {key}", "   # comment", "router", "router ssh-ed25519", "router ssh-ed25519 !!!", "router ssh-rsa {key}",
        "router ssh-ed25519 AAAA", "  router ssh-ed25519 {key}", "router\tssh-ed25519\t{key}\tcomment", "router ssh-ed25519 {key} a comment",
        "@revoked router ssh-ed25519 {key}", "@cert-authority * ssh-ed25519 {key}", "@revoked ssh-ed25519 {key}", "router 1024 35 123456789");

    public async ValueTask InitializeAsync() => await Testing.DebianPackages.RequireAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(HostFields))]
    public async Task A_line_speaks_of_the_hosts_that_ssh_keygen_finds(string hosts)
    {
        string key = await MakeKeyAsync();
        await File.WriteAllTextAsync(FilePath, $"{hosts} {key}\n", TestContext.Current.CancellationToken);
        foreach ((string host, int port) in new[] { ("router", 22), ("router", 2222), ("10.0.0.1", 22), ("nas.lan", 22), ("fe80::1", 22) })
        {
            string name = HostPattern.NameOf(host, port);
            Assert.Equal($"{name}: {string.Join(' ', await FindWithSshKeygenAsync(name))}", $"{name}: {string.Join(' ', await FindAsync(name))}");
        }
    }

    [Theory]
    [MemberData(nameof(OddLines))]
    public async Task A_line_that_cannot_be_read_is_skipped_and_the_next_one_is_found(string line)
    {
        string key = await MakeKeyAsync();
        string text = line.Replace("{key}", key.Split(' ')[1], StringComparison.Ordinal);
        await File.WriteAllTextAsync(FilePath, $"{text}\nrouter {key}\n", TestContext.Current.CancellationToken);
        Assert.Equal(await FindWithSshKeygenAsync("router"), await FindAsync("router"));
    }

    [Theory]
    [InlineData("@revoked ", "Revoked")]
    [InlineData("@cert-authority ", "CertificateAuthority")]
    [InlineData("", "None")]
    public async Task A_mark_tells_what_the_key_is_for(string mark, string expected)
    {
        await File.WriteAllTextAsync(FilePath, $"{mark}router {await MakeKeyAsync()}\n", TestContext.Current.CancellationToken);
        Assert.Equal(expected, Assert.Single(await new KnownHostsFile(FilePath).FindAsync("router")).Mark.ToString());
    }

    [Fact]
    public async Task Names_that_ssh_keygen_hashed_are_found()
    {
        string key = await MakeKeyAsync();
        await File.WriteAllTextAsync(FilePath, $"router {key}\n[router]:2222 {key}\nother {key}\n", TestContext.Current.CancellationToken);
        await Tool.RunAsync("ssh-keygen", "-q", "-H", "-f", FilePath);
        Assert.DoesNotContain("router", await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(await FindAsync("router")));
        Assert.Equal(2, Assert.Single(await FindAsync("[router]:2222")));
    }

    [Fact]
    public async Task A_fingerprint_is_written_as_ssh_keygen_writes_it()
    {
        string key = await MakeKeyAsync();
        string listed = await Tool.RunAsync("ssh-keygen", "-l", "-f", _folder["key.pub"]);
        Assert.Equal(listed.Split(' ')[1], Parse(key).Fingerprint);
    }

    [Fact]
    public async Task A_new_file_is_for_the_user_alone_and_ssh_keygen_finds_what_is_in_it()
    {
        HostKey key = Parse(await MakeKeyAsync());
        string path = _folder["new/known_hosts"];
        await new KnownHostsFile(path).AddAsync("[router]:2222", key);
        Assert.Equal("700 600\n", await Tool.RunAsync("sh", "-c", "echo $(stat -c %a \"$1\" \"$1/known_hosts\")", "sh", _folder["new"]));
        Assert.Contains("found: line 1", await Tool.RunAsync("ssh-keygen", "-F", "[router]:2222", "-f", path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_line_without_an_end_stays_a_line_of_its_own()
    {
        string key = await MakeKeyAsync();
        await File.WriteAllTextAsync(FilePath, $"other {key}", TestContext.Current.CancellationToken);
        await new KnownHostsFile(FilePath).AddAsync("router", Parse(key));
        Assert.Equal($"other {key}\nrouter {key}\n", await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Keys_that_are_added_at_the_same_time_are_all_there()
    {
        string key = await MakeKeyAsync();
        var file = new KnownHostsFile(FilePath);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => file.AddAsync($"router{n}", Parse(key)))));
        string[] lines = await File.ReadAllLinesAsync(FilePath, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"router{n} {key}").Order(), lines.Order());
    }

    private static HostKey Parse(string key) => HostKey.Parse(key.Split(' ')[0], key.Split(' ')[1])!;

    private async Task<string> MakeKeyAsync()
    {
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", _folder["key"]);
        return string.Join(' ', (await File.ReadAllTextAsync(_folder["key.pub"])).Split(' ').Take(2)).Trim();
    }

    private async Task<int[]> FindAsync(string name) => [.. (await new KnownHostsFile(FilePath).FindAsync(name)).Select(entry => entry.Line)];

    private async Task<int[]> FindWithSshKeygenAsync(string name)
    {
        (_, string output) = await Tool.TryAsync("ssh-keygen", "-l", "-F", name, "-f", FilePath);
        return [.. FoundLine().Matches(output).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex(@"found: line (\d+)")]
    private static partial Regex FoundLine();
}
