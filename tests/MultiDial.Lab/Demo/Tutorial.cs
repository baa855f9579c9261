using System.Diagnostics;
using System.Net;

namespace MultiDial.Testing.Demo;

/// <summary>
/// The tutorial as somebody at the computer behind the router types it. That computer has a network of its own, so the
/// script runs in a process there; it has a home of its own too, so that no key of the lab gets among the user's.
/// </summary>
public static class Tutorial
{
    private const string PasswordVariable = "MULTIDIAL_LAB_PASSWORD";

    /// <summary>The script, as surface and README have it.</summary>
    public static string ScriptPath => Path.Combine(AppContext.BaseDirectory, "Demo", "tutorial.ps1");

    /// <summary>Runs a script in the LAN of a lab.</summary>
    /// <returns>Whether it ran without an error.</returns>
    public static async Task<bool> RunAsync(Lab lab, string scriptPath, Action<string> write, CancellationToken cancellation = default)
    {
        string home = Directory.CreateTempSubdirectory("multidial-").FullName;
        try
        {
            ProcessStartInfo start = new("nsenter",
                ["--net", "--target", $"{lab.Lan.Machine.ProcessId}", Path.Combine(AppContext.BaseDirectory, "MultiDial.Lab"), "run", scriptPath])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["HOME"] = home, [PasswordVariable] = lab.Password },
            };
            using Process process = Process.Start(start)!;
            process.OutputDataReceived += (_, line) => write(line.Data ?? string.Empty);
            process.ErrorDataReceived += (_, line) => write(line.Data ?? string.Empty);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return process.ExitCode == 0;
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>The other end of <see cref="RunAsync"/>: runs the script in this process.</summary>
    /// <returns>The exit code.</returns>
    internal static int RunHere(string scriptPath) =>
        ScriptRunner.Run(scriptPath, Environment.GetEnvironmentVariable(PasswordVariable) ?? string.Empty) ? 0 : 1;

    /// <summary>Downloads from a host over many connections, and tells how the bytes split over the router's lines.</summary>
    /// <returns>Bytes by the line's address.</returns>
    public static async Task<IReadOnlyDictionary<IPAddress, long>> DownloadAsync(Lab lab, string host, int connections, TimeSpan duration, CancellationToken cancellation = default)
    {
        IReadOnlyDictionary<IPAddress, long> before = await lab.Isp.BytesByClientAsync(cancellation).ConfigureAwait(false);
        await lab.Lan.DownloadAsync($"http://{host}/bytes/1000000", connections, duration, cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<IPAddress, long> after = await lab.Isp.BytesByClientAsync(cancellation).ConfigureAwait(false);
        return lab.Isp.Leases.Select(lease => lease.Address).Distinct().ToDictionary(line => line, line => after.GetValueOrDefault(line) - before.GetValueOrDefault(line));
    }
}
