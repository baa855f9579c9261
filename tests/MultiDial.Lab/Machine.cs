using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MultiDial.Testing;

/// <summary>
/// One computer of the lab: a set of Linux namespaces, held by a shell that waits on a pipe from this process.
/// When this process ends, however it ends, the pipe closes, the shell ends, and the namespaces go with it.
/// </summary>
public sealed class Machine : IAsyncDisposable
{
    private readonly Process _holder;
    private readonly CpuShare? _share;

    private Machine(Process holder, int processId, CpuShare? share)
    {
        _holder = holder;
        _share = share;
        ProcessId = processId;
        Exited = WaitForExitAsync();
    }

    /// <summary>The process that holds the namespaces, as seen from this computer: <c>nsenter --target</c> takes it.</summary>
    public int ProcessId { get; }

    /// <summary>Completes when the machine is gone.</summary>
    internal Task Exited { get; }

    /// <summary>The arguments for nsenter that lead into the machine; a command may follow.</summary>
    public IReadOnlyList<string> EnterArguments =>
        ["--target", Number(ProcessId), "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd", "--"];

    /// <summary>Where this process finds a file of the machine.</summary>
    public string PathOf(string path) => $"/proc/{Number(ProcessId)}/root{path}";

    /// <summary>Runs a command line in the machine's /bin/sh.</summary>
    public Task<CommandResult> RunAsync(string command, string? input = null, CancellationToken cancellationToken = default)
    {
        string[] words = Within(_share, ["nsenter", .. EnterArguments, "/bin/sh", "-c", command]);
        return Command.RunAsync(words[0], words[1..], input, cancellationToken);
    }

    /// <summary>Opens a socket in the machine's network; it stays there, whoever uses it.</summary>
    public Socket OpenSocket(SocketType type) => Native.OpenSocket(ProcessId, type);

    /// <summary>Opens a TCP connection from inside the machine.</summary>
    public async Task<Socket> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken = default)
    {
        Socket socket = OpenSocket(SocketType.Stream);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            socket.NoDelay = true;
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Ends the machine and waits until all of its processes are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_holder.HasExited)
        {
            Native.Kill(ProcessId);
        }

        await Exited.ConfigureAwait(false);
        _holder.Dispose();
    }

    /// <summary>Starts a machine with namespaces of its own.</summary>
    /// <param name="host">The machine that it lives in and dies with; null for this computer.</param>
    /// <param name="namespaces">Arguments for unshare.</param>
    /// <param name="setup">What the holding shell does before the machine counts as started.</param>
    /// <param name="boot">What the holding shell does when it is released.</param>
    /// <param name="share">What it has of the processor; null for all that there is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<Machine> StartAsync(
        Machine? host, string[] namespaces, string setup = "", string boot = "", CpuShare? share = null, CancellationToken cancellationToken = default)
    {
        // /proc is still that of this computer, so what the shell reads is the process id as seen from here.
        string script = $"""
            set -e
            {setup}
            read -r pid _ </proc/self/stat
            echo "$pid"
            read -r _
            {boot}
            """;
        string[] unshare = ["unshare", .. namespaces, "/bin/sh", "-c", script];
        string[] words = Within(share, host is null ? unshare : ["nsenter", .. host.EnterArguments, .. unshare]);
        Process holder = Command.Start(words[0], words[1..]);
        try
        {
            string? line = await holder.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int processId)
                ? new Machine(holder, processId, share)
                : throw new LabException("The lab cannot make namespaces. "
                    + (await holder.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).Trim());
        }
        catch
        {
            Command.Kill(holder);
            holder.Dispose();
            throw;
        }
    }

    /// <summary>Lets the shell that holds the machine go on behind its <c>read</c>.</summary>
    internal async Task ReleaseAsync()
    {
        await _holder.StandardInput.WriteLineAsync("go").ConfigureAwait(false);
        await _holder.StandardInput.FlushAsync().ConfigureAwait(false);
    }

    private static string[] Within(CpuShare? share, string[] command) => share?.Within(command) ?? command;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private async Task WaitForExitAsync() => await _holder.WaitForExitAsync().ConfigureAwait(false);
}
