using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Opens an SSH session to a router; all other cmdlets use it.</summary>
/// <remarks>
/// Host keys are kept as OpenSSH keeps them, in the same known_hosts files. The newest session is the default of its
/// runspace. A router that has no root password is accepted only with -AllowEmptyPassword.
/// </remarks>
/// <example>
/// <para>Asks for the password, and remembers the router's host key on first use.</para>
/// <code>$router = New-OpenWrtSession 192.168.1.1 -Credential root -HostKeyPolicy AcceptNew</code>
/// </example>
/// <example>
/// <para>With a key, in a script that must never wait for an answer.</para>
/// <code>New-OpenWrtSession router1 -KeyFilePath ~/.ssh/id_ed25519 -HostKeyPolicy Strict</code>
/// </example>
[Cmdlet(VerbsCommon.New, "OpenWrtSession", SupportsShouldProcess = true)]
[OutputType(typeof(OpenWrtSession))]
public sealed partial class NewOpenWrtSessionCommand : CancellableCommand
{
    /// <summary>The router's name or address.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [Alias("ComputerName")]
    public string HostName { get; set; } = string.Empty;

    /// <summary>The TCP port of its SSH server.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = 22;

    /// <summary>User name and password; with a user name alone, PowerShell asks for the password.</summary>
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
    [SecretTransformation]
    public SecureString? KeyPassphrase { get; set; }

    /// <summary>Logs in with an empty password, which a new router allows.</summary>
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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            CheckLimits(("-ConnectTimeout", ConnectTimeout), ("-OperationTimeout", OperationTimeout), ("-RollbackTimeout", RollbackTimeout));
            ConnectionRequest request = Request();
            SessionRegistry.ThrowIfTaken(Name);
            if (ShouldProcess($"{request.UserName}@{HostName}:{Port}", Text.WhatIfOpenSession))
            {
                WriteObject(Open(request));
            }
        }
        catch (MultiDialException exception)
        {
            ThrowFailure(exception);
        }
    }

    private OpenWrtSession Open(ConnectionRequest request)
    {
        IRouterTransport transport = Connect(request);
        try
        {
            var again = request with { HostKeyFingerprint = transport.HostKeyFingerprint, Warn = null };
            Task<IRouterTransport> ConnectAgain(CancellationToken token) => Transports.Factory.ConnectAsync(again, token);
            return SessionRegistry.Open(Name, HostName, Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty, (id, name) => new(transport, request, id, name, ConnectAgain)
            {
                OperationTimeout = OperationTimeout,
                RollbackTimeout = RollbackTimeout,
            });
        }
        catch (MultiDialException)
        {
            transport.Dispose();
            throw;
        }
    }

    private IRouterTransport Connect(ConnectionRequest request)
    {
        try
        {
            return Await(token => Transports.Factory.ConnectAsync(request, token));
        }
        catch (HostKeyUnknownException exception) when (HostKeyPolicy == HostKeyPolicy.Ask && Ask(exception.Message))
        {
            // The router would not wait for an answer, so it is called again: only the key that was shown is good now.
            var known = request with { HostKeyFingerprint = exception.Fingerprint, RememberHostKey = true };
            return Await(token => Transports.Factory.ConnectAsync(known, token));
        }
    }

    // Not ShouldContinue: that would offer Yes to those who just press Enter.
    private bool Ask(string question)
    {
        Collection<ChoiceDescription> choices = [new(Text.PromptYes, Text.PromptYesHelp), new(Text.PromptNo, Text.PromptNoHelp)];
        try
        {
            return Host.UI.PromptForChoice(Text.PromptHostKey, question + Environment.NewLine + Text.PromptHostKeyQuestion, choices, defaultChoice: 1) == 0;
        }
        catch (Exception exception) when (exception is PSInvalidOperationException or HostException or NotImplementedException)
        {
            // A host that cannot ask; then the unknown key is the error.
            return false;
        }
    }

    private ConnectionRequest Request() => new()
    {
        HostName = HostName,
        Port = Port,
        UserName = Credential?.UserName ?? UserName ?? "root",
        Password = Password(),
        KeyFilePath = Resolve(KeyFilePath),
        KeyPassphrase = KeyPassphrase,
        HostKeyPolicy = HostKeyPolicy,
        HostKeyFingerprint = HostKeyFingerprint is null ? null : Fingerprint(HostKeyFingerprint),
        KnownHostsPath = Resolve(KnownHostsPath),
        ConnectTimeout = ConnectTimeout,
        Warn = text => Post(command => command.WriteWarning(text)),
    };

    private SecureString? Password() => (Credential?.Password, AllowEmptyPassword.IsPresent) switch
    {
        ({ Length: > 0 } given, _) => given,
        (_, true) => new SecureString(),
        ({ Length: 0 }, false) when KeyFilePath is null => throw Error.InvalidValue("-Credential", Credential!.UserName, Text.RuleEmptyPassword),
        _ => null,
    };

    // The form of ssh-keygen -lf, with or without the padding that it leaves out.
    private static string Fingerprint(string text)
    {
        string trimmed = text.Trim().TrimEnd('=');
        return FingerprintForm().IsMatch(trimmed)
            ? trimmed
            : throw Error.InvalidValue("-HostKeyFingerprint", text, Text.RuleFingerprint);
    }

    private static void CheckLimits(params (string Parameter, TimeSpan Time)[] limits)
    {
        foreach ((string parameter, TimeSpan time) in limits)
        {
            if (time <= TimeSpan.Zero || time > TimeSpan.FromDays(1))
            {
                throw Error.InvalidValue(parameter, time, Text.RuleTimeLimit);
            }
        }
    }

    private string? Resolve(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);

    [GeneratedRegex(@"\ASHA256:[A-Za-z0-9+/]{43}\z")]
    private static partial Regex FingerprintForm();
}
