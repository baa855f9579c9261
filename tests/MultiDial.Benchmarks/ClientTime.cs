using BenchmarkDotNet.Attributes;
using MultiDial.Tests;

namespace MultiDial.Benchmarks;

/// <summary>The time that cmdlets take in the client, in a real engine and by the number of lines. 250 is what a mask can hold.</summary>
[InProcess]
[MemoryDiagnoser]
[WarmupCount(20)]
[IterationCount(10)]
public class ClientTime : IDisposable
{
    private Engine? _first;
    private Engine? _all;

    /// <summary>How many lines there are.</summary>
    [Params(30, 60, 250)]
    public int Lines { get; set; }

    /// <summary>Makes a router with one line, and one with all.</summary>
    [GlobalSetup]
    public void Start()
    {
        _first = new Engine(new FakeRouter(RouterTexts.Of(1)));
        var router = new FakeRouter(RouterTexts.Of(1));
        _all = new Engine(router);
        Run(_all, $"New-MultiDial {Lines} -Protocol Dhcp -Timeout 0");
        foreach ((string part, string text) in RouterTexts.State(Lines))
        {
            router.Parts[part] = text;
        }
    }

    /// <summary>Ends both engines.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _first?.Dispose();
        _all?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Drafts all lines but the first.</summary>
    [Benchmark]
    public void New() => Run(_first, $"New-MultiDial {Lines} -Protocol Dhcp -WhatIf");

    /// <summary>Drafts a change of each line, for all at once.</summary>
    [Benchmark]
    public void Set() => Run(_all, "Set-MultiDial -Weight 2 -WhatIf");

    /// <summary>Drafts a change of each line, which come one by one.</summary>
    [Benchmark]
    public void SetPiped() => Run(_all, "Get-MultiDial | Set-MultiDial -Weight 2 -WhatIf");

    /// <summary>Drafts the dialling of all lines.</summary>
    [Benchmark]
    public void StartPiped() => Run(_all, "Get-MultiDial | Start-WanInterface -WhatIf");

    /// <summary>Reads all lines.</summary>
    [Benchmark]
    public void Get() => Run(_all, "Get-MultiDial");

    private static void Run(Engine? engine, string script)
    {
        engine!.Clear();
        engine.Run(script);
        if (engine.Errors.Count > 0)
        {
            throw new InvalidOperationException($"{script}: {engine.Errors[0]}");
        }
    }
}
