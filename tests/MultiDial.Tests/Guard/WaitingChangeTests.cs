using MultiDial.Testing;

namespace MultiDial.Tests.Guard;

/// <summary>A change that waits for its user, one that cuts what it does not name, and a line that must not be stopped.</summary>
[Collection(OneSession)]
public sealed class WaitingChangeTests(LabFixture fixture) : GuardedRouterTests(fixture)
{
    private const string Change = "Start-OpenWrtTransaction; Set-WanInterface wan -Metric 42; Complete-OpenWrtTransaction -ConfirmTimeout";

    private const string Metric = "uci get network.wan.metric";

    [Fact]
    public async Task A_change_that_waits_stays_if_it_is_confirmed_from_another_session()
    {
        Run($"{Change} 2m");
        Assert.Contains(Engine.Warnings, warning => warning.Contains("Confirm-OpenWrtChange keeps it", StringComparison.Ordinal));
        Assert.Equal("42", (await TruthAsync(Metric)).Trim());
        Run(Lab.Login("other"));
        Run("Confirm-OpenWrtChange -Session other");
        Assert.Empty(await TruthAsync(ChangeOnRouter.Traces));
        Assert.Equal("42", (await TruthAsync(Metric)).Trim());
        Assert.Equal(["NoPendingChange"], Fail("Confirm-OpenWrtChange -Session other"));
    }

    [Fact]
    public async Task A_change_that_waits_is_taken_back_if_it_is_undone()
    {
        Run($"{Change} 2m; Undo-OpenWrtChange");
        Assert.Equal(Before, await ConfigurationAsync());
        Assert.Empty(await TruthAsync(ChangeOnRouter.Traces));
        Assert.Equal(["NoPendingChange"], Fail("Undo-OpenWrtChange"));
    }

    [Fact]
    public async Task A_change_that_waits_is_taken_back_if_nobody_answers()
    {
        Run($"{Change} 10");
        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task Who_comes_second_is_told_whom_he_waits_for_and_how_long()
    {
        Run($"{Change} 5m");
        Assert.Equal(["RouterBusy"], Fail("Set-WanInterface wan6 -Metric 7"));
        Assert.Matches($"{Environment.UserName}@{Environment.MachineName}.*waits to be confirmed for another (2[0-9][0-9]|300) s", Engine.Errors.Single().Exception.Message);
        Run("Confirm-OpenWrtChange -ConfirmTimeout 10");
        await AssertAsBeforeAsync();
    }

    [Theory]
    [InlineData("9s")]
    [InlineData("25h")]
    public void A_time_in_which_nobody_can_decide_is_refused(string time) =>
        Assert.Equal(["InvalidValue"], Fail($"New-MultiDial -Line 2 -ConfirmTimeout {time}"));

    [Fact]
    public async Task A_change_that_cuts_a_line_that_it_does_not_name_is_rolled_back_with_the_reason()
    {
        await TruthAsync("""
            mv /etc/init.d/firewall /etc/init.d/firewall.real
            printf '#!/bin/sh\n[ -e /tmp/once ] || { : >/tmp/once; ubus call network.interface.wan down; }\nexec /etc/init.d/firewall.real "$@"\n' >/etc/init.d/firewall
            chmod +x /etc/init.d/firewall
            """);
        Open(TimeSpan.FromMinutes(10));
        Assert.Equal(["RolledBack"], Fail("Remove-FirewallZoneNetwork wan -Network wan6"));
        await TruthAsync("mv /etc/init.d/firewall.real /etc/init.d/firewall; rm /tmp/once; ifup wan");
        Assert.Contains("wan did not stay up", Engine.Errors.Single().Exception.Message, StringComparison.Ordinal);
        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task A_line_that_carries_the_session_comes_back_by_itself_and_its_user_is_told_so()
    {
        Task<string[]> work = Task.Run(() => Fail("Stop-WanInterface lan"), Cancelled);
        await UntilAsync("ubus call network.interface.lan status | grep -q '\"up\": false'", "the line is stopped");
        await AssertReachableAsync();
        Assert.Equal(["RolledBack"], await work);
        Assert.Equal(Before, await ConfigurationAsync());
        Assert.Empty(await TruthAsync(ChangeOnRouter.Traces));
        Assert.Single(Run("Get-WanInterface wan"));
    }
}
