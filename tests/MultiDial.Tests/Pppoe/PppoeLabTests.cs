using System.Net;
using MultiDial.Testing;

namespace MultiDial.Tests.Pppoe;

/// <summary>Four lines of one cable that dial by PPPoE, and what providers do to them.</summary>
[Collection(PppoeFixture.Collection)]
public sealed class PppoeLabTests(PppoeFixture router)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_lines_have_four_sessions_and_traffic_leaves_by_all()
    {
        await router.DialAsync();
        await router.UntilUpAsync(PppoeFixture.Count);
        await router.WriteSpreadsAsync();
        MultiDialLine[] lines = router.Lines();
        string[] addresses = [.. (await router.Lab.Isp.SessionsAsync(Cancelled)).Select(session => session.Address.ToString()).Order()];
        Assert.Equal(addresses, lines.Select(line => line.Address!).Order());
        Assert.Equal(PppoeFixture.Count, addresses.Distinct().Count());
        Assert.Equal("4", (await router.TruthAsync("ip link | grep -c ': pppoe-'")).Trim());
        Assert.Contains("vlan protocol 802.1Q id 2", await router.TruthAsync("ip -d link show eth0.2"), StringComparison.Ordinal);
        await router.BalanceAsync();
        await Poll.UntilAsync(
            async () => (await router.Lab.Lan.FetchAsync(24, cancellationToken: Cancelled)).Distinct().Order().SequenceEqual(addresses),
            s_deadline,
            "traffic leaves by all lines");
        await router.TruthAsync("/etc/init.d/mwan3 stop; /etc/init.d/mwan3 disable");
    }

    [Fact]
    public async Task Who_is_beyond_the_session_limit_is_told_so()
    {
        await router.DialAsync(new IspPolicy { SessionLimit = 3 });
        await router.UntilUpAsync(3);
        await UntilErrorAsync("AUTH_TOPEER_FAILED: the provider refused user name or password, or does not allow one more session", 1);
        await router.WriteSpreadsAsync();
        Assert.Equal(3, router.Interfaces().Count(line => line.Up));
        Assert.Contains(await router.Lab.Isp.DialsAsync(Cancelled), dial => dial is { Verdict: DialVerdict.Refused, Reason: "too many sessions" });

        // The limit is lifted, and the router dials on by itself.
        await router.Lab.Isp.SetPolicyAsync(new IspPolicy(), Cancelled);
        await router.UntilUpAsync(PppoeFixture.Count);
    }

    [Fact]
    public async Task A_wrong_password_is_no_line()
    {
        await router.DialAsync(new IspPolicy { Accounts = new Dictionary<string, string> { ["user@isp"] = "another" } });
        await UntilErrorAsync("AUTH_TOPEER_FAILED", PppoeFixture.Count);
        Assert.All(await router.Lab.Isp.DialsAsync(Cancelled), dial => Assert.Equal("wrong password", dial.Reason));
    }

    [Fact]
    public async Task A_captive_address_is_up_and_leads_nowhere()
    {
        await router.DialAsync(new IspPolicy { SessionLimit = 2, Captive = true });
        await router.UntilUpAsync(PppoeFixture.Count);
        MultiDialLine[] lines = router.Lines();
        Assert.Equal(2, lines.Count(IsCaptive));
        foreach (MultiDialLine line in lines)
        {
            string failed = await router.TruthAsync($"ping -c 1 -W 2 -I pppoe-{line.Name} 1.1.1.1 >/dev/null; echo $?");
            Assert.Equal(IsCaptive(line) ? "1" : "0", failed.Trim());
        }
    }

    [Fact]
    public async Task Who_comes_after_the_window_is_too_late()
    {
        TimeSpan window = TimeSpan.FromMilliseconds(200);
        await router.DialAsync(new IspPolicy { Window = window });
        await Poll.UntilAsync(
            async () => (await router.Lab.Isp.DialsAsync(Cancelled)).Select(dial => dial.Mac).Distinct().Count() == PppoeFixture.Count, s_deadline, "all have dialled");
        await router.WriteSpreadsAsync();
        IReadOnlyList<PppoeDial> dials = await router.Lab.Isp.DialsAsync(Cancelled);
        Assert.Equal(DialVerdict.Accepted, dials[0].Verdict);
        Assert.All(dials, dial => Assert.Equal(dial.DecidedAt - dials[0].DecidedAt <= window.TotalSeconds, dial.Verdict == DialVerdict.Accepted));
        Assert.Contains(dials, dial => dial.Reason == "too late");
    }

    [Fact]
    public async Task A_slow_answer_does_not_keep_the_others_waiting()
    {
        TimeSpan delay = TimeSpan.FromSeconds(4);
        await router.DialAsync(new IspPolicy { Delay = delay });
        await router.UntilUpAsync(PppoeFixture.Count);
        IReadOnlyList<PppoeDial> dials = await router.Lab.Isp.DialsAsync(Cancelled);
        Assert.Equal(PppoeFixture.Count, dials.Count);
        Assert.True(dials[^1].DecidedAt - dials[0].DecidedAt < (PppoeFixture.Count - 1) * delay.TotalSeconds);
    }

    [Fact]
    public async Task A_session_that_the_provider_ends_comes_back()
    {
        await router.DialAsync();
        await router.UntilUpAsync(PppoeFixture.Count);
        IPAddress dropped = IPAddress.Parse(router.Lines()[1].Address!);
        await router.Lab.Isp.DropAsync(dropped, Cancelled);
        await Poll.UntilAsync(
            async () => (await router.Lab.Isp.SessionsAsync(Cancelled)).All(session => !session.Address.Equals(dropped)), s_deadline, "the session has ended");
        await router.UntilUpAsync(PppoeFixture.Count);
        Assert.DoesNotContain(router.Lines(), line => line.Address == dropped.ToString());
    }

    [Fact]
    public async Task Sessions_that_may_last_only_so_long_come_back()
    {
        await router.DialAsync(new IspPolicy { DropAfter = TimeSpan.FromSeconds(20) });
        await router.UntilUpAsync(PppoeFixture.Count);
        string[] first = [.. router.Lines().Select(line => line.Address!)];
        await router.Lab.Isp.SetPolicyAsync(new IspPolicy(), Cancelled);
        await Poll.UntilAsync(
            async () => !(await router.Lab.Isp.SessionsAsync(Cancelled)).Any(session => first.Contains(session.Address.ToString())), s_deadline, "the sessions have ended");
        await router.UntilUpAsync(PppoeFixture.Count);
    }

    [Fact]
    public async Task Lines_come_back_after_a_power_cut()
    {
        await router.DialAsync();
        await router.UntilUpAsync(PppoeFixture.Count);
        HashSet<IPAddress> before = [.. (await router.Lab.Isp.SessionsAsync(Cancelled)).Select(session => session.Address)];
        await router.Lab.Router.RebootAsync(Cancelled);
        router.Connect();
        Assert.Equal(2, await router.Lab.Router.BootsAsync(Cancelled));
        await router.UntilUpAsync(PppoeFixture.Count);
        await Poll.UntilAsync(
            async () => (await router.Lab.Isp.SessionsAsync(Cancelled)) is { } after
                && after.Count == PppoeFixture.Count && !after.Any(session => before.Contains(session.Address)),
            s_deadline,
            "the provider has given the old sessions up");
    }

    private static bool IsCaptive(MultiDialLine line) => line.Address!.StartsWith("10.99.", StringComparison.Ordinal);

    private Task UntilErrorAsync(string error, int lines) => Poll.UntilAsync(
        () => router.Interfaces().Count(line => line.DialError?.StartsWith(error, StringComparison.Ordinal) == true) == lines,
        s_deadline,
        () => $"{lines} lines with {error}: {string.Join(", ", router.Interfaces().Select(line => $"{line.Name} {line.Up} {line.DialError}"))}");
}
