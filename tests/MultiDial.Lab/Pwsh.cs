using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MultiDial.Testing;

/// <summary>The PowerShell that the lab and the tests run: the one of the tool manifest, which the build restores.</summary>
public static class Pwsh
{
    /// <summary>The module as it was built from this checkout.</summary>
    public static string Module => Built(nameof(Module));

    /// <summary>The command that starts it; arguments may follow.</summary>
    public static IReadOnlyList<string> CommandLine { get; } =
        [Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")), Built("PowerShell")];

    /// <summary>A process that runs a command line with PowerShell in it, which calls nobody and shows text without colours.</summary>
    public static ProcessStartInfo Prepare(IEnumerable<string> commandLine)
    {
        string[] words = [.. commandLine];
        return new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
                ["POWERSHELL_UPDATECHECK"] = "Off",
                ["NO_COLOR"] = "1",
            },
        };
    }

    private static string Built(string name) =>
        typeof(Pwsh).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == name).Value!;
}
