using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using MultiDial.Testing;
using MultiDial.Tests;

namespace MultiDial.Benchmarks;

/// <summary>Many slow routers configured from one prompt, three of them broken, beside one of them alone at the same load.</summary>
internal static class FleetBenchmark
{
    private const int Routers = 50;
    private const int CpuPercent = 3;
    private const int AtOnce = 25;

    internal static async Task RunAsync()
    {
        var labs = new List<Lab>();
        using var engine = new Engine();
        string knownHosts = Path.GetTempFileName();
        try
        {
            while (labs.Count < Routers)
            {
                labs.AddRange(await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, Routers - labs.Count)).Select(_ => StartAsync())));
            }

            string more = $"-KnownHostsPath '{knownHosts}' -HostKeyPolicy AcceptNew -OperationTimeout 5m -RollbackTimeout 5m";
            double alone = 0;
            foreach (int number in new[] { 0, 1, 2 })
            {
                Lab lab = labs[number];
                alone = Math.Max(alone, Seconds(engine, $"New-OpenWrtSession 127.0.0.1 -Port {lab.SshPort} -KeyFilePath '{lab.KeyFile}' -Name alone {more}; New-MultiDial 2 -Protocol Dhcp -Session alone"));
                Run(engine, "Remove-MultiDial -Session alone; Remove-OpenWrtSession alone");
            }

            labs[3].Relay.Refuse();
            labs[4].Relay.Freeze();
            IEnumerable<string> rows = labs.Select((lab, number) => string.Create(
                CultureInfo.InvariantCulture, $"127.0.0.1,{lab.SshPort},r{number},{(number == 5 ? "" : lab.KeyFile)},{(number == 5 ? "wrong" : "")}"));
            double all = Seconds(engine, $"@'\nHostName,Port,Name,KeyFilePath,Password\n{string.Join('\n', rows)}\n'@ | ConvertFrom-Csv | New-OpenWrtSession {more} | New-MultiDial 2 -Protocol Dhcp -ThrottleLimit {Routers} | Tee-Object -Variable made | Out-Null");
            int made = (int)engine.Run("$made.Count")[0].BaseObject;
            Console.WriteLine(FormattableString.Invariant($"| {Routers} routers, {CpuPercent} % of a core each | the slowest of three alone | {alone:F1} s | 1 |"));
            Console.WriteLine(FormattableString.Invariant($"| | all at once, {made} lines made | {all:F1} s | {all / alone:F2} |"));
            foreach (ErrorRecord error in engine.Errors)
            {
                Console.WriteLine($"{error.FullyQualifiedErrorId.Split(',')[0]}: {error}");
            }
        }
        finally
        {
            await Task.WhenAll(labs.Select(lab => lab.DisposeAsync().AsTask()));
            File.Delete(knownHosts);
        }
    }

    private static async Task<Lab> StartAsync()
    {
        Lab lab = await Lab.StartAsync(new LabOptions { CpuPercent = CpuPercent });
        lab.AtFullSpeed = true;
        (await lab.Router.RunAsync(Bench.Prepare)).Require();
        lab.AtFullSpeed = false;
        return lab;
    }

    private static double Seconds(Engine engine, string script)
    {
        var clock = Stopwatch.StartNew();
        Run(engine, script);
        return clock.Elapsed.TotalSeconds;
    }

    private static void Run(Engine engine, string script)
    {
        engine.Clear();
        engine.Run(script);
    }
}
