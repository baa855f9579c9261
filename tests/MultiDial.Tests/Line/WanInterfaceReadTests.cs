using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Tests;

public sealed class WanInterfaceReadTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_line_shows_what_netifd_and_the_files_say(bool legacy)
    {
        WanInterface wan = WanInterfaces.Read(States.Of(legacy ? States.Legacy() : States.Modern()), "wan")!;
        Assert.Equivalent(
            new
            {
                Device = "eth0.2", L3Device = "eth0.2", Protocol = WanProtocol.Dhcp, Metric = (int?)null, Zone = "wan", Masqueraded = true, Up = true,
                Address = "100.64.0.186", Gateway = "100.64.0.1", Dns = "100.64.0.1".Split(' '), MacAddress = "52:54:00:aa:00:02",
                Uptime = TimeSpan.FromSeconds(36), DialError = (string?)null, ReceivedBytes = 1_000_000L, SentBytes = 400_000L,
            },
            wan);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_interfaces_of_masquerading_zones_are_lines_and_others_are_there_too(bool legacy)
    {
        WanInterface[] lines = [.. WanInterfaces.Read(States.Of(legacy ? States.Legacy() : States.Modern()))];
        Assert.Equal(["wan", "wan6"], lines.Where(line => line.Masqueraded).Select(line => line.Name));
        WanInterface lan = Assert.Single(lines, line => line.Name == "lan");
        Assert.Equivalent(new { Device = "br-lan", Zone = "lan", Protocol = WanProtocol.Static, Address = "192.168.1.1" }, lan);
    }

    [Fact]
    public void A_line_without_an_answer_is_down_without_an_error()
    {
        WanInterface wan6 = WanInterfaces.Read(States.Of(States.Modern()), "wan6")!;
        Assert.Equivalent(
            new { Up = false, Protocol = WanProtocol.Other, L3Device = (string?)null, Address = (string?)null, Uptime = (TimeSpan?)null, DialError = (string?)null, ReceivedBytes = (long?)null },
            wan6);
        Assert.Equal("the provider has not answered yet", wan6.Reason);
    }

    [Fact]
    public void The_bytes_of_macvlans_are_not_counted_for_their_parent()
    {
        WanInterface wan = WanInterfaces.Read(
            States.Of(States.Modern(), ("links", States.Links + "veth0|macvlan|eth0.2|02:00:00:00:00:01|0x1003|300000|100000\n")), "wan")!;
        Assert.Equal((700_000L, 300_000L), (wan.ReceivedBytes!.Value, wan.SentBytes!.Value));
    }

    [Theory]
    [InlineData("AUTH_TOPEER_FAILED", "true", "AUTH_TOPEER_FAILED: the provider refused the user name or the password")]
    [InlineData("NO_DEVICE", "false", "NO_DEVICE: the device is not there")]
    [InlineData("SOME_NEW_CODE", "false", "SOME_NEW_CODE")]
    public void An_error_of_the_dialling_is_shown_in_words(string code, string pending, string words)
    {
        WanInterface wan = WanInterfaces.Read(Down(pending, $$""", "errors": [ { "subsystem": "ppp", "code": "{{code}}" } ]"""), "wan")!;
        Assert.StartsWith(words, wan.DialError, StringComparison.Ordinal);
        Assert.Equal(wan.DialError, wan.Reason);
    }

    [Fact]
    public void A_line_whose_protocol_the_router_lacks_is_not_up_though_netifd_says_so()
    {
        const string Dump = """{ "interface": [ { "interface": "wan", "up": true, "pending": false, "proto": "none", "l3_device": "eth0.2", "device": "eth0.2" } ] }""";
        WanInterface wan = WanInterfaces.Read(States.Of(States.Modern(), ("interfaces", Dump)), "wan")!;
        Assert.Equivalent(new { Up = false, L3Device = (string?)null, DialError = "PROTOCOL_UNKNOWN: the router does not know the protocol; PPPoE needs the package ppp-mod-pppoe" }, wan);
    }

    [Fact]
    public void A_macvlan_is_known_by_ip_where_the_kernel_does_not_name_its_kind()
    {
        const string Links = States.Links + "veth0||eth0.2|02:00:00:00:00:01|0x1003|300000|100000\nveth9||eth0.2|02:00:00:00:00:02|0x1003|200000|100000\n";
        const string Modes = "4: veth0@eth0.2: <BROADCAST> mtu 1500\n    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff\n    macvlan mode private bcqueuelen 1000\n"
            + "5: veth9@eth0.2: <BROADCAST> mtu 1500\n    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff\n    macvlan mode bridge bcqueuelen 1000\n";
        RouterState state = States.Of(States.Modern(), ("links", Links), ("macvlans", Modes));
        Assert.Equal(500_000L, WanInterfaces.Read(state, "wan")!.ReceivedBytes);
    }

    [Fact]
    public void A_line_that_neither_tries_nor_fails_has_a_dead_device_or_was_stopped()
    {
        Assert.StartsWith("LINK_DOWN: ", WanInterfaces.Read(Down("false", ""), "wan")!.DialError, StringComparison.Ordinal);
        WanInterface stopped = WanInterfaces.Read(Down("false", "", autostart: "false"), "wan")!;
        Assert.Null(stopped.DialError);
        Assert.Equal("it is stopped", stopped.Reason);
    }

    [Fact]
    public void An_alias_and_a_static_line_that_is_down_show_what_they_come_to()
    {
        const string Sections = "\nconfig interface 'wan4'\n\toption device '@wan'\n\toption proto 'static'\n\toption ipaddr '192.0.2.7'\n\toption gateway '192.0.2.1'\n\toption dns '1.1.1.1 8.8.8.8'\n\toption metric '40'\n";
        WanInterface line = WanInterfaces.Read(States.Of(States.Modern(), ("config/network", States.ModernNetwork + Sections)), "wan4")!;
        Assert.Equivalent(
            new { Device = (string?)null, Protocol = WanProtocol.Static, Address = "192.0.2.7", Gateway = "192.0.2.1", Dns = "1.1.1.1 8.8.8.8".Split(' '), Metric = 40, Zone = (string?)null },
            line);
        Assert.Equal("netifd does not know it", line.Reason);
    }

    private static RouterState Down(string pending, string more, string autostart = "true") => States.Of(States.Modern(), ("interfaces",
        $$"""{ "interface": [ { "interface": "wan", "up": false, "pending": {{pending}}, "available": true, "autostart": {{autostart}}, "proto": "pppoe", "device": "eth0.2"{{more}} } ] }"""));
}
