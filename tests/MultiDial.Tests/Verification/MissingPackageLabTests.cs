namespace MultiDial.Tests.Verification;

/// <summary>A configuration for packages that are not there is found, and what is pasted installs them.</summary>
public sealed class MissingPackageLabTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task What_is_missing_is_installed()
    {
        string folder = fixture.Lab.Router.PathOf("/etc/config");
        await File.AppendAllTextAsync(Path.Combine(folder, "network"), CheckedRouter.Network[States.ModernNetwork.Length..], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "mwan3"), CheckedRouter.Mwan3, TestContext.Current.CancellationToken);
        using Engine engine = new();
        engine.Run(fixture.Lab.Login("bare"));
        try
        {
            ConfigurationFinding[] missing = [.. Find(engine).Where(finding => finding.Id is FindingId.MacvlanSupportMissing or FindingId.Mwan3Missing)];
            Assert.Equal(["Install-OpenWrtPackage mwan3", "Install-OpenWrtPackage kmod-macvlan"], missing.Select(finding => finding.RecommendedAction));
            Array.ForEach(missing, finding => engine.Run(finding.RecommendedAction));
            Assert.DoesNotContain(Find(engine), finding => finding.Id is FindingId.MacvlanSupportMissing or FindingId.Mwan3Missing);
        }
        finally
        {
            engine.Run("Get-OpenWrtSession bare | Remove-OpenWrtSession");
        }
    }

    private static ConfigurationFinding[] Find(Engine engine)
    {
        ConfigurationFinding[] findings = [.. engine.Run("Test-MultiDialConfiguration -Session bare").Select(finding => (ConfigurationFinding)finding.BaseObject)];
        Assert.Equal([], engine.Errors.Select(error => error.ToString()));
        return findings;
    }
}
