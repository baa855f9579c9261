namespace MultiDial.Tests;

/// <summary>Advice about what is wrong on a router is pasted, and then it is mended.</summary>
public sealed class RouterAdviceTests(RouterFixture router) : RouterTests(router)
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Equal_metrics_are_mended_by_what_each_line_tells_and_then_the_route_that_is_lost()
    {
        Run("Set-WanInterface wan2 -Metric 10");
        await Poll.UntilAsync(async () => (await DefaultRoutesAsync()).Length == 1, s_soon, "one default route");
        string[] problems = [.. Run<Mwan3Status>("Get-Mwan3Status wan, wan2").Select(line => line.Problem ?? "")];
        Assert.All(problems, problem => Assert.Contains("same metric 10", problem, StringComparison.Ordinal));
        Assert.Equal(Advice.Command(problems[0]), Advice.Command(problems[1]));
        Run(Advice.Command(problems[0]));
        Assert.Equal("Restart-WanInterface wan", Advice.Command(Assert.Single(Engine.Warnings)));

        string lost = Run<Mwan3Status>("Get-Mwan3Status wan").Single().Problem!;
        Run(Advice.Command(lost));
        Assert.Equal(2, (await DefaultRoutesAsync()).Length);
        Assert.DoesNotContain("lost", Run<Mwan3Status>("Get-Mwan3Status wan").Single().Problem ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uci del_list firewall.@zone[1].network=wan2", "Set-WanInterface wan2 -Zone wan")]
    [InlineData("uci del_list firewall.@zone[1].network=wan2; uci add_list firewall.@zone[0].network=wan2", "Set-WanInterface wan2 -Zone wan")]
    [InlineData("uci set firewall.@zone[1].masq=0", "uci set firewall.@zone[1].masq=1")]
    [InlineData("uci -q delete firewall.@zone[1].masq", "uci set firewall.@zone[1].masq=1")]
    public async Task What_is_not_masqueraded_is_after_the_advice(string fault, string part)
    {
        _ = Router.Lab;
        await TruthAsync($"{fault}; uci commit firewall; /etc/init.d/firewall reload");
        WanConnectivity broken = Run<WanConnectivity>("Test-WanConnectivity wan2 -Count 1").Single();
        Assert.False(broken.Masqueraded);
        string command = Advice.Command(broken.Reason);
        Assert.Contains(part, command, StringComparison.Ordinal);
        await PasteAsync(command);
        Assert.True(Run<WanConnectivity>("Test-WanConnectivity wan2 -Count 1").Single() is { Masqueraded: true, Reason: null });
    }

    [Fact]
    public async Task A_firewall_that_has_not_taken_up_what_is_configured_does_after_the_advice()
    {
        _ = Router.Lab;
        await TruthAsync("uci del_list firewall.@zone[1].network=wan2; uci commit firewall; /etc/init.d/firewall reload; uci add_list firewall.@zone[1].network=wan2; uci commit firewall");
        WanConnectivity broken = Run<WanConnectivity>("Test-WanConnectivity wan2 -Count 1").Single();
        Assert.Contains("/etc/init.d/firewall reload", broken.Reason, StringComparison.Ordinal);
        await PasteAsync(Advice.Command(broken.Reason));
        Assert.True(Run<WanConnectivity>("Test-WanConnectivity wan2 -Count 1").Single().Masqueraded);
    }

    // What ssh would run is run on the router; the way there is the session's.
    private async Task PasteAsync(string command)
    {
        if (!command.StartsWith("ssh ", StringComparison.Ordinal))
        {
            Run(command);
            return;
        }

        OpenWrtSession session = Run<OpenWrtSession>("Get-OpenWrtSession").First(session => session.Port == Router.Lab.SshPort);
        string[] parts = command.Split('\'');
        Assert.StartsWith($"ssh -p {session.Port} -i ", command, StringComparison.Ordinal);
        Assert.EndsWith($"{session.UserName}@{session.HostName} ", parts[^3], StringComparison.Ordinal);
        await TruthAsync(parts[^2]);
    }

    private async Task<string[]> DefaultRoutesAsync() =>
        (await TruthAsync("ip -4 route show default")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
