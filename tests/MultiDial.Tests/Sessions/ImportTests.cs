using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using MultiDial.Testing;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

/// <summary>What is loaded into a PowerShell, and when. Each test has one of its own, with an empty home.</summary>
public sealed class ImportTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>, IDisposable
{
    private const string Renci = "Renci.SshNet";

    private const string Other = $"Add-Type -Path ./{Renci}.dll; $null = [{Renci}.SshClient]";

    private const string Loaded = $$"""
        [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq '{{Renci}}' } |
            ForEach-Object { "$([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name) $($_.GetName().Version.Major)" } | Sort-Object
        """;

    private readonly TempFolder _folder = new();

    private static string Import => $"Import-Module '{Pwsh.Module}'";

    private string Open =>
        $"$session = New-OpenWrtSession 127.0.0.1 -Port {dropbear.Server.Port} -KeyFilePath {dropbear.Server.KeyFile} -HostKeyFingerprint {dropbear.Server.Fingerprint(0)}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_needs_no_network_loads_no_SSH_library_and_writes_nothing()
    {
        Assert.Equal(
            [$"{Conventions.Module.Cmdlets.Length}"],
            await RunAsync(["unshare", "--net"], Import, "(Get-Command -Module MultiDial).Count; Get-OpenWrtSession", """
                [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match 'Ssh|BouncyCastle'
                """));
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories), file => !IsOfPowerShell(file));
    }

    [Fact]
    public async Task Another_SSH_NET_that_was_loaded_before_does_no_harm()
    {
        WriteAnother();
        Assert.Equal(["Default 2024", "MultiDial 2026"], await RunAsync([], Other, Import, Open, Loaded));
    }

    [Fact]
    public async Task Another_SSH_NET_that_is_loaded_afterwards_works_beside_ours()
    {
        WriteAnother();
        Assert.Equal(["MultiDial 2026", "Default 2024", "MultiDial 2026"], await RunAsync([], Import, Open, Loaded, Other, Open, Loaded));
    }

    [Fact]
    public async Task Removing_the_module_closes_the_sessions_of_the_runspace() =>
        Assert.Equal(
            ["Opened", "Closed"],
            await RunAsync([], Import, Open, $"""
                $null = [powershell]::Create().AddScript("{Import}; Remove-Module MultiDial").Invoke()
                $session.State
                Remove-Module MultiDial
                $session.State
                """));

    private static bool IsOfPowerShell(string file) => file.Contains("/.cache/powershell/", StringComparison.Ordinal);

    // An assembly of that name and an older version, as another module brings it along.
    private void WriteAnother()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(Renci) { Version = new Version(2024, 0, 0, 0) }, typeof(object).Assembly);
        assembly.DefineDynamicModule(Renci).DefineType($"{Renci}.SshClient", TypeAttributes.Public).CreateType();
        assembly.Save(_folder[Renci + ".dll"]);
    }

    private async Task<string[]> RunAsync(IEnumerable<string> place, params string[] script)
    {
        ProcessStartInfo start = Pwsh.Prepare([.. place, .. Pwsh.CommandLine, "-NoProfile", "-NonInteractive", "-Command",
            string.Join('\n', ["$ErrorActionPreference = 'Stop'", .. script])]);
        start.WorkingDirectory = start.Environment["HOME"] = _folder.Path;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
