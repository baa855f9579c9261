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

/// <summary>All that is needed to open a connection to a router.</summary>
internal sealed record ConnectionRequest
{
    public required string HostName { get; init; }

    public int Port { get; init; } = 22;

    public string UserName { get; init; } = "root";

    /// <summary>The password; null if none was given, empty for a router whose root has none.</summary>
    public SecureString? Password { get; init; }

    public string? KeyFilePath { get; init; }

    public SecureString? KeyPassphrase { get; init; }

    /// <summary><see cref="HostKeyPolicy.Ask"/> fails with HostKeyUnknown here: the cmdlet asks and comes back with a pin.</summary>
    public HostKeyPolicy HostKeyPolicy { get; init; } = HostKeyPolicy.Ask;

    /// <summary>The only key to accept, as <c>SHA256:…</c>; known_hosts files can only refuse it then, as revoked.</summary>
    public string? HostKeyFingerprint { get; init; }

    /// <summary>The known_hosts file to read and to append to; null for the user's and the system's.</summary>
    public string? KnownHostsPath { get; init; }

    /// <summary>Whether an accepted pin is to be appended to the known_hosts file (the user answered "yes").</summary>
    public bool RememberHostKey { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Takes what the user should know although the connection is made. Called on any thread.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>
    /// The command line that asks for such a connection, for advice that can be pasted. Secrets are not in it: it asks
    /// for them.
    /// </summary>
    /// <param name="others">Parameters to add; one that the request has too takes its place.</param>
    internal string ToCommand(params (string Name, string Value)[] others)
    {
        var parameters = new List<(string Name, string Value)>();
        Add(Port != 22, "-Port", Port.ToString(CultureInfo.InvariantCulture));
        Add(KeyFilePath is null && Password is not { Length: 0 }, "-Credential", UserName);
        Add(KeyFilePath is not null || Password is { Length: 0 }, "-UserName", UserName);
        Add(KeyFilePath is not null, "-KeyFilePath", KeyFilePath);
        Add(Password is { Length: 0 }, "-AllowEmptyPassword", "");
        Add(HostKeyPolicy != HostKeyPolicy.Ask, "-HostKeyPolicy", HostKeyPolicy.ToString());
        Add(HostKeyFingerprint is not null, "-HostKeyFingerprint", HostKeyFingerprint);
        Add(KnownHostsPath is not null, "-KnownHostsPath", KnownHostsPath);
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

    /// <summary>How ssh is told the router, for commands that no cmdlet stands for.</summary>
    internal string ToLogin() => string.Join(' ', (string[])[.. Port != 22 ? (string[])["-p", Port.ToString(CultureInfo.InvariantCulture)] : [],
        .. KeyFilePath is { } key ? (string[])["-i", Word(key)] : [], Word($"{UserName}@{HostName}")]);

    /// <summary>A value as PowerShell reads it; what follows in brackets is an expression.</summary>
    internal static string Word(string value) => value.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '/' or '~' or '\\' or '+' or '=' || (c == '@' && value[0] != '@')) || value.StartsWith('(')
        ? value
        : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}

/// <summary>What a remote command left behind.</summary>
/// <param name="ExitStatus">The exit status; null when the command ended by a signal or the server sent none.</param>
/// <param name="Output">Standard output, byte for byte.</param>
/// <param name="Error">Standard error, byte for byte.</param>
internal sealed record RemoteResult(int? ExitStatus, byte[] Output, byte[] Error)
{
    /// <summary>How much a command may say on both together. The longest of our answers has some hundred thousand bytes.</summary>
    internal const int MostBytes = 16_000_000;
}

/// <summary>
/// One open connection. Failures are <see cref="Errors.MultiDialException"/>s
/// (SessionBroken when the connection is gone); cancellation stops the remote command.
/// </summary>
internal interface IRouterTransport : IDisposable
{
    /// <summary>The SHA256 fingerprint of the router's host key, <c>SHA256:…</c> as OpenSSH prints it.</summary>
    string HostKeyFingerprint { get; }

    /// <summary>Whether the connection is known to be gone. A frozen one is not known to be.</summary>
    bool IsLost => false;

    /// <summary>How many commands the router runs at the same time; the caller sees to it that there are no more.</summary>
    int MaxCommands => 8;

    /// <summary>More scripts are likely to come: what can be done for the next one beforehand is done now.</summary>
    void Expect()
    {
    }

    /// <summary>
    /// Runs one command in one exec request. It has no deadline of its own; one that says more than
    /// <see cref="RemoteResult.MostBytes"/> is stopped, and has failed (RemoteCommandFailed).
    /// </summary>
    /// <param name="command">The command line.</param>
    /// <param name="input">The standard input.</param>
    /// <param name="heard">
    /// Takes standard output as it comes, and no bytes for what comes on standard error: a sign of life all the same.
    /// Called on any thread, one call after the other; the bytes are its own until it returns.
    /// </param>
    /// <param name="cancellation">Stops the command.</param>
    Task<RemoteResult> ExecuteAsync(string command, ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation);
}

/// <summary>Opens connections. The one implementation lives in MultiDial.Ssh, behind an AssemblyLoadContext of its own.</summary>
internal interface ITransportFactory
{
    Task<IRouterTransport> ConnectAsync(ConnectionRequest request, CancellationToken cancellation);
}
