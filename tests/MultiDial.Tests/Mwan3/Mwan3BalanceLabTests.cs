using System.Globalization;
using System.Management.Automation;
using MultiDial.Tests.Whole;

namespace MultiDial.Tests.Mwan3;

/// <summary>Balance over four lines on the lab: what mwan3 does is accepted, and what somebody else has put into the kernel is not.</summary>
public sealed class Mwan3BalanceLabTests(MultiDialFixture router) : IClassFixture<MultiDialFixture>
{
    // What gives each line a quarter, and says in its comments that all is as it should be.
    private const string Planted = """
        iptables -t mangle -w -F mwan3_policy_balance
        plant() { iptables -t mangle -w -A mwan3_policy_balance -m mark --mark 0x0/0x3f00 $3 -m comment --comment "$1" -j MARK --set-xmark "$2/0x3f00"; }
        plant 'wan4 4 10' 0x400 '-m statistic --mode random --probability 0.25'
        plant 'wan3 3 6' 0x300 '-m statistic --mode random --probability 0.33333'
        plant 'wan2 2 3' 0x200 '-m statistic --mode random --probability 0.5'
        plant 'wan 1 1' 0x100
        """;

    private const string Processes = "ps w | grep '[t]raceroute -n'";

    [Fact]
    public async Task Weights_of_mwan3_are_accepted_and_a_wrong_chain_is_not()
    {
        router.Lines("New-MultiDial -Line 4 -Protocol Dhcp -Weight 1, 2, 3, 4 -ReplaceMwan3");
        await router.OnlineAsync(4);
        string rules = await router.TruthAsync("ip rule; iptables -t mangle -S | grep mwan3_");

        Mwan3Balance[] found = Test("Test-Mwan3Balance -Connection 500");
        Assert.Equal(["wan 10", "wan2 20", "wan3 30", "wan4 40"], found.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Interface} {line.ExpectedShare}")));
        Assert.All(found, line => Assert.Equal(("balance", Mwan3BalanceVerdict.Balanced), (line.Policy, line.Verdict)));
        Assert.InRange(found.Sum(line => line.Connections), 500, 600);
        Assert.Equal(rules, await router.TruthAsync("ip rule; iptables -t mangle -S | grep mwan3_"));

        await router.TruthAsync(Planted);
        Assert.All(Test("Test-Mwan3Balance balance"), line => Assert.Equal(Mwan3BalanceVerdict.Unbalanced, line.Verdict));
        Assert.Contains(Test("Test-Mwan3Balance balance -Tolerance 10"), line => line.Verdict == Mwan3BalanceVerdict.Unbalanced);

        using (PowerShell shell = router.Engine.Shell("Test-Mwan3Balance -Connection 10000"))
        {
            IAsyncResult running = shell.BeginInvoke();
            await Poll.UntilAsync(async () => await router.TruthAsync(Processes) != "", TimeSpan.FromSeconds(30), "connections are made");
            await Task.Run(shell.Stop, TestContext.Current.CancellationToken);
            Assert.True(running.IsCompleted);
        }

        await Poll.UntilAsync(async () => await router.TruthAsync(Processes) == "", TimeSpan.FromSeconds(20), "nothing is left on the router");
    }

    private Mwan3Balance[] Test(string script) => [.. router.Run(script).Select(line => (Mwan3Balance)line.BaseObject)];
}
