using System.Net;
using System.Text.RegularExpressions;
using MultiDial.Testing.Demo;

namespace MultiDial.Tests;

/// <summary>After the tutorial's script two lines carry the traffic as it says.</summary>
public abstract partial class TutorialTests(TutorialFixture fixture)
{
    private readonly Testing.Lab _lab = fixture.Lab;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void It_runs_without_an_error() => Assert.True(fixture.Succeeded, string.Join('\n', fixture.Lines));

    [Fact]
    public async Task Both_lines_have_a_lease_and_a_route()
    {
        Assert.Equal(2, _lab.Isp.Leases.Select(lease => lease.Address).Distinct().Count());
        string routes = await TruthAsync("ip route show default");
        Assert.Contains("dev eth0.2", routes, StringComparison.Ordinal);
        Assert.Contains("dev veth0", routes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policy_halves_the_traffic_and_the_rules_are_in_order()
    {
        Assert.Matches(@"balance:\s+(wan|wan2) \(50%\)\s+(?!\1 )(wan|wan2) \(50%\)", await TruthAsync("mwan3 policies"));
        string show = await TruthAsync("uci show mwan3");
        Assert.InRange(show.IndexOf("mwan3.ss_route=", StringComparison.Ordinal), 0, show.IndexOf("mwan3.default_route=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_host_is_reached_over_both_lines_and_the_rest_over_wan2()
    {
        string wan2 = (await AddressOfAsync("veth0")) + "\n";
        Assert.Equal(Enumerable.Repeat(wan2, 10), await AskAsync("203.0.113.1", 10));
        Assert.Equal(2, (await AskAsync("3.4.5.6", 40)).Distinct().Count());
    }

    [Fact]
    public async Task Bytes_split_by_the_weights()
    {
        IReadOnlyDictionary<IPAddress, long> bytes = await Tutorial.DownloadAsync(_lab, "3.4.5.6", 32, TimeSpan.FromSeconds(8), Cancelled);
        Assert.Equal(2, bytes.Count);
        Assert.All(bytes.Values, share => Assert.InRange(share / (double)bytes.Values.Sum(), 0.45, 0.55));
    }

    [Fact]
    public async Task Every_section_that_it_made_says_who_made_it()
    {
        string show = await TruthAsync("uci show network; uci show mwan3");
        string[] made = ["network.veth0", "network.wan2", .. Section().Matches(show).Select(match => match.Groups[1].Value).Where(name => name != "mwan3.globals")];
        Assert.Equal(11, made.Length);
        Assert.All(made, section => Assert.Contains($"{section}.managed_by='multidial'", show, StringComparison.Ordinal));
        Assert.DoesNotContain("network.wan.managed_by", show, StringComparison.Ordinal);
    }

    [Fact]
    public void The_module_says_that_both_lines_are_online()
    {
        using var engine = new Engine();
        var session = (OpenWrtSession)engine.Run(_lab.Login("tutorial"))[0].BaseObject;
        try
        {
            Mwan3Status[] status = [.. engine.Run("Get-Mwan3Status").Select(item => (Mwan3Status)item.BaseObject)];
            Assert.Equal([("wan", Mwan3LineStatus.Online), ("wan2", Mwan3LineStatus.Online)], status.Select(line => (line.Interface, line.Status)));
        }
        finally
        {
            SessionRegistry.Remove(session);
        }
    }

    private async Task<string> TruthAsync(string command) => (await _lab.Router.RunAsync(command, Cancelled)).Output;

    private async Task<string> AddressOfAsync(string device) =>
        Inet().Match(await TruthAsync($"ip -4 addr show dev {device}")).Groups[1].Value;

    private async Task<string[]> AskAsync(string host, int count)
    {
        var answers = new List<string>();
        for (int i = 0; i < count; i++)
        {
            answers.Add(await _lab.Lan.HttpGetAsync($"http://{host}/", Cancelled));
        }

        return [.. answers];
    }

    [GeneratedRegex(@"^(mwan3\.\w+)=", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"inet ([0-9.]+)")]
    private static partial Regex Inet();
}
