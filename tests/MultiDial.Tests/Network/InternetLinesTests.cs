using MultiDial.Network;

namespace MultiDial.Tests.Network;

/// <summary>Which interfaces are ways to the internet, by what the configuration and netifd say of one in the zone wan.</summary>
public sealed class InternetLinesTests
{
    private const string Peer = "config wireguard_x\n\toption route_allowed_ips 'yes'\n\tlist allowed_ips '{0}'\n";

    [Theory]
    [InlineData("dhcp", "", "", "", true)]
    [InlineData("dhcp", "\toption defaultroute '0'\n", "", "", false)]
    [InlineData("static", "\toption ipaddr '192.0.2.2'\n\toption gateway '192.0.2.1'\n", "", "", true)]
    [InlineData("static", "\toption ipaddr '192.0.2.2'\n", "", "", false)]
    [InlineData("static", "\toption ipaddr '192.0.2.2'\n", "config route\n\toption interface 'x'\n\toption target '0.0.0.0/0'\n", "", true)]
    [InlineData("none", "", "", "", false)]
    [InlineData("none", "", "", "config interface 'x'\n\toption enabled 'yes'\n", true)]
    [InlineData("none", "", "", "config interface 'x'\n\toption enabled '0'\n", false)]
    [InlineData("wireguard", "", Peer, "", true)]
    [InlineData("wireguard", "", "config wireguard_x\n\tlist allowed_ips '0.0.0.0/0'\n", "", false)]
    [InlineData("relay", "", "", "", false)]
    [InlineData("ncm", "\toption device '/dev/ttyUSB0'\n", "", "", true)]
    [InlineData("dhcp", "\toption device ''\n", "", "", true)]
    public void One_that_is_down_is_a_line_if_it_would_be_given_a_way(string protocol, string options, string more, string mwan3, bool isLine)
    {
        string network = States.ModernNetwork + $"config interface 'x'\n\toption proto '{protocol}'\n{options}\n{more.Replace("{0}", "10.0.0.0/8 0.0.0.0/0", StringComparison.Ordinal)}";
        Assert.Equal(isLine, WanInterfaces.Read(States.Of(States.Modern(), ("config/network", network), Zone, ("config/mwan3", mwan3)), "x")!.IsLine);
    }

    [Theory]
    [InlineData("""{ "interface": "x", "up": true, "route": [ { "target": "0.0.0.0", "mask": 0, "nexthop": "192.0.2.1" } ] }""", true)]
    [InlineData("""{ "interface": "x", "up": true, "route": [ { "target": "::", "mask": 0, "nexthop": "fe80::1" } ] }""", true)]
    [InlineData("""{ "interface": "x", "up": true, "route": [ { "target": "192.168.8.0", "mask": 24 } ] }""", false)]
    [InlineData("""{ "interface": "x", "up": true, "inactive": { "route": [ { "target": "0.0.0.0", "mask": 0, "nexthop": "192.0.2.1" } ] } }""", true)]
    [InlineData("""{ "interface": "x", "up": true }, { "interface": "x_4", "dynamic": true, "up": true, "route": [ { "target": "0.0.0.0", "mask": 0, "nexthop": "192.0.2.1" } ] }""", true)]
    [InlineData("""{ "interface": "x", "up": true }, { "interface": "x_4", "dynamic": false, "up": true, "route": [ { "target": "0.0.0.0", "mask": 0, "nexthop": "192.0.2.1" } ] }""", false)]
    public void One_that_is_up_is_a_line_if_it_was_given_a_way(string dump, bool isLine)
    {
        string network = States.ModernNetwork + "config interface 'x'\n\toption proto 'dhcp'\n";
        Assert.Equal(isLine, WanInterfaces.Read(States.Of(States.Modern(), ("config/network", network), Zone, ("interfaces", $"{{ \"interface\": [ {dump} ] }}")), "x")!.IsLine);
    }

    // What netifd says of another one of the configuration is not this one's.
    [Fact]
    public void One_that_netifd_does_not_know_has_nothing_of_another_one()
    {
        string network = States.ModernNetwork + "config interface 'x'\n\toption proto 'dhcp'\n\nconfig interface 'x_4'\n\toption proto 'dhcp'\n";
        WanInterface line = WanInterfaces.Read(
            States.Of(States.Modern(), ("config/network", network), ("interfaces", """{ "interface": [ { "interface": "x_4", "up": true, "l3_device": "eth9" } ] }""")), "x")!;
        Assert.Equal((false, null), (line.Up, line.L3Device));
    }

    private static (string Part, string Text) Zone => ("config/firewall", States.ModernFirewall.Replace("\tlist network 'wan6'\n", "\tlist network 'wan6'\n\tlist network 'x'\n", StringComparison.Ordinal));
}
