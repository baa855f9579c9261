using System.Net;

namespace MultiDial.Testing;

/// <summary>
/// A provider with PPPoE, a router and a computer behind it, in a virtual machine, for kernels without PPP and VLANs:
/// eth0.2 is a VLAN, every line has a real pppd. It ends with this process, however that ends.
/// </summary>
public sealed class PppoeLab : IAsyncDisposable
{
    private static readonly TimeSpan s_readyDeadline = TimeSpan.FromSeconds(120);

    private readonly Machine _chassis;
    private readonly RouterRoot _root;
    private readonly VirtualMachine _machine;
    private readonly IspPolicy _policy;

    private PppoeLab(Machine chassis, RouterRoot root, VirtualMachine machine, IspPolicy policy)
    {
        _chassis = chassis;
        _root = root;
        _machine = machine;
        _policy = policy;
        Isp = new PppoeIsp(machine);
        Lan = new VirtualLan(machine);
        Router = new VirtualRouter(machine);
    }

    /// <summary>The provider and the internet behind it.</summary>
    public PppoeIsp Isp { get; }

    /// <summary>The computer in the router's LAN.</summary>
    public VirtualLan Lan { get; }

    /// <summary>The router.</summary>
    public VirtualRouter Router { get; }

    /// <summary>Where this computer reaches the router's SSH server.</summary>
    public string SshHost { get; } = IPAddress.Loopback.ToString();

    /// <summary>The port of <see cref="SshHost"/>.</summary>
    public int SshPort => _machine.SshPort;

    /// <summary>The password of root, another one in each lab.</summary>
    public string Password => _root.Password;

    /// <summary>A private key (OpenSSH format, ed25519, no passphrase) that may log in as root.</summary>
    public string KeyFile => _root.KeyFile;

    /// <summary>The fingerprints (SHA256:...) of the router's host keys, ed25519 first.</summary>
    public IReadOnlyList<string> HostKeyFingerprints => _root.HostKeyFingerprints;

    /// <summary>The process that holds the lab, as seen from this computer; when it is gone, so is the lab.</summary>
    public int ProcessId => _chassis.ProcessId;

    /// <summary>What the virtual machine's kernel and first programs have written.</summary>
    public string Console => _machine.Console;

    /// <summary>Starts a lab; returns when the router's SSH server answers.</summary>
    /// <exception cref="LabException">A package is missing, or this process may not make namespaces, or something did not start.</exception>
    public static async Task<PppoeLab> StartAsync(PppoeLabOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PppoeLabOptions();
        await DebianPackages.RequireForVirtualAsync(cancellationToken).ConfigureAwait(false);
        Machine chassis = await Lab.StartChassisAsync(cancellationToken).ConfigureAwait(false);
        VirtualMachine? machine = null;
        try
        {
            RouterRoot root = new(chassis, options.RootFileSystem, pppoe: true);
            Task assembly = Lab.PrepareAsync(root, cancellationToken);
            machine = await VirtualMachine.StartAsync(chassis, s_readyDeadline, cancellationToken).ConfigureAwait(false);
            await assembly.ConfigureAwait(false);
            PppoeLab lab = new(chassis, root, machine, options.Policy);
            await lab.Isp.SetPolicyAsync(options.Policy, cancellationToken).ConfigureAwait(false);
            await lab.Router.ResetAsync(cancellationToken).ConfigureAwait(false);
            return lab;
        }
        catch
        {
            machine?.Dispose();
            await chassis.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Back to the factory state: the router as it came out of the box, the provider as at the start.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        await Isp.AnswerAsync(answer: true, cancellationToken).ConfigureAwait(false);
        await Isp.SetPolicyAsync(_policy, cancellationToken).ConfigureAwait(false);
        await Router.ResetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the virtual machine; its files go with it.</summary>
    public async ValueTask DisposeAsync()
    {
        _machine.Dispose();
        await _chassis.DisposeAsync().ConfigureAwait(false);
    }
}
