using System.Diagnostics;
using System.Management.Automation;
using MultiDial.Testing;

namespace MultiDial.Tests.Guard;

/// <summary>A change that cuts the way to the router, or whose user is gone, does not stay.</summary>
[Collection(OneSession)]
public sealed class GuardTests(LabFixture fixture) : GuardedRouterTests(fixture)
{
    // The LAN's new address: nothing reaches the router any more.
    private const string Cut = "Set-WanInterface lan -Address 192.168.77.1/24";

    private const string Timers = "ps w | grep '[g]uard_serve'";

    [Fact]
    public async Task A_change_that_cuts_the_way_is_taken_back_and_says_so()
    {
        var clock = Stopwatch.StartNew();
        Task<string[]> work = Task.Run(() => Fail(Cut), Cancelled);
        await UntilAsync("grep -q 192.168.77.1 /etc/config/network", "the change is made");
        Assert.Contains("guard_serve", await TruthAsync(Timers), StringComparison.Ordinal);
        Assert.NotEqual(Before, await ConfigurationAsync());
        await AssertAsBeforeAsync();
        Assert.InRange(clock.Elapsed, Rollback, Rollback + TimeSpan.FromSeconds(10));
        await AssertReachableAsync();

        Assert.Equal(["RolledBack"], await work);
        ErrorRecord error = Engine.Errors.Single();
        Assert.Contains("network.lan.ipaddr='192.168.77.1'", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(((IEnumerable<UciChange>)error.TargetObject), change => change is { Section: "lan", Option: "ipaddr", NewValue: "192.168.77.1" });
        Assert.Single(Run("Get-WanInterface wan"));
    }

    [Fact]
    public async Task A_change_that_is_confirmed_leaves_nothing_behind()
    {
        var line = (WanInterface)Run("Set-WanInterface wan -Metric 10").Single().BaseObject;
        Assert.Equal(10, line.Metric);
        OpenWrtChange change = line.Session.LastChange!;
        Assert.Equal("network.wan.metric='10'", Assert.Single(change.Change).ToString());
        Assert.True(change is { ConnectionsBefore: > 0, ConnectionsAfter: > 0 }, change.ToString());
        Assert.Empty(await TruthAsync(ChangeOnRouter.Traces));

        // No timer is left that could take the change back.
        await Poll.UntilAsync(async () => !(await TruthAsync(Timers)).Contains("guard_serve", StringComparison.Ordinal), Deadline, "the timer has ended");
        Assert.Equal("10", (await TruthAsync("uci get network.wan.metric")).Trim());
    }

    [Fact]
    public async Task A_client_that_is_killed_right_after_the_change_leaves_the_router_as_it_was()
    {
        const string Ready = "ready";
        string script = $"""
            Import-Module '{Pwsh.Module}'
            $null = {Lab.Login("killed", $"-RollbackTimeout {Rollback.TotalSeconds}")}
            '{Ready}'; [Console]::In.ReadLine()
            Set-WanInterface wan -Metric 77
            """;
        ProcessStartInfo start = Pwsh.Prepare([.. Pwsh.CommandLine, "-NoProfile", "-NonInteractive", "-Command", script]);
        start.RedirectStandardInput = true;
        using Process client = Process.Start(start)!;
        try
        {
            Assert.Equal(Ready, await client.StandardOutput.ReadLineAsync(Cancelled));

            // Its second connection must not come through, or the change would be confirmed before the kill.
            Lab.Relay.Refuse();
            await client.StandardInput.WriteLineAsync();
            await UntilAsync(ChangeOnRouter.IsMade, "the change is made");
        }
        finally
        {
            client.Kill();
            await client.WaitForExitAsync(CancellationToken.None);
            Lab.Relay.Accept();
        }

        Assert.Equal("77", (await TruthAsync("uci get network.wan.metric")).Trim());
        await AssertAsBeforeAsync();
        await AssertReachableAsync();
    }

    [Fact]
    public async Task A_router_that_loses_power_before_the_change_is_confirmed_boots_as_it_was()
    {
        Open(TimeSpan.FromMinutes(10));
        Lab.Relay.Refuse();
        Task<string[]> work = Task.Run(() => Fail(Cut), Cancelled);
        await UntilAsync(ChangeOnRouter.IsMade, "the change is made");
        await Lab.Router.RebootAsync(Cancelled);
        Lab.Relay.Accept();
        await AssertReachableAsync();
        await AssertAsBeforeAsync();
        Assert.Equal(["RolledBack"], await work);
        Assert.Contains("192.168.1.1", await TruthAsync("ip -4 address show br-lan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_takes_the_change_back_at_once()
    {
        Open(TimeSpan.FromMinutes(10));
        Lab.Relay.Refuse();
        using PowerShell shell = Engine.Shell("Set-WanInterface wan -Metric 77");
        IAsyncResult running = shell.BeginInvoke();
        await UntilAsync(ChangeOnRouter.IsMade, "the change is made");
        shell.Stop();
        Assert.Contains("is undoing what was done of its change", Engine.Host.Text.ToString(), StringComparison.Ordinal);
        await AssertAsBeforeAsync();
        Lab.Relay.Accept();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Single(Run("Get-WanInterface wan"));
    }

    [Fact]
    public async Task A_connection_that_is_lost_in_the_middle_of_the_change_does_not_matter()
    {
        await TruthAsync("""
            mv /etc/init.d/network /etc/init.d/network.real
            printf '#!/bin/sh\ntouch /tmp/reloading; sleep 2; exec /etc/init.d/network.real "$@"\n' >/etc/init.d/network
            chmod +x /etc/init.d/network
            """);
        Open(TimeSpan.FromMinutes(1));
        Task<System.Collections.ObjectModel.Collection<PSObject>> work = Task.Run(() => Run("Set-WanInterface wan -Metric 33"), Cancelled);
        await UntilAsync("[ -f /tmp/reloading ]", "the network is being reloaded");
        Lab.Relay.Cut();
        Assert.Equal(33, ((WanInterface)(await work).Single().BaseObject).Metric);
        Assert.Equal("33", (await TruthAsync("uci get network.wan.metric")).Trim());
        Assert.Empty(await TruthAsync(ChangeOnRouter.Traces));
        Assert.Single(Run("Get-WanInterface wan"));
    }

    [Fact]
    public async Task A_connection_that_freezes_in_the_middle_of_the_change_does_not_matter()
    {
        await TruthAsync("""
            mv /etc/init.d/network /etc/init.d/network.real
            printf '#!/bin/sh\ntouch /tmp/reloading; sleep 3; exec /etc/init.d/network.real "$@"\n' >/etc/init.d/network
            chmod +x /etc/init.d/network
            """);
        Task<string[]> work = Task.Run(() => Fail("Set-WanInterface wan -Metric 33"), Cancelled);
        await UntilAsync("[ -f /tmp/reloading ]", "the network is being reloaded");
        Lab.Relay.Freeze();
        await AssertAsBeforeAsync();
        Lab.Relay.Thaw();
        Assert.Equal(["RolledBack"], await work);
        Assert.Single(Run("Get-WanInterface wan"));
    }

    [Fact]
    public async Task Only_one_change_is_made_at_a_time()
    {
        await TruthAsync("mkdir -p -m 700 /var/run/multidial/change/of.other; mkdir -m 700 /var/run/multidial/change/now; cd /var/run/multidial/change; ln -s yes now/other; ln -s 1:$(cut -d ' ' -f 22 /proc/1/stat) of.other/worker.1; ln -s somebody@desk of.other/whose; ln -s yes of.other/held");
        Assert.Equal(["RouterBusy"], Fail("Set-WanInterface wan -Metric 10"));
        Assert.Equal(Before, await ConfigurationAsync());
        Assert.Contains("somebody@desk", Engine.Errors.Single().Exception.Message, StringComparison.Ordinal);
        await TruthAsync("cd /var/run/multidial/change; ln -snf 1:0 of.other/worker.1");
        Run("Set-WanInterface wan -Metric 10");
        Assert.Equal("10", (await TruthAsync("uci get network.wan.metric")).Trim());
    }

    [Fact]
    public async Task Two_who_write_at_the_same_time_both_get_what_they_asked_for()
    {
        Run(Lab.Login("other"));
        using var second = new Engine();
        Task<int> one = Task.Run(() => Enumerable.Range(1, 5).Count(n => Engine.Run($"Set-WanInterface wan -Metric {n} -Session cut").Count == 1), Cancelled);
        Task<int> other = Task.Run(() => Enumerable.Range(1, 5).Count(n => second.Run($"Set-WanInterface wan6 -Metric {n} -Session other").Count == 1), Cancelled);
        (int, int) succeeded = (await one, await other);
        Assert.Empty(Engine.Errors.Concat(second.Errors).Select(error => $"{error.FullyQualifiedErrorId}: {error}"));
        Assert.Equal((5, 5), succeeded);
        Assert.Equal("5\n5\n", await TruthAsync("uci get network.wan.metric; uci get network.wan6.metric"));
    }
}
