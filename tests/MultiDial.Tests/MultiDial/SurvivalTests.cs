using System.Globalization;

namespace MultiDial.Tests.Whole;

/// <summary>What happens to a router that nobody looks after: all lines come back by themselves.</summary>
public sealed class SurvivalTests(MultiDialFixture router) : IClassFixture<MultiDialFixture>
{
    private const int Lines = 4;
    private const string Make = "New-MultiDial -Line 4 -Protocol Dhcp";
    private const string Macs = "cat /sys/class/net/eth0.2/address /sys/class/net/mvwan*/address";
    private const string Addresses = "ip -4 -o addr | grep -c 'inet 100[.]64'";

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_power_cut() => await SurviveAsync(() => router.Lab.Router.RebootAsync(Cancelled));

    [Fact]
    public async Task A_cable_that_is_pulled_and_plugged_in_again() => await SurviveAsync(async () =>
    {
        await PullAsync();
        await PlugAsync();
    });

    [Fact]
    public async Task A_cable_with_a_loose_contact() => await SurviveAsync(async () =>
    {
        for (int i = 0; i < 5; i++)
        {
            (await router.Lab.Isp.RunAsync("ip link set port2 down; ip link set port2 up", Cancelled)).Require();
            if (i % 2 == 1)
            {
                await Poll.UntilAsync(async () => (await router.TruthAsync(Addresses)).Trim() == "4", s_deadline, "all lines up between");
            }
        }
    });

    [Fact]
    public async Task A_provider_with_new_addresses_for_all() => await SurviveAsync(async () =>
    {
        string[] before = Seen();
        await PullAsync();
        await router.Lab.Isp.LendAsync("100.64.0.20", "100.64.0.60", Cancelled);
        await PlugAsync();
        await NewAsync(before);
        Assert.All(Seen(), address => Assert.InRange(int.Parse(address.Split('.')[3], CultureInfo.InvariantCulture), 20, 60));
    });

    [Fact]
    public async Task A_provider_that_takes_leases_back_when_they_are_renewed() => await SurviveAsync(async () =>
    {
        string[] before = Seen();
        await router.Lab.Isp.LendAsync("100.64.0.61", "100.64.0.99", Cancelled);
        await router.TruthAsync("killall -USR1 udhcpc");
        await NewAsync(before);
    });

    [Fact]
    public async Task A_restart_of_the_network() => await SurviveAsync(() => router.TruthAsync("/etc/init.d/network restart"));

    [Fact]
    public async Task Somebody_who_changes_other_things_in_LuCI() => await SurviveAsync(async () =>
    {
        await router.TruthAsync("""
            reload_config
            uci set network.guest=interface; uci set network.guest.proto=static; uci set network.guest.ipaddr=192.168.9.1/24; uci set network.guest.device=br-guest
            uci add network device; uci set network.@device[-1].name=br-guest; uci set network.@device[-1].type=bridge; uci set network.@device[-1].bridge_empty=1
            uci add firewall rule; uci set firewall.@rule[-1].name=luci; uci set firewall.@rule[-1].src=wan; uci set firewall.@rule[-1].target=REJECT; uci set firewall.@rule[-1].proto=tcp; uci set firewall.@rule[-1].dest_port=9
            uci set system.@system[0].hostname=home; uci set mwan3.mine=rule; uci set mwan3.mine.use_policy=default; uci set mwan3.mine.dest_ip=198.18.0.0/15; uci set mwan3.mine.family=ipv4; uci reorder mwan3.mine=0
            uci commit; reload_config
            """);
        await Poll.UntilAsync(
            async () => await router.TruthAsync("ip -4 addr; iptables -t mangle -S mwan3_rules") is var now && now.Contains("192.168.9.1/24", StringComparison.Ordinal) && now.Contains("198.18.0.0/15", StringComparison.Ordinal),
            s_deadline, "what was changed there is in effect");
    });

    // Whatever happens: all lines carry traffic again, Get-MultiDial says so, nothing is to be done, and no MAC address is another.
    private async Task SurviveAsync(Func<Task> happens)
    {
        router.Run(Make);
        await router.OnlineAsync(Lines);
        string macs = await router.TruthAsync(Macs);
        await happens();
        await router.Lab.Router.WaitUntilReadyAsync(s_deadline, Cancelled);
        router.Connect();
        await router.OnlineAsync(Lines);
        Assert.Equal(macs, await router.TruthAsync(Macs));
        await Poll.UntilAsync(CarriesAsync, s_deadline, "traffic on every line");
        string files = await router.TracesAsync();
        router.Lines(Make);
        Assert.Equal(files, await router.TracesAsync());
    }

    // The firewall hears of a line after mwan3 does (hotplug.d/iface 20 and 15), and refuses what goes out there in between.
    private async Task<bool> CarriesAsync()
    {
        try
        {
            return Seen().Order().SequenceEqual((await router.CountAsync(Lines * 12)).Keys.Order());
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string[] Seen() => [.. router.Lines("Get-MultiDial").Select(line => line.Address!)];

    private async Task PullAsync()
    {
        (await router.Lab.Isp.RunAsync("ip link set port2 down", Cancelled)).Require();
        await Poll.UntilAsync(async () => (await router.TruthAsync(Addresses)).Trim() == "0", s_deadline, "all lines down");
    }

    private async Task PlugAsync() => (await router.Lab.Isp.RunAsync("ip link set port2 up", Cancelled)).Require();

    private Task NewAsync(string[] before) => Poll.UntilAsync(
        async () => (await router.TruthAsync(Addresses)).Trim() == "4" && !Seen().Intersect(before).Any(), s_deadline, "another address on each line");
}
