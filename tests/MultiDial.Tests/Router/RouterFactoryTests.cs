namespace MultiDial.Tests;

/// <summary>A router as it comes out of the box.</summary>
public sealed class RouterFactoryTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task What_needs_a_package_says_so_until_it_is_installed()
    {
        Testing.Lab lab = fixture.Lab;
        using var engine = new Engine();
        var session = (OpenWrtSession)engine.Run(lab.Login("factory"))[0].BaseObject;
        try
        {
            var system = (OpenWrtSystem)engine.Run("Get-OpenWrtSystem").Single().BaseObject;
            Assert.SkipWhen(system.Mwan3Version is not null, "This root filesystem comes with the packages.");
            Assert.Equal((false, null, "wan", "eth0.2"), (system.HasMacvlan, system.Mwan3Version, system.WanInterface, system.WanDevice));
            string device = (await lab.Router.RunAsync("md5sum /etc/config/*", TestContext.Current.CancellationToken)).Output;
            engine.Run("New-MacvlanDevice veth0 -Parent eth0.2; Get-Mwan3Member; Add-Mwan3Interface wan; Get-Mwan3Status");
            Assert.Equal(
                ["PackageMissing", "PackageMissing", "PackageMissing", "PackageMissing"],
                engine.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
            Assert.Contains("Install-OpenWrtPackage kmod-macvlan", engine.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            Assert.Equal(device, (await lab.Router.RunAsync("md5sum /etc/config/*", TestContext.Current.CancellationToken)).Output);

            engine.Clear();
            Assert.Equal([false, false], engine.Run("Get-OpenWrtPackage kmod-macvlan, mwan3").Select(item => ((OpenWrtPackage)item.BaseObject).Installed));
            Assert.Equal([true, true], engine.Run("'kmod-macvlan', 'mwan3' | Install-OpenWrtPackage").Select(item => ((OpenWrtPackage)item.BaseObject).Installed));
            int before = session.CommandCount;
            Assert.Equal(2, engine.Run("Install-OpenWrtPackage kmod-macvlan, mwan3").Count);
            Assert.Equal(1, session.CommandCount - before);
            engine.Run("Install-OpenWrtPackage no-such-package");
            Assert.Equal("PackageMissing", Assert.Single(engine.Errors).FullyQualifiedErrorId.Split(',')[0]);

            system = (OpenWrtSystem)engine.Run("Get-OpenWrtSystem").Single().BaseObject;
            Assert.True(system.HasMacvlan);
            Assert.NotNull(system.Mwan3Version);
        }
        finally
        {
            SessionRegistry.Remove(session);
        }
    }
}
