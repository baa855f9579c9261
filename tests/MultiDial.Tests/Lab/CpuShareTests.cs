using System.Diagnostics;
using System.Globalization;
using MultiDial.Testing;
using Renci.SshNet;

namespace MultiDial.Tests;

/// <summary>A router with a share of a core is slow, and nothing else is.</summary>
public sealed class CpuShareTests
{
    private const double Share = 0.1;

    /// <summary>Keeps a core busy for a few seconds, and prints the processor time that it got for that, as in "0m0.29s 0m0.00s".</summary>
    private const string Busy = "sh -c 'trap \"times; exit\" TERM; while :; do :; done' & sleep 3; kill $!; wait $!";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_router_has_the_share_that_it_was_given_and_nothing_of_it_is_left()
    {
        await using (Testing.Lab lab = await Testing.Lab.StartAsync(new LabOptions { CpuPercent = (int)(Share * 100) }, Cancelled))
        {
            using PrivateKeyFile key = new(lab.KeyFile);
            using SshClient client = new(lab.SshHost, lab.SshPort, "root", key);
            await client.ConnectAsync(Cancelled);

            // Load on this computer takes from all of them, and so never makes the router look fast.
            string lan = "";
            string user = "";
            Stopwatch elapsed = Stopwatch.StartNew();
            await Task.WhenAll(
                Task.Run(async () => lan = (await lab.Lan.RunAsync(Busy, Cancelled)).Output, Cancelled),
                Task.Run(() => user = client.RunCommand(Busy).Result, Cancelled));
            double allowed = elapsed.Elapsed.TotalSeconds * Share * 1.3;

            Assert.InRange(Seconds(user), 0.01, allowed);
            Assert.True(Seconds(lan) > 1.5 * Seconds(user), $"LAN {lan}, router {user}");

            // What comes in beside SSH, as by a serial cable, has no more.
            elapsed.Restart();
            string console = (await lab.Router.RunAsync(Busy, Cancelled)).Output;
            Assert.InRange(Seconds(console), 0.01, elapsed.Elapsed.TotalSeconds * Share * 1.3);
            Assert.NotEmpty(LabGroups());
        }

        Assert.Empty(LabGroups());
    }

    [Fact]
    public async Task A_share_that_cannot_be_is_refused_and_leaves_nothing()
    {
        LabException e = await Assert.ThrowsAsync<LabException>(() => Testing.Lab.StartAsync(new LabOptions { CpuPercent = 0 }, Cancelled));
        Assert.Equal("The router can have 1 to 100 percent of a core, not 0.", e.Message);
    }

    /// <summary>The cgroups of the labs that a process has started, however deep they lie.</summary>
    internal static string[] Groups(int owner) =>
        [.. Directory.EnumerateDirectories("/sys/fs/cgroup", FormattableString.Invariant($"multidial-lab-{owner}-*"), SearchOption.AllDirectories)];

    private static string[] LabGroups() => Groups(Environment.ProcessId);

    private static double Seconds(string times)
    {
        string[] numbers = times.Split(['m', 's', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return (double.Parse(numbers[0], CultureInfo.InvariantCulture) * 60) + double.Parse(numbers[1], CultureInfo.InvariantCulture);
    }
}
