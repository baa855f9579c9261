using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace MultiDial.Testing;

/// <summary>
/// A computer that QEMU emulates, with Debian's kernel and this computer's file system under a layer in memory. It runs in the
/// chassis' namespaces and ends with them. Commands run in it over a port of 127.0.0.1, behind a secret.
/// </summary>
internal sealed class VirtualMachine : IDisposable
{
    private const string GuestFolder = "/tmp/guest";
    private const string SecretFile = "/tmp/secret";
    private const string RamDisk = "/tmp/initramfs";
    private const string ConsoleFile = "/tmp/virtual-console.log";

    /// <summary>Libraries and all, the programs of the initramfs are busybox's.</summary>
    private const string BuildRamDisk = $$"""
        set -e
        folder=/tmp/ramdisk
        mkdir -p "$folder/bin" "$folder/modules" "$folder/proc" "$folder/dev"
        cp /bin/busybox "$folder/bin/"
        for library in $(ldd /bin/busybox 2>/dev/null | grep -o '/[^ ]*'); do
            mkdir -p "$folder${library%/*}"
            cp "$library" "$folder$library"
        done
        for applet in sh mount umount mkdir insmod switch_root echo; do ln -sf busybox "$folder/bin/$applet"; done
        number=100
        while read -r module; do
            cp "$module" "$folder/modules/$number.ko"
            number=$((number + 1))
        done
        cp {{GuestFolder}}/init "$folder/init"
        cd "$folder"
        find . | busybox cpio -o -H newc >{{RamDisk}} 2>/dev/null
        rm -rf "$folder"
        """;

    private readonly Machine _chassis;
    private readonly Process _emulator;
    private readonly string _secret;
    private readonly int _port;

    private VirtualMachine(Machine chassis, Process emulator, string secret, int port, int sshPort)
    {
        _chassis = chassis;
        _emulator = emulator;
        _secret = secret;
        _port = port;
        SshPort = sshPort;
    }

    /// <summary>The port of 127.0.0.1 that leads to the router's SSH server.</summary>
    internal int SshPort { get; }

    /// <summary>What the kernel and the machine's first programs have written.</summary>
    internal string Console => File.Exists(_chassis.PathOf(ConsoleFile)) ? File.ReadAllText(_chassis.PathOf(ConsoleFile)) : "";

    public void Dispose()
    {
        Command.Kill(_emulator);
        _emulator.Dispose();
    }

    internal static async Task<VirtualMachine> StartAsync(Machine chassis, TimeSpan deadline, CancellationToken cancellationToken)
    {
        KernelPackage kernel = await KernelPackage.FindAsync(cancellationToken).ConfigureAwait(false);
        string secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await PrepareAsync(chassis, kernel, secret, cancellationToken).ConfigureAwait(false);
        (int port, int sshPort) = (FreePort(), FreePort());
        string[] emulator =
        [
            "qemu-system-x86_64", "-machine", "q35,accel=tcg", "-cpu", "max", "-smp", "2", "-m", "1024", "-nodefaults", "-no-user-config",
            "-display", "none", "-no-reboot", "-kernel", kernel.Image, "-initrd", RamDisk,
            "-append", "console=ttyS0 quiet mitigations=off panic=-1 random.trust_cpu=on nokaslr",
            "-serial", $"file:{ConsoleFile}",
            .. Share("host", "/"), .. Share("router", RouterRoot.Folder),
            "-netdev", $"user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:{port}-10.0.2.15:99,hostfwd=tcp:127.0.0.1:{sshPort}-10.0.2.15:22",
            "-device", "virtio-net-pci,netdev=net,romfile=", "-device", "virtio-rng-pci",
        ];
        VirtualMachine machine = new(chassis, Command.Start("nsenter", [.. chassis.EnterArguments, .. emulator]), secret, port, sshPort);
        try
        {
            await machine.WaitUntilReadyAsync(deadline, cancellationToken).ConfigureAwait(false);
            return machine;
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command line in a shell of the machine.</summary>
    internal async Task<CommandResult> RunAsync(
        VirtualPlace place, string command, string? input = null, CancellationToken cancellationToken = default)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _port), cancellationToken).ConfigureAwait(false);
        byte[] arguments = Encoding.UTF8.GetBytes($"{place.ToString().ToLowerInvariant()}\0/bin/sh\0-c\0{command}");
        byte[] text = Encoding.UTF8.GetBytes(input ?? "");
        byte[] head = Encoding.ASCII.GetBytes(FormattableString.Invariant($"{_secret}\n{arguments.Length} {text.Length}\n"));
        using NetworkStream stream = new(socket);
        await stream.WriteAsync((byte[])[.. head, .. arguments, .. text], cancellationToken).ConfigureAwait(false);
        using MemoryStream answer = new();
        await stream.CopyToAsync(answer, cancellationToken).ConfigureAwait(false);
        return Read(answer.ToArray());
    }

    /// <summary>Whether the router's SSH server answers, over the way that a test's SSH takes.</summary>
    internal async Task<bool> HasRouterAsync(CancellationToken cancellationToken)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        return await WithinAsync(TimeSpan.FromSeconds(2), async token =>
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, SshPort), token).ConfigureAwait(false);
            return await socket.ReceiveAsync(new byte[1], token).ConfigureAwait(false) > 0;
        }, cancellationToken).ConfigureAwait(false);
    }

    private static CommandResult Read(byte[] answer)
    {
        int line = Array.IndexOf(answer, (byte)'\n');
        int[] numbers = line < 0 ? []
            : [.. Encoding.ASCII.GetString(answer, 0, line).Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return numbers.Length == 3 && answer.Length == line + 1 + numbers[1] + numbers[2]
            ? new CommandResult(
                numbers[0],
                Encoding.UTF8.GetString(answer, line + 1, numbers[1]),
                Encoding.UTF8.GetString(answer, line + 1 + numbers[1], numbers[2]))
            : throw new IOException("The virtual machine did not answer.");
    }

    private static string[] Share(string name, string folder) =>
    [
        "-fsdev", $"local,id={name},path={folder},security_model=none,readonly=on,multidevs=remap",
        "-device", $"virtio-9p-pci,fsdev={name},mount_tag={name}",
    ];

    private static async Task PrepareAsync(Machine chassis, KernelPackage kernel, string secret, CancellationToken cancellationToken)
    {
        string folder = chassis.PathOf(GuestFolder);
        StandIn.LayOver(Path.Combine(AppContext.BaseDirectory, "guest"), folder);
        await File.WriteAllTextAsync(folder + "/boot", Router.BootScript, cancellationToken).ConfigureAwait(false);
        await File.WriteAllLinesAsync(folder + "/modules", kernel.ForLab, cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(chassis.PathOf(SecretFile), secret, cancellationToken).ConfigureAwait(false);
        File.SetUnixFileMode(chassis.PathOf(SecretFile), UnixFileMode.UserRead);
        (await chassis.RunAsync(BuildRamDisk, string.Join('\n', kernel.ForRoot) + "\n", cancellationToken).ConfigureAwait(false)).Require();
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task WaitUntilReadyAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(deadline);
        try
        {
            while (!await AnswersAsync(end.Token).ConfigureAwait(false))
            {
                if (_emulator.HasExited)
                {
                    throw new LabException($"QEMU has ended. {await _emulator.StandardError.ReadToEndAsync(end.Token).ConfigureAwait(false)}\n{Console}");
                }

                await Task.Delay(100, end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabException($"The virtual machine was not ready after {deadline.TotalSeconds} s. Its console:\n{Console}");
        }
    }

    private Task<bool> AnswersAsync(CancellationToken cancellationToken) => WithinAsync(
        TimeSpan.FromSeconds(2),
        async token => (await RunAsync(VirtualPlace.Lan, "test -e /run/isp/wire", cancellationToken: token).ConfigureAwait(false)).ExitCode == 0,
        cancellationToken);

    /// <summary>The emulator's own network takes connections before anybody is there to answer them, so each attempt has its own end.</summary>
    private static async Task<bool> WithinAsync(TimeSpan time, Func<CancellationToken, Task<bool>> attempt, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(time);
        try
        {
            return await attempt(end.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
