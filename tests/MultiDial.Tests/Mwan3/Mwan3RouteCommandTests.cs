using MultiDial.Errors;

namespace MultiDial.Tests.Mwan3;

/// <summary>What the kernel and a transaction have to do with a packet's way, and how packets are given.</summary>
public sealed class Mwan3RouteCommandTests : Mwan3RouteEngine
{
    [Theory]
    [InlineData("-A mwan3_policy_balanced -m statistic --mode random --probability 0.25 -m comment --comment \"wan2 1 2\" -j MARK --set-xmark 0x200/0x3f00\n-A mwan3_policy_balanced -m comment --comment \"wan 1 1\" -j MARK --set-xmark 0x100/0x3f00\n", "rest wan 75%, wan2 25% ")]
    [InlineData("-A mwan3_policy_balanced -m comment --comment unreachable -j MARK --set-xmark 0x3e00/0x3f00\n", "rest  Unreachable")]
    [InlineData("", "  ")]
    public void The_kernel_has_the_last_word(string chain, string expected)
    {
        Router.Parts["mwan3-chains4"] = "listed\n-N mwan3_hook\n-N mwan3_policy_balanced\n-A PREROUTING -j mwan3_hook\n-A mwan3_hook -j mwan3_rules\n" + chain;
        Mwan3Route route = Resolve("8.8.8.8");
        Assert.Equal(expected, $"{route.Rule} {Shares(route)} {route.LastResort}");
    }

    [Fact]
    public void What_the_kernel_does_not_send_through_mwan3_goes_by_the_routes()
    {
        Router.Parts["mwan3-chains4"] = "listed\n";
        Assert.Equal("The kernel does not send packets of IPv4 through mwan3, so the router's own routes decide.", Resolve("8.8.8.8").Why);
    }

    [Fact]
    public void In_a_transaction_what_is_drafted_counts()
    {
        Run("Start-OpenWrtTransaction; Add-Mwan3Rule one -Policy default -DestinationAddress 8.8.8.8 -First");
        Assert.Equal("one", Resolve("8.8.8.8").Rule);
        Run("Undo-OpenWrtTransaction");
        Assert.Equal("rest", Resolve("8.8.8.8").Rule);
    }

    [Fact]
    public void Rows_and_addresses_are_asked_for_all_at_once_and_nothing_is_changed()
    {
        Mwan3Route[] routes = Routes("""
            "DestinationAddress,DestinationPort,Protocol,SourceAddress`n8.8.8.8,53,udp,`n9.9.9.9,443,,192.168.1.9" | ConvertFrom-Csv | Resolve-Mwan3Route
            """);
        Assert.Equal(["8.8.8.8 53 udp ", "9.9.9.9 443 tcp 192.168.1.9"], routes.Select(route => $"{route.DestinationAddress} {route.DestinationPort} {route.Protocol} {route.SourceAddress}"));
        Assert.Contains("mw_sets_read '8.8.8.8' '9.9.9.9'", Assert.Single(Router.Scripts), StringComparison.Ordinal);
        Assert.Equal(["1.1.1.1", "2.2.2.2"], Routes("'1.1.1.1', '2.2.2.2' | Resolve-Mwan3Route").Select(route => route.DestinationAddress));
        Assert.Equal(2, Router.Scripts.Count);
        Assert.DoesNotContain(Router.Calls, call => !call.StartsWith("mw_sets_read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Resolve-Mwan3Route", "-DestinationAddress")]
    [InlineData("Resolve-Mwan3Route dns.example", "dns.example")]
    [InlineData("Resolve-Mwan3Route 8.8", "8.8")]
    [InlineData("Resolve-Mwan3Route 8.8.8.0/24", "8.8.8.0/24")]
    [InlineData("Resolve-Mwan3Route 8.8.8.8 0", "0")]
    [InlineData("Resolve-Mwan3Route 8.8.8.8 80, 443", "80,443")]
    [InlineData("Resolve-Mwan3Route 8.8.8.8 -SourceAddress fd00::1", "fd00::1")]
    [InlineData("Resolve-Mwan3Route 8.8.8.8 -Protocol carrier-pigeon", "carrier-pigeon")]
    [InlineData("Resolve-Mwan3Route 8.8.8.8 53 -Protocol icmp", "icmp")]
    public void What_is_no_packet_is_refused_before_the_router_is_asked(string command, string target)
    {
        Run(command, ErrorId.InvalidValue);
        Assert.Equal(target, Errors.Single().TargetObject);
        Assert.Empty(Router.Scripts);
    }

    [Fact]
    public void A_router_without_mwan3_says_so()
    {
        Router.Parts.Remove("config/mwan3");
        Router.Parts.Remove("mwan3-service");
        Run("Resolve-Mwan3Route 8.8.8.8", ErrorId.PackageMissing);
    }
}
