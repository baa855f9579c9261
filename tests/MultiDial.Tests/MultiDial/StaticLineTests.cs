using MultiDial.Errors;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests.Whole;

/// <summary>Lines with static addresses, on a router that is only texts.</summary>
public sealed class StaticLineTests : Mwan3Engine
{
    private const string Three = "New-MultiDial -Line 3 -Protocol Static -Address 192.0.2.8/24, 192.0.2.9/26 -Gateway 192.0.2.1 -Dns 1.1.1.1, 8.8.8.8 -Timeout 0";
    private const string Rows = """
        [pscustomobject]@{ Address = ''; Gateway = ''; Weight = '2' },
        [pscustomobject]@{ Address = '192.0.2.8/24'; Gateway = '192.0.2.1'; Weight = '3' },
        [pscustomobject]@{ Address = '198.51.100.9/24'; Gateway = '198.51.100.1'; Weight = '' } | New-MultiDial -Protocol Static -Timeout 0
        """;

    private const string AllRows = """
        [pscustomobject]@{ Address = '192.0.2.7/24'; Gateway = '192.0.2.1' },
        [pscustomobject]@{ Address = '192.0.2.8/24'; Gateway = '192.0.2.1' } | New-MultiDial -Protocol Static -Dns 1.1.1.1 -Timeout 0
        """;

    public StaticLineTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }
    }

    private string Network => Router.Parts["config/network"];

    [Fact]
    public void Each_line_has_its_address_and_all_the_gateway_and_the_servers()
    {
        Assert.Equal(["Dhcp", "Static", "Static"], Run(Three + " | ForEach-Object Protocol").Select(protocol => protocol.ToString()));
        Assert.Contains("\toption metric '20'\n\tlist dns '1.1.1.1'\n\tlist dns '8.8.8.8'\n\toption ipaddr '192.0.2.8'\n\toption netmask '255.255.255.0'\n\toption gateway '192.0.2.1'\n", Network, StringComparison.Ordinal);
        Assert.Contains("\toption ipaddr '192.0.2.9'\n\toption netmask '255.255.255.192'\n\toption gateway '192.0.2.1'\n", Network, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Three)]
    [InlineData(Rows)]
    [InlineData(AllRows)]
    public void A_second_run_writes_nothing_and_remove_leaves_no_byte(string script)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run(script);
        var made = new Dictionary<string, string>(Router.Parts);
        Run(script);
        Assert.Equal(made, Router.Parts);
        Run("Remove-MultiDial");
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void Rows_have_addresses_and_gateways_of_their_own()
    {
        Run(Rows);
        Assert.Equal("Dhcp Static Static", string.Join(' ', Run("(Get-MultiDial).Protocol")));
        Assert.Equal("192.0.2.8 198.51.100.9", string.Join(' ', Run("Get-MultiDial wan2, wan3 | ForEach-Object Address")));
        Assert.Contains("\toption gateway '198.51.100.1'\n", Network, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_row_makes_the_first_line_static()
    {
        Run(AllRows);
        Assert.Contains("config interface 'wan'\n\toption device 'eth0.2'\n\toption proto 'static'\n\toption metric '10'\n\toption ipaddr '192.0.2.7'\n", Network, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_line_that_is_static_gets_its_lists_back()
    {
        Router.Parts["config/network"] = Network.Replace("\toption device 'eth0.2'\n\toption proto 'dhcp'\n",
            "\toption device 'eth0.2'\n\toption proto 'static'\n\tlist ipaddr '192.0.2.7/24'\n\toption gateway '192.0.2.1'\n", StringComparison.Ordinal);
        string before = Network;
        Run("New-MultiDial -Line 2 -Address 192.0.2.6/24, 192.0.2.8/24 -Timeout 0");
        Assert.Equal("192.0.2.6 192.0.2.8", Written());
        Run("Remove-MultiDial");
        Assert.Equal(before, Network);
    }

    [Fact]
    public void More_lines_need_more_addresses()
    {
        Run(Three);
        string before = Network;
        Run("Set-MultiDial -Line 5", ErrorId.InvalidValue);
        Assert.Contains("wan4", Assert.Single(Errors).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Run("Set-MultiDial -Line 5 -Address 192.0.2.10/24", ErrorId.InvalidValue);
        Run("Set-MultiDial -Address 192.0.2.10/24", ErrorId.InvalidValue);
        Assert.Equal(before, Network);
        for (int i = 0; i < 2; i++)
        {
            Run("Set-MultiDial -Line 5 -Address 192.0.2.10/24, 192.0.2.11/24 -Timeout 0");
            Assert.Equal("192.0.2.8 192.0.2.9 192.0.2.10 192.0.2.11", Written());
        }

        Assert.Equal(4, Network.Split("\tlist dns '1.1.1.1'\n\tlist dns '8.8.8.8'\n\toption ipaddr ").Length - 1);
        Run("Set-MultiDial -Line 3");
        Assert.Equal(before, Network);
    }

    [Theory]
    [InlineData("New-MultiDial -Line 3 -Protocol Static -Gateway 192.0.2.1")]
    [InlineData("New-MultiDial -Line 4 -Protocol Static -Gateway 192.0.2.1 -Address 192.0.2.8/24")]
    [InlineData("New-MultiDial -Line 3 -Protocol Static -Address 192.0.2.8/24, 192.0.2.9/24")]
    [InlineData("New-MultiDial -Line 3 -Protocol Static -Gateway 192.0.2.1 -Address 192.0.2.8/24, 192.0.2.8/25")]
    [InlineData("New-MultiDial -Line 2 -Protocol Static -Gateway 192.0.2.1 -Address 192.168.1.1/24")]
    [InlineData("New-MultiDial -Line 2 -Protocol Static -Gateway 192.0.2.1 -Address 192.0.2.8")]
    [InlineData("New-MultiDial -Line 2 -Protocol Static -Gateway 192.0.2 -Address 192.0.2.8/24")]
    [InlineData("New-MultiDial -Line 2 -Protocol Static -Gateway 192.0.2.1 -Address 192.0.2.8/24 -Dns one")]
    [InlineData("New-MultiDial -Line 2 -Protocol Dhcp -Address 192.0.2.8/24")]
    [InlineData("[pscustomobject]@{ Address = '' }, [pscustomobject]@{ Address = '' } | New-MultiDial -Protocol Static")]
    public void What_lines_would_not_work_with_is_refused(string script)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Run(script, ErrorId.InvalidValue);
        Assert.Equal(before, Router.Parts);
    }

    private string Written() => string.Join(' ', Network.Split('\n').Where(line => line.StartsWith("\toption ipaddr '192.0", StringComparison.Ordinal)).Select(line => line.Split('\'')[1]));
}
