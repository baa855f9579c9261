using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security;
using System.Text;
using MultiDial.Remote;

namespace MultiDial.Tests.Transport;

/// <summary>
/// A dropbear on loopback in pid and mount namespaces of its own, with users, passwords and keys of its own. All of it
/// dies with this process.
/// </summary>
internal sealed class DropbearServer : IAsyncDisposable
{
    /// <summary>A name of the server's that only the server knows.</summary>
    internal const string OwnName = "behind.multidial";

    internal const string Password = "pa$$ \"w'ord 密码";

    private const string PasswordHash = "$6$multidial$uz7uwRyZP46zQLlh1kOAmIj.mmT0eiR8IE2ue77NxafLiKzPtR.HrHH1sNEnmN9vU5Tc5QliXlS8KXJSsUVZ50";

    private const string PrintPeer = "p=$PPID; until grep -q dropbear /proc/$p/comm; do p=$(cut -d ' ' -f 4 /proc/$p/stat); done; echo $p";

    // PID 1 of the namespace: its end, when this process closes the pipe or dies, ends everything in there.
    private const string Init = """
        for file in passwd shadow hosts; do mount --bind "$1/$file" "/etc/$file"; done
        shift
        dropbear -F -E -B "$@" &
        while read -r signal pid; do kill -s "$signal" "$pid"; done
        """;

    private readonly Process _process;
    private readonly TempFolder _folder;

    private DropbearServer(Process process, TempFolder folder, int port, IReadOnlyList<string> hostKeys)
    {
        _process = process;
        _folder = folder;
        Port = port;
        HostKeys = hostKeys;
    }

    internal static bool HasIPv6 { get; } = NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(card => card.GetIPProperties().UnicastAddresses).Any(own => own.Address.Equals(IPAddress.IPv6Loopback));

    internal int Port { get; }

    /// <summary>The public host keys, each as "type base64".</summary>
    internal IReadOnlyList<string> HostKeys { get; }

    internal string KeyFile => _folder["key"];

    /// <summary>Starts a server with one host key of each type. Its users are root, and "blank" who has no password.</summary>
    internal static async Task<DropbearServer> StartAsync(params string[] keyTypes)
    {
        await Testing.DebianPackages.RequireAsync(TestContext.Current.CancellationToken);
        var folder = new TempFolder();
        var hostKeys = new List<string>();
        var arguments = new List<string> { "--mount", "--pid", "--fork", "--mount-proc", "sh", "-c", Init, "sh", folder.Path };
        foreach (string type in keyTypes)
        {
            await Tool.RunAsync("dropbearkey", "-t", type, "-f", folder[type]);
            arguments.AddRange(["-r", folder[type]]);
            hostKeys.Add((await Tool.RunAsync("dropbearkey", "-y", "-f", folder[type])).Split('\n').Single(line => line.Contains("AAAA", StringComparison.Ordinal)));
        }

        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", folder["key"]);
        WriteUsers(folder);
        int port = FreePort();
        // Several addresses, for tests that need several hosts.
        arguments.AddRange(["-P", folder["pid"], .. Enumerable.Range(1, 8).SelectMany(n => new[] { "-p", FormattableString.Invariant($"127.0.0.{n}:{port}") }), .. HasIPv6 ? ["-p", FormattableString.Invariant($"[::1]:{port}")] : (string[])[]]);
        Process process = Process.Start(new ProcessStartInfo("unshare", arguments) { RedirectStandardInput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, e) => Debug.WriteLine(e.Data);
        process.BeginErrorReadLine();
        await WaitForAsync(port, process);
        return new DropbearServer(process, folder, port, [.. hostKeys.Select(key => string.Join(' ', key.Split(' ').Take(2)))]);
    }

    /// <summary>The way in for root with the key, and the first host key pinned.</summary>
    internal ConnectionRequest Request() => new()
    {
        HostName = "127.0.0.1",
        Port = Port,
        KeyFilePath = KeyFile,
        HostKeyFingerprint = Fingerprint(0),
        KnownHostsPath = _folder["no_known_hosts"],
    };

    internal static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }

    internal string Fingerprint(int key) => new Ssh.KnownHosts.HostKey(Convert.FromBase64String(HostKeys[key].Split(' ')[1])).Fingerprint;

    /// <summary>Lets root log in with one more key.</summary>
    internal void Authorize(string publicKeyFile) => File.AppendAllText(_folder["root/.ssh/authorized_keys"], File.ReadAllText(publicKeyFile));

    internal static async Task<IRouterTransport> ConnectAsync(ConnectionRequest request) =>
        await Transports.Factory.ConnectAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Sends a signal to a process, by its id in the server's namespace (the <c>$PPID</c> of a remote command is its connection's).</summary>
    internal async Task SignalAsync(string signal, int pid)
    {
        await _process.StandardInput.WriteLineAsync($"{signal} {pid}");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Stops the process that serves a session's connection: the link is there, and nobody answers.</summary>
    internal async Task FreezeAsync(OpenWrtSession session) => await SignalAsync("STOP", await PeerAsync(session));

    /// <summary>The process that serves a session's connection.</summary>
    internal static async Task<int> PeerAsync(OpenWrtSession session)
    {
        RemoteResult result = await session.RunAsync(new RouterScript("marker").Call(PrintPeer), TimeSpan.Zero, TestContext.Current.CancellationToken);
        return int.Parse(Encoding.ASCII.GetString(result.Output), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void WriteUsers(TempFolder folder)
    {
        Directory.CreateDirectory(folder["root/.ssh"]);
        File.Copy(folder["key.pub"], folder["root/.ssh/authorized_keys"]);
        File.WriteAllText(folder["hosts"], $"127.0.0.1 localhost\n127.0.0.5 {OwnName}\n");
        File.WriteAllText(folder["passwd"], $"root:x:0:0::{folder["root"]}:/bin/sh\nblank:x:0:0::{folder["root"]}:/bin/sh\n");
        File.WriteAllText(folder["shadow"], $"root:{PasswordHash}:1::::::\nblank::1::::::\n");
    }

    private static async Task WaitForAsync(int port, Process process)
    {
        long deadline = Environment.TickCount64 + 10_000;
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (!process.HasExited && Environment.TickCount64 < deadline)
            {
                await Task.Delay(20);
            }
        }
    }
}
