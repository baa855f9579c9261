using System.Management.Automation;
using System.Security;
using MultiDial.Errors;
using MultiDial.OpenSsh;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>A session as New-OpenWrtSession is asked for it: by the command line, and by a row where there is one.</summary>
internal sealed class SessionRow(NewOpenWrtSessionCommand command, Row row)
{
    /// <summary>The session's name; null for the host name.</summary>
    internal string? Name => Visible("-Name", row.Or(command.Name));

    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal SessionPlan Plan(string host) => new(Request(RouterAddress.Parse(host)), Name)
    {
        OperationTimeout = Limit("-OperationTimeout", row.Or(command.OperationTimeout)),
        RollbackTimeout = Limit("-RollbackTimeout", row.Or(command.RollbackTimeout)),
    };

    private ConnectionRequest Request(RouterAddress address)
    {
        PSCredential? account = row.Or(command.Credential);
        string? user = account?.UserName ?? row.Or(command.UserName);
        if (user is not null && address.UserName is { } other && other != user)
        {
            throw Error.InvalidValue("-HostName", $"{other}@{address.HostName}", Text.RuleOneUser.With(user));
        }

        ConnectionRequest known = command.Configuration(ConfigFile).Find(address, user, Given(nameof(command.Port)) ? row.Or(command.Port) : null);
        return Common(known) with
        {
            UserName = Visible("-UserName", known.UserName)!,
            Password = Password(account),
            KeyFilePath = Resolve(row.Or(command.KeyFilePath)),
            HostKeyFingerprint = row.Or(command.HostKeyFingerprint) is { } pin ? HostKeyPin.Parse(pin) : null,
            Jumps = [.. known.Jumps.Select(Common)],
        };
    }

    // What is said of host keys, key files and time holds for the hosts on the way too.
    private ConnectionRequest Common(ConnectionRequest known) => known with
    {
        KeyPassphrase = row.Or(command.KeyPassphrase),
        HostKeyPolicy = Given(nameof(command.HostKeyPolicy)) ? row.Or(command.HostKeyPolicy) : known.HostKeyPolicy,
        KnownHostsPath = Resolve(row.Or(command.KnownHostsPath)),
        ConnectTimeout = Limit("-ConnectTimeout", row.Or(command.ConnectTimeout)),
        Warn = command.Warn,
    };

    private bool Given(string parameter) => row.Has(parameter) || command.MyInvocation.BoundParameters.ContainsKey(parameter);

    // As ssh -F takes it, "none" is the name of no file.
    private string? ConfigFile => row.Or(command.ConfigFile) is { } file && !ClientConfiguration.IsNone(file) ? Resolve(file) : row.Or(command.ConfigFile);

    private SecureString? Password(PSCredential? account) => (account?.Password ?? row.Or(command.Password), row.Or(command.AllowEmptyPassword).IsPresent) switch
    {
        ({ Length: > 0 } given, _) => given,
        (_, true) => new SecureString(),
        ({ Length: 0 }, false) when row.Or(command.KeyFilePath) is null => throw Error.InvalidValue("-Credential", account?.UserName, Text.RuleEmptyPassword),
        _ => null,
    };

    private string? Resolve(string? path) => path is null ? null : command.GetUnresolvedProviderPathFromPSPath(path);

    // It is shown in tables and prompts as it is.
    private static string? Visible(string parameter, string? name) => name?.Any(char.IsControl) is true ? throw Error.InvalidValue(parameter, name, Text.RuleVisible) : name;

    private static TimeSpan Limit(string parameter, TimeSpan time) =>
        time > TimeSpan.Zero && time <= TimeSpan.FromDays(1) ? time : throw Error.InvalidValue(parameter, time, Text.RuleTimeLimit);
}
