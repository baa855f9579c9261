using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.OpenSsh;

/// <summary>How this user's <c>ssh</c> connects to a host: what ssh_config files say, and what is so where they say nothing.</summary>
/// <param name="file">The one file to read, as with <c>ssh -F</c>: none for no file, null for the user's and the system's.</param>
/// <param name="warn">Is told of what ssh would do and MultiDial does not, each once.</param>
internal sealed class ClientConfiguration(string? file, Action<string> warn)
{
    private const string None = "none";

    // As long as a chain of jump hosts may get by their own configuration; a longer one is a circle.
    private const int MostJumps = 8;

    // Of the files that ssh tries, those of the kinds that can be read here.
    private static readonly string[] s_keys = ["id_rsa", "id_ecdsa", "id_ed25519"];

    private readonly HashSet<string> _warned = [];

    private static string SystemFolder => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "ssh")
        : "/etc/ssh";

    /// <summary>The connection to a router, and the ones to the hosts on the way to it.</summary>
    /// <param name="address">The router; what it names counts more than any file.</param>
    /// <param name="user">The user that is given besides; null for none.</param>
    /// <param name="port">The port that is given besides; null for none.</param>
    /// <exception cref="MultiDialException">InvalidValue: a file cannot be read or understood.</exception>
    internal ConnectionRequest Find(RouterAddress address, string? user, int? port)
    {
        AskedHost host = Read(address, user, port, ConnectionRequest.DefaultUser);
        return Request(host, ConnectionRequest.DefaultPort, host.Options.ProxyJump is { } jumps ? Jumps(host, jumps) : []) with
        {
            ConfigFile = file,
            IsPortGiven = (address.Port ?? port) is not null,
        };
    }

    /// <summary>What the files say about a host, word for word.</summary>
    internal AskedHost Read(RouterAddress address, string? user, int? port, string defaultUser)
    {
        var host = new AskedHost(address.HostName, defaultUser) { Options = { User = address.UserName ?? user, Port = address.Port ?? port } };
        ReadFiles(host);
        if (host.WantsFinal)
        {
            host.Settle();
            ReadFiles(host);
        }

        if (host.Options.HasProxyCommand)
        {
            Warn(Text.WarningSshConfigCommand.With(host.Name));
        }

        return host;
    }

    private void ReadFiles(AskedHost host)
    {
        var reader = new ConfigReader(host, Warn);
        string own = HomeFolder.Ssh("config"), system = Path.Combine(SystemFolder, "ssh_config");
        switch (file)
        {
            case null:
                if (IsReadable(own))
                {
                    reader.Read(own, HomeFolder.Ssh(string.Empty), isPrivate: true);
                }

                if (IsReadable(system))
                {
                    reader.Read(system, SystemFolder, isPrivate: false);
                }

                break;
            case { } named when !IsNone(named):
                reader.Read(named, HomeFolder.Ssh(string.Empty), isPrivate: false);
                break;
        }
    }

    // As for ssh, a usual file that this user may not read is none.
    private static bool IsReadable(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ConnectionRequest Request(AskedHost host, int defaultPort, IReadOnlyList<ConnectionRequest> jumps)
    {
        HostOptions options = host.Options;
        int port = options.Port ?? defaultPort;
        string user = options.User ?? host.DefaultUser;
        var tokens = new Tokens(host, port, user);
        return new ConnectionRequest
        {
            HostName = host.Name,
            Address = host.CurrentName,
            Port = port,
            UserName = user,
            HostKeyAlias = options.HostKeyAlias,
            HostKeyPolicy = options.HostKeyPolicy ?? HostKeyPolicy.Ask,
            KnownHostsFiles = options.KnownHostsFiles is { } files
                ? [.. files.Where(name => !IsNone(name)).Select(name => tokens.ExpandPath("UserKnownHostsFile", name))]
                : null,
            Keys = new OwnKeys(
                options.IdentityFiles.Count == 0 ? [.. s_keys.Select(HomeFolder.Ssh)]
                    : [.. options.IdentityFiles.Where(name => !IsNone(name)).Select(name => tokens.ExpandPath("IdentityFile", name))],
                options.IdentitiesOnly is true,
                Agent(options.IdentityAgent, tokens)),
            Jumps = jumps,
        };
    }

    // As ssh does it: the last one is reached over those before it, and the first one as its own configuration says.
    private List<ConnectionRequest> Jumps(AskedHost target, string list)
    {
        var seen = new HashSet<string> { target.Name };
        List<ConnectionRequest> way = [];
        string? rest = list;
        AskedHost asked = target;
        while (rest is not null)
        {
            var tokens = new Tokens(asked, asked.Options.Port ?? ConnectionRequest.DefaultPort, asked.Options.User ?? asked.DefaultUser);
            AskedHost[] hosts = [.. tokens.Expand("ProxyJump", rest).Split(',').Select(jump => Read(Parse(jump.Trim()), null, null, Environment.UserName))];
            if (!seen.Add(hosts[0].Name) || way.Count + hosts.Length > MostJumps)
            {
                throw Error.BadSshConfig("ProxyJump", Text.RuleSshConfigCircle.With(hosts[0].Name));
            }

            way.InsertRange(0, hosts.Select(host => Request(host, ConnectionRequest.DefaultPort, []) with { ConfigFile = file, IsJump = true }));
            (asked, rest) = (hosts[0], hosts[0].Options.ProxyJump);
        }

        return [.. way.Select((jump, number) => jump with { Jumps = way[..number] })];
    }

    private static RouterAddress Parse(string jump)
    {
        try
        {
            return RouterAddress.Parse(jump.Contains("://", StringComparison.Ordinal) ? jump : "ssh://" + jump);
        }
        catch (MultiDialException exception)
        {
            throw Error.BadSshConfig("ProxyJump", exception.Message, exception);
        }
    }

    private static string? Agent(string? option, Tokens tokens)
    {
        string name = option is ['$', .. var variable] ? variable.Trim('{', '}') : "SSH_AUTH_SOCK";
        return option switch
        {
            _ when IsNone(option) => null,
            null when OperatingSystem.IsWindows() => Environment.GetEnvironmentVariable(name) ?? "openssh-ssh-agent",
            null or "SSH_AUTH_SOCK" or ['$', ..] => Environment.GetEnvironmentVariable(name) is { Length: > 0 } path ? path : null,
            _ => tokens.ExpandPath("IdentityAgent", option),
        };
    }

    /// <summary>Whether a value stands for nothing.</summary>
    internal static bool IsNone(string? value) => None.Equals(value, StringComparison.OrdinalIgnoreCase);

    private void Warn(string text)
    {
        if (_warned.Add(text))
        {
            warn(text);
        }
    }
}
