using System.Diagnostics;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Conventions;

/// <summary>What the import alone does, in a process of its own that has no network and an empty home.</summary>
public sealed class ImportTests
{
    private const string Script = """
        (Get-Command -Module MultiDial).Count
        [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -match 'Ssh|BouncyCastle' }
        """;

    [Fact]
    public async Task It_needs_no_network_loads_no_SSH_library_and_writes_nothing()
    {
        using TempFolder folder = new();
        await File.WriteAllTextAsync(folder["import.ps1"], Script, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder["home"]);
        string[] lines = await RunAsync(folder["import.ps1"], folder["home"]);
        Assert.Equal([$"{Module.Cmdlets.Length}"], lines.Where(line => !line.StartsWith("PS> ", StringComparison.Ordinal)));
        Assert.DoesNotContain(Directory.EnumerateFiles(folder["home"], "*", SearchOption.AllDirectories), file => !IsOfPowerShell(file));
    }

    private static bool IsOfPowerShell(string file) => file.Contains("/.cache/powershell/", StringComparison.Ordinal);

    private static async Task<string[]> RunAsync(string script, string home)
    {
        ProcessStartInfo start = new("unshare", ["--net", Path.Combine(AppContext.BaseDirectory, "MultiDial.Lab"), "run", script])
        {
            RedirectStandardOutput = true,
            Environment = { ["HOME"] = home },
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
