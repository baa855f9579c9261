using System.Globalization;
using System.Security;

namespace MultiDial.Remote;

/// <summary>What to do with a host key that no known_hosts file has.</summary>
public enum HostKeyPolicy
{
    /// <summary>Ask the user; where nobody can be asked, refuse.</summary>
    Ask,

    /// <summary>Accept and remember it. A changed key is refused all the same.</summary>
    AcceptNew,

    /// <summary>Refuse it.</summary>
    Strict,
}

/// <summary>The keys of the user's own that are tried where no key and no password are given.</summary>
/// <param name="Files">The private key files; those that are not there are passed over.</param>
/// <param name="Only">Whether the agent's other keys are left out.</param>
/// <param name="Agent">The socket of the SSH agent, on Windows the name of its pipe; null for none.</param>
internal sealed record OwnKeys(IReadOnlyList<string> Files, bool Only, string? Agent);

/// <summary>All that is needed to open a connection to a router.</summary>
internal sealed record ConnectionRequest
{
    internal const int DefaultPort = 22;

    internal const string DefaultUser = "root";

    private readonly string? _address;

    /// <summary>The name or address as it was given.</summary>
    public required string HostName { get; init; }

    /// <summary>The name or address that it stands for, which is what is connected to.</summary>
    public string Address { get => _address ?? HostName; init => _address = value; }

    public int Port { get; init; } = DefaultPort;

    public string UserName { get; init; } = DefaultUser;

    /// <summary>The password; null if none was given, empty for a router whose root has none.</summary>
    public SecureString? Password { get; init; }

    public string? KeyFilePath { get; init; }

    public SecureString? KeyPassphrase { get; init; }

    /// <summary>The user's own keys; null for none. What is given above takes their place.</summary>
    public OwnKeys? Keys { get; init; }

    /// <summary><see cref="HostKeyPolicy.Ask"/> fails with HostKeyUnknown here: the cmdlet asks and comes back with a pin.</summary>
    public HostKeyPolicy HostKeyPolicy { get; init; } = HostKeyPolicy.Ask;

    /// <summary>The only key to accept, as <c>SHA256:…</c>; known_hosts files can only refuse it then, as revoked.</summary>
    public string? HostKeyFingerprint { get; init; }

    /// <summary>The known_hosts file to read and to append to; null for the user's and the system's.</summary>
    public string? KnownHostsPath { get; init; }

    /// <summary>The user's known_hosts files where they are not in their usual place; new keys go to the first one.</summary>
    public IReadOnlyList<string>? KnownHostsFiles { get; init; }

    /// <summary>The name under which the host key is on file; null for the address and the port.</summary>
    public string? HostKeyAlias { get; init; }

    /// <summary>The ssh_config file that was asked for; null for the user's and the system's.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The hosts on the way, the first one to connect to first.</summary>
    public IReadOnlyList<ConnectionRequest> Jumps { get; init; } = [];

    /// <summary>Whether this is a host on the way to a router, and no router.</summary>
    public bool IsJump { get; init; }

    /// <summary>Whether an accepted pin is to be appended to the known_hosts file (the user answered "yes").</summary>
    public bool RememberHostKey { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Takes what the user should know although the connection is made. Called on any thread.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Whether the port was given, so that no ssh_config file has a say in it.</summary>
    public bool IsPortGiven { get; init; }

    // What is given takes the place of the user's own keys.
    private bool UsesOwnKeys => Keys is not null && KeyFilePath is null && Password is null;

    /// <summary>
    /// The command line that asks for such a connection, for advice that can be pasted. Secrets are not in it: it asks
    /// for them. A host on the way is asked for with ssh, as it is no router.
    /// </summary>
    /// <param name="others">Parameters to add; one that the request has too takes its place.</param>
    internal string ToCommand(params (string Name, string Value)[] others)
    {
        if (IsJump)
        {
            return ToSsh();
        }

        var parameters = new List<(string Name, string Value)>();
        bool hasAccount = Array.Exists(others, other => other.Name == "-Credential");
        bool needsPassword = KeyFilePath is null && Password is not { Length: 0 } && !UsesOwnKeys;
        Add(Port != DefaultPort || IsPortGiven, "-Port", Port.ToString(CultureInfo.InvariantCulture));
        Add(needsPassword, "-Credential", UserName);
        Add(!needsPassword && !hasAccount, "-UserName", UserName);
        Add(KeyFilePath is not null, "-KeyFilePath", KeyFilePath);
        Add(Password is { Length: 0 }, "-AllowEmptyPassword", "");
        Add(HostKeyPolicy != HostKeyPolicy.Ask, "-HostKeyPolicy", HostKeyPolicy.ToString());
        Add(HostKeyFingerprint is not null, "-HostKeyFingerprint", HostKeyFingerprint);
        Add(KnownHostsPath is not null, "-KnownHostsPath", KnownHostsPath);
        Add(ConfigFile is not null, "-ConfigFile", ConfigFile);
        parameters.AddRange(others);
        return string.Join(' ', ["New-OpenWrtSession", Word(HostName), .. parameters.Select(parameter => parameter.Value.Length == 0 ? parameter.Name : parameter.Name + " " + Word(parameter.Value))]);

        void Add(bool isGiven, string name, string? value)
        {
            if (isGiven && !Array.Exists(others, other => other.Name == name))
            {
                parameters.Add((name, value!));
            }
        }
    }

    /// <summary>The same where nothing of what there is was good enough for a login: it asks for a password.</summary>
    internal string ToCommandWithPassword() => UsesOwnKeys ? ToCommand(("-Credential", UserName)) : ToCommand();

    /// <summary>The command line with which ssh itself goes there, asking what it has to ask.</summary>
    internal string ToSsh() => $"ssh {ToLogin()} true";

    /// <summary>How ssh is told the router, for commands that no cmdlet stands for.</summary>
    internal string ToLogin() => string.Join(' ', (string[])[.. Option(ConfigFile is not null, "-F", ConfigFile), .. Option(Port != DefaultPort || IsPortGiven, "-p", Port.ToString(CultureInfo.InvariantCulture)),
        .. Option(KeyFilePath is not null, "-i", KeyFilePath), .. Option(IsJump && KnownHostsPath is not null, "-o", $"UserKnownHostsFile={KnownHostsPath}"),
        .. Option(IsJump && HostKeyPolicy == HostKeyPolicy.Strict, "-o", "StrictHostKeyChecking=ask"), .. Option(IsJump && Jumps.Count > 0, "-J", string.Join(',', Jumps.Select(jump => jump.ToHop()))), Word($"{UserName}@{HostName}")]);

    // An IPv6 address is in brackets there.
    private string ToHop() => FormattableString.Invariant($"{UserName}@{(HostName.Contains(':', StringComparison.Ordinal) ? $"[{HostName}]" : HostName)}:{Port}");

    private static string[] Option(bool isGiven, string name, string? value) => isGiven ? [name, Word(value!)] : [];

    /// <summary>A value as PowerShell reads it; what follows in brackets is an expression.</summary>
    internal static string Word(string value) => value.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '/' or '~' or '\\' or '+' or '=' || (c == '@' && value[0] != '@')) || value.StartsWith('(')
        ? value
        : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
