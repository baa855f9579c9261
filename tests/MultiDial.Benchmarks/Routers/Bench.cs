using System.Diagnostics;
using System.Globalization;
using MultiDial.Testing;
using MultiDial.Tests;
using Renci.SshNet;

namespace MultiDial.Benchmarks;

/// <summary>A lab router that each contender finds as it came out of the box, with mwan3 installed and without lines.</summary>
internal sealed class Bench : IAsyncDisposable
{
    /// <summary>Has mwan3, and nothing in it.</summary>
    internal const string Prepare = """
        [ -x /usr/sbin/mwan3 ] && [ -e /etc/modules.d/macvlan ] || { opkg update && opkg install kmod-macvlan mwan3; } >/dev/null 2>&1
        /etc/init.d/mwan3 stop
        printf "config globals 'globals'\n\toption mmx_mask '0x3F00'\n" >/etc/config/mwan3
        /etc/init.d/mwan3 enable
        /etc/init.d/mwan3 start
        sleep 2
        """;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly Lab _lab;
    private readonly string _keyFile;

    private Bench(Lab lab)
    {
        _lab = lab;
        _keyFile = Path.GetTempFileName();
        File.Copy(lab.KeyFile, _keyFile, overwrite: true);
        File.SetUnixFileMode(_keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>A PowerShell engine with the module.</summary>
    internal Engine Engine { get; } = new();

    internal Lab Lab => _lab;

    internal static async Task<Bench> StartAsync(int? cpuPercent = null) => new(await Lab.StartAsync(new LabOptions { CpuPercent = cpuPercent, Rate = 2_000_000 }));

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        File.Delete(_keyFile);
        await _lab.DisposeAsync();
    }

    /// <summary>Runs a script of cmdlets that must not fail, with a session of its own.</summary>
    internal Task CmdletsAsync(string script) => Task.Run(() =>
    {
        Engine.Clear();
        Engine.Run($"$s = {_lab.Login("bench")}; try {{ {script} }} finally {{ Remove-OpenWrtSession bench }}");
        if (Engine.Errors.Count > 0)
        {
            throw new InvalidOperationException($"{script}: {Engine.Errors[0]}");
        }
    });

    /// <summary>Runs a shell script over one connection of OpenSSH's own client.</summary>
    internal Task ScriptAsync(string script) => SshAsync([], "sh -s", script);

    /// <summary>Runs commands one by one, each over a connection of its own, or all over one that they share.</summary>
    internal async Task CommandsAsync(IEnumerable<string> commands, bool shared)
    {
        string socket = _keyFile + ".socket";
        string[] options = shared ? ["-o", "ControlMaster=auto", "-o", "ControlPath=" + socket, "-o", "ControlPersist=60"] : [];
        foreach (string command in commands)
        {
            await SshAsync(options, command, "");
        }

        if (shared)
        {
            await SshAsync([.. options, "-O", "exit"], null, "");
        }
    }

    /// <summary>The same with SSH.NET: one connection, and a channel for each command.</summary>
    internal async Task LoopAsync(IEnumerable<string> commands)
    {
        using var client = new SshClient(_lab.SshHost, _lab.SshPort, "root", new PrivateKeyFile(_keyFile));
        await client.ConnectAsync(CancellationToken.None);
        foreach (string command in commands)
        {
            using SshCommand run = client.CreateCommand(command);
            await run.ExecuteAsync();
        }
    }

    /// <summary>
    /// How long work takes until it has so many lines in a policy of mwan3, in the kernel, to stay. A restart of mwan3 takes out
    /// again what its hotplug scripts have brought there one by one, so it is looked at until the work has ended; and what the
    /// work does besides does not count.
    /// </summary>
    internal async Task<TimeSpan> UntilInPolicyAsync(string policy, int lines, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        Task working = work();
        TimeSpan? since = null;
        do
        {
            await Task.Delay(s_pause);
            since = await CountAsync($"iptables -t mangle -S mwan3_policy_{policy} 2>/dev/null | grep -c -- '-j MARK'") == lines ? since ?? clock.Elapsed : null;
        }
        while (!working.IsCompleted || since is null);
        await working;
        return since.Value;
    }

    /// <summary>How many processes the router has started since its start: their numbers are given in order.</summary>
    internal Task<int> ForksAsync() => CountAsync("sh -c 'echo $$'");

    /// <summary>The router as it came out of the box.</summary>
    internal async Task ResetAsync(TimeSpan roundTrip = default)
    {
        _lab.Relay.Delay = TimeSpan.Zero;
        _lab.AtFullSpeed = true;
        await _lab.ResetAsync();
        (await _lab.Router.RunAsync(Prepare)).Require();
        _lab.AtFullSpeed = false;
        _lab.Relay.Delay = roundTrip / 2;
    }

    // The number that a command prints in the router's namespaces. It takes nothing of the router's share of the processor.
    private async Task<int> CountAsync(string command)
    {
        using Process shell = Start("nsenter", [.. _lab.Router.Machine.EnterArguments, "/bin/sh", "-c", command]);
        string output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return int.Parse(output, CultureInfo.InvariantCulture);
    }

    private async Task SshAsync(string[] options, string? command, string input)
    {
        using Process ssh = Start("ssh",
            ["-q", "-i", _keyFile, "-p", _lab.SshPort.ToString(CultureInfo.InvariantCulture), "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
             "-o", "BatchMode=yes", .. options, "root@" + _lab.SshHost, .. command is null ? Array.Empty<string>() : [command]]);
        await ssh.StandardInput.WriteAsync(input);
        ssh.StandardInput.Close();

        // A master that stays keeps the streams open, so they are not read to their end.
        await ssh.WaitForExitAsync();
    }

    private static Process Start(string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
