using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using MultiDial.Remote;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

/// <summary>New-OpenWrtSession to many routers.</summary>
public sealed class ManySessionsTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SessionShell _shell = new();

    private string Common => $"-KnownHostsPath {_folder["known_hosts"]} -HostKeyPolicy AcceptNew";

    private string ByKey => $"-Port {dropbear.Server.Port} -KeyFilePath {dropbear.Server.KeyFile} {Common}";

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Hosts_are_sessions_in_their_order_and_the_last_one_is_the_default()
    {
        OpenWrtSession[] sessions = Open($"New-OpenWrtSession 127.0.0.1, localhost {ByKey}");
        Assert.Equal(["127.0.0.1", "localhost"], sessions.Select(session => session.HostName));
        Assert.Equal("localhost", SessionRegistry.Default(_shell.Id).Name);
    }

    [Theory]
    [InlineData("root@127.0.0.1", "-Port PORT")]
    [InlineData("ssh://root@127.0.0.1:PORT", "")]
    [InlineData("ssh://127.0.0.1:PORT/", "-Port 9")]
    [InlineData("SSH://127.0.0.1", "-Port PORT")]
    public void An_address_is_written_as_for_ssh(string address, string more)
    {
        string port = dropbear.Server.Port.ToString(CultureInfo.InvariantCulture);
        OpenWrtSession session = Assert.Single(Open($"New-OpenWrtSession {address} {more} -KeyFilePath {dropbear.Server.KeyFile} {Common}".Replace("PORT", port, StringComparison.Ordinal)));
        Assert.Equal(("127.0.0.1", dropbear.Server.Port, "root"), (session.HostName, session.Port, session.UserName));
    }

    [Theory]
    [InlineData("ssh://", "'ssh://'")]
    [InlineData("@host", "@host'")]
    [InlineData("host/path", "'host/path'")]
    [InlineData("ssh://host:0", "'ssh://host:0'")]
    [InlineData("ssh://host:65536", "'ssh://host:65536'")]
    [InlineData("ssh://root:swordfish@host", "@host'")]
    [InlineData("other@host", "'other@host'")]
    [InlineData("two words", "'two words'")]
    [InlineData("line\nbreak", "break'")]
    [InlineData("a`$(b)", "'a`$(b)'")]
    [InlineData("\u001b[31mred", "31mred'")]
    public void What_is_no_address_is_refused_and_no_password_in_it_is_shown(string address, string named)
    {
        ErrorRecord error = _shell.Fail($"New-OpenWrtSession '{address}' -UserName root -Port 1 -AllowEmptyPassword");
        Assert.StartsWith("InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", error.ToString() + error.TargetObject + error.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_name_what_differs_and_the_command_line_what_does_not()
    {
        File.WriteAllText(_folder["routers.csv"], $"""
            ComputerName,Port,UserName,Password,Name,ConnectTimeout
            127.0.0.1,{dropbear.Server.Port},root,"{DropbearServer.Password.Replace("\"", "\"\"", StringComparison.Ordinal)}",first,5s
            ssh://localhost:{dropbear.Server.Port},,,"{DropbearServer.Password.Replace("\"", "\"\"", StringComparison.Ordinal)}",second,
            """);
        OpenWrtSession[] sessions = Open($"Import-Csv {_folder["routers.csv"]} | New-OpenWrtSession -OperationTimeout 7 {Common}");
        Assert.Equal([("first", "127.0.0.1"), ("second", "localhost")], sessions.Select(session => (session.Name, session.HostName)));
        Assert.All(sessions, session => Assert.Equal((dropbear.Server.Port, "root", TimeSpan.FromSeconds(7)), (session.Port, session.UserName, session.OperationTimeout)));
        Assert.Empty(_shell.Warnings);
    }

    [Fact]
    public void One_that_fails_is_an_error_of_its_own_and_takes_none_of_the_others_away()
    {
        Collection<PSObject> output = _shell.Run($$"""
            @(
                [pscustomobject]@{ HostName = '127.0.0.1'; Name = 'good'; Port = {{dropbear.Server.Port}} }
                [pscustomobject]@{ HostName = 'localhost'; Name = 'good'; Port = {{dropbear.Server.Port}} }
                [pscustomobject]@{ HostName = '127.0.0.1'; Name = 'shut'; Port = {{DropbearServer.FreePort()}} }
                [pscustomobject]@{ HostName = ''; Name = 'nameless'; Port = 22 }
                [pscustomobject]@{ HostName = '127.0.0.1'; Name = 'wrong'; Port = 'ssh' }
                [pscustomobject]@{ HostName = 'localhost'; Name = 'too'; Port = {{dropbear.Server.Port}} }
            ) | New-OpenWrtSession -KeyFilePath {{dropbear.Server.KeyFile}} {{Common}}
            """);
        Assert.Equal(["good", "too"], output.Select(session => Assert.IsType<OpenWrtSession>(session.BaseObject).Name));
        Assert.Equal(
            ["AlreadyExists", "ConnectionFailed", "InvalidValue", "InvalidValue"],
            _shell.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("-Name")]
    [InlineData("-UserName")]
    public void What_is_shown_as_it_is_has_no_control_characters(string parameter)
    {
        ErrorRecord error = _shell.Fail($"New-OpenWrtSession 127.0.0.1 -Port 1 -AllowEmptyPassword {parameter} \"a$([char]27)[31mb\"");
        Assert.StartsWith("InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(parameter, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.ToString());
    }

    [Fact]
    public void A_name_is_for_one_session() =>
        Assert.StartsWith("InvalidValue,", _shell.Fail($"New-OpenWrtSession 127.0.0.1, localhost -Name both {ByKey}").FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void Each_unknown_key_is_asked_about()
    {
        var host = new AskedHost(0);
        using var shell = new SessionShell(host);
        Assert.Equal(2, shell.Run($"'127.0.0.1', 'localhost' | New-OpenWrtSession -Port {dropbear.Server.Port} -KeyFilePath {dropbear.Server.KeyFile} -KnownHostsPath {_folder["asked"]}").Count);
        Assert.Empty(shell.Errors);
        Assert.Equal(2, host.Asked.Questions.Count);
    }

    // Neither gets through before both have come.
    [Fact]
    public void Routers_are_connected_to_at_the_same_time()
    {
        using var gate = new Gate(dropbear.Server.Port, 2);
        OpenWrtSession[] sessions = Open($"New-OpenWrtSession 127.0.0.1, localhost -Port {gate.Port} -KeyFilePath {dropbear.Server.KeyFile} {Common}");
        Assert.Equal(2, sessions.Length);
    }

    private OpenWrtSession[] Open(string script)
    {
        Collection<PSObject> output = _shell.Run(script);
        Assert.Empty(_shell.Errors);
        return [.. output.Select(session => Assert.IsType<OpenWrtSession>(session.BaseObject))];
    }

    /// <summary>A way to a server on which nobody gets through before so many have come.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly int _server;
        private int _missing;

        internal Gate(int server, int needed)
        {
            (_server, _missing) = (server, needed);
            _listener.Start();
            AcceptAsync().Forget();
        }

        internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            while (true)
            {
                CarryAsync(await _listener.AcceptTcpClientAsync()).Forget();
            }
        }

        private async Task CarryAsync(TcpClient client)
        {
            if (Interlocked.Decrement(ref _missing) == 0)
            {
                _open.SetResult();
            }

            await _open.Task;
            using (client)
            using (var server = new TcpClient())
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            }
        }
    }
}
