using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests.Mwan3;

/// <summary>A router with another mwan3 than those that MultiDial can change.</summary>
public sealed class Mwan3FlavorTests
{
    [Theory]
    [InlineData("nftables", "an mwan3 that works with nftables")]
    [InlineData("mwan4", "mwan4")]
    [InlineData("", "an mwan3 with other functions in /lib/mwan3 than those that are known")]
    public void Its_configuration_is_read_and_never_written(string flavor, string found)
    {
        FakeRouter router = Router(flavor);
        using var engine = new Engine(router);
        Assert.Single(engine.Run("Get-Mwan3Rule default_route"));
        Assert.Empty(engine.Errors);
        string before = router.Parts["config/mwan3"];
        foreach (string command in new[] { "Set-Mwan3Rule default_route -Policy balance", "Clear-Mwan3Configuration", "Add-Mwan3Member -Interface wan -Metric 7 -Weight 7" })
        {
            engine.Clear();
            engine.Run(command);
            Assert.Equal(["UnsupportedRouter"], engine.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
            Assert.Equal($"The router 'router' has {found}: its configuration can be read, but is not changed.", engine.Errors[0].Exception.Message);
        }

        Assert.Equal(before, router.Parts["config/mwan3"]);
        Assert.Empty(router.Calls);
    }

    [Fact]
    public void What_does_not_concern_it_can_be_changed()
    {
        using var engine = new Engine(Router("nftables"));
        Assert.Single(engine.Run("Set-WanInterface wan2 -Metric 33"));
        Assert.Empty(engine.Errors);
    }

    // mwan4 takes the file away when it is installed, and mwan3 cannot be installed beside it.
    [Fact]
    public void Where_mwan4_is_nobody_is_told_to_install_mwan3()
    {
        FakeRouter router = Router("mwan4");
        router.Parts.Remove("config/mwan3");
        using var engine = new Engine(router);
        engine.Run("New-MultiDial 3 -Protocol Dhcp -Timeout 0");
        Assert.Equal(["UnsupportedRouter"], engine.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    private static FakeRouter Router(string flavor)
    {
        Dictionary<string, string> parts = Parts(TwoLines);
        parts["mwan3-flavor"] = flavor + "\n";
        return new FakeRouter(parts);
    }
}
