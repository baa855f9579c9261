using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

/// <summary>What is typed counts more than an ssh_config file, and the file more than what is usual.</summary>
public sealed class ConfigFileTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SessionShell _shell = new();

    private int Port => dropbear.Server.Port;

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_name_of_the_file_is_the_sessions_name_and_leads_where_the_file_says()
    {
        Write($"Host home\n  HostName 127.0.0.2\n  Port {Port}\n  User root\n  IdentityFile {dropbear.Server.KeyFile}");
        OpenWrtSession session = _shell.Open(Connect("home"));
        Assert.Equal(("home", "home", Port, "root"), (session.Name, session.HostName, session.Port, session.UserName));
        Assert.StartsWith($"[127.0.0.2]:{Port} ", File.ReadAllText(_folder["known_hosts"]), StringComparison.Ordinal);
        Assert.Equal($"New-OpenWrtSession home -Port {Port} -UserName root -HostKeyPolicy AcceptNew -ConfigFile {_folder["config"]}", session.Command);
        Assert.Equal($"-F {_folder["config"]} -p {Port} root@home", session.Login);
    }

    [Theory]
    [InlineData("127.0.0.1 -Port PORT -UserName root")]
    [InlineData("root@127.0.0.1 -Port PORT")]
    [InlineData("ssh://root@127.0.0.1:PORT")]
    public void What_is_typed_wins(string address)
    {
        Write($"Port 1\nUser nobody\nIdentityFile {dropbear.Server.KeyFile}");
        OpenWrtSession session = _shell.Open(Connect(address));
        Assert.Equal((Port, "root"), (session.Port, session.UserName));
    }

    [Fact]
    public void Without_a_user_it_is_root()
    {
        Write($"Port {Port}\nIdentityFile {dropbear.Server.KeyFile}");
        Assert.Equal("root", _shell.Open(Connect("127.0.0.1")).UserName);
    }

    [Fact]
    public void A_row_names_the_file_too_and_paths_are_those_of_the_current_location()
    {
        Write($"Host home\n  HostName 127.0.0.1\n  Port {Port}\n  IdentityFile {dropbear.Server.KeyFile}");
        _shell.Run($"$ExecutionContext.SessionState.Path.SetLocation('{_folder.Path}')");
        Assert.Equal("home", _shell.Open("'HostName,ConfigFile', 'home,./config' | ConvertFrom-Csv | New-OpenWrtSession").HostName);
    }

    [Theory]
    [InlineData("UserKnownHostsFile /dev/null")]
    [InlineData("UserKnownHostsFile none")]
    public void A_file_of_host_keys_that_keeps_none_is_no_fault(string none)
    {
        Write($"{none}\nPort {Port}\nIdentityFile {dropbear.Server.KeyFile}");
        _shell.Open(Connect("127.0.0.1"));
        Assert.Empty(_shell.Warnings);
        Assert.False(File.Exists(_folder["known_hosts"]));
    }

    [Fact]
    public void A_host_key_is_on_file_under_its_alias()
    {
        Write($"Host *\n  HostKeyAlias Same\n  Port {Port}\n  IdentityFile {dropbear.Server.KeyFile}");
        _shell.Open(Connect("127.0.0.1"));
        _shell.Open(Connect("127.0.0.2") + " -HostKeyPolicy Strict");
        Assert.StartsWith("same ", Assert.Single(File.ReadAllLines(_folder["known_hosts"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_has_changed_is_refused_whatever_the_file_says()
    {
        File.WriteAllText(_folder["known_hosts"], $"[127.0.0.1]:{Port} ssh-ed25519 {Convert.ToBase64String([0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. new byte[32]])}\n");
        Write($"Port {Port}\nStrictHostKeyChecking no\nIdentityFile {dropbear.Server.KeyFile}");
        Assert.StartsWith("HostKeyChanged,", _shell.Fail(Connect("127.0.0.1")).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_done_is_a_warning()
    {
        Write($"Host *\n  ProxyCommand nc %h %p\n  Port {Port}\n  IdentityFile {dropbear.Server.KeyFile}");
        _shell.Open(Connect("127.0.0.1"));
        Assert.Contains("ProxyCommand", Assert.Single(_shell.Warnings), StringComparison.Ordinal);
    }

    private void Write(string text) => File.WriteAllText(_folder["config"], $"""
        {text}
        Host *
          IdentityAgent none
          StrictHostKeyChecking accept-new
          UserKnownHostsFile {_folder["known_hosts"]}
        """);

    private string Connect(string address) =>
        $"New-OpenWrtSession {address.Replace("PORT", $"{Port}", StringComparison.Ordinal)} -ConfigFile {_folder["config"]}";
}
