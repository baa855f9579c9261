namespace MultiDial.Tests.Whole;

/// <summary>What somebody takes out of the kernel is named, and what is advised puts it back.</summary>
public sealed class KernelLabTests(MultiDialFixture router) : IClassFixture<MultiDialFixture>
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task What_is_missing_in_the_kernel_is_named_and_the_advice_puts_it_back()
    {
        await router.ShipAsync();
        router.Lines("New-MultiDial -Line 3 -Protocol Dhcp -Weight 1, 2, 3");
        await router.OnlineAsync(3);
        await NoneAsync();
        Assert.All(router.Lines("Get-MultiDial"), line => Assert.InRange(line.Share!.Value, line.WantedShare!.Value - 0.5, line.WantedShare.Value + 0.5));

        await router.TruthAsync("ip rule del pref 2002; ip route flush table 3");
        await CureAsync("wan2", "to the table 2. ");
        await CureAsync("wan3", "table 3 for 'wan3' has no default route. ");
        await NoneAsync();

        await router.TruthAsync("iptables -t mangle -F");
        string problem = await ProblemAsync("wan", "no longer sends packets through its chains. On the router: ");
        await router.TruthAsync(problem[(problem.IndexOf(": ", StringComparison.Ordinal) + 2)..] + " >/dev/null 2>&1");
        await NoneAsync();
        Assert.Equal(3, (await router.CountAsync(48)).Count);
        router.Run("Remove-MultiDial");
    }

    private async Task CureAsync(string line, string words)
    {
        string problem = await ProblemAsync(line, words);
        router.Run(problem[(problem.IndexOf(words, StringComparison.Ordinal) + words.Length)..]);
    }

    private async Task<string> ProblemAsync(string line, string words)
    {
        string problem = "";
        await Poll.UntilAsync(
            () => (problem = (string?)router.Run($"Get-Mwan3Status {line}").Single().Properties["Problem"].Value ?? "").Contains(words, StringComparison.Ordinal), s_deadline, () => $"'{words}' and not '{problem}'");
        return problem;
    }

    // A line that has come up lately says nothing of the kernel, so it has to be some time ago.
    private Task NoneAsync()
    {
        string[] problems = [];
        return Poll.UntilAsync(
            () => (problems = [.. router.Lines("Get-MultiDial").Where(line => line.Problem is not null || line.Status != Mwan3LineStatus.Online).Select(line => $"{line.Name} {line.Status} {line.Problem}")]).Length == 0
                && router.Run("Get-Mwan3Status | Where-Object { $_.OnlineTime.TotalSeconds -lt 25 }").Length == 0,
            s_deadline, () => string.Join("; ", problems));
    }
}
