using System.Diagnostics;
using System.Globalization;

namespace MultiDial.Tests;

public sealed class LabLifetimeTests
{
    private static readonly string[] s_kinds = ["net", "pid", "mnt"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_labs_at_once_are_separate_and_leave_nothing()
    {
        string[] mounts = await File.ReadAllLinesAsync("/proc/self/mounts", Cancelled);
        Testing.Lab[] labs = await Task.WhenAll(StartAsync(), StartAsync());
        HashSet<string> namespaces = 
        [
            .. labs.SelectMany(lab => NamespacesOf(
                [lab.ProcessId, lab.Isp.Machine.ProcessId, lab.Lan.Machine.ProcessId, lab.Router.Machine.ProcessId])),
        ];

        Assert.NotEqual(labs[0].SshPort, labs[1].SshPort);
        Assert.NotEqual(labs[0].Password, labs[1].Password);
        Assert.NotEqual(labs[0].HostKeyFingerprints, labs[1].HostKeyFingerprints);

        await Task.WhenAll(labs.Select(lab => lab.DisposeAsync().AsTask()));
        await AssertGoneAsync(namespaces);
        Assert.Equal(mounts, await File.ReadAllLinesAsync("/proc/self/mounts", Cancelled));
    }

    [Fact]
    public async Task A_lab_whose_owner_is_killed_leaves_nothing()
    {
        using Process owner = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "MultiDial.Lab"), ["shell"])
        {
            RedirectStandardOutput = true,
            Environment = { ["MULTIDIAL_LAB_CPU"] = "50" },
        })!;
        string? line;
        do
        {
            line = await owner.StandardOutput.ReadLineAsync(Cancelled);
            Assert.NotNull(line);
        }
        while (!line.StartsWith("Lab process: ", StringComparison.Ordinal));

        Assert.Equal($"Lab process: {owner.Id}", line);
        HashSet<string> namespaces = [.. NamespacesOf(Processes().Where(process => HasAncestor(process, owner.Id)))];
        Assert.Single(CpuShareTests.Groups(owner.Id));
        owner.Kill();
        await owner.WaitForExitAsync(Cancelled);

        Assert.Equal(4, namespaces.Count(IsOf("net")));
        Assert.Equal(2, namespaces.Count(IsOf("pid")));
        Assert.Equal(2, namespaces.Count(IsOf("mnt")));
        await AssertGoneAsync(namespaces);
        await Poll.UntilAsync(() => CpuShareTests.Groups(owner.Id).Length == 0, TimeSpan.FromSeconds(5), "the router's cgroup is gone");
    }

    private static Task<Testing.Lab> StartAsync() => Testing.Lab.StartAsync(cancellationToken: Cancelled);

    private static Task AssertGoneAsync(HashSet<string> namespaces) => Poll.UntilAsync(
        () => !NamespacesOf(Processes()).Any(namespaces.Contains), TimeSpan.FromSeconds(5), "no process is left in the lab's namespaces");

    private static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0)
        .Where(id => id > 0);

    private static Func<string, bool> IsOf(string kind) => name => name.StartsWith(kind, StringComparison.Ordinal);

    private static bool HasAncestor(int process, int ancestor)
    {
        for (int id = process; id > 1; id = ParentOf(id))
        {
            if (id == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    private static int ParentOf(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ')[2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static IEnumerable<string> NamespacesOf(IEnumerable<int> processes)
    {
        foreach (int process in processes)
        {
            foreach (string kind in s_kinds)
            {
                if (LinkOf($"/proc/{process}/ns/{kind}") is { } name && name != LinkOf($"/proc/self/ns/{kind}"))
                {
                    yield return name;
                }
            }
        }
    }

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
