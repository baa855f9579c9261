using MultiDial.Errors;
using MultiDial.OpenSsh;
using MultiDial.Remote;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.OpenSsh;

/// <summary>What ssh -G does not tell of an ssh_config file: what becomes of its values, and what is wrong with it.</summary>
public sealed class ClientConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _warnings = [];

    private string FilePath => _folder["config"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_file_a_router_is_where_it_was_before()
    {
        ConnectionRequest request = new ClientConfiguration("none", _warnings.Add).Find(new("Router1", null, null), null, null);
        Assert.Equal(("Router1", "router1", 22, "root", HostKeyPolicy.Ask), (request.HostName, request.Address, request.Port, request.UserName, request.HostKeyPolicy));
        Assert.Null(request.KnownHostsFiles);
        Assert.Empty(request.Jumps);
        Assert.Equal("New-OpenWrtSession Router1 -UserName root -ConfigFile none", request.ToCommand());
    }

    [Fact]
    public void Tokens_and_variables_are_filled_in()
    {
        Environment.SetEnvironmentVariable("MULTIDIAL_TEST_KEYS", "/keys");
        ConnectionRequest request = Find("""
            HostName %h.lan
            Port 2222
            User me
            IdentityFile ~/a
            IdentityFile ${MULTIDIAL_TEST_KEYS}/%r@%h:%p_%n_%%
            IdentityAgent %d/agent
            HostKeyAlias same
            UserKnownHostsFile none
            """);
        Assert.Equal([Path.Combine(HomeFolder.Path, "a"), "/keys/me@router.lan:2222_router_%"], request.Keys!.Files);
        Assert.Equal(Path.Combine(HomeFolder.Path, "agent"), request.Keys.Agent);
        Assert.Equal("same", request.HostKeyAlias);
        Assert.Empty(request.KnownHostsFiles!);
    }

    [Theory]
    [InlineData("IdentityAgent none", null)]
    [InlineData("IdentityAgent SSH_AUTH_SOCK", "SSH_AUTH_SOCK")]
    [InlineData("IdentityAgent $MULTIDIAL_TEST_AGENT", "/agent")]
    [InlineData("IdentityAgent ${MULTIDIAL_TEST_AGENT}", "/agent")]
    public void The_agent_is_named_as_for_ssh(string text, string? agent)
    {
        Environment.SetEnvironmentVariable("MULTIDIAL_TEST_AGENT", "/agent");
        Assert.Equal(agent == "SSH_AUTH_SOCK" ? Environment.GetEnvironmentVariable(agent) : agent, Find(text).Keys!.Agent);
    }

    [Fact]
    public void Hosts_on_the_way_have_their_own_options_and_the_users_own_name()
    {
        ConnectionRequest request = Find("""
            Host router
              ProxyJump one,me@two:7
            Host one
              HostName 10.0.0.1
              ProxyJump zero
            Host two
              Port 9
            """);
        Assert.Equal(
            [$"{Environment.UserName}@zero:22", $"{Environment.UserName}@10.0.0.1:22", "me@two:7"],
            request.Jumps.Select(jump => $"{jump.UserName}@{jump.Address}:{jump.Port}"));
        Assert.Equal($"ssh -F {FilePath} -p 7 -J '{Environment.UserName}@zero:22,{Environment.UserName}@one:22' me@two true", request.Jumps[2].ToCommand());
    }

    [Theory]
    [InlineData("Port", "config:1", "value")]
    [InlineData("\nPort 65536", "config:2", "65535")]
    [InlineData("Port ssh", "config:1", "65535")]
    [InlineData("User \"open", "config:1", "quotation")]
    [InlineData("IdentitiesOnly maybe", "config:1", "yes or no")]
    [InlineData("StrictHostKeyChecking maybe", "config:1", "accept-new")]
    [InlineData("Match", "config:1", "value")]
    [InlineData("Match host", "config:1", "value")]
    [InlineData("IdentityFile /%x", "IdentityFile", "token")]
    [InlineData("IdentityFile /trailing%", "IdentityFile", "token")]
    [InlineData("IdentityFile ${MULTIDIAL_TEST_NOT_SET}", "IdentityFile", "MULTIDIAL_TEST_NOT_SET")]
    [InlineData("ProxyJump me:secret@host", "ProxyJump", "user@host")]
    [InlineData("Host router\nProxyJump a,,b", "ProxyJump", "user@host")]
    [InlineData("ProxyJump bastion", "ProxyJump", "circle")]
    [InlineData("Include FOLDER/config", "config:1", "16")]
    public void What_cannot_be_understood_is_an_error_with_its_place(string text, string place, string words)
    {
        MultiDialException failure = Assert.Throws<MultiDialException>(() => Find(text));
        Assert.Equal(ErrorId.InvalidValue, failure.Id);
        Assert.Contains(place, failure.Message, StringComparison.Ordinal);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-ConfigFile none", failure.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_named_must_be_there() =>
        Assert.Contains("/no/such", Assert.Throws<MultiDialException>(() => new ClientConfiguration("/no/such", _warnings.Add).Find(new("router", null, null), null, null)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task An_included_file_that_others_may_write_is_refused_as_ssh_refuses_it()
    {
        await File.WriteAllTextAsync(_folder["open"], "Port 5\n", TestContext.Current.CancellationToken);
        await Tool.RunAsync("chmod", "666", _folder["open"]);
        Assert.Contains("open", Assert.Throws<MultiDialException>(() => Find("Include FOLDER/open")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ProxyCommand nc %h %p", "ProxyCommand")]
    [InlineData("Match exec true\n  Port 5", "exec")]
    [InlineData("Match host router exec \"test -f /x\"\n  Port 5", "exec")]
    [InlineData("Match tagged home\n  Port 5", "tagged")]
    public void What_ssh_would_do_and_is_not_done_is_warned_of_once(string text, string named)
    {
        File.WriteAllText(FilePath, text);
        var configuration = new ClientConfiguration(FilePath, _warnings.Add);
        Assert.Equal(22, configuration.Find(new("router", null, null), null, null).Port);
        configuration.Find(new("router", null, null), null, null);
        Assert.Contains(named, Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Match host other exec true\n  Port 5")]
    [InlineData("Match exec true\n  ForwardAgent yes\nHost other\n  Port 5")]
    [InlineData("ProxyCommand none")]
    [InlineData("ForwardAgent yes\nSomethingNew 7\nCiphers aes128-ctr")]
    public void What_makes_no_difference_is_not_spoken_of(string text)
    {
        Assert.Equal(22, Find(text).Port);
        Assert.Empty(_warnings);
    }

    private ConnectionRequest Find(string text)
    {
        File.WriteAllText(FilePath, text.Replace("FOLDER", _folder.Path, StringComparison.Ordinal));
        return new ClientConfiguration(FilePath, _warnings.Add).Find(new("router", null, null), null, null);
    }
}
