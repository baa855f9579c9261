using System.Globalization;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.OpenSsh;

/// <summary>What ssh_config files say about one host, as it is written there. The first value wins.</summary>
internal sealed class HostOptions
{
    private const string None = "none";

    private static readonly HashSet<string> s_keywords =
    [
        "hostname", "user", "port", "identityfile", "identitiesonly", "identityagent", "hostkeyalias", "userknownhostsfile", "stricthostkeychecking",
        "proxyjump", "proxycommand",
    ];

    private readonly List<string> _identityFiles = [];

    /// <summary>Where the host is (HostName).</summary>
    internal string? HostName { get; private set; }

    /// <summary>The user to log in as (User).</summary>
    internal string? User { get; set; }

    /// <summary>The TCP port (Port).</summary>
    internal int? Port { get; set; }

    /// <summary>The files of private keys, in their order (IdentityFile); empty for those that ssh takes by itself.</summary>
    internal IReadOnlyList<string> IdentityFiles => _identityFiles;

    /// <summary>Whether an agent's other keys are left out (IdentitiesOnly).</summary>
    internal bool? IdentitiesOnly { get; private set; }

    /// <summary>The agent's socket (IdentityAgent).</summary>
    internal string? IdentityAgent { get; private set; }

    /// <summary>The name under which the host's key is on file (HostKeyAlias).</summary>
    internal string? HostKeyAlias { get; private set; }

    /// <summary>The user's files of host keys (UserKnownHostsFile).</summary>
    internal IReadOnlyList<string>? KnownHostsFiles { get; private set; }

    /// <summary>What is done with unknown host keys (StrictHostKeyChecking).</summary>
    internal HostKeyPolicy? HostKeyPolicy { get; private set; }

    /// <summary>The hosts on the way, with commas between them (ProxyJump); null for none.</summary>
    internal string? ProxyJump { get; private set; }

    /// <summary>Whether another program is to make the connection (ProxyCommand).</summary>
    internal bool HasProxyCommand { get; private set; }

    // Whichever of ProxyJump and ProxyCommand comes first counts.
    private bool HasProxy { get; set; }

    /// <summary>Whether a line is about something that matters here.</summary>
    internal static bool Matters(ConfigLine line) => s_keywords.Contains(line.Keyword);

    /// <summary>Takes a line; one that is about something else changes nothing.</summary>
    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal void Take(ConfigLine line)
    {
        string value = line.Arguments is [var first, ..] ? first : string.Empty;
        switch (line.Keyword)
        {
            case "hostname":
                HostName ??= value;
                break;
            case "user":
                User ??= value;
                break;
            case "port":
                Port ??= ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0 ? port : throw Bad(line, Text.RuleSshConfigPort);
                break;
            case "identityfile" when !_identityFiles.Contains(value):
                _identityFiles.Add(value);
                break;
            case "identitiesonly":
                IdentitiesOnly ??= value is "yes" or "true" || (value is "no" or "false" ? false : throw Bad(line, Text.RuleSshConfigYesNo));
                break;
            case "identityagent":
                IdentityAgent ??= value;
                break;
            case "hostkeyalias":
                HostKeyAlias ??= value;
                break;
            case "userknownhostsfile":
                KnownHostsFiles ??= line.Arguments;
                break;
            case "stricthostkeychecking":
                HostKeyPolicy ??= Policy(line, value);
                break;
            case "proxyjump":
                ProxyJump = HasProxy || value.Equals(None, StringComparison.OrdinalIgnoreCase) ? ProxyJump : value;
                HasProxy = true;
                break;
            case "proxycommand":
                HasProxyCommand |= !HasProxy && !value.Equals(None, StringComparison.OrdinalIgnoreCase);
                HasProxy = true;
                break;
        }
    }

    // A changed key is refused here whatever a file says, so "no" is no more than "accept-new".
    private static HostKeyPolicy Policy(ConfigLine line, string value) => value.ToLowerInvariant() switch
    {
        "yes" or "true" => Remote.HostKeyPolicy.Strict,
        "no" or "false" or "off" or "accept-new" => Remote.HostKeyPolicy.AcceptNew,
        "ask" => Remote.HostKeyPolicy.Ask,
        _ => throw Bad(line, Text.RuleSshConfigChecking),
    };

    private static MultiDialException Bad(ConfigLine line, string rule) => Error.BadSshConfig(line.Place, rule);
}
