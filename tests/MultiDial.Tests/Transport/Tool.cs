using System.Diagnostics;

namespace MultiDial.Tests.Transport;

/// <summary>Programs that the tests compare with.</summary>
internal static class Tool
{
    internal static async Task<string> RunAsync(string file, params string[] arguments)
    {
        (int status, string output) = await TryAsync(file, arguments);
        return status == 0 ? output : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}: exit status {status}\n{output}");
    }

    internal static async Task<(int Status, string Output)> TryAsync(string file, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
