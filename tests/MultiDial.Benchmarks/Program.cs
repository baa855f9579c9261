using BenchmarkDotNet.Running;
using MultiDial.Benchmarks;

BenchmarkRunner.Run<ClientTime>(args: args);
