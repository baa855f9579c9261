using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Security;
using MultiDial.Errors;
using MultiDial.OpenSsh;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Opens SSH sessions to routers, to many at the same time; all other cmdlets use them.</summary>
/// <remarks>
/// Host keys are kept as OpenSSH keeps them, in the same known_hosts files. The newest session is the default of its
/// runspace. A router that has no root password is accepted only with -AllowEmptyPassword. Of many routers, one that cannot
/// be reached is an error of its own and keeps no other waiting longer than -ConnectTimeout. Names, ports, users, keys and
/// jump hosts come from ~/.ssh/config as for ssh; what is given here counts more. Without -Credential, -Password,
/// -KeyFilePath or -AllowEmptyPassword the keys of an SSH agent are tried, and the usual key files.
/// </remarks>
/// <example>
/// <para>Asks for the password, and remembers the router's host key on first use.</para>
/// <code>$router = New-OpenWrtSession 192.168.1.1 -Credential root -HostKeyPolicy AcceptNew</code>
/// </example>
/// <example>
/// <para>With a key, in a script that must never wait for an answer.</para>
/// <code>New-OpenWrtSession router1 -KeyFilePath ~/.ssh/id_ed25519 -HostKeyPolicy Strict</code>
/// </example>
/// <example>
/// <para>To a Host of ~/.ssh/config, over its ProxyJump, with a key of the SSH agent.</para>
/// <code>New-OpenWrtSession home</code>
/// </example>
/// <example>
/// <para>With a password from a vault (Microsoft.PowerShell.SecretManagement).</para>
/// <code>New-OpenWrtSession router1 -Credential (Get-Secret router1)</code>
/// </example>
/// <example>
/// <para>To all routers of a list, whose columns are named as the parameters: HostName, Port, UserName, Password, Name …</para>
/// <code>$routers = Import-Csv routers.csv | New-OpenWrtSession -HostKeyPolicy Strict</code>
/// </example>
[Cmdlet(VerbsCommon.New, "OpenWrtSession", SupportsShouldProcess = true)]
[OutputType(typeof(OpenWrtSession))]
public sealed class NewOpenWrtSessionCommand : CancellableCommand
{
    // Without one the engine asks for a host; with something in the pipeline it does not.
    private const string ByName = "ByName";
    private const string ByPipeline = "ByPipeline";

    private readonly List<SessionPlan> _plans = [];
    private readonly Dictionary<string, ClientConfiguration> _configurations = [];
    private RowReader? _rows;

    /// <summary>The routers' names or addresses, or names of ~/.ssh/config, also as user@host or ssh://user@host:port.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByName)]
    [Alias("ComputerName")]
    public string[] HostName { get; set; } = [];

    /// <summary>From the pipeline: names or addresses, or rows whose properties are named as the parameters.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByPipeline)]
    public PSObject? InputObject { get; set; }

    /// <summary>The TCP port of its SSH server; 22 where neither the address nor the SSH configuration has one.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = 22;

    /// <summary>User name and password; with a user name alone, PowerShell asks for the password.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The user name where no credential is given; by default that of the SSH configuration, or root.</summary>
    [Parameter]
    public string? UserName { get; set; }

    /// <summary>The password for UserName; rows have it as text.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Password { get; set; }

    /// <summary>A private key file (OpenSSH or PEM). One that is locked is used through the SSH agent if that has the key.</summary>
    [Parameter]
    public string? KeyFilePath { get; set; }

    /// <summary>The passphrase of the key file, or of those of the SSH configuration.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? KeyPassphrase { get; set; }

    /// <summary>Logs in with an empty password, which a new router allows.</summary>
    [Parameter]
    public SwitchParameter AllowEmptyPassword { get; set; }

    /// <summary>A name for -Session; the host name by default.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>
    /// What to do with a host key that is not known, of the router or of a jump host; by default what StrictHostKeyChecking in
    /// the SSH configuration says, or Ask. A changed key is always refused.
    /// </summary>
    [Parameter]
    public HostKeyPolicy HostKeyPolicy { get; set; } = HostKeyPolicy.Ask;

    /// <summary>The only host key to accept, as SHA256:… (<c>ssh-keygen -lf</c> prints it).</summary>
    [Parameter]
    public string? HostKeyFingerprint { get; set; }

    /// <summary>Another known_hosts file than the user's and the system's.</summary>
    [Parameter]
    public string? KnownHostsPath { get; set; }

    /// <summary>Another SSH configuration than ~/.ssh/config and the system's, as with <c>ssh -F</c>; none leaves them out.</summary>
    [Parameter]
    public string? ConfigFile { get; set; }

    /// <summary>How long connecting may take: a TimeSpan, a number of seconds, or a text such as 10s.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the router may be silent during an operation before the session counts as broken. All that it says starts
    /// the time anew, so a slow router that is at work is not given up; one that says something now and then and comes to
    /// no end is, after twenty times as long.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long the router rolls a change back when it cannot be reached.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan RollbackTimeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>How many routers are connected to at the same time at most.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int ThrottleLimit { get; set; } = 32;

    // A script that opens one session cannot go on without it; of many, the others are worth having.
    private bool IsOne => HostName is [_];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _rows = new RowReader(this, [nameof(ThrottleLimit)]);
        if (Name is not null && HostName.Length > 1)
        {
            ThrowFailure(Error.InvalidValue("-Name", Name, Text.RuleOneHost));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? item = InputObject?.BaseObject is PSCustomObject ? InputObject : InputObject?.BaseObject;
        Attempt(() =>
        {
            Row row = _rows!.Read(item);
            Array.ForEach(Hosts(item, row), host => Attempt(() => Plan(host, row)));
        });
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Connect(_plans);

        // The routers would not wait for an answer, so they are called again: only the keys that were shown are good now.
        // Each host on the way to one has a key too, and shows it when those before it are known.
        List<SessionPlan> asked = _plans;
        while (asked.FindAll(plan => plan.KeyInQuestion is not null && HostKeyQuestion.Ask(Host.UI, plan.Failure!.Message)) is { Count: > 0 } accepted)
        {
            accepted.ForEach(plan => plan.Accept());
            Connect(accepted);
            asked = accepted;
        }

        _plans.ForEach(plan => Attempt(() => WriteObject(plan.Failure is null ? plan.Open(Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty) : throw plan.Failure)));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _plans.ForEach(plan => plan.Dispose());
    }

    /// <summary>What an ssh_config file says; null is for the usual ones.</summary>
    internal ClientConfiguration Configuration(string? file)
    {
        if (!_configurations.TryGetValue(file ?? string.Empty, out ClientConfiguration? known))
        {
            _configurations.Add(file ?? string.Empty, known = new ClientConfiguration(file, WriteWarning));
        }

        return known;
    }

    /// <summary>Tells the user what he should know although a connection is made. Called on any thread.</summary>
    internal void Warn(string text) => Post(command => command.WriteWarning(text));

    private void Connect(List<SessionPlan> plans) => Await(token => EachAsync(plans, plan => plan.Target, ThrottleLimit, plan => plan.ConnectAsync(token), token));

    private void Attempt(Action work)
    {
        try
        {
            work();
        }
        catch (MultiDialException exception) when (IsOne)
        {
            ThrowFailure(exception);
        }
        catch (MultiDialException exception)
        {
            WriteFailure(exception);
        }
    }

    private string[] Hosts(object? item, Row row) => item switch
    {
        null => HostName,
        PSObject => row.Own<string[]>(nameof(HostName)) ?? throw Error.InvalidCell(row.Number, nameof(HostName), string.Empty, Text.RuleAddress),
        string or Uri or IPAddress => [item.ToString()!],
        _ => throw Error.InvalidValue("-HostName", item, Text.RuleAddress),
    };

    private void Plan(string host, Row row)
    {
        var asked = new SessionRow(this, row);
        SessionPlan plan = asked.Plan(host);
        SessionRegistry.ThrowIfTaken(asked.Name);
        if (ShouldProcess(plan.Target, Text.WhatIfOpenSession))
        {
            _plans.Add(plan);
        }
    }
}
