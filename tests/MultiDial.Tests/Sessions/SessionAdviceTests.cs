using System.Management.Automation;
using System.Net.Sockets;
using MultiDial.Errors;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

/// <summary>What an error about a session advises is pasted, and goes to the same host as the same user.</summary>
public sealed class SessionAdviceTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>, IDisposable
{
    private const string Wrong = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly TempFolder _folder = new();

    private string Address => $"127.0.0.1 -Port {dropbear.Server.Port} -KnownHostsPath {_folder["known_hosts"]}";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-UserName root -KeyFilePath KEY", ErrorId.HostKeyUnknown)]
    [InlineData("-UserName root -KeyFilePath KEY -HostKeyPolicy Strict", ErrorId.HostKeyUnknown)]
    [InlineData("-Credential root -HostKeyPolicy Strict", ErrorId.HostKeyUnknown)]
    [InlineData("-Credential $right -HostKeyPolicy Strict", ErrorId.HostKeyUnknown)]
    [InlineData($"-UserName root -KeyFilePath KEY -HostKeyFingerprint {Wrong}", ErrorId.HostKeyChanged)]
    [InlineData($"-Credential $right -HostKeyFingerprint {Wrong}", ErrorId.HostKeyChanged)]
    [InlineData("-Credential $wrong -HostKeyPolicy AcceptNew", ErrorId.AuthenticationFailed)]
    [InlineData("-UserName root -Password swordfish -HostKeyPolicy AcceptNew", ErrorId.AuthenticationFailed)]
    public void It_opens_the_session_with_the_right_password(string given, ErrorId id)
    {
        using var nobody = new SessionShell();
        using var asked = new SessionShell(new AskedHost(1));
        SessionShell shell = given.Contains("Credential root", StringComparison.Ordinal) ? asked : nobody;
        foreach (SessionShell one in new[] { nobody, asked })
        {
            one.Set("right", new PSCredential("root", DropbearServer.Secret(DropbearServer.Password)));
            one.Set("wrong", new PSCredential("root", DropbearServer.Secret("swordfish")));
        }

        ErrorRecord error = shell.Fail($"New-OpenWrtSession {Address} {given.Replace("KEY", dropbear.Server.KeyFile, StringComparison.Ordinal)}");
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        string command = Advice.Command(error);
        Assert.DoesNotContain("swordfish", command, StringComparison.Ordinal);
        asked.Errors.Clear();
        OpenWrtSession session = asked.Open(command);
        Assert.Equal(("127.0.0.1", dropbear.Server.Port, "root"), (session.HostName, session.Port, session.UserName));
    }

    [Fact]
    public void Another_user_stays_another_user()
    {
        using var shell = new SessionShell();
        string other = _folder["id"];
        Assert.Equal(0, System.Diagnostics.Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", other]) is { } made && made.WaitForExit(10_000) ? made.ExitCode : -1);
        ErrorRecord first = shell.Fail($"New-OpenWrtSession admin@127.0.0.1 -Port {dropbear.Server.Port} -KnownHostsPath {_folder["known_hosts"]} -KeyFilePath {other} -HostKeyPolicy AcceptNew");
        ErrorRecord again = shell.Fail(Advice.Command(first));
        Assert.Equal((first.FullyQualifiedErrorId, first.Exception.Message), (again.FullyQualifiedErrorId, again.Exception.Message));
        Assert.Contains("'admin'", again.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_is_closed_is_opened_again_by_its_name()
    {
        using var shell = new SessionShell();
        shell.Set("s", shell.Open($"New-OpenWrtSession {Address} -KeyFilePath {dropbear.Server.KeyFile} -HostKeyPolicy AcceptNew -Name closed"));
        shell.Run("Remove-OpenWrtSession $s");
        ErrorRecord error = shell.Fail("Get-WanInterface -Session $s");
        shell.Errors.Clear();
        OpenWrtSession session = shell.Open(Advice.Command(error));
        Assert.Equal(("closed", dropbear.Server.Port), (session.Name, session.Port));
    }

    [Fact]
    public void A_host_that_does_not_answer_is_asked_at_the_same_port()
    {
        using var shell = new SessionShell();
        int port = DropbearServer.FreePort();
        ErrorRecord error = shell.Fail($"New-OpenWrtSession 127.0.0.1 -Port {port} -KeyFilePath {dropbear.Server.KeyFile}");
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, port);
        listener.Start();
        Assert.Equal(true, Assert.Single(shell.Run(Advice.Command(error))).BaseObject);
    }

    [Theory]
    [InlineData("hom*", "Get-OpenWrtSession")]
    [InlineData("router1", "New-OpenWrtSession router1 -Credential root")]
    public void A_pattern_is_no_host(string name, string advice)
    {
        using var shell = new SessionShell();
        Assert.Equal(advice, Advice.Command(shell.Fail($"Get-WanInterface -Session '{name}'")));
    }

    [Theory]
    [InlineData("'127.0.0.1' | New-OpenWrtSession -Port PORT")]
    [InlineData("'root@127.0.0.1' | New-OpenWrtSession -Port PORT")]
    [InlineData("New-OpenWrtSession ssh://root@127.0.0.1:PORT")]
    [InlineData("'HostName,Port', '127.0.0.1,PORT' | ConvertFrom-Csv | New-OpenWrtSession")]
    public void Hosts_bind_from_the_pipeline_and_as_people_write_them(string script)
    {
        using var shell = new SessionShell();
        string port = dropbear.Server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        OpenWrtSession session = shell.Open($"{script.Replace("PORT", port, StringComparison.Ordinal)} -KnownHostsPath {_folder["known_hosts"]} -KeyFilePath {dropbear.Server.KeyFile} -HostKeyPolicy AcceptNew");
        Assert.Equal(("127.0.0.1", dropbear.Server.Port), (session.HostName, session.Port));
    }
}
