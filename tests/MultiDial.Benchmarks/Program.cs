using System.Runtime.Versioning;
using BenchmarkDotNet.Running;
using MultiDial.Benchmarks;

// The lab is made of namespaces.
[assembly: SupportedOSPlatform("linux")]

if (args is ["router", .. string[] which])
{
    await RouterBenchmarks.RunAsync(which);
}
else
{
    BenchmarkSwitcher.FromTypes([typeof(ClientTime), typeof(UciTime)]).RunAll(args: args);
}
