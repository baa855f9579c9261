using System.Text.RegularExpressions;
using MultiDial.Commands;
using MultiDial.Tests.Conventions;

namespace MultiDial.Tests;

/// <summary>A script that has done its work can run again: it writes nothing and reloads nothing.</summary>
public sealed partial class RouterSecondRunTests(RouterFixture router) : RouterTests(router)
{
    // What stops lines on purpose and starts them again is no part of a comparison of uptimes.
    private const string StopsLines = "-Exclusive";

    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(30);

    // A list of examples for another router; MultiDialTests runs them.
    private const string AnotherRouter = "New-MultiDial";

    /// <summary>The scripts of the README that change the router, without the lines that open sessions.</summary>
    private static string[] Scripts => [.. Block().Matches(File.ReadAllText(Module.PathOf("README.md")))
        .Select(block => string.Join('\n', block.Groups[1].Value.Split('\n').Where(line => !line.Contains("New-OpenWrtSession", StringComparison.Ordinal))))
        .Where(script => !script.Contains(AnotherRouter, StringComparison.Ordinal) && Module.Cmdlets.Any(cmdlet => cmdlet.IsSubclassOf(typeof(ChangeCommand)) && script.Contains(Module.Name(cmdlet), StringComparison.Ordinal)))];

    [Fact]
    public async Task The_scripts_of_the_readme_write_and_reload_nothing_when_they_run_again()
    {
        Assert.InRange(Scripts.Length, 4, int.MaxValue);
        string undo = Scripts.Single(script => script.Contains("Remove-MacvlanDevice", StringComparison.Ordinal));
        foreach (string script in Scripts.Prepend(undo).Select(script => script.Replace("eth0.2", Router.WanDevice, StringComparison.Ordinal)))
        {
            Run(Without(script, StopsLines));
            await SettledAsync();
            string before = await StateAsync();
            Assert.InRange(before.Split("second_run").Length, 3, int.MaxValue);
            Mwan3Status[] online = Run<Mwan3Status>("Get-Mwan3Status");

            Engine.Clear();
            Engine.Run(Again(Without(script, StopsLines)));

            Assert.All(Engine.Errors, error => Assert.StartsWith("NotFound,Remove", error.FullyQualifiedErrorId.Replace("MultiDial.Commands.", "", StringComparison.Ordinal), StringComparison.Ordinal));
            Assert.Equal(before, await StateAsync());
            Assert.Equal(online.Select(line => line.Status), Run<Mwan3Status>("Get-Mwan3Status").Select(line => line.Status));
            Assert.All(online.Zip(Run<Mwan3Status>("Get-Mwan3Status")), line => Assert.True(line.Second.Uptime >= line.First.Uptime, script));
        }
    }

    // To clear and to add again is a change for every cmdlet by itself, and none for all of them together.
    private static string Again(string script) => script.Contains("Clear-", StringComparison.Ordinal) && !script.Contains("Start-OpenWrtTransaction", StringComparison.Ordinal)
        ? $"Start-OpenWrtTransaction\n{script}\nComplete-OpenWrtTransaction"
        : script;

    private static string Without(string script, string words) =>
        string.Join('\n', script.Split('\n').Where(line => !line.Contains(words, StringComparison.Ordinal)));

    /// <summary>Waits until mwan3 and netifd are done with the first run.</summary>
    private Task SettledAsync() => Poll.UntilAsync(
        () => Run<WanInterface>("Get-WanInterface wan*").All(line => line.Up || line.Protocol == WanProtocol.Other)
            && Run<Mwan3Status>("Get-Mwan3Status").All(line => line is { Status: Mwan3LineStatus.Online, Problem: null }),
        s_settle, "all lines are online");

    /// <summary>
    /// The files, the trackers, the DHCP clients, and marks in the chains of firewall and mwan3 that are gone when these
    /// are made anew.
    /// </summary>
    private async Task<string> StateAsync() => await FilesAsync() + await TrackersAsync() + await TruthAsync("""
        ps w | grep '[u]dhcpc'
        nft add chain inet fw4 second_run 2>/dev/null || iptables -N second_run 2>/dev/null
        nft -a list chain inet fw4 second_run 2>/dev/null || iptables -S second_run
        iptables -t mangle -S mwan3_rules | grep -q second_run || iptables -t mangle -A mwan3_rules -m comment --comment "second_run $(cat /proc/sys/kernel/random/uuid)"
        iptables -t mangle -S mwan3_rules
        """);

    [GeneratedRegex(@"^```powershell\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
