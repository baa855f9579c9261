using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace MultiDial.Testing;

/// <summary>
/// A share of one core for the router: a cgroup with a quota, which its first process enters and all later ones inherit.
/// A shell that waits on a pipe from this process takes the cgroup away, so that none is left however this process ends.
/// </summary>
internal sealed class CpuShare : IAsyncDisposable
{
    private const int ShortestQuota = 1_000;

    /// <summary>
    /// In microseconds. A slow processor is never still for long, so the shorter the period the more alike; but the kernel takes no
    /// quota under a millisecond, and stops a process at the ticks of its clock only (4 ms at 250 Hz), so that less would gain nothing.
    /// </summary>
    private const int ShortestPeriod = 20_000;

    /// <summary>Signals of a terminal go to this shell too. What still runs in the cgroup may end at full speed.</summary>
    private const string HolderScript = """
        trap '' HUP INT TERM
        mkdir "$1" && eval "$2" && echo ready || { rmdir "$1" 2>/dev/null; exit 1; }
        read -r _
        eval "$3"
        until rmdir "$1" 2>/dev/null || [ ! -d "$1" ]; do sleep 0.1; done
        """;

    private readonly Process _holder;
    private readonly string _entrance;

    private readonly (string File, string Limited, string Free) _limit;

    private CpuShare(Process holder, string folder, int percent, (string File, string Limited, string Free) limit)
    {
        _holder = holder;
        _entrance = folder + "/cgroup.procs";
        _limit = limit;
        Slowness = 100.0 / percent;
    }

    /// <summary>How many times longer things take than on a whole core.</summary>
    internal double Slowness { get; }

    /// <summary>Whether it has the whole core for now.</summary>
    internal bool Lifted
    {
        set => File.WriteAllText(_limit.File, value ? _limit.Free : _limit.Limited);
    }

    /// <summary>The command that runs a command within the share.</summary>
    internal string[] Within(params IEnumerable<string> command) => ["sh", "-c", "echo 0 >\"$0\" && exec \"$@\"", _entrance, .. command];

    /// <param name="percent">The share, in percent of one core.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LabException">This computer gives no such share.</exception>
    internal static async Task<CpuShare> TakeAsync(int percent, CancellationToken cancellationToken)
    {
        if (percent is < 1 or > 100)
        {
            throw new LabException($"The router can have 1 to 100 percent of a core, not {percent}.");
        }

        (string mount, bool unified) = Find()
            ?? throw new LabException("The router cannot have a share of a core: this computer has no cgroup controller 'cpu'.");
        int period = Math.Max(ShortestPeriod, (ShortestQuota * 100 + percent - 1) / percent);
        int quota = period * percent / 100;
        string folder = string.Create(
            CultureInfo.InvariantCulture, $"{mount}/multidial-lab-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        (string prepare, (string File, string Limited, string Free) limit) = unified
            ? ($"echo +cpu >{mount}/cgroup.subtree_control", ($"{folder}/cpu.max", string.Create(CultureInfo.InvariantCulture, $"{quota} {period}"), "max"))
            : (string.Create(CultureInfo.InvariantCulture, $"echo {period} >$1/cpu.cfs_period_us"), ($"{folder}/cpu.cfs_quota_us", quota.ToString(CultureInfo.InvariantCulture), "-1"));
        Process holder = Command.Start("sh", ["-c", HolderScript, "sh", folder, $"{prepare} && echo '{limit.Limited}' >{limit.File}", $"echo {limit.Free} >{limit.File}"]);
        if (await holder.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) != "ready")
        {
            string reason = (await holder.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).Trim();
            holder.Dispose();
            throw new LabException($"The router cannot have a share of a core: {reason}");
        }

        return new CpuShare(holder, folder, percent, limit);
    }

    /// <summary>Takes the cgroup away when its last process has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync().ConfigureAwait(false);
        _holder.Dispose();
    }

    /// <summary>Where the controller 'cpu' is mounted, and whether that is version 2, in which it must be switched on for subfolders.</summary>
    private static (string Mount, bool Unified)? Find()
    {
        foreach (string[] mount in File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')))
        {
            if (mount[2] == "cgroup" && mount[3].Split(',').Contains("cpu"))
            {
                return (mount[1], false);
            }

            if (mount[2] == "cgroup2" && File.ReadAllText(mount[1] + "/cgroup.controllers").Split().Contains("cpu"))
            {
                return (mount[1], true);
            }
        }

        return null;
    }
}
