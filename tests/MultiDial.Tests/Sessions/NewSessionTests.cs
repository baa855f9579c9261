using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Security;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

public sealed class NewSessionTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>, IDisposable
{
    private const int Yes = 0;
    private const int No = 1;

    private readonly TempFolder _folder = new();

    private string Address => $"127.0.0.1 -Port {dropbear.Server.Port} -KnownHostsPath {_folder["known_hosts"]}";

    private string ByKey => $"{Address} -KeyFilePath {dropbear.Server.KeyFile} -HostKeyPolicy AcceptNew";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_session_tells_where_it_leads()
    {
        using var shell = new SessionShell();
        OpenWrtSession session = shell.Open($"New-OpenWrtSession {ByKey} -Name tells -OperationTimeout 5m -RollbackTimeout '90'");
        Assert.Equal(("tells", "127.0.0.1", dropbear.Server.Port, "root", OpenWrtSessionState.Opened),
            (session.Name, session.HostName, session.Port, session.UserName, session.State));
        Assert.Contains(session.HostKeyFingerprint, Enumerable.Range(0, 3).Select(dropbear.Server.Fingerprint));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(90)), (session.OperationTimeout, session.RollbackTimeout));
        Assert.Empty(shell.Warnings);
    }

    [Fact]
    public void A_user_name_as_credential_asks_for_the_password()
    {
        var host = new AskedHost(Yes);
        using var shell = new SessionShell(host);
        shell.Open($"New-OpenWrtSession {Address} -Credential root -HostKeyPolicy AcceptNew");
        Assert.Equal("root", Assert.Single(host.Asked.Questions));
    }

    [Fact]
    public void A_refused_login_is_an_error_that_a_script_can_tell()
    {
        using var shell = new SessionShell();
        shell.Set("c", new PSCredential("root", DropbearServer.Secret("swordfish")));
        ErrorRecord error = shell.Fail($"New-OpenWrtSession {Address} -Credential $c -HostKeyPolicy AcceptNew");
        Assert.Equal("AuthenticationFailed,MultiDial.Commands.NewOpenWrtSessionCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Equal("127.0.0.1", error.TargetObject);
        Assert.Contains("New-OpenWrtSession", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", error.ToString() + error.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_does_not_connect()
    {
        using var shell = new SessionShell();
        Assert.Empty(shell.Run($"New-OpenWrtSession 127.0.0.1 -Port {DropbearServer.FreePort()} -KeyFilePath {dropbear.Server.KeyFile} -WhatIf"));
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void An_unknown_key_is_asked_about_with_its_fingerprint_and_no_suggested()
    {
        var host = new AskedHost(Yes);
        using var shell = new SessionShell(host);
        OpenWrtSession session = shell.Open($"New-OpenWrtSession {Address} -KeyFilePath {dropbear.Server.KeyFile}");
        Assert.Contains(session.HostKeyFingerprint, Assert.Single(host.Asked.Questions), StringComparison.Ordinal);
        Assert.Equal("&No", Assert.Single(host.Asked.Suggestions));
        shell.Open($"New-OpenWrtSession {Address} -KeyFilePath {dropbear.Server.KeyFile} -HostKeyPolicy Strict");
    }

    [Fact]
    public void An_unknown_key_that_the_user_declines_is_an_error()
    {
        using var shell = new SessionShell(new AskedHost(No));
        Assert.StartsWith("HostKeyUnknown,", shell.Fail($"New-OpenWrtSession {Address} -KeyFilePath {dropbear.Server.KeyFile}").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["known_hosts"]));
    }

    [Fact]
    public void Where_nobody_can_be_asked_an_unknown_key_is_an_error()
    {
        using var shell = new SessionShell();
        Assert.StartsWith("HostKeyUnknown,", shell.Fail($"New-OpenWrtSession {Address} -KeyFilePath {dropbear.Server.KeyFile}").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_password_must_be_asked_for()
    {
        using var shell = new SessionShell();
        shell.Set("c", new PSCredential("blank", new SecureString()));
        ErrorRecord error = shell.Fail($"New-OpenWrtSession {Address} -Credential $c -HostKeyPolicy AcceptNew");
        Assert.StartsWith("InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        shell.Errors.Clear();
        shell.Open($"New-OpenWrtSession {Address} -Credential $c -HostKeyPolicy AcceptNew -AllowEmptyPassword");
        shell.Open($"New-OpenWrtSession {Address} -UserName blank -HostKeyPolicy AcceptNew -AllowEmptyPassword");
    }

    [Theory]
    [InlineData("-ConnectTimeout 0")]
    [InlineData("-OperationTimeout 0s")]
    [InlineData("-RollbackTimeout 25h")]
    [InlineData("-HostKeyFingerprint SHA256:abc")]
    [InlineData("-HostKeyFingerprint aa:bb:cc")]
    [InlineData("-KeyFilePath /no/such/key")]
    public void A_value_that_cannot_be_is_refused_before_anything_is_sent(string parameter)
    {
        using var shell = new SessionShell();
        ErrorRecord error = shell.Fail($"New-OpenWrtSession 127.0.0.1 -Port 1 {parameter}");
        Assert.StartsWith("InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(parameter.Split(' ')[0], error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_are_those_of_the_current_location()
    {
        using var shell = new SessionShell();
        File.Copy(dropbear.Server.KeyFile, _folder["id"]);
        shell.Run($"$ExecutionContext.SessionState.Path.SetLocation('{_folder.Path}')");
        shell.Open($"New-OpenWrtSession 127.0.0.1 -Port {dropbear.Server.Port} -KeyFilePath ./id -KnownHostsPath here -HostKeyPolicy AcceptNew");
        Assert.True(File.Exists(_folder["here"]));
    }

    [Fact]
    public async Task Stopping_the_pipeline_leaves_a_black_hole_within_a_second()
    {
        using var blackHole = new TcpListener(IPAddress.Loopback, 0);
        blackHole.Start();
        using var shell = new SessionShell();
        using PowerShell script = shell.Script($"New-OpenWrtSession 127.0.0.1 -Port {((IPEndPoint)blackHole.LocalEndpoint).Port} -AllowEmptyPassword -ConnectTimeout 1m");
        IAsyncResult running = script.BeginInvoke();
        using TcpClient peer = await blackHole.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var time = Stopwatch.StartNew();
        await Task.Run(script.Stop, TestContext.Current.CancellationToken);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(1), $"It took {time.Elapsed}.");
        Assert.True(running.IsCompleted);
        Assert.Equal(PSInvocationState.Stopped, script.InvocationStateInfo.State);
    }
}
