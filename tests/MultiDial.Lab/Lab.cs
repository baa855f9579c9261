using System.Net;

namespace MultiDial.Testing;

/// <summary>
/// A provider, a router and a computer behind it, in network namespaces of this computer.
/// Everything lives in one chassis (namespaces and a folder in memory) that ends with this process, however it ends.
/// </summary>
public sealed class Lab : IAsyncDisposable
{
    private static readonly TimeSpan s_readyDeadline = TimeSpan.FromSeconds(60);

    private readonly Machine _chassis;
    private readonly RouterRoot _root;
    private readonly CpuShare? _share;

    private Lab(Machine chassis, RouterRoot root, CpuShare? share, Isp isp, Lan lan)
    {
        _chassis = chassis;
        _root = root;
        _share = share;
        Isp = isp;
        Lan = lan;
        Router = new Router(
            chassis,
            lan,
            share,
            new Wire(lan.Machine, Lan.Card, "port1", "eth0.1", "52:54:00:aa:00:01"),
            new Wire(isp.Machine, Isp.Uplink, "port2", "eth0.2", "52:54:00:aa:00:02"));
        Relay = new Relay(lan.Machine);
    }

    /// <summary>The provider and the internet behind it.</summary>
    public Isp Isp { get; }

    /// <summary>The computer in the router's LAN.</summary>
    public Lan Lan { get; }

    /// <summary>The router.</summary>
    public Router Router { get; }

    /// <summary>The way from this computer to the router's SSH server.</summary>
    public Relay Relay { get; }

    /// <summary>Where this computer reaches the router's SSH server.</summary>
    public string SshHost { get; } = IPAddress.Loopback.ToString();

    /// <summary>The port of <see cref="SshHost"/>.</summary>
    public int SshPort => Relay.Port;

    /// <summary>The password of root, another one in each lab.</summary>
    public string Password => _root.Password;

    /// <summary>A private key (OpenSSH format, ed25519, no passphrase) that may log in as root.</summary>
    public string KeyFile => _root.KeyFile;

    /// <summary>The fingerprints (SHA256:...) of the router's host keys, ed25519 first.</summary>
    public IReadOnlyList<string> HostKeyFingerprints => _root.HostKeyFingerprints;

    /// <summary>The process that holds the lab, as seen from this computer; when it is gone, so is the lab.</summary>
    public int ProcessId => _chassis.ProcessId;

    /// <summary>Whether the router has a whole core for now, whatever its share is: to prepare what is to be seen with that.</summary>
    public bool AtFullSpeed
    {
        set
        {
            if (_share is { } share)
            {
                share.Lifted = value;
            }
        }
    }

    /// <summary>Starts a lab; returns when its router is ready.</summary>
    /// <exception cref="LabException">
    /// A package is missing, or this process may not make namespaces or limit a processor, or the router did not start.
    /// </exception>
    public static async Task<Lab> StartAsync(LabOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LabOptions();
        await DebianPackages.RequireAsync(cancellationToken).ConfigureAwait(false);
        Machine chassis = await StartChassisAsync(cancellationToken).ConfigureAwait(false);
        CpuShare? share = null;
        Lab? lab = null;
        try
        {
            share = options.CpuPercent is { } percent ? await CpuShare.TakeAsync(percent, cancellationToken).ConfigureAwait(false) : null;
            RouterRoot root = new(chassis, options.RootFileSystem);
            Task assembly = PrepareAsync(root, cancellationToken);
            Task<Isp> isp = Isp.StartAsync(chassis, options.Rate, cancellationToken);
            Task<Lan> lan = Lan.StartAsync(chassis, cancellationToken);
            await Task.WhenAll(assembly, isp, lan).ConfigureAwait(false);
            lab = new Lab(chassis, root, share, await isp.ConfigureAwait(false), await lan.ConfigureAwait(false));
            await lab.StartRouterAsync(cancellationToken).ConfigureAwait(false);
            return lab;
        }
        catch
        {
            if (lab is null)
            {
                await EndAsync(chassis, share).ConfigureAwait(false);
            }
            else
            {
                await lab.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Back to the factory state: the router as it came out of the box, nothing blocked, no fault on the relay.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        Relay.Cut();
        Relay.Thaw();
        Relay.Accept();
        await Router.StopAsync().ConfigureAwait(false);
        await Task.WhenAll(Isp.ResetAsync(cancellationToken), _root.AssembleAsync(cancellationToken)).ConfigureAwait(false);
        await StartRouterAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends all processes of the lab; with them go its namespaces and its files.</summary>
    public async ValueTask DisposeAsync()
    {
        Relay.Dispose();
        Isp.Dispose();
        await Router.DisposeAsync().ConfigureAwait(false);
        await EndAsync(_chassis, _share).ConfigureAwait(false);
    }

    /// <summary>What holds a lab: namespaces and a folder in memory, /tmp, with the router's root in it.</summary>
    internal static Task<Machine> StartChassisAsync(CancellationToken cancellationToken) => Machine.StartAsync(
        null,
        ["--mount", "--pid", "--fork", "--kill-child=KILL"],
        setup: $"mount -t tmpfs lab /tmp; mkdir {RouterRoot.Folder}; mount -t tmpfs root {RouterRoot.Folder}",
        cancellationToken: cancellationToken);

    internal static async Task PrepareAsync(RouterRoot root, CancellationToken cancellationToken)
    {
        await root.GenerateKeysAsync(cancellationToken).ConfigureAwait(false);
        await root.AssembleAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task EndAsync(Machine chassis, CpuShare? share)
    {
        await chassis.DisposeAsync().ConfigureAwait(false);
        if (share is not null)
        {
            await share.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task StartRouterAsync(CancellationToken cancellationToken)
    {
        await Router.StartAsync(cancellationToken).ConfigureAwait(false);
        await Router.WaitUntilReadyAsync(s_readyDeadline, cancellationToken).ConfigureAwait(false);
    }
}
