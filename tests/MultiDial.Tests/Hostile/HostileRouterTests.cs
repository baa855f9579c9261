using System.Collections;
using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Tests.Hostile;

/// <summary>
/// Whatever one router answers, it is at most an error of that router: nothing of .NET shows, no control character reaches
/// a terminal, the memory has bounds, and the router beside it is not harmed. MULTIDIAL_TEST_HOSTILE says how many answers
/// (2,000), MULTIDIAL_TEST_SEED gives one again.
/// </summary>
public sealed partial class HostileRouterTests
{
    private const int ShownEvery = 40;
    private const long MostGrowth = 64_000_000;

    // For each byte that a router says: the bytes, texts of them, and what is made of these.
    private const int MostBytesEach = 400;
    private const long MostBytesAnyway = 40_000_000;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    // $both are the routers.
    private static readonly string[] s_commands =
    [
        "Get-OpenWrtSystem", "Get-OpenWrtPackage", "Get-OpenWrtPackage mwan3, kmod-*", "Get-WanInterface", "Get-WanInterface wan, *", "Get-MacvlanDevice", "Get-FirewallZone",
        "Get-Mwan3Global", "Get-Mwan3Interface", "Get-Mwan3Member", "Get-Mwan3Policy", "Get-Mwan3Rule", "Get-Mwan3Status", "Resolve-Mwan3Route 8.8.8.8 443 -SourceAddress 192.168.1.100", "Get-MultiDial", "Get-MultiDialWatch",
        "Test-MultiDialConfiguration", "Test-Mwan3Balance", "Measure-WanThroughput -Uri http://files.example/big", "Test-WanConnectivity", "Test-WanConnectivity wan", "Test-WanConnectivity wan -Exclusive", "Test-WanConnectivity -Quiet", "Export-MultiDialReport /dev/null -Duration 5",
        "New-MultiDial -Line 4 -Protocol Dhcp -WhatIf", "New-MultiDial -Line 3 -Protocol Pppoe -UserName u -Password p -ReplaceMwan3 -StickyHttps -WhatIf", "New-MultiDial -Line 2 -Protocol Dhcp -Adopt -WhatIf",
        "Set-MultiDial -Line 5 -WhatIf", "Set-MultiDial -Line 1 -WhatIf", "Remove-MultiDial -WhatIf", "Register-MultiDialWatch -WhatIf", "Unregister-MultiDialWatch -WhatIf",
        "New-MacvlanDevice v9 -Parent eth0.2 -WhatIf", "New-MacvlanDevice v8 -Parent eth0.2 -Temporary", "Set-MacvlanDevice veth0 -Mode Private -WhatIf", "Remove-MacvlanDevice veth0 -WhatIf",
        "New-WanInterface wan9 -Device eth0.2 -Protocol Dhcp -Metric 90 -WhatIf", "Set-WanInterface wan -Metric 77 -WhatIf", "Set-WanInterface wan -Device eth0.1 -WhatIf", "Remove-WanInterface wan -Force -WhatIf",
        "Add-FirewallZoneNetwork wan -Network lan -WhatIf", "Remove-FirewallZoneNetwork wan -Network wan -WhatIf",
        "Set-Mwan3Global -Logging $true -WhatIf", "Add-Mwan3Interface wan9 -TrackIp 1.1.1.1 -WhatIf", "Set-Mwan3Interface wan -Enabled $false -WhatIf", "Remove-Mwan3Interface wan -Force -WhatIf",
        "Add-Mwan3Member -Interface wan -Metric 3 -Weight 4 -WhatIf", "Set-Mwan3Policy p -Member wan_m1_w1 -WhatIf", "Add-Mwan3Rule r -Policy balanced -DestinationAddress 3.4.5.6 -WhatIf", "Move-Mwan3Rule default_rule_v4 -First -WhatIf", "Clear-Mwan3Configuration -WhatIf",
        "Start-WanInterface wan2 -Timeout 0 -WhatIf", "Stop-WanInterface wan -WhatIf", "Start-WanInterface -Simultaneous -WhatIf", "Install-OpenWrtPackage mwan3, nosuch",
        "Complete-OpenWrtTransaction -WhatIf",
    ];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = new();

    private static int Answers => Number("MULTIDIAL_TEST_HOSTILE") ?? 2_000;

    [Fact]
    public void Whatever_a_router_answers_is_its_own_error()
    {
        var good = new FakeRouter(new Dictionary<string, string>(RealAnswer.Pieces.ToDictionary(piece => piece.Key, piece => ByteText.ToText(piece.Value))), "good");
        using var engine = new Engine();
        Dictionary<string, int> expected = s_commands.ToDictionary(command => command, command => Own(Run(engine, command, good, good.Session), good).Length);
        Assert.All(expected.Where(command => command.Key.StartsWith("Get", StringComparison.Ordinal)), command => Assert.True(command.Value > 0, command.Key));
        int? only = Number("MULTIDIAL_TEST_SEED");
        int first = only ?? Random.Shared.Next(1_000_000_000), last = only is null ? first + Answers : first + 1;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var failures = new List<string>();
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int seed = first; seed < last && failures.Count < 20; seed++)
        {
            string command = s_commands[(seed & int.MaxValue) % s_commands.Length];
            Attempt attempt = Try(engine, command, seed, good);

            // The bytes and the time of the tests that run beside it count too: what is too much is measured again.
            for (int again = 0; again < 3 && attempt.CostsTooMuch; again++)
            {
                attempt = Try(engine, command, seed, good);
            }

            Collection<PSObject> output = attempt.Output;
            foreach (string id in engine.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]))
            {
                seen[id] = seen.GetValueOrDefault(id) + 1;
            }

            string[] faults =
            [
                .. engine.Errors.Where(error => error.Exception is not MultiDialException).Select(error => $"A raw error: {error.Exception}"),
                .. Texts(engine).Where(text => Control().IsMatch(text)).Select(text => $"A control character: {VisibleText.Line(Control().Match(text).Value)} in {VisibleText.Line(text)[..Math.Min(2_000, text.Length)]}"),
                .. attempt.CostsTooMuch ? [$"It took {attempt.Time} and {attempt.Allocated:N0} bytes for {attempt.Said:N0}."] : Array.Empty<string>(),
                .. Own(output, good).Length != expected[command] ? [$"The other router gave {Own(output, good).Length} objects and not {expected[command]}."] : Array.Empty<string>(),
                .. output.SelectMany(one => Read(one.BaseObject, depth: 2)),
                .. seed % ShownEvery == 0 ? Show(engine, output) : [],
            ];
            failures.AddRange(faults.Select(fault => $"MULTIDIAL_TEST_SEED={seed} {command}\n{fault}"));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', seen.Select(id => $"{id.Key}: {id.Value}")));
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostGrowth);
    }

    private static Attempt Try(Engine engine, string command, int seed, FakeRouter good)
    {
        var hostile = new HostileRouter(seed);
        long allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        Collection<PSObject> output = Run(engine, command, good, hostile.Session, good.Session);
        RouterTransaction.End(hostile.Session);
        return new Attempt(output, hostile.Said, GC.GetTotalAllocatedBytes() - allocated, clock.Elapsed);
    }

    private static Collection<PSObject> Run(Engine engine, string command, FakeRouter good, params OpenWrtSession[] sessions)
    {
        engine.Clear();
        good.Scripts.Clear();
        string script = command.StartsWith("Complete-", StringComparison.Ordinal)
            ? $"Start-OpenWrtTransaction -Session $both; Set-WanInterface wan -Metric 78 -Session $both; {command} -Session $both; Get-OpenWrtTransaction -Session $both; Undo-OpenWrtTransaction -Session $both"
            : command + " -Session $both";
        return engine.Run($"$VerbosePreference = $DebugPreference = 'Continue'; {script}", ("both", sessions));
    }

    private static object[] Own(Collection<PSObject> output, FakeRouter good) =>
        [.. output.Select(one => one.BaseObject).Where(one => one is RouterObject { Session: var session } && session == good.Session || one is UciChange { Session: var other } && other == good.Session)];

    // Whatever a host could show.
    private static IEnumerable<string> Texts(Engine engine) =>
    [
        .. engine.Errors.SelectMany(error => new[] { error.ToString(), error.Exception.Message, error.ErrorDetails?.Message, error.ErrorDetails?.RecommendedAction, error.CategoryInfo.ToString() }).OfType<string>(),
        .. engine.Warnings, .. engine.Verbose, .. engine.Debug, .. engine.Information, engine.Host.Text.ToString(),
    ];

    // Properties that are found only when they are asked for must not fail then.
    private static IEnumerable<string> Read(object? value, int depth)
    {
        if (value is null or string or OpenWrtSession || depth == 0 || value.GetType().IsPrimitive)
        {
            yield break;
        }

        if (value is IEnumerable many)
        {
            foreach (string fault in many.Cast<object?>().SelectMany(item => Read(item, depth - 1)))
            {
                yield return fault;
            }

            yield break;
        }

        foreach (PropertyInfo property in s_properties.GetOrAdd(value.GetType(), type => type.Namespace?.StartsWith("MultiDial", StringComparison.Ordinal) == true ? type.GetProperties() : []))
        {
            (object? read, string? fault) = Get(property, value);
            foreach (string inner in fault is null ? Read(read, depth - 1) : [fault])
            {
                yield return inner;
            }
        }
    }

    private static (object? Value, string? Fault) Get(PropertyInfo property, object value)
    {
        try
        {
            return (property.GetValue(value), value.ToString() is null ? "No text." : null);
        }
        catch (TargetInvocationException exception)
        {
            return (null, $"{property.DeclaringType}.{property.Name}: {exception.InnerException}");
        }
    }

    private static string[] Show(Engine engine, Collection<PSObject> output)
    {
        engine.Clear();
        engine.Run("$shown | Format-List | Out-String; $shown | Format-Table | Out-String", ("shown", output));
        return [.. engine.Errors.Select(error => $"It cannot be shown: {error}")];
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;

    private sealed record Attempt(Collection<PSObject> Output, long Said, long Allocated, TimeSpan Time)
    {
        internal bool CostsTooMuch => Time > s_longest || Allocated > MostBytesAnyway + (MostBytesEach * Said);
    }

    // Lines and tabs are layout.
    [GeneratedRegex(@"[\p{Cc}-[\n\r\t]]|\r(?!\n)|[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\u2028\u2029]")]
    private static partial Regex Control();
}
