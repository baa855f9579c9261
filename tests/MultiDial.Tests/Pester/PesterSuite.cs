using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using MultiDial.Testing;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Pester;

/// <summary>A suite of tests/Pester.</summary>
internal static class PesterSuite
{
    private static readonly string s_folder = Conventions.Module.PathOf("tests", "Pester");

    /// <summary>The files of all suites.</summary>
    internal static IEnumerable<string> Files => Directory.EnumerateFiles(s_folder, "*.Tests.ps1").Order(StringComparer.Ordinal);

    /// <summary>Runs a suite in a PowerShell of its own. One that has no result is a failure itself.</summary>
    internal static async Task<PesterResult[]> RunAsync(string file, CancellationToken cancellation)
    {
        using TempFolder folder = new();
        using Process process = Process.Start(Pwsh.Prepare(
        [
            .. Pwsh.CommandLine, "-NoProfile", "-NonInteractive", "-File", Path.Combine(s_folder, "run.ps1"),
            "-Path", file, "-PesterModule", Pester, "-ResultPath", folder["results.json"],
        ]))!;
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
            string output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            PesterResult[] results = File.Exists(folder["results.json"])
                ? JsonSerializer.Deserialize<PesterResult[]>(await File.ReadAllTextAsync(folder["results.json"], cancellation))!
                : [new PesterResult("as a whole", PesterResult.Failed, $"It has no test, or did not run.\n{output}{await error}")];
            return [.. results.Select(result => result with { Name = $"{Path.GetFileName(file)}: {result.Name}" })];
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string Pester =>
        typeof(PesterSuite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == nameof(Pester)).Value!;
}
