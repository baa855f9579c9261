namespace MultiDial.Tests;

/// <summary>What the cmdlets made and removed again leaves no trace in the router's files.</summary>
public sealed class RouterNoTraceTests(RouterFixture router) : RouterTests(router)
{
    private const string Make = """
        New-MacvlanDevice veth5 -Parent WAN | New-WanInterface wan5 -Protocol Dhcp -Metric 50 -Timeout 0
        Add-FirewallZoneNetwork lan -Network loopback
        Add-Mwan3Interface wan5 -TrackIp 1.1.1.1
        Add-Mwan3Member wan5_m1_w1 -Interface wan5 -Metric 1 -Weight 1
        Set-Mwan3Policy only5 -Member wan5_m1_w1
        Add-Mwan3Rule front -Policy only5 -DestinationAddress 198.51.100.9 -First
        Add-Mwan3Rule back -Policy only5 -DestinationAddress 198.51.100.10
        """;

    [Theory]
    [InlineData("Remove-Mwan3Rule back, front; Remove-Mwan3Policy only5; Remove-Mwan3Member wan5_m1_w1; Remove-Mwan3Interface wan5; Remove-FirewallZoneNetwork lan -Network loopback; Remove-WanInterface wan5; Remove-MacvlanDevice veth5")]
    [InlineData("Remove-Mwan3Rule front; Remove-WanInterface wan5 -Force; Remove-MacvlanDevice veth5; Remove-Mwan3Rule back; Remove-Mwan3Policy only5; Remove-FirewallZoneNetwork lan -Network loopback")]
    [InlineData("Remove-FirewallZoneNetwork lan -Network loopback; Remove-Mwan3Interface wan5 -Force; Remove-WanInterface wan5; Remove-Mwan3Rule back, front; Remove-MacvlanDevice veth5; Remove-Mwan3Policy only5")]
    public async Task Every_byte_is_as_it_was(string remove)
    {
        await TruthAsync("printf '# mine\\n' >>/etc/config/network; printf '# 规则' >>/etc/config/mwan3");
        string files = await BytesAsync();
        string export = await ExportAsync();
        Run(Make.Replace("WAN", Router.WanDevice, StringComparison.Ordinal));
        Assert.DoesNotContain((await BytesAsync()).Split('\n')[..3], sum => files.Contains(sum, StringComparison.Ordinal));
        Run(remove);
        Assert.Equal(export, await ExportAsync());
        Assert.Equal(files, await BytesAsync());
    }

    private Task<string> BytesAsync() => TruthAsync("cd /etc/config; md5sum network firewall mwan3; ls -l network firewall mwan3 | cut -c 1-10");
}
