using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Commands;

/// <summary>Opens an SSH session to a router; all other cmdlets use it.</summary>
/// <remarks>
/// Host keys are kept as OpenSSH keeps them, in the same known_hosts files. The newest session is the default of its
/// runspace. A router without a root password is only entered with -AllowEmptyPassword.
/// </remarks>
/// <example>
/// <para>Asks for the password, and remembers the router's host key on first use.</para>
/// <code>$router = New-OpenWrtSession 192.168.1.1 -Credential root -HostKeyPolicy AcceptNew</code>
/// </example>
/// <example>
/// <para>With a key, in a script that must never be asked anything.</para>
/// <code>New-OpenWrtSession router1 -KeyFilePath ~/.ssh/id_ed25519 -HostKeyPolicy Strict</code>
/// </example>
[Cmdlet(VerbsCommon.New, "OpenWrtSession", SupportsShouldProcess = true)]
[OutputType(typeof(OpenWrtSession))]
public sealed class NewOpenWrtSessionCommand : CancellableCommand
{
    /// <summary>The router's name or address.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [Alias("ComputerName")]
    public string HostName { get; set; } = string.Empty;

    /// <summary>The TCP port of its SSH server.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = 22;

    /// <summary>User name and password; a user name alone asks for the password.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The user name where no credential is given; root by default.</summary>
    [Parameter]
    public string? UserName { get; set; }

    /// <summary>A private key file (OpenSSH or PEM).</summary>
    [Parameter]
    public string? KeyFilePath { get; set; }

    /// <summary>The passphrase of the key file.</summary>
    [Parameter]
    public SecureString? KeyPassphrase { get; set; }

    /// <summary>Logs in with an empty password, as a router fresh from the box allows.</summary>
    [Parameter]
    public SwitchParameter AllowEmptyPassword { get; set; }

    /// <summary>A name for -Session; the host name by default.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>What to do with a host key that is not known. A changed key is always refused.</summary>
    [Parameter]
    public HostKeyPolicy HostKeyPolicy { get; set; } = HostKeyPolicy.Ask;

    /// <summary>The only host key to accept, as SHA256:… (<c>ssh-keygen -lf</c> prints it).</summary>
    [Parameter]
    public string? HostKeyFingerprint { get; set; }

    /// <summary>Another known_hosts file than the user's and the system's.</summary>
    [Parameter]
    public string? KnownHostsPath { get; set; }

    /// <summary>How long connecting may take: a TimeSpan, seconds, or text as 10s.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one operation may take before the session counts as broken.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long the router takes a change back when it cannot be reached any more.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan RollbackTimeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ConnectionRequest request = Request();
        if (!ShouldProcess($"{request.UserName}@{HostName}:{Port}", "Open an SSH session"))
        {
            return;
        }

        try
        {
            string name = Name ?? HostName;
            IRouterTransport transport = Connect(request);
            var session = new OpenWrtSession(transport, request, SessionRegistry.NextId(), name)
            {
                OperationTimeout = OperationTimeout,
                RollbackTimeout = RollbackTimeout,
            };
            SessionRegistry.Add(session, Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty);
            WriteObject(session);
        }
        catch (MultiDialException exception)
        {
            ThrowFailure(exception);
        }
    }

    private IRouterTransport Connect(ConnectionRequest request)
    {
        try
        {
            return Await(token => Transports.Factory.ConnectAsync(request, token));
        }
        catch (MultiDialException exception) when (exception.Id == ErrorId.HostKeyUnknown && HostKeyPolicy == HostKeyPolicy.Ask
            && exception.Data[Error.Fingerprint] is string && Ask(exception))
        {
            return Await(token => Transports.Factory.ConnectAsync(
                request with { HostKeyFingerprint = (string)exception.Data[Error.Fingerprint]!, RememberHostKey = true }, token));
        }
    }

    // A host that cannot ask says so by an exception; then the unknown key is the error.
    private bool Ask(MultiDialException exception)
    {
        try
        {
            return ShouldContinue($"{exception.Message}{Environment.NewLine}Connect, and remember this key?", "Unknown host key");
        }
        catch (PSInvalidOperationException)
        {
            return false;
        }
    }

    private ConnectionRequest Request() => new()
    {
        HostName = HostName,
        Port = Port,
        UserName = Credential?.UserName ?? UserName ?? "root",
        Password = Credential?.Password ?? (AllowEmptyPassword ? new SecureString() : null),
        KeyFilePath = Resolve(KeyFilePath),
        KeyPassphrase = KeyPassphrase,
        HostKeyPolicy = HostKeyPolicy,
        HostKeyFingerprint = HostKeyFingerprint,
        KnownHostsPath = Resolve(KnownHostsPath),
        ConnectTimeout = ConnectTimeout,
    };

    private string? Resolve(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);
}
