namespace MultiDial.Tests.Scripts;

/// <summary>mwan3-flavor.sh.</summary>
public sealed class Mwan3FlavorScriptTests : SandboxTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("iptables", "/etc/init.d/mwan3", "/lib/mwan3/mwan3.sh:mwan3_set_policies_iptables()")]
    [InlineData("nftables", "/etc/init.d/mwan3", "/lib/mwan3/mwan3.sh:mwan3_set_policies_nft()")]
    [InlineData("nftables", "/etc/init.d/mwan3", "/lib/mwan3/mwan3-nft.uc:add table inet mwan3")]
    [InlineData("", "/etc/init.d/mwan3")]
    [InlineData("", "/etc/init.d/mwan3", "/lib/mwan3/mwan3.sh:echo mwan3_set_policies_iptables")]
    [InlineData("mwan4", "/etc/init.d/mwan4", "/lib/mwan4/mwan4.sh:")]
    [InlineData("mwan4", "/etc/init.d/mwan4", "/etc/init.d/mwan3", "/lib/mwan3/mwan3.sh:mwan3_set_policies_iptables()")]
    public async Task It_is_told_by_its_functions(string flavor, params string[] files)
    {
        foreach (string[] file in files.Select(file => file.Split(':', 2)))
        {
            if (file is [string program])
            {
                Router.Program(program);
            }
            else
            {
                Router.Write(file[0], file[1] + "\n");
            }
        }

        Assert.Equal(flavor, (await Router.RunAsync("mwan3-flavor", "mw_flavor_find")).Trim());
    }
}
