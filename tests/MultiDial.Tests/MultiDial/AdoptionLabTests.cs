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
            uci set mwan3.$line=interface; uci set mwan3.$line.enabled=1; uci set mwan3.$line.track_ip='119.29.29.29'
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

    [Fact]
    public Task What_was_clicked_together_in_LuCI() =>
        AdoptAsync(LuCI, ["wan", "second", "wan2", "wan3"], "second", "veth0", ["spare", "office"]);

    [Fact]
    public Task What_a_script_for_many_dials_made_in_the_old_form() =>
        AdoptAsync(Script, ["wan", "vwan1", "wan2", "wan3"], "vwan1", "macvlan1", []);

    private async Task AdoptAsync(string setUp, string[] names, string other, string device, string[] left)
    {
        await router.TruthAsync($"cd /etc/config; for file in {Files}; do cp $file /tmp/$file.before; done; {Clear}");
        try
        {
            await router.TruthAsync($"{setUp}\nuci commit; /etc/init.d/network reload; /etc/init.d/firewall reload");
            await TestAsync(names, other, device, left);
        }
        finally
        {
            await router.TruthAsync($"for file in {Files}; do cp /tmp/$file.before /etc/config/$file; done; /etc/init.d/network reload; /etc/init.d/firewall reload; /etc/init.d/mwan3 restart");
        }
    }

    private async Task TestAsync(string[] names, string other, string device, string[] left)
    {
        string[] addresses = await TwoAsync(other);
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
        await router.OnlineAsync(4, "balanced");
        Assert.Equal(lines.Select(line => line.Address!).Order(), (await router.CountAsync(48)).Keys.Order());
        string made = await router.FilesAsync();
        router.Lines("New-MultiDial -Line 4 -Adopt");
        Assert.Equal(made, await router.FilesAsync());

        router.Run("Remove-MultiDial");
        Assert.Equal(left, router.Run("Get-Mwan3Policy; Get-Mwan3Rule").Select(section => (string)section.Properties["Name"].Value));
        Assert.Equal(addresses[0], Assert.Single(await router.CountAsync(8)).Key);
        Assert.Equal("10", (await router.TruthAsync("uci get network.wan.metric")).Trim());
        Assert.DoesNotContain("multidial", await router.FilesAsync(), StringComparison.Ordinal);
        Assert.Equal("0", (await router.TruthAsync($"ip link | grep -c -e mvwan -e {device}")).Trim());
    }

    // Both lines have their address before mwan3 starts, as they do where somebody has set them up long ago; and then it balances over them.
    private async Task<string[]> TwoAsync(string other)
    {
        string[] addresses = [];
        await Poll.UntilAsync(() =>
        {
            addresses = [.. router.Run($"Get-WanInterface wan, {other} | Where-Object Up | ForEach-Object Address").Select(address => address.ToString()!)];
            return addresses.Distinct().Count() == 2;
        }, s_deadline, "two lines of the user's own");
        await router.TruthAsync("/etc/init.d/mwan3 restart");
        await Poll.UntilAsync(() => router.CarriesAsync(2, "balanced"), s_deadline, "mwan3 balances over both");
        return addresses;
    }
}
