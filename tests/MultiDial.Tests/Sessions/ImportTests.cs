using System.Management.Automation;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using System.Text.Json.Nodes;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

/// <summary>
/// What is loaded into a process, and when. Each test runs in a process of its own, in which no SSH.NET is within the
/// engine's reach, as in a PowerShell.
/// </summary>
public sealed class ImportTests
{
    private const string Renci = "Renci.SshNet";

    [Theory]
    [InlineData(nameof(Importing_loads_nothing_of_SSH))]
    [InlineData(nameof(Another_SSH_NET_that_was_loaded_before_does_no_harm))]
    [InlineData(nameof(Another_SSH_NET_that_is_loaded_afterwards_works_beside_ours))]
    [InlineData(nameof(Removing_the_module_closes_the_sessions_of_the_runspace))]
    public async Task In_a_process_of_its_own(string test)
    {
        // What the file lists is looked for beside it.
        string assembly = typeof(ImportTests).Assembly.Location;
        string dependencies = Path.ChangeExtension(assembly, $".{test}.deps.json");
        await File.WriteAllTextAsync(dependencies, WithoutSshNet(Path.ChangeExtension(assembly, ".deps.json")), TestContext.Current.CancellationToken);
        (int status, string output) = await Tool.TryAsync("dotnet", "exec", "--depsfile", dependencies, assembly,
            "-method", $"{typeof(ImportTests).FullName}.{test}", "-explicit", "only", "-noColor");
        File.Delete(dependencies);
        Assert.True(status == 0 && output.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0", StringComparison.Ordinal), output);
    }

    [Fact(Explicit = true)]
    public void Importing_loads_nothing_of_SSH()
    {
        using var shell = new SessionShell(manifest: true);
        shell.Run("Get-OpenWrtSession");
        Assert.Empty(shell.Errors);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name is Renci or "MultiDial.Ssh" or "BouncyCastle.Cryptography");
    }

    [Fact(Explicit = true)]
    public async Task Another_SSH_NET_that_was_loaded_before_does_no_harm()
    {
        LoadAnother();
        using var shell = new SessionShell(manifest: true);
        await using DropbearServer server = await DropbearServer.StartAsync("ed25519");
        Open(shell, server);
        Assert.Equal([("Default", 2024), ("MultiDial", 2026)], Loaded());
    }

    [Fact(Explicit = true)]
    public async Task Another_SSH_NET_that_is_loaded_afterwards_works_beside_ours()
    {
        using var shell = new SessionShell(manifest: true);
        await using DropbearServer server = await DropbearServer.StartAsync("ed25519");
        Open(shell, server);
        Assert.Equal([("MultiDial", 2026)], Loaded());
        LoadAnother();
        Open(shell, server);
        Assert.Equal([("Default", 2024), ("MultiDial", 2026)], Loaded());
    }

    [Fact(Explicit = true)]
    public async Task Removing_the_module_closes_the_sessions_of_the_runspace()
    {
        using var shell = new SessionShell(manifest: true);
        using var other = new SessionShell(manifest: true);
        await using DropbearServer server = await DropbearServer.StartAsync("ed25519");
        Open(shell, server);
        PSObject session = Assert.Single(shell.Run("Get-OpenWrtSession"));
        other.Run("Remove-Module MultiDial");
        Assert.Equal("Opened", session.Properties["State"].Value.ToString());
        shell.Run("Remove-Module MultiDial");
        Assert.Empty(shell.Errors);
        Assert.Equal("Closed", session.Properties["State"].Value.ToString());
    }

    private static void Open(SessionShell shell, DropbearServer server)
    {
        Assert.Single(shell.Run($"New-OpenWrtSession 127.0.0.1 -Port {server.Port} -KeyFilePath {server.KeyFile} -HostKeyFingerprint {server.Fingerprint(0)}"));
        Assert.Empty(shell.Errors);
    }

    // An assembly of that name and version, as a module that carries an older SSH.NET brings it along.
    private static void LoadAnother()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("multidial").FullName, Renci + ".dll");
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(Renci) { Version = new Version(2024, 0, 0, 0) }, typeof(object).Assembly);
        assembly.DefineDynamicModule(Renci).DefineType($"{Renci}.SshClient", TypeAttributes.Public).CreateType();
        assembly.Save(path);
        Assembly.LoadFrom(path).GetType($"{Renci}.SshClient", throwOnError: true);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static (string Context, int Version)[] Loaded() =>
        [.. AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == Renci)
            .Select(assembly => (AssemblyLoadContext.GetLoadContext(assembly)!.Name!, assembly.GetName().Version!.Major)).Order()];

    private static string WithoutSshNet(string path)
    {
        JsonNode dependencies = JsonNode.Parse(File.ReadAllText(path))!;
        foreach (JsonObject list in dependencies["targets"]!.AsObject().Select(target => target.Value!.AsObject()).Append(dependencies["libraries"]!.AsObject()))
        {
            foreach (string package in list.Select(entry => entry.Key).Where(key => key.StartsWith("SSH.NET/", StringComparison.Ordinal)).ToList())
            {
                list.Remove(package);
            }
        }

        return dependencies.ToJsonString();
    }
}
