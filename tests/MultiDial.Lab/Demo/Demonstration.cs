using System.Net;

namespace MultiDial.Testing.Demo;

/// <summary>What the lab shows to a person.</summary>
internal static class Demonstration
{
    private const string BalancedHost = "3.4.5.6";
    private const int Connections = 32;
    private const double Tolerance = 0.1;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(8);

    /// <summary>Runs the tutorial on a fresh router and measures how bytes split over its lines.</summary>
    /// <returns>0 if both lines carried their share.</returns>
    internal static async Task<int> RunAsync(CancellationToken cancellation)
    {
        Console.WriteLine("A provider, a router and a computer behind it start in namespaces of this machine ...");
        await using Lab lab = await Lab.StartAsync(cancellationToken: cancellation).ConfigureAwait(false);
        Console.WriteLine("What follows is typed at the computer behind the router.");
        Console.WriteLine();
        if (!await Tutorial.RunAsync(lab, Tutorial.ScriptPath, Console.WriteLine, cancellation).ConfigureAwait(false))
        {
            return 1;
        }

        Console.WriteLine($"The same computer downloads from {BalancedHost} over {Connections} connections for {s_duration.TotalSeconds} s:");
        IReadOnlyDictionary<IPAddress, long> bytes = await Tutorial.DownloadAsync(lab, BalancedHost, Connections, s_duration, cancellation).ConfigureAwait(false);
        return Report(bytes) ? 0 : 1;
    }

    /// <summary>Leaves a router up until Ctrl+C.</summary>
    /// <returns>0.</returns>
    internal static async Task<int> ShellAsync(CancellationToken cancellation)
    {
        await using Lab lab = await Lab.StartAsync(cancellationToken: cancellation).ConfigureAwait(false);
        Console.WriteLine($"""
            The router is up. Ctrl+C ends it, or: kill {Environment.ProcessId}
              ssh -p {lab.SshPort} root@{lab.SshHost}
              password: {lab.Password}
              key file: {lab.KeyFile}
              host key: {lab.HostKeyFingerprints[0]}
            From PowerShell:
              Import-Module {Pwsh.Module}
              New-OpenWrtSession {lab.SshHost} -Port {lab.SshPort} -KeyFilePath {lab.KeyFile} -HostKeyFingerprint {lab.HostKeyFingerprints[0]}
            Run a command in the LAN or at the provider:
              nsenter {string.Join(' ', lab.Lan.Machine.EnterArguments)} busybox wget -q -O - http://203.0.113.1/
              nsenter {string.Join(' ', lab.Isp.Machine.EnterArguments)} cat /tmp/leases
            Lab process: {Environment.ProcessId}
            """);
        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        return 0;
    }

    private static bool Report(IReadOnlyDictionary<IPAddress, long> bytes)
    {
        long all = bytes.Values.Sum();
        foreach ((IPAddress line, long share) in bytes.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
        {
            Console.WriteLine($"    {line,-15} {share / 1e6,7:F1} MB {100.0 * share / all,6:F1} %  {8e-6 * share / s_duration.TotalSeconds,6:F1} Mbit/s");
        }

        bool balanced = bytes.Count == 2 && bytes.Values.All(share => Math.Abs(((double)share / all) - 0.5) <= Tolerance / 2);
        Console.WriteLine(balanced ? "Both lines carry their half." : "The lines do not carry a half each.");
        return balanced;
    }
}
