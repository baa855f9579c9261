using System.Diagnostics;
using System.Management.Automation;
using System.Net;

namespace MultiDial.Tests;

/// <summary>Test-WanConnectivity: what it says, and that it leaves the router as it found it.</summary>
public sealed class RouterConnectivityTests(RouterFixture router) : RouterTests(router)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
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
        Assert.Contains("Add-FirewallZoneNetwork", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_down_has_a_reason()
    {
        Run("Stop-WanInterface wan2");
        WanConnectivity found = Run<WanConnectivity>("Test-WanConnectivity wan2").Single();
        Assert.False(found.Online);
        Assert.NotNull(found.Reason);
    }

    [Fact]
    public async Task Exclusive_leaves_the_tested_line_alone_and_brings_the_others_back()
    {
        string? address = Run<WanInterface>("Get-WanInterface wan2").Single().Address;
        Engine.Clear();
        using PowerShell shell = Engine.Shell("Test-WanConnectivity wan2 -Exclusive -Count 25");
        IAsyncResult test = shell.BeginInvoke();
        await UntilStoppedAsync();
        Assert.Equal((false, true), (await Router.IsUpAsync("wan"), await Router.IsUpAsync("wan2")));

        WanConnectivity found = Assert.IsType<WanConnectivity>(shell.EndInvoke(test).Single().BaseObject);
        Assert.Equal(("wan2", true, address), (found.Interface, found.Online, found.SourceAddress));
        Assert.True(await Router.IsUpAsync("wan"));
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Ctrl_C_returns_at_once_and_the_lines_come_back()
    {
        using PowerShell shell = Engine.Shell("Test-WanConnectivity wan2 -Exclusive -Count 60");
        _ = shell.BeginInvoke();
        await UntilStoppedAsync();
        await Poll.UntilAsync(async () => (await TruthAsync("ps w | grep '[p]ing -I veth0'")).Length > 0, s_deadline, "the line is asked");
        long start = Stopwatch.GetTimestamp();
        await Task.Run(shell.Stop, Cancelled);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await UntilBackAsync();
        Assert.NotEmpty(Run("Get-WanInterface"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_that_dies_does_not_keep_the_lines_down(bool freezes)
    {
        Testing.Lab lab = Router.Lab;
        using PowerShell shell = Engine.Shell("Test-WanConnectivity wan2 -Exclusive -Count 4");
        IAsyncResult test = shell.BeginInvoke();
        await UntilStoppedAsync();
        try
        {
            (freezes ? (Action)lab.Relay.Freeze : lab.Relay.Cut)();
            await UntilBackAsync();
        }
        finally
        {
            lab.Relay.Thaw();
        }

        Assert.Equal(freezes ? 1 : 0, shell.EndInvoke(test).Count);
        Assert.Equal(freezes ? [] : ["SessionBroken"], shell.Streams.Error.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    // A root filesystem that has no wget cannot ask.
    private async Task<IEnumerable<string?>> PublicAsync(IEnumerable<string?> addresses) =>
        (await TruthAsync("command -v wget")).Length > 0 ? addresses : addresses.Select(_ => (string?)null);

    private Task UntilStoppedAsync() => Poll.UntilAsync(async () => !await Router.IsUpAsync("wan"), s_deadline, "wan is stopped for the test");

    private async Task UntilBackAsync()
    {
        await Poll.UntilAsync(() => Router.IsUpAsync("wan"), s_deadline, "wan is up again");
        await AssertNothingIsLeftAsync();
    }

    private async Task AssertNothingIsLeftAsync()
    {
        const string Left = "ip rule | grep '^900:'; ip route show table all | grep 'table 158'; ps w | grep -E '[b]in/sh -s|[p]ing -I [a-z0-9.]+ -c '";
        await Poll.UntilAsync(async () => (await TruthAsync(Left)).Length == 0, s_settle, "nothing of the test is left");
    }
}
