using MultiDial.Tests.Conventions;
using MultiDial.Tests.Field;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests.Verification;

/// <summary>Routers that work have no findings but those that they deserve.</summary>
public sealed class HealthyRouterTests
{
    [Theory]
    [InlineData("01")]
    [InlineData("03")]
    [InlineData("04")]
    [InlineData("05")]
    [InlineData("06")]
    [InlineData("08")]
    [InlineData("09")]
    [InlineData("11")]
    [InlineData("13")]
    [InlineData("14", "TrackIpIsNoList wan", "TrackIpIsNoList usb_wan")]
    [InlineData("15", "TrackIpMissing wan", "TrackIpMissing wg")]
    [InlineData("16")]
    [InlineData("19")]
    public void Of_the_field(string name, params string[] findings)
    {
        // Of 01 it is known that mwan3 runs, and that iptables cannot show it.
        FakeRouter router = FieldRouter.Of(name);
        router.Parts["mwan3-service"] = "running\n";
        using var engine = new Engine(router);
        Assert.Equal(findings, Found(engine));
    }

    [Fact]
    public void Of_the_field_whose_file_cannot_be_read()
    {
        using var engine = new Engine(FieldRouter.Of("20"));
        Assert.Empty(Found(engine));
        Assert.StartsWith("UnreadableConfiguration", engine.Errors.Single().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gl-inet")]
    [InlineData("kenzok8")]
    [InlineData("lede-older")]
    [InlineData("lede-openwrt-packages")]
    [InlineData("sbwml")]
    public void As_images_bring_mwan3_along(string image)
    {
        FakeRouter router = FieldRouter.Of("11");
        router.Parts["config/mwan3"] = router.Parts["shipped/mwan3." + image];
        using var engine = new Engine(router);
        Assert.Empty(Found(engine));
    }

    // Its wan6, of which OpenWrt has an interface, is not enabled.
    [Fact]
    public void As_OpenWrts_package_brings_mwan3_along()
    {
        var router = new FakeRouter(States.Modern());
        router.Parts["config/mwan3"] = File.ReadAllText(Module.PathOf("tests/MultiDial.Lab/router/usr/share/lab-feed/packages/mwan3/data/etc/config/mwan3"));
        using var engine = new Engine(router);
        Assert.Empty(Found(engine));
    }

    [Fact]
    public void Fresh_from_the_flash()
    {
        using var engine = new Engine(new FakeRouter(States.Modern()));
        Assert.Empty(Found(engine));
    }

    [Theory]
    [InlineData("New-MultiDial 4 -Protocol Dhcp -Timeout 0")]
    [InlineData("New-MultiDial 3 -Protocol Dhcp -StickyHttps -IPv6 PerLine -DirectNetwork 10.0.0.0/8 -Timeout 0")]
    [InlineData("New-MultiDial 3 -Protocol Pppoe -UserName u -Password p -Timeout 0")]
    [InlineData("New-MultiDial 2 -Protocol Static -Address 192.0.2.8/24, 192.0.2.9/24 -Gateway 192.0.2.1 -Timeout 0")]
    [InlineData("New-MultiDial 3 -Protocol Dhcp -Timeout 0", true)]
    public void As_the_module_makes_it(string script, bool isLegacy = false)
    {
        using var engine = new Engine(new FakeRouter(isLegacy ? States.Legacy() : States.Modern()) { OnChange = CheckedRouter.Follow });
        engine.Run(script);
        Assert.Empty(engine.Errors);
        Assert.Empty(Found(engine));
    }

    // The rule that takes all comes first there, and took IPv6 too before somebody gave it a family.
    [Theory]
    [InlineData("\toption family 'ipv4'\n", "RuleShadowed ss_route")]
    [InlineData("", "RuleShadowed ss_route", "RuleRejectsIPv6 default_route")]
    public void The_tutorial_as_it_is_written_has_the_faults_of_its_rules(string family, params string[] findings)
    {
        string written = Mwan3Texts.TwoLines.Replace("\toption dest_ip '0.0.0.0/0'\n\toption family 'ipv4'\n", family, StringComparison.Ordinal).Replace("'3.4.5.6/32'\n\toption family 'ipv4'\n", "'3.4.5.6/32'\n", StringComparison.Ordinal);
        using CheckedRouter router = new(("config/mwan3", CheckedRouter.Mwan3, written));
        Assert.Equal(findings, router.Test().Select(finding => $"{finding.Id} {finding.Target}"));
        Array.ForEach(router.Test(), finding => router.Paste(finding.RecommendedAction));
        Assert.Empty(router.Test());
    }

    private static string[] Found(Engine engine) =>
        [.. engine.Run("Test-MultiDialConfiguration").Select(finding => (ConfigurationFinding)finding.BaseObject).Select(finding => $"{finding.Id} {finding.Target}")];
}
