using System.Management.Automation;
using System.Net.Sockets;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

/// <summary>Where neither key nor password is given, the user's own keys are tried as ssh tries them: an agent's, and those of files.</summary>
public sealed class OwnKeyTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SessionShell _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task A_key_that_only_the_agent_has_logs_in(string type)
    {
        using AgentProcess agent = await AgentProcess.StartAsync(_folder);
        string key = await MakeAsync("key", type);
        dropbear.Server.Authorize(key + ".pub");
        await agent.AddAsync(key);
        File.Delete(key);
        OpenWrtSession session = _shell.Open(Connect(agent.Socket));
        Assert.Equal($"New-OpenWrtSession 127.0.0.1 -Port {dropbear.Server.Port} -UserName root -HostKeyPolicy AcceptNew -ConfigFile {_folder["config"]}", session.Command);
    }

    [Fact]
    public async Task The_agent_has_other_keys_too_and_the_right_one_comes_last()
    {
        using AgentProcess agent = await AgentProcess.StartAsync(_folder);
        foreach (string name in new[] { "a", "b", "c" })
        {
            await agent.AddAsync(await MakeAsync(name, "ed25519"));
        }

        await agent.AddAsync(dropbear.Server.KeyFile);
        _shell.Open(Connect(agent.Socket));
    }

    [Theory]
    [InlineData("no", true)]
    [InlineData("yes", false)]
    public async Task IdentitiesOnly_leaves_the_agents_other_keys_out(string only, bool opens)
    {
        using AgentProcess agent = await AgentProcess.StartAsync(_folder);
        await agent.AddAsync(dropbear.Server.KeyFile);
        string connect = Connect(agent.Socket, $"IdentityFile {await MakeAsync("other", "ed25519")}\nIdentitiesOnly {only}");
        if (opens)
        {
            _shell.Open(connect);
        }
        else
        {
            Assert.StartsWith("AuthenticationFailed,", _shell.Fail(connect).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_locked_key_file_that_is_given_is_unlocked_by_the_agent()
    {
        string key = await MakeAsync("locked", "ed25519");
        dropbear.Server.Authorize(key + ".pub");
        using AgentProcess agent = await AgentProcess.StartAsync(_folder);
        await agent.AddAsync(key);
        await Tool.RunAsync("ssh-keygen", "-q", "-p", "-N", "a phrase", "-f", key);
        string given = $" -KeyFilePath {key}";
        Assert.StartsWith("AuthenticationFailed,", _shell.Fail(Connect("none") + given).FullyQualifiedErrorId, StringComparison.Ordinal);
        _shell.Errors.Clear();
        _shell.Open(Connect(agent.Socket) + given);
        _shell.Open(Connect(agent.Socket) + given + ".pub");
        _shell.Open(Connect(agent.Socket, $"IdentityFile {key}\nIdentitiesOnly yes"));
    }

    [Fact]
    public async Task A_key_file_of_the_configuration_logs_in_and_a_locked_one_asks_for_its_passphrase()
    {
        _shell.Open(Connect("none", $"IdentityFile /no/such\nIdentityFile {dropbear.Server.KeyFile}"));
        string key = await MakeAsync("locked", "ed25519");
        dropbear.Server.Authorize(key + ".pub");
        await Tool.RunAsync("ssh-keygen", "-q", "-p", "-N", "a phrase", "-f", key);
        ErrorRecord error = _shell.Fail(Connect("none", $"IdentityFile {key}"));
        Assert.StartsWith("AuthenticationFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"-KeyFilePath {key}", Advice.Command(error), StringComparison.Ordinal);
        _shell.Errors.Clear();
        _shell.Open(Connect("none", $"IdentityFile {key}") + " -KeyPassphrase 'a phrase'");
    }

    [Fact]
    public async Task Keys_that_are_refused_lead_to_a_password()
    {
        using AgentProcess agent = await AgentProcess.StartAsync(_folder);
        await agent.AddAsync(await MakeAsync("other", "ed25519"));
        ErrorRecord error = _shell.Fail(Connect(agent.Socket));
        Assert.StartsWith("AuthenticationFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Credential root", Advice.Command(error), StringComparison.Ordinal);
        using var asked = new SessionShell(new AskedHost(0));
        asked.Open(Advice.Command(error));
    }

    [Fact]
    public async Task A_password_that_is_given_is_all_that_is_tried()
    {
        using AgentProcess agent = await AgentProcess.StartAsync(_folder);
        await agent.AddAsync(dropbear.Server.KeyFile);
        Assert.StartsWith("AuthenticationFailed,", _shell.Fail(Connect(agent.Socket) + " -Password wrong").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_router_without_a_password_does_not_pass_for_one_that_knows_the_keys()
    {
        using AgentProcess agent = await AgentProcess.StartAsync(_folder);
        await agent.AddAsync(dropbear.Server.KeyFile);
        ErrorRecord error = _shell.Fail(Connect(agent.Socket) + " -UserName blank");
        Assert.StartsWith("AuthenticationFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-AllowEmptyPassword", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_is_locked_or_not_there_has_no_keys()
    {
        ErrorRecord error = _shell.Fail(Connect(_folder["nobody"]));
        Assert.StartsWith("InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Credential is missing", error.ToString(), StringComparison.Ordinal);
        using AgentProcess agent = await AgentProcess.StartAsync(_folder);
        await agent.AddAsync(dropbear.Server.KeyFile);
        await Tool.RunAsync("env", $"SSH_AUTH_SOCK={agent.Socket}", "SSH_ASKPASS_REQUIRE=force", $"SSH_ASKPASS={await EchoAsync("word")}", "ssh-add", "-q", "-x");
        Assert.StartsWith("InvalidValue,", _shell.Fail(Connect(agent.Socket)).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_does_not_want_to_sign_is_a_refused_login()
    {
        using AgentProcess agent = await AgentProcess.StartAsync(_folder);

        // It is to ask its user, and there is nobody whom it could ask.
        await agent.AddAsync("-c", dropbear.Server.KeyFile);
        ErrorRecord error = _shell.Fail(Connect(agent.Socket));
        Assert.StartsWith("AuthenticationFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("00000001")]
    [InlineData("0000000105")]
    [InlineData("FFFFFFFF0C")]
    [InlineData("7FFFFFFF0C")]
    [InlineData("000000000C")]
    [InlineData("000000050CFFFFFFFF")]
    [InlineData("0000000D0C00000001FFFFFFFF41424344")]
    [InlineData("000000090C0000000100000000")]
    [InlineData("0000000D0C000000010000000000000000")]
    public async Task What_is_no_agent_is_none(string answer)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_folder["agent"]));
        listener.Listen();
        Task served = ServeAsync(listener, Convert.FromHexString(answer));
        Assert.Matches("^(InvalidValue|AuthenticationFailed),", _shell.Fail(Connect(_folder["agent"])).FullyQualifiedErrorId);
        listener.Dispose();
        await served;
    }

    private static async Task ServeAsync(Socket listener, byte[] answer)
    {
        try
        {
            while (true)
            {
                using Socket peer = await listener.AcceptAsync();
                await peer.ReceiveAsync(new byte[1024]);
                await peer.SendAsync(answer);
            }
        }
        catch (SocketException)
        {
            // The test is done with it.
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private async Task<string> MakeAsync(string name, string type)
    {
        await Tool.RunAsync("ssh-keygen", "-q", "-t", type, "-N", "", "-f", _folder[name]);
        return _folder[name];
    }

    private async Task<string> EchoAsync(string word)
    {
        await File.WriteAllTextAsync(_folder["echo"], $"#!/bin/sh\necho {word}\n");
        await Tool.RunAsync("chmod", "700", _folder["echo"]);
        return _folder["echo"];
    }

    private string Connect(string agent, string more = "IdentityFile none")
    {
        File.WriteAllText(_folder["config"], $"""
            Host *
              Port {dropbear.Server.Port}
              UserKnownHostsFile {_folder["known_hosts"]}
              StrictHostKeyChecking accept-new
              IdentityAgent {agent}
            {more}
            """);
        return $"New-OpenWrtSession 127.0.0.1 -ConfigFile {_folder["config"]}";
    }
}
