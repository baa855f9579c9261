using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using MultiDial.Remote;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

/// <summary>Routers behind other hosts (ProxyJump). Of the router's name only the last host on the way knows what it stands for.</summary>
public sealed class JumpTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>, IDisposable
{
    private const int Yes = 0;

    private readonly TempFolder _folder = new();

    private int Port => dropbear.Server.Port;

    private string KnownHosts => _folder["known_hosts"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hop1", "[127.0.0.2]")]
    [InlineData("hop1,hop2", "[127.0.0.2] [127.0.0.3]")]
    [InlineData("chained", "[127.0.0.2] [127.0.0.4]")]
    [InlineData("root@127.0.0.6:PORT", "[127.0.0.6]")]
    [InlineData("ssh://root@127.0.0.6:PORT", "[127.0.0.6]")]
    public async Task A_router_behind_other_hosts_is_reached_and_each_key_is_on_file_under_its_own_name(string jumps, string hosts)
    {
        using var shell = new SessionShell();
        OpenWrtSession session = shell.Open(Connect(jumps));
        Assert.Equal(("router", "router", Port), (session.Name, session.HostName, session.Port));
        RemoteResult result = await session.RunAsync(new RouterScript("marker").Call("id -un"), TimeSpan.Zero, Cancellation);
        Assert.Contains("root\n", System.Text.Encoding.UTF8.GetString(result.Output), StringComparison.Ordinal);
        Assert.Equal(
            [.. hosts.Split(' ').Append($"[{DropbearServer.OwnName}]").Select(host => $"{host}:{Port}")],
            (await File.ReadAllLinesAsync(KnownHosts, Cancellation)).Select(line => line.Split(' ')[0]));
        Assert.Empty(shell.Warnings);

        // What confirms a change comes the same way.
        using IRouterTransport again = await session.ConnectAgainAsync(Cancellation);
        Assert.Equal(session.HostKeyFingerprint, again.HostKeyFingerprint);
    }

    [Fact]
    public void Each_unknown_key_on_the_way_is_asked_about()
    {
        var host = new AskedHost(Yes);
        using var shell = new SessionShell(host);
        shell.Open(Connect("hop1,hop2", checking: "ask"));
        Assert.Equal(3, host.Asked.Questions.Count);
        Assert.All(host.Asked.Questions.Zip(["hop1", "hop2", "router"]), asked => Assert.Contains($"The host key of '{asked.Second}'", asked.First, StringComparison.Ordinal));
        Assert.Equal(3, File.ReadAllLines(KnownHosts).Length);
    }

    [Theory]
    [InlineData("hop1", "")]
    [InlineData("hop1,hop2", "")]
    [InlineData("hop1", "-HostKeyPolicy Strict -KnownHostsPath FOLDER/others")]
    public async Task An_unknown_key_on_the_way_is_refused_by_its_name_and_ssh_takes_it_in(string jumps, string more)
    {
        using var shell = new SessionShell();
        string connect = $"{Connect(jumps, checking: "yes")} {more.Replace("FOLDER", _folder.Path, StringComparison.Ordinal)}", yes = _folder["yes"];
        await File.WriteAllTextAsync(yes, "#!/bin/sh\necho yes\n", Cancellation);
        await Tool.RunAsync("chmod", "700", yes);
        foreach (string hop in jumps.Split(','))
        {
            ErrorRecord error = shell.Fail(connect);
            Assert.StartsWith("HostKeyUnknown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.StartsWith($"'{hop}' is a jump host on the way to 'router'.", error.ToString(), StringComparison.Ordinal);
            await Tool.RunAsync("sh", "-c", $"SSH_ASKPASS='{yes}' SSH_ASKPASS_REQUIRE=force {Advice.Command(error)}");
        }

        ErrorRecord last = shell.Fail(connect);
        Assert.StartsWith("The host key of 'router' is not known", last.ToString(), StringComparison.Ordinal);
        shell.Errors.Clear();
        shell.Open(Advice.Command(last));
    }

    [Fact]
    public void The_host_key_policy_that_is_given_holds_for_the_way_too()
    {
        using var shell = new SessionShell();
        shell.Open(Connect("hop1", checking: "yes") + " -HostKeyPolicy AcceptNew");
        shell.Open(Connect("hop1", checking: "ask") + " -HostKeyPolicy Strict");
    }

    [Theory]
    [InlineData("nobody@hop1", "AuthenticationFailed", "hop1")]
    [InlineData("closed", "ConnectionFailed", "closed")]
    [InlineData("hop1,closed", "ConnectionFailed", "closed")]
    [InlineData("missing.invalid", "ConnectionFailed", "missing.invalid")]
    public void What_goes_wrong_on_the_way_says_where(string jumps, string id, string where)
    {
        using var shell = new SessionShell();
        ErrorRecord error = shell.Fail(Connect(jumps));
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith($"'{where}' is a jump host on the way to 'router'.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_router_that_the_last_host_does_not_reach_is_told_by_that_host()
    {
        using var shell = new SessionShell();
        ErrorRecord error = shell.Fail($"{Connect("hop1,hop2")} -Port {DropbearServer.FreePort()}");
        Assert.StartsWith("ConnectionFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(error.ToString().Contains("'hop2' does not connect there", StringComparison.Ordinal), error.ToString() + error.Exception.InnerException);
        Assert.StartsWith("ssh -F", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("silent", "'silent' is a jump host on the way to 'router'. There is no SSH connection to 127.0.0.1")]
    [InlineData("hop1", "There is no SSH connection to 127.0.0.1")]
    public void The_time_limit_holds_for_the_whole_way(string jumps, string words)
    {
        using var blackHole = new TcpListener(IPAddress.Loopback, 0);
        blackHole.Start();
        using var shell = new SessionShell();
        int silent = ((IPEndPoint)blackHole.LocalEndpoint).Port;
        ErrorRecord error = shell.Fail($"{Connect(jumps, address: "127.0.0.1", silent: silent)} -Port {silent} -ConnectTimeout 3");
        Assert.StartsWith("ConnectionFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith($"{words}, port {silent}: no answer within 3 s.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_the_pipeline_leaves_a_black_hole_behind_a_host_within_a_second()
    {
        using var blackHole = new TcpListener(IPAddress.Loopback, 0);
        blackHole.Start();
        using var shell = new SessionShell();
        using PowerShell script = shell.Script($"{Connect("hop1", address: "127.0.0.1")} -Port {((IPEndPoint)blackHole.LocalEndpoint).Port} -ConnectTimeout 1m");
        IAsyncResult running = script.BeginInvoke();
        using TcpClient peer = await blackHole.AcceptTcpClientAsync(Cancellation);
        var time = Stopwatch.StartNew();
        await Task.Run(script.Stop, Cancellation);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(1), $"It took {time.Elapsed}.");
        Assert.True(running.IsCompleted);
    }

    [Fact]
    public async Task A_session_that_is_closed_leaves_no_port_open()
    {
        using var shell = new SessionShell();
        HashSet<int> before = Listening();
        OpenWrtSession session = shell.Open(Connect("hop1,hop2"));
        int[] own = [.. Listening().Except(before)];
        Assert.True(own.Length >= 2);
        session.Dispose();
        await Poll.UntilAsync(() => !Listening().Overlaps(own), TimeSpan.FromSeconds(20), "the ports are closed");
    }

    [Fact]
    public void A_circle_is_an_error()
    {
        using var shell = new SessionShell();
        File.WriteAllText(_folder["circle"], "Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n");
        ErrorRecord error = shell.Fail($"New-OpenWrtSession a -ConfigFile {_folder["circle"]}");
        Assert.StartsWith("InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-ConfigFile none", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private static HashSet<int> Listening() => [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(place => place.Port)];

    private string Connect(string jumps, string checking = "accept-new", string address = DropbearServer.OwnName, int silent = 1)
    {
        File.WriteAllText(_folder["config"], $"""
            Host router
              HostName {address}
              Port {Port}
              ProxyJump {jumps.Replace("PORT", $"{Port}", StringComparison.Ordinal)}
            Host hop1
              HostName 127.0.0.2
            Host hop2
              HostName 127.0.0.3
            Host chained
              HostName 127.0.0.4
              ProxyJump hop1
            Host closed
              HostName 127.0.0.1
              Port {DropbearServer.FreePort()}
            Host silent
              HostName 127.0.0.1
              Port {silent}
            Host *
              Port {Port}
              IdentityFile {dropbear.Server.KeyFile}
              IdentityAgent none
              UserKnownHostsFile {KnownHosts}
              StrictHostKeyChecking {checking}
            """);
        return $"New-OpenWrtSession router -ConfigFile {_folder["config"]}";
    }
}
