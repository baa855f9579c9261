using System.Diagnostics;
using System.Management.Automation;
using System.Net;

namespace MultiDial.Tests;

/// <summary>Test-WanConnectivity: what it says, and that it leaves the router as it found it.</summary>
[Collection(RouterFixture.SecondCollection)]
public sealed class RouterConnectivityTests(RouterFixture router) : RouterTests(router)
{
    // What a test makes on the router: rules, routes, processes.
    private const string Left =
        "ip rule | grep '^900:'; ip route show table all | grep 'table 158'; ps w | grep -E '[b]in/sh -s|[p]ing -I [a-z0-9.]+ -c '";

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Lines_are_tested_each_by_itself()
    {
        _ = Router.Lab;
        WanInterface[] lines = Run<WanInterface>("Get-WanInterface wan, wan2");
        WanConnectivity[] found = Run<WanConnectivity>("Test-WanConnectivity -Count 1");
        Assert.Equal(["wan", "wan2"], found.Select(line => line.Interface));
        Assert.Equal(lines.Select(line => line.Address), found.Select(line => line.SourceAddress));
        Assert.Equal(await PublicAsync(found.Select(line => line.SourceAddress)), found.Select(line => line.PublicAddress));
        Assert.All(found, line => Assert.True(line is { Online: true, DnsOk: true, Masqueraded: true, Reason: null, LossPercent: 0, LatencyMs: > 0 }, line.Reason));
        Assert.True(Run<bool>("Test-WanConnectivity -Count 1 -Quiet").Single());
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_rule_that_sends_everything_elsewhere_does_not_fool_it()
    {
        Testing.Lab lab = Router.Lab;
        Run("Set-Mwan3Rule default_route -Policy wan2_only");
        WanInterface wan = Run<WanInterface>("Get-WanInterface wan").Single();
        WanConnectivity found = Run<WanConnectivity>("Test-WanConnectivity wan -Count 1").Single();
        Assert.Equal((true, true), (found.Online, found.DnsOk));
        Assert.Equal(await PublicAsync([wan.Address]), [found.PublicAddress]);

        IPAddress address = IPAddress.Parse(wan.Address!);
        await lab.Isp.BlockClientAsync(address, Cancelled);
        try
        {
            WanConnectivity[] blocked = Run<WanConnectivity>("Test-WanConnectivity wan, wan2 -Count 1 -Timeout 1");
            Assert.Equal([false, true], blocked.Select(line => line.Online));
            Assert.Equal((100, null), (blocked[0].LossPercent, blocked[0].PublicAddress));
            Assert.NotNull(blocked[0].Reason);
            Assert.False(Run<bool>("'wan', 'wan2' | Test-WanConnectivity -Count 1 -Timeout 1 -Quiet").Single());
        }
        finally
        {
            await lab.Isp.UnblockClientAsync(address, Cancelled);
        }

        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public void A_line_outside_the_zone_is_not_masqueraded()
    {
        Run("Remove-FirewallZoneNetwork wan -Network wan2");
        WanConnectivity found = Run<WanConnectivity>("Test-WanConnectivity wan2 -Count 1").Single();
        Assert.False(found.Masqueraded);
        Assert.Contains("Set-WanInterface wan2 -Zone wan", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_down_has_a_reason()
    {
        Run("Stop-WanInterface wan2");
        WanConnectivity found = Run<WanConnectivity>("Test-WanConnectivity wan2").Single();
        Assert.False(found.Online);
        Assert.NotNull(found.Reason);
    }

    [Theory]
    [InlineData("wan2", "wan", true)]
    [InlineData("wan", "wan2", true)]
    [InlineData("wan2", "wan", false)]
    public async Task Exclusive_leaves_the_tested_line_alone_and_brings_the_others_back(string line, string other, bool balanced)
    {
        _ = Router.Lab;
        string? address = Run<WanInterface>($"Get-WanInterface {line}").Single().Address;
        await TruthAsync(balanced ? "" : "/etc/init.d/mwan3 stop");
        try
        {
            Engine.Clear();
            using PowerShell shell = Engine.Shell($"Test-WanConnectivity {line} -Exclusive -Count 12");
            IAsyncResult test = shell.BeginInvoke();
            await UntilStoppedAsync(other);
            Assert.Equal((true, true), (await Router.IsUpAsync(line), await Router.IsUpAsync("lan")));
            await Poll.UntilAsync(
                async () => await SeenOfLanAsync() == address && await SeenOfLanAsync() == address && await SeenOfLanAsync() == address,
                s_settle,
                "a LAN host uses the line that is left");
            Assert.False(test.IsCompleted);

            WanConnectivity found = Assert.IsType<WanConnectivity>(shell.EndInvoke(test).Single().BaseObject);
            Assert.Equal((line, true, address), (found.Interface, found.Online, found.SourceAddress));
            Assert.Empty(shell.Streams.Warning);
            Assert.True(await Router.IsUpAsync(other));
            await AssertNothingIsLeftAsync();
        }
        finally
        {
            await TruthAsync(balanced ? "" : "/etc/init.d/mwan3 start");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(150)]
    [InlineData(400)]
    [InlineData(1000)]
    [InlineData(2500)]
    public async Task Ctrl_C_returns_at_once_and_the_lines_come_back(int milliseconds)
    {
        int before = Router.Session.CommandCount;
        using PowerShell shell = Engine.Shell("Test-WanConnectivity wan2 -Exclusive -Count 60");
        _ = shell.BeginInvoke();
        await Poll.UntilAsync(() => Router.Session.CommandCount == before + 2, s_deadline, "the test is sent");
        await Task.Delay(milliseconds, Cancelled);
        long start = Stopwatch.GetTimestamp();
        await Task.Run(shell.Stop, Cancelled);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await UntilBackAsync(s_settle);
        Assert.NotEmpty(Run("Get-WanInterface"));
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 60)]
    public async Task A_link_that_dies_does_not_keep_the_lines_down(bool freezes, int pings)
    {
        Testing.Lab lab = Router.Lab;
        using PowerShell shell = Engine.Shell($"Test-WanConnectivity wan2 -Exclusive -Count {pings}");
        IAsyncResult test = shell.BeginInvoke();
        await UntilStoppedAsync("wan");
        try
        {
            (freezes ? (Action)lab.Relay.Freeze : lab.Relay.Cut)();
            await UntilBackAsync(s_settle);
        }
        finally
        {
            lab.Relay.Thaw();
        }

        Assert.Equal(freezes ? 1 : 0, shell.EndInvoke(test).Count);
        Assert.Equal(freezes ? [] : ["SessionBroken"], shell.Streams.Error.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public async Task A_test_that_is_killed_on_the_router_does_not_keep_the_lines_down()
    {
        const string Kill = "kill -9 $(ps w | awk '/[b]in\\/sh -s/ { print $1; exit }')";
        Testing.Lab lab = Router.Lab;
        using PowerShell shell = Engine.Shell("Test-WanConnectivity wan2 -Exclusive -Count 1 -Timeout 1");
        IAsyncResult test = shell.BeginInvoke();
        await UntilStoppedAsync("wan");
        lab.Relay.Freeze();
        try
        {
            await TruthAsync(Kill);
            await UntilBackAsync(s_deadline);
        }
        finally
        {
            lab.Relay.Thaw();
        }

        Assert.Empty(shell.EndInvoke(test));
        Assert.Equal(["RemoteCommandFailed"], shell.Streams.Error.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public async Task Exclusive_does_not_stop_the_line_that_carries_the_session()
    {
        // Many tick masquerading for the LAN; that alone makes it no line.
        await TruthAsync("uci set firewall.@zone[0].masq=1; uci commit firewall");
        string started = await TruthAsync("logread | grep -c \"Interface 'lan' is now\"");
        Assert.Equal("wan2", Run<WanConnectivity>("Test-WanConnectivity wan2 -Exclusive -Count 1").Single().Interface);
        Assert.Empty(Engine.Warnings);

        await TruthAsync("uci set mwan3.lan=interface; uci set mwan3.lan.enabled=1; uci commit mwan3");
        Assert.Equal("wan2", Run<WanConnectivity>("Test-WanConnectivity wan2 -Exclusive -Count 1").Single().Interface);
        Assert.Contains("'lan'", Assert.Single(Engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(started, await TruthAsync("logread | grep -c \"Interface 'lan' is now\""));
    }

    // A root filesystem that has no wget cannot ask.
    private async Task<IEnumerable<string?>> PublicAsync(IEnumerable<string?> addresses) =>
        (await TruthAsync("command -v wget")).Length > 0 ? addresses : addresses.Select(_ => (string?)null);

    private Task UntilStoppedAsync(string line) =>
        Poll.UntilAsync(async () => !await Router.IsUpAsync(line), s_deadline, $"{line} is stopped for the test");

    // The address from which a request of the LAN's computer arrives at the provider; null for no answer.
    private async Task<string?> SeenOfLanAsync()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        end.CancelAfter(s_answer);
        try
        {
            return (await Router.Lab.Lan.HttpGetAsync("http://3.4.5.6/", end.Token)).Trim();
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task UntilBackAsync(TimeSpan deadline)
    {
        await AssertNothingIsLeftAsync(deadline);
        await Poll.UntilAsync(Router.IsReadyAsync, s_settle, "both lines carry traffic again");
    }

    private async Task AssertNothingIsLeftAsync(TimeSpan? deadline = null)
    {
        string left = "";
        await Poll.UntilAsync(async () => (left = await TruthAsync(Left)).Length == 0, deadline ?? s_settle, () => $"nothing of the test is left, but there is {left}");
    }
}
