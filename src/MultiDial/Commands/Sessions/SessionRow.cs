using System.Management.Automation;
using System.Security;
using MultiDial.Errors;
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

        return new ConnectionRequest
        {
            HostName = address.HostName,
            Port = address.Port ?? row.Or(command.Port),
            UserName = Visible("-UserName", user ?? address.UserName) ?? "root",
            Password = Password(account),
            KeyFilePath = Resolve(row.Or(command.KeyFilePath)),
            KeyPassphrase = row.Or(command.KeyPassphrase),
            HostKeyPolicy = row.Or(command.HostKeyPolicy),
            HostKeyFingerprint = row.Or(command.HostKeyFingerprint) is { } pin ? HostKeyPin.Parse(pin) : null,
            KnownHostsPath = Resolve(row.Or(command.KnownHostsPath)),
            ConnectTimeout = Limit("-ConnectTimeout", row.Or(command.ConnectTimeout)),
            Warn = command.Warn,
        };
    }

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
