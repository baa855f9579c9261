using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests.Network;

/// <summary>What is wrong with the device of a line that is down is told by what the router has, and with what cures it.</summary>
public sealed class DeviceTroubleTests : Mwan3Engine
{
    private const string Down = """
        { "interface": [ { "interface": "wan", "up": true, "device": "eth0.2", "l3_device": "eth0.2" },
          { "interface": "wan2", "up": false, "pending": false, "available": false, "autostart": true, "proto": "dhcp", "errors": [ERRORS] } ] }
        """;

    private const string Macvlan = "\nconfig device\n\toption name 'veth0'\n\toption type 'macvlan'\n\toption ifname 'eth0.2'\n";
    private const string Parent = "eth0.2|||52:54:00:aa:00:02|0x1003|0|0";

    [Theory]
    [InlineData(Macvlan, "", "eth0.2, which the router does not have. Set-MultiDial -Parent")]
    [InlineData("\nconfig device\n\toption name 'veth0'\n\toption type 'macvlan'\n", Parent, "veth0 has no device below it. Set-MacvlanDevice veth0 -Parent")]
    [InlineData(Macvlan, "eth0.2|||52:54:00:aa:00:02|0x1002|0|0", "eth0.2, which veth0 sits on, is down. On the router: ip link set eth0.2 up")]
    [InlineData(Macvlan, Parent, "The macvlan veth0 is gone. To make it again: Restart-WanInterface wan2")]
    [InlineData(Macvlan, Parent + "\nveth0|macvlan|eth0.2|02:00:00:00:00:01|0x1002|0|0", "The device veth0 is down. On the router: ip link set veth0 up")]
    [InlineData(Macvlan, Parent + "\nveth0|macvlan|eth0.2|02:00:00:00:00:01|0x1002|0|0\nveth1|macvlan|eth0.2|02:00:00:00:00:01|0x1003|0|0", "veth0 and veth1 have the same MAC address, 02:00:00:00:00:01. Set-MacvlanDevice veth0 -MacAddress ")]
    [InlineData(Macvlan, Parent + "\nveth0|macvlan|eth0.2|02:00:00:00:00:01|0x1003|0|0", "the cable may be out")]
    [InlineData("", Parent, "The router has no device veth0.")]
    public void It_is_named_with_its_cure(string section, string links, string words)
    {
        Give(section, links, "");
        Assert.Contains("LINK_DOWN: ", Value(Run("Get-WanInterface wan2"), "DialError").ToString()!, StringComparison.Ordinal);
        Assert.Contains(words, Value(Run("Get-WanInterface wan2"), "DialError").ToString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DEVICE_CLAIM_FAILED", "DEVICE_CLAIM_FAILED: veth0 sits on eth0.2")]
    [InlineData("NO_DEVICE", "NO_DEVICE: veth0 sits on eth0.2")]
    [InlineData("AUTH_TOPEER_FAILED", "AUTH_TOPEER_FAILED: The provider refused")]
    public void What_netifd_says_of_something_else_is_not_replaced(string code, string words)
    {
        Give(Macvlan, "", $$"""{ "code": "{{code}}" }""");
        Assert.StartsWith(words, Value(Run("Get-WanInterface wan2"), "DialError").ToString()!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_advice_gives_it_an_address_that_no_other_has()
    {
        Give(Macvlan, Parent + "\nveth0|macvlan|eth0.2|02:00:00:00:00:01|0x1002|0|0\nveth1|macvlan|eth0.2|02:00:00:00:00:01|0x1003|0|0", "");
        string error = Value(Run("Get-WanInterface wan2"), "DialError").ToString()!;
        Run(error[error.IndexOf("Set-MacvlanDevice", StringComparison.Ordinal)..]);
        Assert.DoesNotContain("macaddr '02:00:00:00:00:01'", Router.Parts["config/network"], StringComparison.Ordinal);
        Assert.Contains("\toption macaddr '", Router.Parts["config/network"], StringComparison.Ordinal);
    }

    private void Give(string section, string links, string errors)
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }

        Router.Parts["config/network"] += section + "\nconfig interface 'wan2'\n\toption device 'veth0'\n\toption proto 'dhcp'\n";
        Router.Parts["interfaces"] = Down.Replace("ERRORS", errors, StringComparison.Ordinal);
        Router.Parts["links"] = "lo|||00:00:00:00:00:00|0x9|0|0\n" + links;
    }
}
