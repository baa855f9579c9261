using System.Globalization;

namespace MultiDial.Tests.Whole;

/// <summary>Lines that run already, set up by hand or by another tool, are taken over while they carry traffic.</summary>
public sealed class AdoptionLabTests(MultiDialFixture router) : IClassFixture<MultiDialFixture>
{
    private const string Clear = "printf \"config globals 'globals'\\n\\toption mmx_mask '0x3F00'\\n\" >/etc/config/mwan3; uci set network.wan.metric=10";

    // As LuCI writes it: a device without a name of its own, items of lists, a policy of the stock name, and a rule of the user's.
    private const string LuCI = """
        uci add network device; uci set network.@device[-1].type=macvlan; uci set network.@device[-1].ifname=eth0.2; uci set network.@device[-1].mode=bridge
        uci set network.@device[-1].name=veth0; uci set network.@device[-1].macaddr=02:00:5e:00:53:07
        uci set network.second=interface; uci set network.second.proto=dhcp; uci set network.second.device=veth0; uci set network.second.metric=20
        uci add_list firewall.@zone[1].network=second
        for line in wan second; do
            uci set mwan3.$line=interface; uci set mwan3.$line.enabled=1; uci set mwan3.$line.family=ipv4; uci add_list mwan3.$line.track_ip=1.1.1.1
            uci set mwan3.m_$line=member; uci set mwan3.m_$line.interface=$line; uci set mwan3.m_$line.metric=1; uci set mwan3.m_$line.weight=1
        done
        uci set mwan3.balanced=policy; uci add_list mwan3.balanced.use_member=m_wan; uci add_list mwan3.balanced.use_member=m_second
        uci set mwan3.spare=policy; uci add_list mwan3.spare.use_member=m_wan
        uci set mwan3.office=rule; uci set mwan3.office.dest_ip=3.4.5.6; uci set mwan3.office.use_policy=spare; uci set mwan3.office.family=ipv4
        uci set mwan3.all=rule; uci set mwan3.all.use_policy=balanced; uci set mwan3.all.family=ipv4
        """;

    // The old form of the options, one string for the zone, and the names that scripts for many dials give.
    private const string Script = """
        for i in wan wan6; do uci set network.$i.ifname=eth0.2; uci delete network.$i.device; done
        uci delete firewall.@zone[1].network; uci set firewall.@zone[1].network='wan wan6 vwan1'
        uci set network.macvlandev_1=device; uci set network.macvlandev_1.name=macvlan1; uci set network.macvlandev_1.ifname=eth0.2
        uci set network.macvlandev_1.type=macvlan; uci set network.macvlandev_1.macaddr=02:00:5e:00:53:08
        uci set network.vwan1=interface; uci set network.vwan1.proto=dhcp; uci set network.vwan1.ifname=macvlan1; uci set network.vwan1.metric=41
        for line in wan vwan1; do
            uci set mwan3.$line=interface; uci set mwan3.$line.enabled=1; uci add_list mwan3.$line.track_ip='119.29.29.29'
            uci set mwan3.$line.count=1; uci set mwan3.$line.timeout=2; uci set mwan3.$line.interval=5; uci set mwan3.$line.down=3; uci set mwan3.$line.up=3
            uci set mwan3.${line}_m=member; uci set mwan3.${line}_m.interface=$line; uci set mwan3.${line}_m.metric=1; uci set mwan3.${line}_m.weight=1
        done
        uci set mwan3.balanced=policy; uci add_list mwan3.balanced.use_member=wan_m; uci add_list mwan3.balanced.use_member=vwan1_m
        uci set mwan3.default_rule=rule; uci set mwan3.default_rule.use_policy=balanced; uci set mwan3.default_rule.family=ipv4
        """;

    private const string Files = "network firewall mwan3";

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_stall = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_giveUp = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // The tutorial in the form of its time: a device with a name of its own and no MAC address, and a rule that sends everything by
    // one line and past the balance.
    private const string Seed = """
        uci set network.veth0=device; uci set network.veth0.name=veth0; uci set network.veth0.ifname=eth0.2; uci set network.veth0.type=macvlan
        uci set network.wan2=interface; uci set network.wan2.proto=dhcp; uci set network.wan2.device=veth0; uci set network.wan2.metric=20
        uci add_list firewall.@zone[1].network=wan2
        for line in wan wan2; do
            uci set mwan3.$line=interface; uci set mwan3.$line.enabled=1; uci add_list mwan3.$line.track_ip=1.1.1.1; uci add_list mwan3.$line.track_ip=8.8.8.8
        done
        for member in wan_m1_w2 wan2_m1_w1 wan2_m1_w2; do
            uci set mwan3.$member=member; uci set mwan3.$member.interface=${member%%_*}; uci set mwan3.$member.metric=1; uci set mwan3.$member.weight=${member##*w}
        done
        uci set mwan3.balance=policy; uci add_list mwan3.balance.use_member=wan_m1_w2; uci add_list mwan3.balance.use_member=wan2_m1_w2; uci set mwan3.balance.last_resort=unreachable
        uci set mwan3.wan2_only=policy; uci add_list mwan3.wan2_only.use_member=wan2_m1_w2; uci set mwan3.wan2_only.last_resort=unreachable
        uci set mwan3.ss_route=rule; uci set mwan3.ss_route.dest_ip=3.4.5.6/32; uci set mwan3.ss_route.use_policy=balance
        uci set mwan3.default_route=rule; uci set mwan3.default_route.use_policy=wan2_only; uci set mwan3.default_route.family=ipv4
        """;

    [Fact]
    public Task What_was_clicked_together_in_LuCI() =>
        AsOnTheRouterAsync(LuCI, () => TestAsync(["wan", "second", "wan2", "wan3"], "second", "veth0", "balanced"));

    [Fact]
    public Task What_a_script_for_many_dials_made_in_the_old_form() =>
        AsOnTheRouterAsync(Script, () => TestAsync(["wan", "vwan1", "wan2", "wan3"], "vwan1", "macvlan1", "balanced"));

    [Fact]
    public Task The_tutorial_set_up_by_hand() => AsOnTheRouterAsync(Seed, TestTutorialAsync);

    private async Task AsOnTheRouterAsync(string setUp, Func<Task> test)
    {
        await router.TruthAsync($"cd /etc/config; for file in {Files}; do cp $file /tmp/$file.before; done; {Clear}");
        try
        {
            await router.TruthAsync($"{setUp}\nuci commit; /etc/init.d/network reload; /etc/init.d/firewall reload");
            await test();
        }
        finally
        {
            await router.TruthAsync($"for file in {Files}; do cp /tmp/$file.before /etc/config/$file; done; /etc/init.d/network reload; /etc/init.d/firewall reload; /etc/init.d/mwan3 restart >/dev/null 2>&1");
        }
    }

    // After each step the LAN reaches the internet, and in the end the files are those of before.
    private async Task TestTutorialAsync()
    {
        string[] addresses = await TwoAsync("wan2", "balance");
        await Poll.UntilAsync(() => GoesByAsync(addresses[1]), s_deadline, "all goes by the second line");
        string files = await router.FilesAsync();

        Assert.Equal(["wan", "wan2"], router.Lines("New-MultiDial -Line 2 -Protocol Dhcp -Adopt").Select(line => line.Name));
        string warning = Assert.Single(router.Engine.Warnings, text => text.Contains("default_route", StringComparison.Ordinal));
        Assert.Equal(addresses[1], Assert.Single(await router.CountAsync(8)).Key);

        router.Lines("Set-MultiDial -Line 4");
        await router.OnlineAsync(4);
        Assert.Equal(addresses[1], Assert.Single(await router.CountAsync(8)).Key);
        router.Run(warning[warning.IndexOf("Set-Mwan3Rule", StringComparison.Ordinal)..]);
        Assert.Equal(4, (await router.CountAsync(64)).Count);
        router.Run("Set-Mwan3Rule default_route -Policy wan2_only");

        router.Run("Remove-MultiDial");
        Assert.Equal(addresses[1], Assert.Single(await router.CountAsync(8)).Key);
        Assert.Equal(files, await router.FilesAsync());
    }

    // While mwan3 starts it refuses what it has no line for yet.
    private async Task<bool> GoesByAsync(string address)
    {
        try
        {
            return (await router.CountAsync(8)).Keys.SequenceEqual([address]);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task TestAsync(string[] names, string other, string device, string policy)
    {
        string[] addresses = await TwoAsync(other, policy);
        string files = await router.FilesAsync();
        List<HeldDownload> held = await HeldDownload.OpenAsync(router.Lab, addresses, Cancelled);
        string clients = await router.TruthAsync("pgrep -f 'udhcp[c]'");

        MultiDialLine[] lines = router.Lines("New-MultiDial -Line 4 -Adopt");
        foreach (HeldDownload download in held)
        {
            TimeSpan gap = await download.LapAsync(s_giveUp, Cancelled);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{download.Line} {gap.TotalMilliseconds:0} ms {download.Ending}"));
            Assert.True(gap <= s_stall && download.Ending is null, $"{download.Line} was cut: {gap} {download.Ending}");
        }

        held.ForEach(download => download.Dispose());
        Assert.Equal(names, lines.Select(line => line.Name));
        Assert.Equal(addresses, lines[..2].Select(line => line.Address));
        Assert.Equal(device, lines[1].Device);
        Assert.Empty(clients.Split('\n').Except((await router.TruthAsync("pgrep -f 'udhcp[c]'")).Split('\n')));
        await router.OnlineAsync(4, policy);
        Assert.Equal(lines.Select(line => line.Address!).Order(), (await router.CountAsync(48)).Keys.Order());
        string made = await router.FilesAsync();
        router.Lines("New-MultiDial -Line 4 -Adopt");
        Assert.Equal(made, await router.FilesAsync());

        router.Run("Remove-MultiDial");
        Assert.True(await router.CarriesAsync(2, policy));
        Assert.Equal(addresses.Order(), (await router.CountAsync(32)).Keys.Order());
        Assert.Equal(files, await router.FilesAsync());
        Assert.Equal("0", (await router.TruthAsync("ip link | grep -c mvwan")).Trim());
    }

    // Both lines have their address before mwan3 starts, as they do where somebody has set them up long ago; and then it balances over them.
    private async Task<string[]> TwoAsync(string other, string policy)
    {
        string[] addresses = [];
        await Poll.UntilAsync(() =>
        {
            addresses = [.. router.Run($"Get-WanInterface wan, {other} | Where-Object Up | ForEach-Object Address").Select(address => address.ToString()!)];
            return addresses.Distinct().Count() == 2;
        }, s_deadline, "two lines of the user's own");
        await router.TruthAsync("/etc/init.d/mwan3 restart >/dev/null 2>&1");
        await Poll.UntilAsync(() => router.CarriesAsync(2, policy), s_deadline, "mwan3 balances over both");
        return addresses;
    }
}
