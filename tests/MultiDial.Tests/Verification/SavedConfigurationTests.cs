namespace MultiDial.Tests.Verification;

/// <summary>A saved configuration is looked at without a router.</summary>
public sealed class SavedConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_backup_and_a_folder_are_the_same_and_need_no_session()
    {
        using (CheckedRouter router = new(Fault.InNetwork("metric '20'", "metric '10'")))
        {
            router.Run($"Backup-OpenWrtConfiguration '{_folder}/router.tar.gz'");
            Write(router, Path.Combine(_folder, "files"), "network", "firewall", "mwan3");
            Write(router, Path.Combine(_folder, "root", "etc", "config"), "network", "firewall", "mwan3");
        }

        using Engine engine = new();
        foreach (string path in new[] { "router.tar.gz", "files", "root" })
        {
            ConfigurationFinding finding = Assert.Single(Found(engine, $"Test-MultiDialConfiguration -Path '{_folder}/{path}'"));
            Assert.Equal((FindingId.MetricEqual, "wan2", null), (finding.Id, finding.Target, finding.Session));
            Assert.Equal("Set-WanInterface wan2 -Metric 20", finding.RecommendedAction);
        }
    }

    [Fact]
    public void Files_come_by_the_pipeline_too_beside_sessions()
    {
        using CheckedRouter router = new(Fault.InNetwork("metric '20'", "metric '10'"));
        Assert.Equal(["MetricEqual", "MetricEqual"], router.Run($"Backup-OpenWrtConfiguration '{_folder}/a.tar.gz' | Test-MultiDialConfiguration; Get-WanInterface | Test-MultiDialConfiguration").Select(finding => finding.Properties["Id"].Value.ToString()));
    }

    // Without the network nothing can be told of it.
    [Fact]
    public void What_is_not_saved_is_not_missed()
    {
        using (CheckedRouter router = new())
        {
            Write(router, _folder, "mwan3");
        }

        using Engine engine = new();
        Assert.Empty(Found(engine, $"Test-MultiDialConfiguration -Path '{_folder}'"));
    }

    [Theory]
    [InlineData("gone.tar.gz", "NotFound")]
    [InlineData("", "InvalidValue")]
    [InlineData("broken", "InvalidValue")]
    public void What_is_no_configuration_is_an_error(string path, string id)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "broken"));
        File.WriteAllText(Path.Combine(_folder, "broken", "network"), "config interface 'wan\n");
        using Engine engine = new();
        Assert.Empty(engine.Run($"Test-MultiDialConfiguration -Path '{_folder}/{path}'"));
        Assert.Equal(id, engine.Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
    }

    private static void Write(CheckedRouter router, string folder, params string[] files)
    {
        Directory.CreateDirectory(folder);
        Array.ForEach(files, file => File.WriteAllText(Path.Combine(folder, file), router.Parts["config/" + file]));
    }

    private static ConfigurationFinding[] Found(Engine engine, string script)
    {
        ConfigurationFinding[] findings = [.. engine.Run(script).Select(finding => (ConfigurationFinding)finding.BaseObject)];
        Assert.Equal([], engine.Errors.Select(error => error.ToString()));
        return findings;
    }
}
