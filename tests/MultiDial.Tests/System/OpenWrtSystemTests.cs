using MultiDial.OpenWrt;
using MultiDial.Router;

namespace MultiDial.Tests;

public sealed class OpenWrtSystemTests
{
    [Fact]
    public void A_router_says_what_it_is()
    {
        OpenWrtSystem system = SystemReader.Read(Factory());
        Assert.Equivalent(
            new
            {
                Name = "OpenWrt", Release = "24.10.0", Board = "lab,macvlan-router", Target = "x86/64", SwitchModel = SwitchModel.None, PackageManager = PackageManager.Opkg,
                Firewall = FirewallGeneration.Fw4, Mwan3Version = "2.11.16-r5", Mwan3Flavor = Mwan3Flavor.Iptables, Kernel = "6.18.44-fc-v669", HasMacvlan = true, WanInterface = "wan", WanDevice = "eth0.2",
            },
            system);
    }

    [Fact]
    public void What_it_does_not_have_is_empty()
    {
        OpenWrtSystem system = SystemReader.Read(Factory(("switch", "dsa\n"), ("packages", ""), ("firewall", ""), ("macvlan", ""), ("opkg", "")));
        Assert.Equivalent(
            new { SwitchModel = SwitchModel.Dsa, PackageManager = (PackageManager?)null, Firewall = (FirewallGeneration?)null, Mwan3Version = (string?)null, HasMacvlan = false },
            system);
    }

    [Fact]
    public void The_device_of_a_pppoe_line_is_the_one_below_the_session()
    {
        const string Dump = """{ "interface": [ { "interface": "wan", "up": true, "l3_device": "pppoe-wan", "device": "eth0.2", "proto": "pppoe" } ] }""";
        Assert.Equal("eth0.2", SystemReader.Read(Factory(("interfaces", Dump))).WanDevice);
    }

    [Fact]
    public void The_line_may_have_another_name()
    {
        Dictionary<string, string> parts = States.Modern();
        OpenWrtSystem system = SystemReader.Read(Factory(
            ("config/network", parts["config/network"].Replace("'wan'", "'internet'", StringComparison.Ordinal)),
            ("config/firewall", parts["config/firewall"].Replace("network 'wan'", "network 'internet'", StringComparison.Ordinal)),
            ("interfaces", "")));
        Assert.Equal(("internet", "eth0.2"), (system.WanInterface, system.WanDevice));
    }

    private static RouterState Factory(params (string Part, string Text)[] others) => States.Of(
        States.Modern(),
        [
            ("release", Recording.Answer("01-factory.txt", "cat /etc/openwrt_release")),
            ("board", Recording.Answer("01-factory.txt", "ubus call system board")),
            ("opkg", Recording.Answer("01-factory.txt", "opkg list-installed")),
            .. others,
        ]);
}
