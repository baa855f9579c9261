using System.Net;
using System.Net.Sockets;

namespace MultiDial.Testing;

/// <summary>The router: a root filesystem whose /sbin/init runs as PID 1, and is started again whenever it ends.</summary>
public sealed class Router : IAsyncDisposable
{
    private const string ConsoleFile = "/tmp/console.log";

    private static readonly string[] s_namespaces = ["--net", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child=KILL"];

    /// <summary>What a kernel and its boot loader do: mount the virtual filesystems and hand over to init.</summary>
    internal const string BootScript = $"""
        exec </dev/null >>{ConsoleFile} 2>&1
        cd {RouterRoot.Folder}
        mkdir -p proc sys tmp dev
        mount -t proc proc proc
        mount -t sysfs sysfs sys
        mount -t tmpfs tmpfs tmp
        mount -t tmpfs -o mode=755 tmpfs dev
        mknod -m 666 dev/null c 1 3
        mknod -m 666 dev/zero c 1 5
        mknod -m 666 dev/full c 1 7
        mknod -m 666 dev/random c 1 8
        mknod -m 666 dev/urandom c 1 9
        mknod -m 666 dev/tty c 5 0
        [ ! -d /sys/class/ppp ] || mknod -m 600 dev/ppp c 108 0
        mkdir dev/pts dev/shm
        mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts dev/pts
        ln -s pts/ptmx dev/ptmx
        exec chroot . /sbin/init
        """;

    /// <summary>A router whose init ends at once must not keep this computer busy.</summary>
    private static readonly TimeSpan s_powerOnDelay = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan s_probe = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private static readonly IPEndPoint s_ssh = new(IPAddress.Parse("192.168.1.1"), 22);

    private readonly Machine _chassis;
    private readonly Lan _lan;
    private readonly CpuShare? _share;
    private readonly Wire[] _wires;
    private readonly SemaphoreSlim _power = new(1);
    private Machine? _machine;

    internal Router(Machine chassis, Lan lan, CpuShare? share, params Wire[] wires)
    {
        _chassis = chassis;
        _lan = lan;
        _share = share;
        _wires = wires;
    }

    /// <summary>The machine of the present run; a reboot makes a new one.</summary>
    public Machine Machine => _machine ?? throw new LabException("The router is off.");

    /// <summary>How often the router was started.</summary>
    public int Boots { get; private set; }

    /// <summary>What init and its children wrote to the console.</summary>
    public string Console => File.Exists(_chassis.PathOf(ConsoleFile)) ? File.ReadAllText(_chassis.PathOf(ConsoleFile)) : "";

    /// <summary>Runs a command line in the router's shell, beside SSH: as someone with a serial cable would.</summary>
    public Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken = default) =>
        Machine.RunAsync(command, cancellationToken: cancellationToken);

    /// <summary>Where this process finds a file of the router's root filesystem, running or not (not /tmp, /proc, /sys, /dev).</summary>
    public string PathOf(string path) => _chassis.PathOf(RouterRoot.Folder + path);

    /// <summary>Cuts the power and switches it on again; returns when the router runs, which is before it is ready.</summary>
    public async Task RebootAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync().ConfigureAwait(false);
        await StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until the SSH server answers and the internet can be reached, both from the LAN. The deadline is that of a router
    /// at full speed; one with a share of a core has the more time.
    /// </summary>
    public async Task WaitUntilReadyAsync(TimeSpan deadline, CancellationToken cancellationToken = default)
    {
        deadline *= Slowness;
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(deadline);
        try
        {
            await UntilAsync(ReadBannerAsync, end.Token).ConfigureAwait(false);
            await UntilAsync(token => _lan.HttpGetAsync("http://203.0.113.1/", token), end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabException($"The router was not ready after {deadline.TotalSeconds} s (started {Boots} times). Its console:\n{Console}");
        }
    }

    /// <summary>Switches the router off for good.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _power.Dispose();
    }

    private double Slowness => _share?.Slowness ?? 1;

    internal Task StartAsync(CancellationToken cancellationToken) => WithPowerAsync(() => BootAsync(cancellationToken));

    internal Task StopAsync() => WithPowerAsync(async () =>
    {
        if (_machine is { } machine)
        {
            _machine = null;
            await machine.DisposeAsync().ConfigureAwait(false);
        }
    });

    private async Task WithPowerAsync(Func<Task> action)
    {
        await _power.WaitAsync().ConfigureAwait(false);
        try
        {
            await action().ConfigureAwait(false);
        }
        finally
        {
            _power.Release();
        }
    }

    private async Task BootAsync(CancellationToken cancellationToken)
    {
        Machine machine = await Machine.StartAsync(
            _chassis, s_namespaces, boot: BootScript, share: _share, cancellationToken: cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(_wires.Select(wire => wire.PlugAsync(machine, cancellationToken))).ConfigureAwait(false);
        await machine.ReleaseAsync().ConfigureAwait(false);
        Boots++;
        _machine = machine;
        _ = StartAgainAsync(machine);
    }

    private async Task StartAgainAsync(Machine ended)
    {
        await ended.Exited.ConfigureAwait(false);
        await WithPowerAsync(async () =>
        {
            if (_machine == ended)
            {
                await ended.DisposeAsync().ConfigureAwait(false);
                await Task.Delay(s_powerOnDelay).ConfigureAwait(false);
                await BootAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Tries again and again: while a router boots, packets are lost, refused or unroutable.</summary>
    private async Task UntilAsync(Func<CancellationToken, Task> attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            end.CancelAfter(s_probe * Slowness);
            try
            {
                await attempt(end.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is SocketException or HttpRequestException or OperationCanceledException)
            {
                await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ReadBannerAsync(CancellationToken cancellationToken)
    {
        using Socket socket = await _lan.Machine.ConnectAsync(s_ssh, cancellationToken).ConfigureAwait(false);
        if (await socket.ReceiveAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0)
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }
    }
}
