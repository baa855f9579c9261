using System.Diagnostics;
using System.Net;

namespace MultiDial.Testing.Demo;

/// <summary>
/// The tutorial as somebody at the computer behind the router types it. That computer has a network of its own, so the
/// script runs in a process there; it has a home of its own too, so that no key of the lab gets among the user's.
/// </summary>
public static class Tutorial
{
    // PowerShell reads a password at a terminal alone. That terminal does not echo what is typed before it is asked for; what is
    // shown goes past it, so that it arrives as text.
    private const string AtTerminal = "exec script --quiet --return --command \"stty -echo; $0 >&3 2>&1\" /dev/null 3>&1 >/dev/null";

    /// <summary>The script, as surface and README have it.</summary>
    public static string ScriptPath => InDemo("tutorial.ps1");

    /// <summary>Runs a script in the LAN of a lab.</summary>
    /// <returns>Whether it ran without an error.</returns>
    public static async Task<bool> RunAsync(Lab lab, string scriptPath, Action<string> write, CancellationToken cancellation = default)
    {
        string home = Directory.CreateTempSubdirectory("multidial-").FullName;
        string[] typist =
        [
            "nsenter", "--net", "--target", $"{lab.Lan.Machine.ProcessId}",
            .. Pwsh.CommandLine, "-NoLogo", "-NoProfile", "-NoExit", "-File", InDemo("typist.ps1"), Pwsh.Module, scriptPath,
        ];
        ProcessStartInfo start = Pwsh.Prepare(["sh", "-c", AtTerminal, string.Join(' ', typist.Select(Quote))]);
        start.RedirectStandardInput = true;
        start.Environment["HOME"] = home;
        start.Environment["SHELL"] = "/bin/sh";
        if (!Console.IsOutputRedirected)
        {
            start.Environment.Remove("NO_COLOR");
        }

        using Process process = Process.Start(start)!;
        try
        {
            process.OutputDataReceived += Show;
            process.ErrorDataReceived += Show;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await process.StandardInput.WriteLineAsync(lab.Password.AsMemory(), cancellation).ConfigureAwait(false);
            await process.StandardInput.FlushAsync(cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return process.ExitCode == 0;
        }
        finally
        {
            Command.Kill(process);
            Directory.Delete(home, recursive: true);
        }

        void Show(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is { } text)
            {
                write(text);
            }
        }
    }

    /// <summary>Downloads from a host over many connections, and tells how the bytes split over the router's lines.</summary>
    /// <returns>Bytes by the line's address.</returns>
    public static async Task<IReadOnlyDictionary<IPAddress, long>> DownloadAsync(Lab lab, string host, int connections, TimeSpan duration, CancellationToken cancellation = default)
    {
        IReadOnlyDictionary<IPAddress, long> before = await lab.Isp.BytesByClientAsync(cancellation).ConfigureAwait(false);
        await lab.Lan.DownloadAsync($"http://{host}/bytes/1000000", connections, duration, cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<IPAddress, long> after = await lab.Isp.BytesByClientAsync(cancellation).ConfigureAwait(false);
        return lab.Isp.Leases.Select(lease => lease.Address).Distinct().ToDictionary(line => line, line => after.GetValueOrDefault(line) - before.GetValueOrDefault(line));
    }

    private static string InDemo(string file) => Path.Combine(AppContext.BaseDirectory, "Demo", file);

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
