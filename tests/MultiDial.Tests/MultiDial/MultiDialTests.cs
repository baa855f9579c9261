using System.Globalization;
using MultiDial.Testing;

namespace MultiDial.Tests.Whole;

/// <summary>Many lines from one command, on a router with a provider that gives each MAC address a lease and a rate of its own.</summary>
public sealed class MultiDialTests(MultiDialFixture router) : IClassFixture<MultiDialFixture>
{
    private const int Lines = 16;

    // Of the chi-square distribution with 15 degrees of freedom.
    private const double OneInAHundred = 30.578;
    private const int Connections = 1600;
    private const double LeastStacking = 0.9;

    private static readonly TimeSpan s_download = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan s_stall = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_heard = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_giveUp = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixteen_lines_share_by_weight_add_up_and_leave_no_trace()
    {
        router.Run("Clear-Mwan3Configuration");
        string before = await router.FilesAsync();
        int[] weights = [.. Enumerable.Range(0, Lines).Select(_ => Random.Shared.Next(1, 10))];
        MultiDialLine[] lines = router.Lines($"New-MultiDial -Line {Lines} -Protocol Dhcp -Weight {string.Join(", ", weights)}");
        Assert.DoesNotContain(router.Engine.Warnings, warning => warning.StartsWith("Not up", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Up, line.Name));
        Assert.Equal(Lines, lines.Select(line => line.Address).Distinct().Count());
        await router.OnlineAsync(Lines);
        string made = await router.TracesAsync();
        router.Lines($"New-MultiDial -Line {Lines} -Protocol Dhcp");
        Assert.Equal(made, await router.TracesAsync());

        // A fair router fails one time in a hundred, so it may try again.
        double chi = await ChiSquareAsync(lines, weights);
        Assert.True(chi < OneInAHundred || (chi = await ChiSquareAsync(lines, weights)) < OneInAHundred, $"chi-square {chi}, weights {string.Join(", ", weights)}");

        router.Run("Set-MultiDial -Weight 1");
        Download download = await router.Lab.Lan.DownloadAsync("http://203.0.113.5/bytes/1000000000", 240, s_download, Cancelled);
        Write($"{Lines} lines: {download.Rate / 1e6:0.0} of {Lines * MultiDialFixture.Rate / 1e6:0.0} Mbit/s");
        Assert.True(download.Rate >= LeastStacking * Lines * MultiDialFixture.Rate, $"{download.Rate} bit/s");

        router.Run("Remove-MultiDial");
        Assert.Equal(before, await router.FilesAsync());
        Assert.Equal("1", (await router.TruthAsync("ip -4 route | grep -c ^default")).Trim());
        Assert.Equal("0", (await router.TruthAsync("ip link | grep -c mvwan")).Trim());
        Assert.Single(await router.CountAsync(8));
    }

    [Fact]
    public async Task All_lines_lead_to_the_internet_though_netifd_has_still_to_tell_of_them()
    {
        router.Run("Clear-Mwan3Configuration; Add-Mwan3Interface wan -TrackIp 1.1.1.1");
        await Poll.UntilAsync(async () => (await router.TruthAsync("ip route show table 1")).Contains("default", StringComparison.Ordinal), s_heard, "the line that is there is in use");
        await router.TruthAsync("echo 'while [ -f /tmp/held ]; do sleep 1; done' >/etc/hotplug.d/iface/10-held; touch /tmp/held");
        try
        {
            router.Lines("New-MultiDial -Line 3 -Protocol Dhcp");
            Assert.Equal("3", (await router.TruthAsync("for table in 1 2 3; do ip route show table $table; done | grep -c ^default")).Trim());
        }
        finally
        {
            await router.TruthAsync("rm -f /tmp/held /etc/hotplug.d/iface/10-held");
        }

        router.Run("Remove-MultiDial");
    }

    [Fact]
    public async Task Growing_and_shrinking_cut_no_line_that_stays()
    {
        await router.ShipAsync();
        string before = await router.FilesAsync();
        MultiDialLine[] lines = router.Lines("New-MultiDial -Line 4 -Protocol Dhcp");
        await router.OnlineAsync(4);
        string four = await router.FilesAsync();
        List<HeldDownload> held = await HeldDownload.OpenAsync(router.Lab, lines.Select(line => line.Address!), Cancelled);
        foreach ((string script, int count) in new[] { ("Set-MultiDial -Line 6", 6), ("Set-MultiDial -Line 4", 4), ("New-MultiDial -Line 5", 5), ("Set-MultiDial wan5 -Weight 3 -TrackIp 8.8.8.8", 5), ("Set-MultiDial -Line 4", 4) })
        {
            router.Run(script);
            foreach (HeldDownload download in held)
            {
                TimeSpan gap = await download.LapAsync(s_giveUp, Cancelled);
                Write($"{script}: {download.Line} {gap.TotalMilliseconds:0} ms");
                Assert.True(gap <= s_stall && download.Ending is null, $"{script} cut {download.Line}: {gap} {download.Ending}");
            }

            await router.OnlineAsync(count);
            Assert.Equal(count, (await router.CountAsync(count * 12)).Count);
        }

        held.ForEach(download => download.Dispose());
        Assert.Equal(four, await router.FilesAsync());
        router.Run("Remove-MultiDial");
        Assert.Equal(before, await router.FilesAsync());
    }

    // A router that is busy tells mwan3 of a line some time after netifd has it up.
    // The other device is a second way into the same cable, which somebody has to keep up.
    [Fact]
    public async Task Lines_move_to_another_device_and_back()
    {
        await router.ShipAsync();
        await router.TruthAsync("uci set network.cable=interface; uci set network.cable.proto=none; uci set network.cable.device=eth0.2; uci commit network; /etc/init.d/network reload");
        string before = await router.FilesAsync();
        router.Lines("New-MultiDial -Line 3 -Protocol Dhcp");
        await router.TruthAsync("ip link add link eth0.2 name up0 type macvlan mode bridge; ip link set up0 up");
        try
        {
            Assert.Equal(["up0", "mvwan2", "mvwan3"], router.Lines("Set-MultiDial -Parent up0").Select(line => line.Device));
            await router.OnlineAsync(3);
            string[] addresses = [.. router.Run("Get-MultiDial | ForEach-Object Address").Select(address => address.ToString()!)];
            Assert.Equal(addresses.Order(), (await router.CountAsync(48)).Keys.Order());
            router.Run("Remove-MultiDial");
            Assert.Equal(before, await router.FilesAsync());
        }
        finally
        {
            await router.TruthAsync("ip link del up0; uci delete network.cable; uci commit network; /etc/init.d/network reload");
        }
    }

    [Fact]
    public async Task A_line_is_waited_for_until_mwan3_has_heard_of_it()
    {
        const string Slow = "/etc/hotplug.d/iface/14-slow";
        await router.ShipAsync();
        router.Run("New-MultiDial -Line 2 -Protocol Dhcp");
        await router.OnlineAsync(2);
        await router.TruthAsync($"echo '[ $INTERFACE != wan2 ] || sleep 2' >{Slow}");
        router.Run("Stop-WanInterface wan2");
        await Poll.UntilAsync(async () => router.Lines("Get-MultiDial wan2")[0].Status == Mwan3LineStatus.Disabled, s_heard, "mwan3 has heard that the line is down");
        router.Run("Start-WanInterface wan2");
        Assert.Equal(Mwan3LineStatus.Online, router.Lines("Get-MultiDial wan2")[0].Status);
        await router.TruthAsync($"rm {Slow}");
        router.Run("Remove-MultiDial");
    }

    [Fact]
    public async Task Lines_with_static_addresses_share_with_one_that_has_a_lease()
    {
        await router.ShipAsync();
        string before = await router.FilesAsync();
        router.Run("New-MultiDial -Line 3 -Protocol Static -Address 100.64.0.201/24, 100.64.0.202/24 -Gateway 100.64.0.1 -Dns 100.64.0.1");
        await router.OnlineAsync(3);
        Assert.Equal(router.Lines("Get-MultiDial").Select(line => line.Address).Order(), (await router.CountAsync(36)).Keys.Order());
        Assert.Equal(["100.64.0.201", "100.64.0.202"], router.Lines("Get-MultiDial wan2, wan3").Select(line => line.Address));
        Assert.All(router.Run("Test-WanConnectivity").Select(line => Assert.IsType<WanConnectivity>(line.BaseObject)), line => Assert.True(line is { Online: true, DnsOk: true }, line.Reason));
        router.Run("Remove-MultiDial");
        Assert.Equal(before, await router.FilesAsync());
    }

    private async Task<double> ChiSquareAsync(MultiDialLine[] lines, int[] weights)
    {
        Dictionary<string, int> count = await router.CountAsync(Connections);
        double all = weights.Sum();
        double chi = lines.Zip(weights, (line, weight) => (Expected: Connections * weight / all, Seen: count.GetValueOrDefault(line.Address!)))
            .Sum(pair => Math.Pow(pair.Seen - pair.Expected, 2) / pair.Expected);
        Write($"chi-square {chi:0.0} of {OneInAHundred}; {string.Join(" ", lines.Zip(weights, (line, weight) => $"{line.Name}:{weight}:{count.GetValueOrDefault(line.Address!)}"))}");
        return chi;
    }

    private static void Write(FormattableString text) => TestContext.Current.TestOutputHelper?.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
