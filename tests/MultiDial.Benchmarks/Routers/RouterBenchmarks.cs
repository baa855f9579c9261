using System.Diagnostics;
using MultiDial.Testing;

namespace MultiDial.Benchmarks;

/// <summary>What a whole job takes on a router, beside what its user would do without the module.</summary>
internal static class RouterBenchmarks
{
    private const int Rounds = 3;

    // The tutorial without its tests, which no script of a user has.
    private const string Tutorial = """
        $wan2 = New-MacvlanDevice veth0 -Parent eth0.2 | New-WanInterface wan2 -Protocol Dhcp -Metric 20 -Timeout 0
        Set-WanInterface wan -Metric 10
        Clear-Mwan3Configuration
        'wan', 'wan2' | Add-Mwan3Interface -TrackIp 1.1.1.1, 8.8.8.8
        Add-Mwan3Member wan_m1_w2 -Interface wan -Metric 1 -Weight 2
        $wan2 | Add-Mwan3Member -Metric 1 -Weight 2
        Get-Mwan3Member wan_m1_w2, wan2_m1_w2 | Set-Mwan3Policy balance -LastResort Unreachable
        Get-Mwan3Member wan2_m1_w2 | Set-Mwan3Policy wan2_only -LastResort Unreachable
        Add-Mwan3Rule ss_route -Policy balance -DestinationAddress 3.4.5.6/32
        Add-Mwan3Rule default_route -Policy wan2_only -Family IPv4
        """;

    private static readonly Comparison s_comparison = new(Rounds);

    // What takes a quarter of an hour.
    private static readonly Comparison s_once = new(1);

    internal static async Task RunAsync(string[] which)
    {
        Console.WriteLine("| what | by | time | ratio |\n|---|---|---|---|");
        foreach (string part in which is [] ? ["link", "lines", "slow", "counts", "fleet", "import"] : which)
        {
            await (part switch
            {
                "link" => LinkAsync(),
                "lines" => LinesAsync(),
                "slow" => SlowAsync(),
                "counts" => CountsAsync(),
                "fleet" => FleetBenchmark.RunAsync(),
                "import" => ImportAsync(),
                _ => throw new ArgumentException($"There is no benchmark '{part}'."),
            });
        }
    }

    // The tutorial over longer and longer ways.
    private static async Task LinkAsync()
    {
        await using Bench bench = await Bench.StartAsync();
        string script = await Sample("tutorial.sh");
        string[] commands = [.. Commands(script)];
        foreach (int milliseconds in new[] { 0, 20, 100, 300 })
        {
            await s_comparison.RunAsync($"the tutorial, {milliseconds} ms round trip", () => bench.ResetAsync(TimeSpan.FromMilliseconds(milliseconds)),
                ("a script over one ssh", () => DoneAsync(() => bench.ScriptAsync(script))),
                ("one transaction", () => DoneAsync(() => bench.CmdletsAsync($"Start-OpenWrtTransaction\n{Tutorial}\nComplete-OpenWrtTransaction -Confirm:$false"))),
                ("cmdlets one by one", () => DoneAsync(() => bench.CmdletsAsync(Tutorial))),
                ("SSH.NET in a loop", () => DoneAsync(() => bench.LoopAsync(commands))),
                ("one ssh for each command, over a shared connection", () => DoneAsync(() => bench.CommandsAsync(commands, shared: true))),
                ("one ssh for each command", () => DoneAsync(() => bench.CommandsAsync(commands, shared: false))));
        }

        Task<TimeSpan> DoneAsync(Func<Task> work) => bench.UntilInPolicyAsync("balance", 2, work);
    }

    // More and more lines.
    private static async Task LinesAsync()
    {
        await using Bench bench = await Bench.StartAsync();
        foreach (int lines in new[] { 2, 4, 8, 16, 32, 60 })
        {
            await NewAsync(s_comparison, bench, lines, $"{lines} lines");
        }

        await s_comparison.RunAsync("32 lines",
            ("a script over one ssh, from none", () => bench.ResetAsync(), () => LinesScriptDoneAsync(bench, 32)),
            ("`Set-MultiDial`, from 4, which are not cut", () => HavingAsync(bench, 4), () => CmdletsDoneAsync(bench, "Set-MultiDial -Line 32", 32)),
            ("`Remove-MultiDial`, to none", () => HavingAsync(bench, 32), async () =>
            {
                var clock = Stopwatch.StartNew();
                await bench.CmdletsAsync("Remove-MultiDial -Confirm:$false");
                return clock.Elapsed;
            }));
    }

    private static async Task SlowAsync()
    {
        foreach ((int percent, int lines, Comparison comparison) in new[] { (10, 4, s_comparison), (5, 4, s_comparison), (5, 16, s_once), (5, 32, s_once) })
        {
            await using Bench bench = await Bench.StartAsync(percent);
            await NewAsync(comparison, bench, lines, $"{lines} lines, {percent} % of a core");
        }
    }

    // What is counted is not compared: it is the same on each computer.
    private static async Task CountsAsync()
    {
        await using Bench bench = await Bench.StartAsync();
        Console.WriteLine("\n| what | processes on the router | round trips |\n|---|---|---|");
        foreach (int lines in new[] { 2, 4, 16, 32 })
        {
            await bench.ResetAsync();
            await CountAsync(bench, $"a script, {lines} lines", async () => await bench.ScriptAsync(await LinesScriptAsync(lines)));
            await bench.ResetAsync();
            await CountAsync(bench, $"`New-MultiDial {lines}`", () => bench.CmdletsAsync($"New-MultiDial {lines} -Protocol Dhcp -Timeout 0"));
            foreach (string cmdlet in new[] { "Get-MultiDial", "Add-Mwan3Rule more -Policy balance", "Test-WanConnectivity" })
            {
                await CountAsync(bench, $"`{cmdlet}`, {lines} lines", () => bench.CmdletsAsync(cmdlet));
            }
        }
    }

    private static async Task ImportAsync()
    {
        string empty = Path.ChangeExtension(Path.GetTempFileName(), ".psm1");
        await File.WriteAllTextAsync(empty, "");
        await s_comparison.RunAsync("a PowerShell that imports a module", () => Task.CompletedTask,
            ("an empty one", () => ImportAsync(empty)),
            ("MultiDial", () => ImportAsync(Pwsh.Module)));
        File.Delete(empty);
    }

    private static async Task<TimeSpan> ImportAsync(string module)
    {
        var clock = Stopwatch.StartNew();
        using Process shell = Process.Start(Pwsh.Prepare([.. Pwsh.CommandLine, "-NoProfile", "-NonInteractive", "-Command", $"Import-Module '{module}'"]))!;
        await shell.WaitForExitAsync();
        return clock.Elapsed;
    }

    private static async Task CountAsync(Bench bench, string what, Func<Task> work)
    {
        int forks = await bench.ForksAsync(), roundTrips = bench.Lab.Relay.RoundTrips;
        await work();
        Console.WriteLine($"| {what} | {await bench.ForksAsync() - forks} | {bench.Lab.Relay.RoundTrips - roundTrips} |");
    }

    private static Task NewAsync(Comparison comparison, Bench bench, int lines, string title) => comparison.RunAsync(title, () => bench.ResetAsync(),
        ("a script over one ssh", () => LinesScriptDoneAsync(bench, lines)),
        ("`New-MultiDial`", () => CmdletsDoneAsync(bench, $"New-MultiDial {lines} -Protocol Dhcp -Timeout 0", lines)));

    private static async Task HavingAsync(Bench bench, int lines)
    {
        await bench.ResetAsync();
        await bench.CmdletsAsync($"New-MultiDial {lines} -Protocol Dhcp");
    }

    private static Task<TimeSpan> CmdletsDoneAsync(Bench bench, string cmdlets, int lines) => bench.UntilInPolicyAsync("balance", lines, () => bench.CmdletsAsync(cmdlets));

    private static async Task<TimeSpan> LinesScriptDoneAsync(Bench bench, int lines)
    {
        string script = await LinesScriptAsync(lines);
        return await bench.UntilInPolicyAsync("balance", lines, () => bench.ScriptAsync(script));
    }

    private static async Task<string> LinesScriptAsync(int lines) => $"LINES={lines}\n{await Sample("lines.sh")}";

    private static Task<string> Sample(string name) => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Routers", name));

    // One by one, as they would be typed.
    private static IEnumerable<string> Commands(string script)
    {
        bool isBatch = false;
        foreach (string line in script.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.StartsWith("uci -q batch", StringComparison.Ordinal) || line == "END")
            {
                isBatch = !isBatch;
            }
            else
            {
                yield return isBatch ? $"uci -q {line.Replace("@zone[1]", "'@zone[1]'", StringComparison.Ordinal)}" : line;
            }
        }
    }
}
